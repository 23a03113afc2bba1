"""The process that runs what is due: one portal at a time per host, each portal once in the world."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from wardarchive.crawl.article_return import Due
from wardarchive.jobs.collect import collect
from wardarchive.jobs.leasing import Leases
from wardarchive.jobs.portal_crawl import CrawlTools, PortalOutcome
from wardarchive.jobs.schedule import plan, plan_unplanned, planned
from wardarchive.store.schedule_rows import Schedule
from wardarchive.store.store import Store

PAGES_A_TURN = 500
"""A large portal gives way to the others after so many pages and goes on in its next turn."""
LONGEST_SLEEP = 60.0
"""Seconds: a clock that was set is noticed by then."""


@dataclass(frozen=True)
class SchedulerTools:
    """What a scheduler works with."""

    store: Store
    crawl: CrawlTools
    owner: str
    """The same after a restart, so that a killed scheduler gets its own leases back."""
    update_index: Callable[[], None]
    say: Callable[[str, str], None]


def due_now(schedules: list[Schedule], now: datetime) -> list[Schedule]:
    """Those whose time has come, the most overdue first: each once, however often it was missed."""
    ready = [s for s in schedules if not s.paused and s.next_at is not None and s.next_at <= now]
    return sorted(ready, key=lambda s: (s.next_at or now, s.portal_id))


def seconds_to_wait(schedules: list[Schedule], now: datetime) -> float:
    """How long nothing will be due, at most a minute."""
    coming = [s.next_at for s in schedules if not s.paused and s.next_at is not None]
    wait = min(((at - now).total_seconds() for at in coming), default=LONGEST_SLEEP)
    return min(max(wait, 1.0), LONGEST_SLEEP)


def after_run(store: Store, schedule: Schedule, outcome: PortalOutcome, now: datetime) -> Schedule:
    """The schedule after a run, with the next one planned."""
    failures = schedule.failures + 1 if outcome.outcome == "failed" else 0
    settled = replace(schedule, failures=failures)
    if outcome.outcome in ("limited", "stopped"):
        return planned(
            settled,
            Due(now, f"đi tiếp: còn {outcome.waiting} trang", f"going on: {outcome.waiting} pages wait"),
        )
    return planned(settled, plan(store, outcome.portal, settled, now))


def run_once(tools: SchedulerTools, stop: threading.Event) -> list[PortalOutcome]:
    """Crawl all portals that are due and free; nothing where none is."""
    store, now = tools.store, tools.crawl.clock()
    schedules = {s.portal_id: s for s in due_now(plan_unplanned(store, now), now)}
    portals = {p.id: p for p in store.portals()}
    leases = Leases(store, tools.owner, tools.crawl.clock)
    mine = leases.take([portals[i] for i in schedules if i in portals])
    if not mine:
        leases.release()
        return []
    for portal in mine:
        schedule = schedules[portal.id]
        tools.say(f"{portal.url}: {schedule.reason_vi}", schedule.reason_en)
    try:
        outcomes = collect(
            mine, tools.crawl, limit=PAGES_A_TURN, stop=stop, report=leases.renew, again="due"
        )
        for outcome in outcomes:
            schedule = after_run(store, schedules[outcome.portal.id], outcome, tools.crawl.clock())
            store.set_schedule(schedule, tools.crawl.clock())
            _tell(tools, outcome, schedule)
    finally:
        leases.release()
    if any(outcome.new or outcome.changed for outcome in outcomes):
        tools.update_index()
    return outcomes


def run_forever(tools: SchedulerTools, stop: threading.Event) -> None:
    """Run what is due until `stop` is set; then end after the page under way."""
    while not stop.is_set():
        if run_once(tools, stop):
            continue
        now = tools.crawl.clock()
        stop.wait(seconds_to_wait(plan_unplanned(tools.store, now), now))


def _tell(tools: SchedulerTools, outcome: PortalOutcome, schedule: Schedule) -> None:
    at = f"{schedule.next_at:%Y-%m-%d %H:%M}Z" if schedule.next_at else "–"
    tools.say(
        f"{outcome.portal.url}: {outcome.fetched} trang, {outcome.new} bài mới, {outcome.changed} bài sửa, "
        f"{outcome.errors} lỗi ({outcome.outcome}); lần tới {at}",
        f"{outcome.fetched} pages, {outcome.new} new, {outcome.changed} changed, {outcome.errors} errors; "
        f"next {at}",
    )
