"""The portals as the desk shows them, those that need somebody first: one word for the health of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wardarchive.jobs.health import PortalHealth, portal_health
from wardarchive.store.desk_rows import Run
from wardarchive.store.layout_rows import LayoutLook
from wardarchive.store.portal_rows import PortalStatus
from wardarchive.store.schedule_rows import Schedule
from wardarchive.store.store import Store

Condition = Literal["failing", "changed", "doubtful", "partial", "new", "paused", "healthy"]
CONDITIONS: tuple[Condition, ...] = (
    "failing",
    "changed",
    "doubtful",
    "partial",
    "new",
    "paused",
    "healthy",
)
"""From the one that needs somebody most.

failing: crawls bring nothing, or the last check found nobody; changed: the layout no longer fits; doubtful:
`jobs.health` names another problem; partial: some pages could not be had, or the run ended early; new:
never collected.
"""
_FAILING = frozenset({"failing", "robots"})
_CHANGED = frozenset({"empty-lists"})


@dataclass(frozen=True, slots=True)
class PortalState:
    """One portal as the desk sees it."""

    status: PortalStatus
    health: PortalHealth
    schedule: Schedule
    condition: Condition
    waiting: int
    """Known addresses that wait to be fetched."""
    check: Run | None
    layout: LayoutLook | None
    """The last look at its layout, by a crawl or a check."""

    @property
    def is_due(self) -> bool:
        return not self.schedule.paused and self.schedule.next_at is not None

    @property
    def needs_somebody(self) -> bool:
        return self.condition in ("failing", "changed", "doubtful", "partial")

    @property
    def signs(self) -> tuple[str, ...]:
        """Of a changed layout; none where it fits."""
        return self.layout.signs if self.layout is not None and self.layout.verdict == "changed" else ()


def portal_states(store: Store, now: datetime, portal_id: int | None = None) -> list[PortalState]:
    """Every collected portal, or one of them alone, those that need somebody first."""
    statuses = store.portal_status(portal_id)
    health = portal_health(store, now, None if portal_id is None else [s.portal for s in statuses])
    schedules = {schedule.portal_id: schedule for schedule in store.schedules()}
    checks, waiting = store.last_checks(), store.waiting_urls(portal_id)
    if portal_id is None:
        looks = store.last_layout_looks()
    else:
        looks = {look.portal_id: look for look in store.layout_looks(portal_id, limit=1)}
    found = []
    for status in statuses:
        number = status.portal.id
        schedule = schedules.get(number, Schedule(number))
        check, look = checks.get(status.portal.url), looks.get(number)
        condition = condition_of(status, health[number], schedule, check, look)
        found.append(
            PortalState(status, health[number], schedule, condition, waiting.get(number, 0), check, look)
        )
    return sorted(found, key=lambda one: (CONDITIONS.index(one.condition), one.status.portal.id))


def condition_of(
    status: PortalStatus,
    health: PortalHealth,
    schedule: Schedule,
    check: Run | None,
    look: LayoutLook | None,
) -> Condition:
    """The gravest state that holds; pausing hides what is less than a failure or a changed layout."""
    kinds = {problem.kind for problem in health.problems}
    checked = None
    if check is not None and (status.last_run_at is None or check.started_at >= status.last_run_at):
        checked = check.outcome
    if kinds & _FAILING or checked == "unreachable":
        return "failing"
    if kinds & _CHANGED or checked in ("changed", "no-articles") or (look and look.verdict == "changed"):
        return "changed"
    if schedule.paused:
        return "paused"
    if "new" in kinds and status.last_outcome is None:
        return "new"
    if kinds:
        return "doubtful"
    if status.errors_last_run or status.last_outcome in ("stopped", "limited", "running"):
        return "partial"
    return "healthy"


def due_next(portals: list[PortalState], now: datetime) -> list[PortalState]:
    """Those that are planned, soonest first."""
    planned = [one for one in portals if one.is_due]
    return sorted(planned, key=lambda one: one.schedule.next_at or now)
