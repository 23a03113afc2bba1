"""Schedules of portals: plan the next run, say why, change the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wardarchive.crawl.article_return import Due
from wardarchive.crawl.list_return import HISTORY, Window, automatic, by_cron, every, retry
from wardarchive.model import Portal
from wardarchive.store.schedule_rows import Schedule
from wardarchive.store.store import Store

FARTHEST = timedelta(days=8)
"""No automatic or fixed plan under a week reaches further; one that does came from a wrong clock."""


def window_of(schedule: Schedule) -> Window:
    """When crawls of a portal may begin."""
    return Window(ZoneInfo(schedule.zone), schedule.hours, schedule.weekdays)


def plan(store: Store, portal: Portal, schedule: Schedule, now: datetime) -> Due:
    """When the portal is crawled next, after a run that ended now."""
    if schedule.failures:
        return retry(now, schedule.failures)
    window = window_of(schedule)
    if schedule.mode == "cron" and schedule.cron:
        return by_cron(now, schedule.cron, window)
    last = store.last_run_finished(portal.id)
    if schedule.mode == "every" and schedule.seconds:
        return every(now, schedule.seconds, last, window)
    if last is None:
        return Due(window.first_open(now), "ngay: chưa thu thập lần nào", "now: it was never crawled")
    # Publication times reach back before the first crawl: they are as good as having watched.
    appeared = store.appearance_times(portal.id, now - HISTORY)
    watched = now - min([*appeared, portal.added_at or now])
    return automatic(now, appeared, watched, window)


def planned(schedule: Schedule, due: Due) -> Schedule:
    """The schedule with its next run."""
    return replace(schedule, next_at=due.at, reason_vi=due.reason_vi, reason_en=due.reason_en)


def plan_unplanned(store: Store, now: datetime) -> list[Schedule]:
    """All schedules; those without a next run, or with one from a clock that ran ahead, get one."""
    portals = {portal.id: portal for portal in store.portals()}
    found = []
    for schedule in store.schedules():
        portal = portals.get(schedule.portal_id)
        if portal is None:
            continue
        too_far = (
            schedule.next_at is not None and schedule.mode == "auto" and schedule.next_at - now > FARTHEST
        )
        if schedule.next_at is None or too_far:
            schedule = planned(schedule, plan(store, portal, schedule, now))
            store.set_schedule(schedule, now)
        found.append(schedule)
    return found


def schedule_json(schedule: Schedule, portal: Portal) -> dict[str, Any]:
    """One schedule as `schedule show --json` prints it."""
    return {
        "portal": portal.id,
        "url": portal.url,
        "name": portal.name,
        "mode": schedule.mode,
        "seconds": schedule.seconds,
        "cron": schedule.cron,
        "hours": list(schedule.hours) if schedule.hours else None,
        "weekdays": list(schedule.weekdays) or None,
        "zone": schedule.zone,
        "paused": schedule.paused,
        "next_at": schedule.next_at.isoformat() if schedule.next_at else None,
        "reason_vi": schedule.reason_vi,
        "reason_en": schedule.reason_en,
    }
