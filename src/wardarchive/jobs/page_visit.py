"""One visit of a crawl: ask, follow redirects, keep every response, read the last one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from wardarchive.crawl.fetch import Conditional, Fetcher
from wardarchive.crawl.politeness import Politeness, Turn
from wardarchive.crawl.robots import KEEP, MAX_ROBOTS_BYTES, RobotsCache, RobotsRules, rules_of_status
from wardarchive.crawl.sitemap import read_sitemap
from wardarchive.crawl.urls import origin, same_site, server_key
from wardarchive.crawl.warc import Original, WarcWriter, payload_digest
from wardarchive.errors import CaptureError, FetchError
from wardarchive.jobs.ingest import ReadPage, canonical_url, read
from wardarchive.model import Capture, CapturedContent, FetchedPage, Link, Portal
from wardarchive.store.capture_rows import NewCapture
from wardarchive.store.frontier_rows import FrontierUrl
from wardarchive.store.store import Store


@dataclass(frozen=True, slots=True)
class Visit:
    """What one URL gave."""

    capture: NewCapture
    """Of the last response: it is in the WARC file, and its row is written with what is read from it."""
    url: str
    """Of the last response."""
    fetched_at: datetime
    read: ReadPage | None
    """None where the response is no page of the portal: a sitemap."""
    links: tuple[Link, ...]
    unchanged: bool = False
    """The site says that nothing changed since the last visit; `read` is None."""
    moved: bool = False
    """The URL answers with a permanent redirect."""


class PageAbsent(FetchError):
    """The page answers 404 or 410."""

    def __init__(self, page: FetchedPage, capture_id: int) -> None:
        hint = "the page is gone; what was kept of it stays"
        super().__init__("http-error", page.url, _answer(page), hint)
        self.capture_id = capture_id
        self.fetched_at = page.fetched_at


@dataclass(frozen=True, slots=True)
class _Before:
    """The last visit of a URL: its capture, and the one that has the payload."""

    last: Capture
    original: Capture

    def conditional(self, address: str) -> Conditional | None:
        if self.last.url != address or not (self.last.etag or self.last.last_modified):
            return None
        return Conditional(self.last.etag, self.last.last_modified)

    def original_of(self, page: FetchedPage) -> Capture | None:
        """The capture that has the page's payload already."""
        first = self.original
        if page.url != first.url or page.truncated:
            return None
        if page.status == 304:
            return first
        same = bool(page.payload) and page.status == first.status
        return first if same and payload_digest(page.payload) == first.digest else None


@dataclass(frozen=True, slots=True)
class _Answered:
    """The last response of a chain."""

    page: FetchedPage
    capture: NewCapture
    first_status: int


