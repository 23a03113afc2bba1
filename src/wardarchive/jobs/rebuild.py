"""Everything that follows from the WARC files, derived again into an empty database."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from wardarchive.crawl.warc import read_content
from wardarchive.errors import FetchError
from wardarchive.jobs.decision_journal import read_journal
from wardarchive.jobs.ingest import canonical_url
from wardarchive.jobs.rebuild_captures import CaptureRebuild, Progress, RebuildReport, rebuild_portals
from wardarchive.jobs.replay import Replay, Told, bare_version, is_crawled
from wardarchive.jobs.rereading import Rereader, is_page
from wardarchive.jobs.settle import settle_persons
from wardarchive.model import Article
from wardarchive.store.restore_rows import Event, KnownArticle, VisitedUrl
from wardarchive.store.store import Store
from wardarchive.store.walk_rows import StoredVersion

_BATCH = 100
"""Captures told in one transaction."""
_LISTED = 3
"""Links to articles from which a page is a list worth another look."""


def rebuild(
    store: Store,
    old: Store | None,
    folder: Path,
    *,
    now: datetime,
    progress: Progress,
    journal: Path | None = None,
) -> RebuildReport:
    """Fill the empty `store` from the WARC files of `folder`.

    From `old`, where there is one that can be read, comes what no WARC file tells: articles without a
    capture, wards given by hand, settings, runs, the URLs known to the crawl, and the numbers under which
    articles and captures are addressed. Decisions of archivists come from there and from the `journal`.
    """
    report = RebuildReport()
    if old:
        report.carried = store.carry_from(old, late=False)
    if journal is not None:
        store.add_decisions(read_journal(journal))
    portal_ids = rebuild_portals(store, folder, now)
    CaptureRebuild(store, old, portal_ids, report).run(folder, progress)
    _Articles(store, old, folder, report).run(progress)
    settle_persons(store)
    if old:
        report.carried |= store.carry_from(old, late=True)
    for portal in store.every_portal():
        store.recognise_portal(portal.id)
    report.portals = len(store.every_portal())
    report.articles, report.versions = store.article_count(), store.version_count()
    return report


class _Articles:
    """Articles, versions, observations, people, in the order in which they were observed."""

    def __init__(self, store: Store, old: Store | None, folder: Path, report: RebuildReport) -> None:
        self._store = store
        self._old = old
        self._report = report
        rereader = Rereader(store.every_portal(), lambda c: read_content(folder, c.location))
        self._rereader = rereader
        self._replay = Replay(rereader, self._known)
        self._next_id = old.highest_article_id() + 1 if old else 0
        self._new_ids: dict[str, int] = {}

    def run(self, progress: Progress) -> None:
        total = self._store.capture_count()
        done = 0
        told: Iterator[Told | StoredVersion] = self._replay.tell(self._store.captures_by_time())
        bare: Iterator[Told | StoredVersion] = (
            self._old.stored_versions(bare=True) if self._old else iter(())
        )
        merged = heapq.merge(told, bare, key=_moment)
        while batch := list(islice(merged, _BATCH)):
            self._store.replay(event for one in batch for event in self._events(one))
            seen = [one for one in batch if isinstance(one, Told)]
            if self._old is None:
                self._store.restore_visited(visit for one in seen if (visit := self._visited(one)))
            done += len(seen)
            progress(done, total, "captures")
        if self._old:
            self._store.restore_counts(self._old.bare_observations())

    def _events(self, one: Told | StoredVersion) -> Iterator[Event]:
        if isinstance(one, Told):
            if one.problem:
                self._report.problem(one.problem)
            yield from one.events
            return
        article = one.version.article
        known = self._known(article.url)
        if known is not None:
            self._report.bare_versions += 1
            yield bare_version(article, one.version.observed_at, known)

    def _known(self, url: str) -> KnownArticle | None:
        """The article as the old database calls it; a new one gets a number that was never used."""
        if self._old is None:
            return None
        known = self._old.known_article(url)
        if known is not None:
            return known
        number = self._new_ids.setdefault(url, self._next_id + len(self._new_ids))
        return KnownArticle(number, None, None)

    def _visited(self, one: Told) -> VisitedUrl | None:
        """What the crawl should know, so that it does not fetch everything again."""
        capture = one.capture
        portal = self._rereader.portal_of(capture)
        if portal is None or not is_crawled(capture) or not is_page(capture.status):
            return None
        try:
            url, start = canonical_url(capture.url), canonical_url(portal.url)
        except FetchError:
            return None
        return VisitedUrl(
            portal.id, url, capture.url, _kind(one, url == start), capture.id, capture.fetched_at
        )


def _moment(one: Told | StoredVersion) -> datetime:
    return one.capture.fetched_at if isinstance(one, Told) else one.version.observed_at


def _kind(one: Told, is_start: bool) -> str:
    if is_start:
        return "start"
    if one.capture.url.endswith(".xml"):
        return "sitemap"
    if one.read is None or "html" not in (one.capture.content_type or "html"):
        return "file"
    if isinstance(one.read.page, Article):
        return "article"
    return "list" if sum(link.kind == "article" for link in one.read.links) >= _LISTED else "page"
