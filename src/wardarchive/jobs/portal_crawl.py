"""The crawl of one portal: what to fetch next, keep it, read it, follow its links."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from wardarchive.crawl.fetch import Fetcher
from wardarchive.crawl.politeness import Politeness
from wardarchive.crawl.robots import RobotsCache
from wardarchive.crawl.sitemap import read_sitemap
from wardarchive.crawl.traps import trap_reason
from wardarchive.crawl.urls import host_key, origin, same_site
from wardarchive.crawl.warc import WarcWriter
from wardarchive.errors import FetchError
from wardarchive.jobs.ingest import ReadPage, canonical_url, new_version, read
from wardarchive.model import Article, FetchedPage, Link, NotAnArticle, Portal
from wardarchive.store.capture_rows import FrontierUrl, NewCapture
from wardarchive.store.portal_rows import RunError
from wardarchive.store.store import Store

Outcome = Literal["done", "limited", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class CrawlRules:
    """Bounds of one crawl."""

    delay: float
    """Seconds between two requests to one host, where the portal has no delay of its own."""
    max_pages: int
    max_depth: int
    max_attempts: int
    """A URL that failed in this many runs is left alone."""


@dataclass(frozen=True)
class CrawlTools:
    """What a crawl works with."""

    store: Store
    fetcher: Fetcher
    robots: RobotsCache
    politeness: Politeness
    open_writer: Callable[[Portal], WarcWriter]
    clock: Callable[[], datetime]
    rules: CrawlRules


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
    ) -> None:
        self._portal = portal
        self._tools = tools
        self._store = tools.store
        self._limit = min(limit or tools.rules.max_pages, tools.rules.max_pages)
        self._stop = stop
        self._report = report
        self._visitor = PageVisitor(portal, tools)
        self._counts = {"new": 0, "changed": 0, "same": 0}
        self._fetched = 0
        self._failures_in_a_row = 0
        self._run_id = 0

    def run(self) -> PortalOutcome:
        """Fetch what is due until nothing is, or a bound is met."""
        store, portal = self._store, self._portal
        self._run_id = store.start_run("crawl", self._tools.clock(), portal.id)
        start = Link(canonical_url(portal.url), "start", address=portal.url)
        store.discover(portal.id, [start, *self._guessed_sitemap()], 0, self._tools.clock())
        store.begin_portal_run(portal.id, self._run_id, self._tools.rules.max_attempts)
        outcome: Outcome = "done"
        with self._tools.open_writer(portal) as writer:
            self._visitor.begin(writer, self._run_id)
            while (due := store.next_due(portal.id)) is not None:
                if self._stop.is_set():
                    outcome = "stopped"
                elif self._fetched >= self._limit:
                    outcome = "limited"
                elif self._failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
                    outcome = "failed"
                else:
                    self._visit(due)
                    continue
                break
        if outcome != "stopped":
            store.finish_run(self._run_id, outcome, self._tools.clock())
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

    def _guessed_sitemap(self) -> list[Link]:
        address = origin(self._portal.url) + "/sitemap.xml"
        return [Link(address, "sitemap", address=address)]

    def _visit(self, due: FrontierUrl) -> None:
        self._fetched += 1
        try:
            visit = self._visitor.visit(due)
        except FetchError as error:
            self._fail(due, error)
        else:
            self._failures_in_a_row = 0
            self._settle(due, visit)
        self._report(self._fetched, self._counts["new"], due.address)

    def _fail(self, due: FrontierUrl, error: FetchError) -> None:
        now = self._tools.clock()
        if error.kind == "robots":
            self._fetched -= 1
            self._store.settle(due.id, "skipped", run_id=self._run_id, now=now, reason=str(error))
            return
        if due.kind == "sitemap" and error.kind == "http-error":  # it was only a guess
            self._store.settle(due.id, "done", run_id=self._run_id, now=now, reason=str(error))
            return
        self._store.add_error(
            RunError(self._run_id, self._portal.id, due.address, now, error.kind, str(error))
        )
        self._store.settle(due.id, "failed", run_id=self._run_id, now=now, reason=error.kind)
        if error.kind in HOST_FAILURES:
            self._failures_in_a_row += 1

    def _settle(self, due: FrontierUrl, visit: Visit) -> None:
        now = self._tools.clock()
        if isinstance(visit.read, ReadPage) and isinstance(visit.read.page, Article):
            kept = self._store.keep(
                new_version(
                    visit.read.page,
                    observed_at=visit.fetched_at,
                    ward_code=self._portal.ward_code,
                    portal_id=self._portal.id,
                    capture_id=visit.capture_id,
                )
            )
            self._counts[kept.change] += 1
        self._remember_family(visit)
        self._follow(due, visit.links)
        reason = None
        if isinstance(visit.read, ReadPage) and isinstance(visit.read.page, NotAnArticle):
            reason = visit.read.page.reason
        self._store.settle(
            due.id,
            "done",
            run_id=self._run_id,
            now=now,
            reason=reason,
            kind=_settled_kind(due, visit),
            capture_id=visit.capture_id,
        )

    def _remember_family(self, visit: Visit) -> None:
        read = visit.read
        if self._portal.family is None and read and read.family != "generic":
            self._store.set_portal_family(self._portal.id, read.family)
            self._portal = replace(self._portal, family=read.family)
            self._visitor.portal = self._portal

    def _follow(self, due: FrontierUrl, links: Iterable[Link]) -> None:
        """Add what the page leads to; older pages of a list are looked at again only where it has news."""
        depth = due.depth + (0 if due.kind == "next" else 1)
        if depth > self._tools.rules.max_depth:
            return
        wanted: list[Link] = []
        for link in links:
            if not same_site(link.url, self._portal.url) or _is_file(link.url):
                continue
            trap = trap_reason(link.url)
            if trap:
                self._store.skip(self._portal.id, link.url, link.kind, depth, trap, self._tools.clock())
            else:
                wanted.append(link)
        new = set(self._store.discover(self._portal.id, wanted, depth, self._tools.clock()))
        if any(link.kind == "article" and link.url in new for link in wanted):
            older = [link.url for link in wanted if link.kind == "next"]
            self._store.make_due(self._portal.id, self._run_id, older)
