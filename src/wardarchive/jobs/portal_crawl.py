"""The crawl of one portal: what to fetch next, what to keep of it, which links to follow."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from wardarchive.crawl.fetch import Fetcher
from wardarchive.crawl.politeness import FAILING_KINDS, HostResting, Politeness
from wardarchive.crawl.urls import origin, same_site
from wardarchive.crawl.warc import WarcWriter
from wardarchive.errors import FetchError
from wardarchive.jobs.article_files import article_files
from wardarchive.jobs.article_sights import ArticleSights, Seen
from wardarchive.jobs.ingest import canonical_url
from wardarchive.jobs.layout_watch import LayoutWatch
from wardarchive.jobs.page_links import PageLinks
from wardarchive.jobs.page_visit import PageAbsent, PageVisitor, Visit
from wardarchive.model import Article, Capture, CapturedContent, Link, NotAnArticle, Portal
from wardarchive.store.frontier_rows import FrontierUrl
from wardarchive.store.keeping import NewVersion
from wardarchive.store.portal_rows import RunCounts, RunError
from wardarchive.store.store import Store

MAX_FAILURES_IN_A_ROW = 5
"""Failures of the host, not of a page, after which its other pages wait for the next run."""
MOST_REVISITS = 10_000_000
_QUEUED = 50
"""URLs read from the database at once, in the order in which they are to be fetched."""

Outcome = Literal["done", "limited", "stopped", "failed"]


class Stopping(Exception):
    """The user asked to stop while a host's delay was being waited for."""


@dataclass(frozen=True, slots=True)
class CrawlRules:
    """Bounds of one crawl."""

    max_pages: int
    max_depth: int
    max_attempts: int
    """A URL that failed in this many runs is left alone."""
    revisits: int = 200
    """Known articles of one portal that are looked at again in a day."""
    max_files: int = 20
    """Pictures and documents kept of one article."""


Again = Literal["due", "budget", "all"]
"""Which known articles a crawl looks at again: those whose time has come; those and, as far as the day's
budget goes, those that come next; all."""


@dataclass(frozen=True)
class CrawlTools:
    """What a crawl works with."""

    store: Store
    fetcher: Fetcher
    politeness: Politeness
    open_writer: Callable[[Portal], WarcWriter]
    clock: Callable[[], datetime]
    rules: CrawlRules
    read_capture: Callable[[Capture], CapturedContent]
    """The bytes of a capture; raises `CaptureError`."""
    owner: str
    """Who crawls, in leases: the same after a restart."""


@dataclass(frozen=True, slots=True)
class PortalOutcome:
    """What a crawl of one portal did."""

    portal: Portal
    outcome: Outcome
    fetched: int
    new: int
    changed: int
    errors: int
    first_error: str | None
    waiting: int
    """URLs known and not yet fetched."""


