"""Articles found in captures that told of none before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardarchive.jobs.replay import Replay, Told, is_crawled
from wardarchive.model import Capture
from wardarchive.store.keeping import NewVersion
from wardarchive.store.restore_rows import Event

_TELLING = frozenset({301, 302, 303, 304, 307, 308, 404, 410})
"""Statuses that may tell what became of an article."""


class FoundArticles:
    """Which captures show them, and which other captures tell of them."""

    def __init__(self) -> None:
        self._captures: set[int] = set()
        self._first: dict[str, int] = {}
        self.known: set[int] = set()
        """Numbers of articles that the archive had before, and has another look at now."""
        self.addresses: set[tuple[str, int]] = set()
        """(URL of a capture, portal) at which the crawl should know an article."""

    def __bool__(self) -> bool:
        return bool(self._captures)

    def add(self, capture: Capture, url: str, article_id: int | None) -> None:
        """A capture shows the article at `url`; `article_id` where the archive has that one."""
        self._captures.add(capture.id)
        if capture.portal_id is not None:
            self.addresses.add((capture.url, capture.portal_id))
        if article_id is None:
            self._first.setdefault(url, capture.id)
        else:
            self.known.add(article_id)

    def is_first(self, capture: Capture, url: str) -> bool:
        """Whether the article was not known before this capture."""
        return self._first.get(url) == capture.id

    def wants(self, capture: Capture, portal_ids: Sequence[int] | None, replay: Replay) -> bool:
        """Whether a capture may tell of one of them."""
        if portal_ids is not None and capture.portal_id not in portal_ids:
            return False
        if capture.id in self._captures:
            return True
        return (is_crawled(capture) and capture.status in _TELLING) or replay.awaits(capture)

    def events(self, told: Told) -> Iterator[Event]:
        """What a capture tells of them; what it tells of others is known."""
        for event in told.events:
            if isinstance(event, NewVersion):
                if told.capture.id in self._captures:
                    yield event
            elif event.url in self._first:
                yield event
