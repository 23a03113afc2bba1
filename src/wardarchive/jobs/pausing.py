"""A portal that is left alone for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from wardarchive.jobs.schedule import plan, planned
from wardarchive.model import Portal
from wardarchive.store.schedule_rows import Schedule
from wardarchive.store.store import Store


def schedule_of(store: Store, portal: Portal) -> Schedule:
    """The portal's schedule."""
    return next((s for s in store.schedules() if s.portal_id == portal.id), Schedule(portal.id))


def pause_portal(store: Store, portal: Portal, now: datetime) -> None:
    """No run begins by itself until it is resumed."""
    store.set_schedule(replace(schedule_of(store, portal), paused=True), now)


def resume_portal(store: Store, portal: Portal, now: datetime) -> None:
    """Runs are planned again, from now; failures before the pause are forgotten."""
    schedule = replace(schedule_of(store, portal), paused=False, failures=0)
    store.set_schedule(planned(schedule, plan(store, portal, schedule, now)), now)
