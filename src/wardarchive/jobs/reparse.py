"""What the present parser would change in the archive, shown before it is accepted, then applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from wardarchive.errors import CaptureError
from wardarchive.index.engine import Engine
from wardarchive.jobs.found_articles import FoundArticles
from wardarchive.jobs.found_ids import found_ids
from wardarchive.jobs.ingest import PARSER_VERSION, canonical_url
from wardarchive.jobs.reindex import update_index
from wardarchive.jobs.replay import Replay
from wardarchive.jobs.reread_article import ReadAgain, found_version, newly_found, read_again
from wardarchive.jobs.reread_difference import Difference, difference_of, found_article
from wardarchive.jobs.rereading import Rereader
from wardarchive.model import Capture, SearchRequest
from wardarchive.store.keeping import NewVersion
from wardarchive.store.reread_rows import Rereading
from wardarchive.store.store import Store

_BATCH = 100
"""Events written in one transaction."""

Progress = Callable[[int, int, str], None]
"""Called with (done, of, what)."""


def _is_source_now(one: Difference) -> bool:
    """Whether what was read as the author is read as the source."""
    return one.before is not None and one.after is not None and one.before.author == one.after.source


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What may be written."""

    apply: bool = False
    losses: bool = False
    """Also where an article would no longer be there."""


@dataclass(slots=True)
class ReparseReport:
    """What a re-reading found, and did."""

    applied: bool
    articles: int = 0
    """Read again."""
    same: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    """Articles by `Difference.kind`."""
    fields: Counter[str] = field(default_factory=Counter)
    """Changed articles by field."""
    lost_fields: Counter[str] = field(default_factory=Counter)
    """Articles that had a value and would have none, by field."""
    looks: int = 0
    """Captures that now tell of articles which the archive has otherwise."""
    kept_back: int = 0
    """Losses that were not accepted: those articles stay as they are."""
    indexed: int = 0
    problems: list[str] = field(default_factory=list)
    """Captures that cannot be read; their articles stay as they are."""

    def count(self, one: Difference) -> None:
        """Add an article that reads differently."""
        self.kinds[one.kind] += 1
        if one.kind != "changed":
            return
        self.fields.update(one.fields)
        for name in ("published", "views", "section", "author", "title", "body"):
            lost = name in one.fields and getattr(one.before, name) and not getattr(one.after, name)
            if lost and not (name == "author" and _is_source_now(one)):
                self.lost_fields[name] += 1

    def as_json(self) -> dict[str, Any]:
        return {
            "parser": PARSER_VERSION,
            "applied": self.applied,
            "articles": self.articles,
            "same": self.same,
            **{kind: self.kinds[kind] for kind in ("changed", "merged", "lost", "found")},
            "fields": dict(self.fields.most_common()),
            "lost_fields": dict(self.lost_fields),
            "looks": self.looks,
            "kept_back": self.kept_back,
            "indexed": self.indexed,
            "problems": self.problems,
        }


