"""Collect portals: one worker a host, one request at a time, everything kept before it is read.

The order of writing is the order of trust: the WARC record is on the disk before its row, and the row,
what was read from it and the settled URL are one transaction. A process that is killed between the two
fetches one page again; it loses nothing and doubles nothing.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from wardarchive.crawl.urls import server_key
from wardarchive.jobs.portal_crawl import Again, CrawlTools, PortalCrawl, PortalOutcome
from wardarchive.model import Portal

MAX_HOSTS = 8
"""Hosts that are visited at the same time."""


@dataclass(frozen=True, slots=True)
class CrawlProgress:
    """One page done."""

    portal: Portal
    fetched: int
    new: int
    url: str


Report = Callable[[CrawlProgress], None]


def collect(
    portals: Sequence[Portal],
    tools: CrawlTools,
    *,
    limit: int | None,
    stop: threading.Event,
    report: Report,
    again: Again = "budget",
) -> list[PortalOutcome]:
    """Crawl these portals, hosts in parallel and the portals of one host one after the other.

    `limit` bounds the pages fetched of each portal. Setting `stop` ends the run after the pages that
    are under way; the next run goes on. `again` says which known articles are looked at again.
    """
    by_host: dict[str, list[Portal]] = defaultdict(list)
    for portal in portals:
        by_host[server_key(portal.url)].append(portal)

    def visit(group: list[Portal]) -> list[PortalOutcome]:
        return [
            PortalCrawl(portal, tools, limit, stop, _reporter(portal, report), again).run()
            for portal in group
        ]

    if len(by_host) == 1:
        return visit(next(iter(by_host.values())))
    outcomes: list[PortalOutcome] = []
    with ThreadPoolExecutor(max_workers=max(1, min(MAX_HOSTS, len(by_host)))) as pool:
        waiting = [pool.submit(visit, group) for group in by_host.values()]
        try:
            for done in as_completed(waiting):
                outcomes.extend(done.result())
        except BaseException:
            stop.set()
            raise
    return sorted(outcomes, key=lambda outcome: outcome.portal.id)


def _reporter(portal: Portal, report: Report) -> Callable[[int, int, str], None]:
    return lambda fetched, new, url: report(CrawlProgress(portal, fetched, new, url))
