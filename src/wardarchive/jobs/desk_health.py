"""The archive's health at a glance: portals in one of six states, what is due, what storage is used."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from wardarchive.errors import IndexUnavailable
from wardarchive.index.engine import Engine
from wardarchive.jobs.layout_drift import Drift, drift_of
from wardarchive.store.desk_rows import Run
from wardarchive.store.portal_rows import PortalStatus
from wardarchive.store.schedule_rows import Schedule
from wardarchive.store.store import Store

Condition = Literal["failing", "changed", "partial", "new", "paused", "healthy"]
CONDITIONS: tuple[Condition, ...] = ("failing", "changed", "partial", "new", "paused", "healthy")
"""From the one that needs somebody most.

failing: the last run failed as a whole, or the last check found nobody; changed: the layout seems to have
changed; partial: some pages could not be had, or the run ended early; new: never collected.
"""


@dataclass(frozen=True, slots=True)
class PortalHealth:
    """One portal as the desk sees it."""

    status: PortalStatus
    schedule: Schedule
    condition: Condition
    waiting: int
    """Known addresses that wait to be fetched."""
    check: Run | None
    drift: Drift

    @property
    def is_due(self) -> bool:
        return not self.schedule.paused and self.schedule.next_at is not None


@dataclass(frozen=True, slots=True)
class StorageUse:
    """Bytes."""

    warc: int
    warc_files: int
    database: int
    """0 for a database on a server."""
    index: int
    free: int


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """How far the index is."""

    documents: int | None
    """None where it cannot be read."""
    waiting: int
    problem: str | None


def portal_health(store: Store) -> list[PortalHealth]:
    """Every collected portal, those that need somebody first."""
    schedules = {schedule.portal_id: schedule for schedule in store.schedules()}
    checks, waiting = store.last_checks(), store.waiting_urls()
    found = []
    for status in store.portal_status():
        portal = status.portal
        schedule = schedules.get(portal.id, Schedule(portal.id))
        check, drift = checks.get(portal.url), drift_of(store, portal)
        found.append(
            PortalHealth(
                status,
                schedule,
                condition_of(status, schedule, check, drift),
                waiting.get(portal.id, 0),
                check,
                drift,
            )
        )
    return sorted(found, key=lambda one: (CONDITIONS.index(one.condition), one.status.portal.id))


def condition_of(status: PortalStatus, schedule: Schedule, check: Run | None, drift: Drift) -> Condition:
    """The gravest state that holds; pausing hides none but health and novelty."""
    newer_check = check is not None and (
        status.last_run_at is None or check.started_at >= status.last_run_at
    )
    if status.last_outcome == "failed" or schedule.failures:
        return "failing"
    if newer_check and check is not None and check.outcome == "unreachable":
        return "failing"
    if drift.signs or (check is not None and check.outcome == "changed" and newer_check):
        return "changed"
    if schedule.paused:
        return "paused"
    if status.last_outcome is None:
        return "new"
    if status.errors_last_run or status.last_outcome in ("stopped", "limited", "running"):
        return "partial"
    return "healthy"


def storage_use(home: Path, warc_folder: Path, index_folder: Path) -> StorageUse:
    """What the archive takes on the disk."""
    files = [file for file in warc_folder.glob("*") if file.is_file()]
    return StorageUse(
        warc=sum(_size(file) for file in files),
        warc_files=len(files),
        database=sum(_size(file) for file in home.glob("archive.db*")),
        index=sum(_size(file) for file in index_folder.rglob("*")),
        free=shutil.disk_usage(home).free,
    )


def index_health(store: Store, engine: Engine) -> IndexHealth:
    """How many documents the index has, and how many articles it lacks in their present form."""
    waiting = len({i for i, _ in store.unindexed()} - set(store.withheld_ids()))
    try:
        return IndexHealth(engine.document_count(), waiting, None)
    except IndexUnavailable as error:
        return IndexHealth(None, waiting, str(error))


def due_next(portals: list[PortalHealth], now: datetime) -> list[PortalHealth]:
    """Those that are planned, soonest first."""
    planned = [one for one in portals if one.is_due]
    return sorted(planned, key=lambda one: one.schedule.next_at or now)


def _size(file: Path) -> int:
    """0 where a file went away meanwhile, or is a folder."""
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:
        return 0
