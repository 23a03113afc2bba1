"""The demo: the bundled portals over real HTTP on the loopback, crawled and indexed like any other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wardarchive.demo.server import serve_portals
from wardarchive.index.engine import Engine
from wardarchive.jobs.collect import collect
from wardarchive.jobs.decisions import Archivist
from wardarchive.jobs.demo_decisions import ARCHIVIST, decide_demo
from wardarchive.jobs.portal_crawl import CrawlTools, PortalOutcome
from wardarchive.jobs.portals import add_portal
from wardarchive.jobs.reindex import update_index
from wardarchive.store.store import Store

FIRST_EDITION, LAST_EDITION = 1, 2


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo's archive has."""

    articles: int
    portals: int
    errors: int


def make_demo(
    store: Store,
    engine: Engine,
    tools: CrawlTools,
    stop: threading.Event,
    say: Callable[[str, str], None],
    journal: Path | None = None,
) -> DemoResult:
    """Serve the portals, add and crawl them without a delay (they are our own), decide what an archivist
    would decide about persons, and index what came.

    A new archive is filled twice: first with the sites as they were, then as they are some days later, so
    that there are versions, corrections and vanished pages to see. Later demos only look again.
    """
    new = store.article_count() == 0
    with serve_portals(edition=FIRST_EDITION if new else LAST_EDITION) as served:
        portals = []
        for site in served:
            say(f"cổng mẫu {site.portal.ward}", f"demo portal: {site.url}")
            portals.append(
                add_portal(
                    store,
                    site.url,
                    now=tools.clock(),
                    ward=site.portal.ward_code,
                    name=site.portal.site_name,
                    delay=0.0,
                )
            )
        outcomes = collect(portals, tools, limit=None, stop=stop, report=lambda _step: None)
        _tell(outcomes, say)
        if new and not stop.is_set():
            for site in served:
                site.edition = LAST_EDITION
            again = collect(portals, tools, limit=None, stop=stop, report=lambda _step: None, again="all")
            _tell(again, say)
            outcomes += again
    decided = decide_demo(Archivist(store, ARCHIVIST, "bản mẫu", tools.clock(), journal))
    if decided:
        say(f"{decided} quyết định của người lưu trữ", f"{decided} decisions of an archivist, as examples")
    update_index(store, engine, lambda _done, _total: None)
    return DemoResult(store.article_count(), len(portals), sum(o.errors for o in outcomes))


def _tell(outcomes: list[PortalOutcome], say: Callable[[str, str], None]) -> None:
    for outcome in outcomes:
        say(
            f"{outcome.portal.name}: {outcome.fetched} trang, {outcome.new} bài mới, "
            f"{outcome.changed} bài sửa, {outcome.errors} lỗi",
            f"{outcome.fetched} pages, {outcome.new} new and {outcome.changed} changed articles, "
            f"{outcome.errors} errors",
        )
        if outcome.first_error:
            say("lỗi đầu tiên", outcome.first_error)
