"""The health of each portal: last success, errors by kind, how much it publishes, what robots.txt says.

Judged on what is in the store; nothing is fetched. Each problem says what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean
from typing import Any

from wardarchive.crawl.urls import origin
from wardarchive.jobs.coverage import went_well
from wardarchive.jobs.problems import (
    Problem,
    empty_lists,
    errors_of,
    left_alone,
    never_crawled,
    not_reached,
    refused_by_robots,
    robots_changed,
    silent,
)
from wardarchive.jobs.publishing import PAST, WEEK, Publishing, publishing
from wardarchive.model import Portal
from wardarchive.store.health_rows import PastRun, StartPage
from wardarchive.store.store import Store

RECENT = timedelta(days=30)
"""Errors and changes of robots.txt that are older are history."""
_MANY_ERRORS = 0.2
"""Share of requests that may fail before it is a problem: dead links of old articles are usual."""
_RUNS_BACK = timedelta(days=120)
_LATE = timedelta(days=1)
"""Behind its schedule: a scheduler that runs catches up within hours."""


@dataclass(frozen=True, slots=True)
class PortalHealth:
    """How one portal does."""

    portal: Portal
    last_success: datetime | None
    """When the last crawl that brought something ended."""
    failures: int
    """Crawls in a row, up to now, that brought nothing."""
    requests: int
    """In the last 30 days."""
    errors: Mapping[str, int]
    """By kind, in the last 30 days."""
    publishing: Publishing
    robots_changed_at: datetime | None
    problems: tuple[Problem, ...]

    @property
    def error_rate(self) -> float:
        """Errors a request, in the last 30 days."""
        return sum(self.errors.values()) / self.requests if self.requests else 0.0

    def as_json(self) -> dict[str, Any]:
        usual = self.publishing.usual
        return {
            "last_success": self.last_success.isoformat() if self.last_success else None,
            "failures_in_a_row": self.failures,
            "requests_30_days": self.requests,
            "errors_30_days": dict(self.errors),
            "error_rate": round(self.error_rate, 4),
            "articles_this_week": self.publishing.this_week,
            "articles_a_week": round(usual, 2) if usual is not None else None,
            "last_article_at": self.publishing.last_at.isoformat() if self.publishing.last_at else None,
            "robots_changed_at": self.robots_changed_at.isoformat() if self.robots_changed_at else None,
            "problems": [problem.as_json() for problem in self.problems],
        }


def portal_health(
    store: Store, now: datetime, portals: Sequence[Portal] | None = None
) -> dict[int, PortalHealth]:
    """The health of these portals, or of all that are collected; by the portal's id."""
    chosen = store.portals() if portals is None else portals
    some = None if portals is None else [portal.id for portal in portals]
    runs = store.past_runs(now - _RUNS_BACK, some)
    errors = store.error_kinds_since(now - RECENT, some)
    appeared = store.appeared_since(now - PAST - WEEK, some)
    starts, successes = store.start_pages(some), store.last_successes(some)
    late = {
        s.portal_id: s.next_at
        for s in store.schedules()
        if s.next_at is not None and not s.paused and now - s.next_at > _LATE
    }
    return {
        portal.id: _judged(
            portal,
            runs.get(portal.id, []),
            errors.get(portal.id, {}),
            publishing(appeared.get(portal.id, ()), now),
            starts.get(portal.id),
            _robots_changed(store, portal, now),
            now,
            last_success=successes.get(portal.id),
            late_since=late.get(portal.id),
        )
        for portal in chosen
    }


def _judged(
    portal: Portal,
    runs: Sequence[PastRun],
    errors: Mapping[str, int],
    published: Publishing,
    start: StartPage | None,
    robots_at: datetime | None,
    now: datetime,
    *,
    last_success: datetime | None,
    late_since: datetime | None,
) -> PortalHealth:
    ended = [run for run in runs if run.finished_at is not None]
    well = [run for run in ended if went_well(run)]
    failures = next((n for n, run in enumerate(reversed(ended)) if went_well(run)), len(ended))
    last = well[-1].finished_at if well else last_success
    requests = sum(run.fetched for run in ended if run.started_at >= now - RECENT)
    refused = start is not None and start.state == "skipped" and start.reason == "robots"
    rate = sum(errors.values()) / requests if requests else 0.0
    found = [
        refused_by_robots(portal) if refused else None,
        not_reached(portal, failures, last, errors) if failures and not refused else None,
        never_crawled(portal) if not runs and last is None else None,
        left_alone(late_since) if late_since is not None else None,
        errors_of(portal, errors, rate) if not failures and rate > _MANY_ERRORS else None,
        empty_lists(portal) if well and not well[-1].listed and _listed_before(well[:-1]) else None,
        silent(portal, published, now) if published.quiet and not failures else None,
        robots_changed(portal, robots_at) if robots_at is not None and not refused else None,
    ]
    problems = tuple(problem for problem in found if problem is not None)
    return PortalHealth(portal, last, failures, requests, errors, published, robots_at, problems)


def _listed_before(runs: Sequence[PastRun]) -> bool:
    return len(runs) >= 2 and fmean(run.listed for run in runs[-10:]) >= 1


def _robots_changed(store: Store, portal: Portal, now: datetime) -> datetime | None:
    """When robots.txt was last seen to say something else than before, within the last 30 days.

    A robots.txt that comes or goes is a change, one that a failing server does not give is none.
    """
    told = [
        (at, digest if status == 200 else "none")
        for at, status, digest in store.digests(f"{origin(portal.url)}/robots.txt")
        if status == 200 or 400 <= status < 500
    ]
    for (at, digest), (_, before) in pairwise(told):
        if digest != before:
            return at if now - at <= RECENT else None
    return None
