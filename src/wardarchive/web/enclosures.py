"""Pictures and documents of an article, each with the copy that the archive has of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wardarchive.errors import FetchError
from wardarchive.jobs.ingest import canonical_url
from wardarchive.model import Article, Capture
from wardarchive.store.store import Store
from wardarchive.web.links import file_name

_MOST = 40
"""Files of one article that are looked for."""
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Pictures that cannot carry a script; others are named and can be downloaded."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file; `capture` is the archive's newest good copy, None where it has none."""

    url: str
    name: str
    capture: Capture | None

    @property
    def is_picture(self) -> bool:
        """Whether the copy may be shown as a picture."""
        kind = (self.capture.content_type or "") if self.capture else ""
        return kind.partition(";")[0].strip().lower() in _SHOWN


def pictures(article: Article, store: Store) -> list[Enclosure]:
    """The pictures on the page, each once."""
    return _enclosures(((url, file_name(url)) for url in article.images), article, store)


def documents(article: Article, store: Store) -> list[Enclosure]:
    """The attachments, each once."""
    named = ((file.url, file.name or file_name(file.url)) for file in article.attachments)
    return _enclosures(named, article, store)


def _enclosures(files: Iterable[tuple[str, str]], article: Article, store: Store) -> list[Enclosure]:
    names: dict[str, str] = {}
    for url, name in files:
        names.setdefault(url, name)
    return [
        Enclosure(url, name, _copy(url, article.url, store) if number < _MOST else None)
        for number, (url, name) in enumerate(names.items())
    ]


def _copy(url: str, page: str, store: Store) -> Capture | None:
    try:
        known = dict.fromkeys((url, canonical_url(url, page)))
    except FetchError:
        known = {url: None}
    for address in known:
        good = [c for c in store.captures_of_url(address) if c.status == 200]
        if good:
            return good[-1]
    return None