class PageVisitor:
    """Visits URLs of one portal in one run, politely, and keeps whatever comes back.

    With `read_capture` a robots.txt that was kept less than a day ago, by whatever run or portal, is not
    asked for again.
    """

    def __init__(
        self,
        portal: Portal,
        *,
        store: Store,
        fetcher: Fetcher,
        politeness: Politeness,
        writer: WarcWriter,
        run_id: int,
        clock: Callable[[], datetime],
        read_capture: Callable[[Capture], CapturedContent] | None = None,
    ) -> None:
        self.portal = portal
        self._store = store
        self._fetcher = fetcher
        self._politeness = politeness
        self._writer = writer
        self._run_id = run_id
        self._clock = clock
        self._read_capture = read_capture
        self._robots = RobotsCache(self._fetch_robots, now=clock)

    def robots(self, url: str) -> RobotsRules:
        """The rules of the URL's site; fetched, and kept, where they are unknown or a day old."""
        if self._read_capture is not None and not self._robots.knows(url):
            self._remember_kept(origin(url), self._read_capture)
        return self._robots.rules(url)

    def _remember_kept(self, site: str, read_capture: Callable[[Capture], CapturedContent]) -> None:
        last = self._store.last_capture(f"{site}/robots.txt")
        if last is None or not timedelta(0) <= self._clock() - last.fetched_at < KEEP:
            return
        try:
            body = read_capture(last).body if last.status == 200 else b""
        except CaptureError:
            return  # a file that cannot be read: it is asked for again, and verify tells of the file
        if last.status == 200 or 400 <= last.status < 500:  # not what a redirect led to
            rules = rules_of_status(last.status, body[:MAX_ROBOTS_BYTES], last.url)
            if rules.source != "unreachable":
                self._robots.remember(site, rules, last.fetched_at)

    def visit(self, due: FrontierUrl, *, compare: bool = False) -> Visit:
        """Fetch one URL to the end of its redirects; `compare` as in `ingest.read`.

        Raises `FetchError`: of kind ``robots`` where the site forbids it, ``http-error`` for a status of
        400 or higher, and whatever a fetch can raise. Responses that came before are kept all the same.
        Only the row of the response that the visit gives is left to the caller.
        """
        self._check_robots(due.address)
        answered = self._ask(due.address, before=self._before(due))
        try:
            return self._visited(due, answered, compare)
        except PageAbsent:
            raise
        except FetchError:
            self._store.add_capture(answered.capture)
            raise

    def _visited(self, due: FrontierUrl, answered: _Answered, compare: bool) -> Visit:
        page, capture = answered.page, answered.capture
        if page.status in (404, 410):
            raise PageAbsent(page, self._store.add_capture(capture))
        if page.status >= 400:
            raise _http_error(page)
        if page.status == 304:
            return Visit(capture, page.url, page.fetched_at, None, (), unchanged=True)
        if not same_site(page.url, self.portal.url):
            raise FetchError(
                "bad-response",
                due.address,
                f"{due.address} leads to another site ({page.url})",
                "add that site as a portal of its own if it is one",
            )
        if due.kind == "file":
            return Visit(capture, page.url, page.fetched_at, None, ())
        if due.kind == "sitemap":
            return Visit(capture, page.url, page.fetched_at, None, _sitemap_links(page))
        found = read(
            page.body,
            page.url,
            content_type=page.content_type,
            fetched_at=page.fetched_at,
            family=self.portal.family,
            compare=compare,
        )
        moved = answered.first_status in (301, 308)
        return Visit(capture, page.url, page.fetched_at, found, found.links, moved=moved)

    def _before(self, due: FrontierUrl) -> _Before | None:
        known = self._store.capture_with_original(due.capture_id) if due.capture_id else None
        return _Before(*known) if known else None

    def _check_robots(self, address: str) -> None:
        rules = self.robots(address)
        if rules.source == "unreachable":
            raise FetchError("connection", address, rules.reason, "the next run tries again")
        if not rules.allows(address):
            raise FetchError("robots", address, f"robots.txt asks not to fetch {address}")

    def _ask(self, address: str, *, before: _Before | None = None, cut_at: int | None = None) -> _Answered:
        """The last response of a chain; every response is kept, those before it with their rows."""
        last: _Answered | None = None
        crawl_delay = None if cut_at else self.robots(address).crawl_delay
        with ExitStack() as turns:
            turn = turns.enter_context(self._turn(address, crawl_delay))

            def next_turn(url: str) -> None:
                nonlocal turn
                turns.close()
                if not cut_at and same_site(url, self.portal.url):
                    self._check_robots(url)
                turn = turns.enter_context(self._turn(url, crawl_delay))

            hops = self._fetcher.hops(
                address,
                allowed_hosts=frozenset(self.portal.allowed_hosts),
                conditional=before.conditional(address) if before else None,
                before_hop=next_turn,
                cut_at=cut_at,
            )
            for page in hops:
                turn.page(page)
                first_status = last.first_status if last else page.status
                last = _Answered(page, self._keep(page, before), first_status)
                if 300 <= page.status < 400 and page.status != 304:  # whatever becomes of the next one
                    self._store.add_capture(last.capture)
        if last is None:
            raise AssertionError("a chain has at least one response")
        return last

    def _turn(self, url: str, crawl_delay: float | None) -> AbstractContextManager[Turn]:
        return self._politeness.turn(server_key(url), delay=self.portal.delay, crawl_delay=crawl_delay)

    def _keep(self, page: FetchedPage, before: _Before | None) -> NewCapture:
        known = before.original_of(page) if before else None
        original = Original(known.url, known.fetched_at, known.location, known.digest) if known else None
        location, digest = self._writer.write(page, original=original)
        # A page that broke off is asked for again whole, whatever its validators say.
        whole = () if page.truncated else page.headers
        said: dict[str, str | None] = {name.lower(): value for name, value in whole}
        if page.status == 304 and before:
            said = {"etag": before.last.etag, "last-modified": before.last.last_modified} | said
        return NewCapture(
            portal_id=self.portal.id,
            run_id=self._run_id,
            url=page.url,
            fetched_at=page.fetched_at,
            status=page.status,
            content_type=page.content_type or (known.content_type if known else None),
            digest=digest,
            location=location,
            etag=said.get("etag"),
            last_modified=said.get("last-modified"),
            original_id=known.id if known else None,
        )

    def _fetch_robots(self, address: str) -> FetchedPage:
        answered = self._ask(address, cut_at=MAX_ROBOTS_BYTES)
        self._store.add_capture(answered.capture)
        return answered.page


def _http_error(page: FetchedPage) -> FetchError:
    hints = {
        403: "the site refuses; ask its webmaster",
        429: "the site asks for fewer requests; raise the portal's delay",
    }
    hint = hints.get(page.status, "the next run tries again" if page.status >= 500 else "")
    return FetchError("http-error", page.url, _answer(page), hint)


def _answer(page: FetchedPage) -> str:
    return f"{page.url} answers {page.status} {page.reason}"


def _sitemap_links(page: FetchedPage) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for entry in read_sitemap(page.body, page.url).entries:
        try:
            url = canonical_url(entry.url)
        except FetchError:
            continue
        kind: Literal["sitemap", "page"] = "sitemap" if entry.kind == "sitemaps" else "page"
        links.setdefault(url, Link(url, kind, address=entry.url))
    return tuple(links.values())