class _Reparsing:
    """One run over the articles of some portals."""

    def __init__(
        self,
        store: Store,
        rereader: Rereader,
        accepted: Acceptance,
        now: datetime,
        tell: Callable[[Difference], None],
    ) -> None:
        self._store = store
        self._rereader = rereader
        self._accepted = accepted
        self._now = now
        self._tell = tell
        self._found = FoundArticles()
        self.report = ReparseReport(accepted.apply)

    def run(self, portal_ids: Sequence[int] | None, progress: Progress) -> None:
        ids = self._store.article_ids_of(portal_ids)
        for done, article_id in enumerate(ids, 1):
            self._article(article_id)
            progress(done, len(ids), "articles")
        for done, capture in enumerate(self._store.unobserved_captures(portal_ids), 1):
            self._capture(capture)
            progress(done, done, "other pages")
        if self._accepted.apply and self._found:
            self._write_found(portal_ids)

    def _article(self, article_id: int) -> None:
        known = self._store.sightings(article_id)
        if known is None:  # another article took it in
            return
        try:
            again = read_again(known, self._rereader)
        except CaptureError as error:
            self.report.problems.append(f"{known.url}: {error}")
            return
        self.report.articles += 1
        found = difference_of(again, self._others(again))
        if found is None:
            self.report.same += 1
            if self._accepted.apply and again.parser_before != PARSER_VERSION:
                self._store.confirm_reading(article_id, PARSER_VERSION)
            return
        self.report.count(found)
        self._tell(found)
        if not self._accepted.apply:
            return
        if found.kind == "lost" and not self._accepted.losses:
            self.report.kept_back += 1
            return
        self._replace(again, found)

    def _others(self, again: ReadAgain) -> dict[str, int]:
        """The articles that stand at URLs to which this one's captures lead now."""
        urls = {event.article.url for event in again.events if isinstance(event, NewVersion)}
        known = {url: self._store.article_id(url) for url in urls if url != again.known.url}
        return {url: number for url, number in known.items() if number is not None}

    def _replace(self, again: ReadAgain, found: Difference) -> None:
        note = Rereading(found.url, self._now, found.parser_before, PARSER_VERSION, found.fields)
        counts = [replace(one, url=_now_at(again)) for one in again.counts]
        there = self._store.reread(again.known.id, again.events, counts, note)
        if not there and again.known.portal_id is not None and found.kind == "lost":
            self._store.set_url_kind(again.known.portal_id, again.known.url, "page")

    def _capture(self, capture: Capture) -> None:
        try:
            article = newly_found(capture, self._rereader)
        except CaptureError as error:
            self.report.problems.append(f"{capture.url}: {error}")
            return
        if article is None:
            return
        self._found.add(capture, article.url, self._store.article_id(article.url))
        if self._found.is_first(capture, article.url):
            found = found_article(article, found_version(article, capture, self._rereader, None))
            self.report.count(found)
            self._tell(found)
        else:
            self.report.looks += 1

    def _write_found(self, portal_ids: Sequence[int] | None) -> None:
        """Tell found articles from their captures, in order of time, with what became of them."""
        replay = Replay(self._rereader, self._store.known_article)
        wanted = (c for c in self._store.captures_by_time() if self._found.wants(c, portal_ids, replay))
        told = (event for one in replay.tell(wanted) for event in self._found.events(one))
        while batch := list(islice(told, _BATCH)):
            self._store.replay(batch)
        for capture_url, portal_id in self._found.addresses:
            self._store.set_url_kind(portal_id, canonical_url(capture_url), "article")
        for article_id in sorted(self._found.known):
            self._in_order(article_id)

    def _in_order(self, article_id: int) -> None:
        """Tell an article again that has new looks between those it had."""
        known = self._store.sightings(article_id)
        if known is None:
            return
        again = read_again(known, self._rereader)
        note = Rereading(known.url, self._now, again.parser_before, PARSER_VERSION, ("looks",))
        self._store.reread(article_id, again.events, again.counts, note)


def _now_at(again: ReadAgain) -> str:
    """The URL that the article has by the present reading."""
    urls = [event.article.url for event in again.events if isinstance(event, NewVersion)]
    return urls[-1] if urls else again.known.url


def reparse(
    store: Store,
    engine: Engine,
    rereader: Rereader,
    *,
    portal_ids: Sequence[int] | None,
    accepted: Acceptance,
    now: datetime,
    tell: Callable[[Difference], None],
    progress: Progress,
) -> ReparseReport:
    """Read everything of these portals again (None: of all, and what was imported).

    Each difference is told when it is found. What is accepted is written an article at a time, so that
    a run that was killed goes on where it was: what is written reads the same. Then the index is brought
    up to date.
    """
    running = _Reparsing(store, rereader, accepted, now, tell)
    running.run(portal_ids, progress)
    if accepted.apply:
        _remove_surplus(store, engine)
        done = update_index(store, engine, lambda n, total: progress(n, total, "index"))
        running.report.indexed = done.articles
    return running.report


def _remove_surplus(store: Store, engine: Engine) -> None:
    """Take articles out of the index that are no longer there."""
    there = set(store.article_ids())
    surplus = [i for i in found_ids(engine, SearchRequest()).ids if i not in there]
    if surplus:
        engine.remove(surplus)
