"""What captures tell of articles, told again in their order, as the crawl or the import told it first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from wardarchive.crawl.urls import absolute
from wardarchive.errors import CaptureError, FetchError
from wardarchive.jobs.ingest import ReadPage, canonical_url, new_version
from wardarchive.jobs.rereading import Rereader
from wardarchive.model import Article, Capture
from wardarchive.store.keeping import NewVersion, Sight
from wardarchive.store.restore_rows import Event, KnownArticle

_PERMANENT = (301, 308)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ABSENT = (404, 410)
_MOST_OPEN = 20
"""Redirects of one portal whose end is waited for."""


@dataclass(frozen=True, slots=True)
class Told:
    """One capture with what it tells; nothing, for a list, a picture, a robots.txt."""

    capture: Capture
    events: tuple[Event, ...] = ()
    read: ReadPage | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Chain:
    """The beginning of a chain of redirects."""

    url: str
    """Canonical: what the crawl knows the page by."""
    permanent: bool


def is_crawled(capture: Capture) -> bool:
    """Whether the archive's own crawl made the capture; an import tells nothing by errors and redirects."""
    return not capture.location.file.startswith(("import-", "saved-"))


class Replay:
    """Tells of captures, which must come by time."""

    def __init__(self, rereader: Rereader, known: Callable[[str], KnownArticle | None]) -> None:
        self._rereader = rereader
        self._known = known
        self._chains: dict[int | None, dict[str, _Chain]] = defaultdict(dict)

    def awaits(self, capture: Capture) -> bool:
        """Whether a chain of redirects ends at the capture."""
        return is_crawled(capture) and capture.url in self._chains[capture.portal_id]

    def tell(self, some: Iterable[Capture]) -> Iterator[Told]:
        """Each capture with what it tells."""
        for capture in some:
            try:
                yield self._told(capture)
            except CaptureError as error:
                yield Told(capture, problem=str(error))

    def _told(self, capture: Capture) -> Told:
        if not is_crawled(capture):
            return self._read(capture, None) if capture.status == 200 else Told(capture)
        chain = self._chains[capture.portal_id].pop(capture.url, None)
        if capture.status in _REDIRECTS:
            self._open_chain(capture, chain)
            return Told(capture)
        if capture.status in (*_ABSENT, 304):
            url = chain.url if chain else _canonical(capture.url)
            change: Literal["same", "missing"] = "same" if capture.status == 304 else "missing"
            sight = Sight(url, capture.fetched_at, change, capture.id) if url else None
            return Told(capture, (sight,) if sight else ())
        return self._read(capture, chain)

    def _open_chain(self, capture: Capture, before: _Chain | None) -> None:
        headers = self._rereader.read_capture(capture).headers
        location = next((v for k, v in headers if k.lower() == "location"), None)
        start = _canonical(capture.url)
        if not location or not start:
            return
        try:
            target = absolute(location, capture.url)
        except FetchError:
            return
        chains = self._chains[capture.portal_id]
        chains[target] = before or _Chain(start, capture.status in _PERMANENT)
        while len(chains) > _MOST_OPEN:
            del chains[next(iter(chains))]

    def _read(self, capture: Capture, chain: _Chain | None) -> Told:
        found = self._rereader.read(capture)
        if found is None or not isinstance(found.page, Article):
            return Told(capture, read=found)
        events: list[Event] = [self._version(capture, found.page)]
        if chain and chain.permanent and chain.url != found.page.url:
            events.append(Sight(chain.url, capture.fetched_at, "moved", capture.id, found.page.url))
        return Told(capture, tuple(events), found)

    def _version(self, capture: Capture, article: Article) -> NewVersion:
        portal = self._rereader.portal_of(capture)
        known = self._known(article.url)
        ward = portal.ward_code if portal else None
        if known is not None and not is_crawled(capture):
            ward = known.ward_code or ward
        version = new_version(
            article,
            observed_at=capture.fetched_at,
            ward_code=ward,
            portal_id=portal.id if portal else None,
            capture_id=capture.id,
        )
        return replace(version, article_id=known.id if known else None)


def bare_version(article: Article, at: datetime, known: KnownArticle) -> NewVersion:
    """A version that came without a capture; its people are read again."""
    version = new_version(
        article, observed_at=at, ward_code=known.ward_code, portal_id=None, capture_id=None
    )
    return replace(version, article_id=known.id)


def _canonical(url: str) -> str | None:
    try:
        return canonical_url(url)
    except FetchError:
        return None