class PortalCrawl:
    """One run over one portal; a run that was killed goes on under its own number."""

    def __init__(
        self,
        portal: Portal,
        tools: CrawlTools,
        limit: int | None,
        stop: threading.Event,
        report: Callable[[int, int, str], None],
        again: Again = "budget",
    ) -> None:
        self._portal = portal
        self._tools = tools
        self._store = tools.store
        self._limit = min(limit or tools.rules.max_pages, tools.rules.max_pages)
        self._stop = stop
        self._report = report
        self._again: Again = again
        self._sights = ArticleSights(tools.store, portal)
        self._links = PageLinks(tools.store, portal, tools.rules.max_depth)
        self._watch = LayoutWatch(tools.store, portal)
        self._listed = 0
        self._counts = {"new": 0, "changed": 0, "same": 0}
        self._fetched = 0
        self._failing: list[int] = []
        """The URLs whose host failed, in a row."""
        self._queue: deque[FrontierUrl] = deque()
        """What is due next; emptied where something else may have become due before it."""
        self._run_id = 0

    def run(self) -> PortalOutcome:
        """Fetch what is due until nothing is, or a bound is met."""
        store, portal, tools = self._store, self._portal, self._tools
        self._run_id = store.start_run("crawl", tools.clock(), portal.id)
        store.discover(portal.id, self._seeds(), 0, tools.clock())
        store.begin_portal_run(portal.id, self._run_id, tools.rules.max_attempts, tools.clock())
        self._look_again()
        with tools.open_writer(portal) as writer:
            visitor = PageVisitor(
                portal,
                store=store,
                fetcher=tools.fetcher,
                politeness=tools.politeness,
                writer=writer,
                run_id=self._run_id,
                clock=tools.clock,
                read_capture=tools.read_capture,
            )
            outcome = self._drain(visitor)
        if outcome == "failed":
            store.forgive(self._failing)
        if look := self._watch.look(tools.clock()):
            store.add_layout_look(look)
        if outcome != "stopped":
            counts = RunCounts(self._fetched, self._counts["new"], self._counts["changed"], self._listed)
            store.finish_run(self._run_id, outcome, tools.clock(), counts)
        store.recognise_portal(portal.id)
        errors = store.errors_of_run(self._run_id)
        return PortalOutcome(
            portal=portal,
            outcome=outcome,
            fetched=self._fetched,
            new=self._counts["new"],
            changed=self._counts["changed"],
            errors=len(errors),
            first_error=errors[0].message if errors else None,
            waiting=store.url_counts(portal.id).get("due", 0),
        )

    def _look_again(self) -> None:
        """Make known articles due, as many as the day's budget allows."""
        now, portal_id = self._tools.clock(), self._portal.id
        if self._again == "all":
            self._store.revisit(portal_id, self._run_id, now, most=MOST_REVISITS, early=True)
            return
        spent = self._store.revisits_since(portal_id, now - timedelta(days=1))
        room = max(0, self._tools.rules.revisits - spent)
        self._store.revisit(portal_id, self._run_id, now, most=room, early=self._again == "budget")

    def _seeds(self) -> list[Link]:
        url = self._portal.url
        guessed = origin(url) + "/sitemap.xml"
        return [Link(canonical_url(url), "start", address=url), Link(guessed, "sitemap", address=guessed)]

    def _drain(self, visitor: PageVisitor) -> Outcome:
        sitemaps_known = False
        while True:
            due = self._next_due()
            if due is None:
                if self._links.let_in():
                    continue
                return "done"
            if self._stop.is_set():
                return "stopped"
            if self._fetched >= self._limit:
                return "limited"
            try:
                self._visit(visitor, due)
            except Stopping:
                return "stopped"
            except HostResting as error:
                self._record(due, error)
                return "failed"
            if len(self._failing) >= MAX_FAILURES_IN_A_ROW:
                return "failed"
            if not sitemaps_known:
                sitemaps_known = True
                self._add_sitemaps(visitor)

    def _next_due(self) -> FrontierUrl | None:
        if not self._queue:
            self._queue.extend(self._store.due(self._portal.id, _QUEUED))
        return self._queue.popleft() if self._queue else None

    def _add_sitemaps(self, visitor: PageVisitor) -> None:
        named = visitor.robots(self._portal.url).sitemaps
        links = [Link(url, "sitemap", address=url) for url in named if same_site(url, self._portal.url)]
        self._store.discover(self._portal.id, links, 0, self._tools.clock())
        self._queue.clear()

    def _visit(self, visitor: PageVisitor, due: FrontierUrl) -> None:
        try:
            compare = due.kind == "article" and self._watch.wants_comparison
            visit = visitor.visit(due, compare=compare)
        except HostResting:
            raise
        except FetchError as error:
            with self._store.together():
                self._fail(due, error)
            self._fetched += error.kind != "robots"
        else:
            self._fetched += 1
            self._failing.clear()
            self._settle(due, visit)
        self._report(self._fetched, self._counts["new"], due.address)

    def _record(self, due: FrontierUrl, error: FetchError) -> None:
        self._store.add_error(
            RunError(
                self._run_id, self._portal.id, due.address, self._tools.clock(), error.kind, str(error)
            )
        )

    def _fail(self, due: FrontierUrl, error: FetchError) -> None:
        now = self._tools.clock()
        if isinstance(error, PageAbsent) and self._absent(due, error):
            return
        if error.kind == "robots":
            self._store.settle(due.id, "skipped", run_id=self._run_id, now=now, reason="robots")
            return
        if due.kind == "sitemap" and error.kind == "http-error":  # most sites have none
            self._store.settle(due.id, "done", run_id=self._run_id, now=now, reason="no sitemap")
            return
        if due.kind != "file" or error.kind != "http-error":  # pages name pictures that never were
            self._record(due, error)
        self._store.settle(due.id, "failed", run_id=self._run_id, now=now, reason=error.kind)
        if error.kind in FAILING_KINDS:
            self._failing.append(due.id)
        else:
            self._failing.clear()

    def _absent(self, due: FrontierUrl, error: PageAbsent) -> bool:
        """Settle an article that is not there any more: that is news, not an error."""
        seen = self._sights.absent(due, error.fetched_at, error.capture_id)
        if seen is None:
            return False
        self._failing.clear()
        self._store.settle(
            due.id,
            "done",
            run_id=self._run_id,
            now=self._tools.clock(),
            reason="gone",
            due_at=seen.due_at,
        )
        return True

    def _settle(self, due: FrontierUrl, visit: Visit) -> None:
        """Keep what a page told; what takes long is done before the one transaction that keeps it."""
        page = visit.read.page if visit.read else None
        version, links = None, visit.links
        if isinstance(page, Article):
            version = self._sights.version(page, visit.fetched_at)
            links += tuple(article_files(page, self._portal.url, self._tools.rules.max_files))
        found = self._links.sort(links, visit.url, due.kind)
        kind = _kind_after(due, visit)
        with self._store.together():
            capture_id = self._store.add_capture(visit.capture)
            seen = self._see(due, visit, version, capture_id)
            if kind in ("start", "list", "next"):
                self._listed += sum(link.kind == "article" for link in links) or visit.unchanged
            if self._links.keep(found, due, self._run_id, self._tools.clock()):
                self._queue.clear()
            self._store.settle(
                due.id,
                "done",
                run_id=self._run_id,
                now=self._tools.clock(),
                reason=page.reason if isinstance(page, NotAnArticle) else None,
                kind=kind,
                capture_id=capture_id,
                changed=seen.changed if seen else None,
                due_at=seen.due_at if seen else None,
            )

    def _see(
        self, due: FrontierUrl, visit: Visit, version: NewVersion | None, capture_id: int
    ) -> Seen | None:
        """What the visit tells of an article."""
        if visit.read is not None and due.kind == "article":
            known = version is not None or self._store.article_id(due.url) is not None
            self._watch.see(visit.read, known=known)
        if version is not None:
            seen = self._sights.keep(due, version, capture_id, visit.moved)
            self._counts[seen.change] += 1
            return seen
        if visit.unchanged and due.kind == "article":
            return self._sights.unchanged(due, visit.fetched_at, capture_id)
        return None


def _kind_after(due: FrontierUrl, visit: Visit) -> str:
    """What the URL turned out to be."""
    page = visit.read.page if visit.read else None
    if isinstance(page, Article):
        return "start" if due.kind == "start" else "article"
    return "list" if page is not None and due.kind in ("article", "page") and _leads_on(visit) else due.kind


def _leads_on(visit: Visit) -> bool:
    """Whether a page that is no article is worth another look in the next run: it lists articles."""
    return sum(link.kind == "article" for link in visit.links) >= 3
