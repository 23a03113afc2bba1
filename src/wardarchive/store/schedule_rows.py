"""When portals are crawled next, and who is crawling them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import RowMapping, delete, func, insert, or_, select, update

from wardarchive.store.tables import leases, portals, runs, schedules
from wardarchive.store.transactions import Transactions, to_moment, to_text
from wardarchive.store.upserts import insert_or

Mode = Literal["auto", "every", "cron"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a portal is crawled."""

    portal_id: int
    mode: Mode = "auto"
    seconds: int | None = None
    """Of the mode ``every``."""
    cron: str | None = None
    hours: tuple[int, int] | None = None
    """(first, end): crawls begin only in these hours of the day; the first may be the larger one."""
    weekdays: tuple[int, ...] = ()
    """1 is Monday; empty: all."""
    zone: str = "Asia/Ho_Chi_Minh"
    next_at: datetime | None = None
    """UTC; None: as soon as possible."""
    reason_vi: str = ""
    reason_en: str = ""
    failures: int = 0
    """Runs in a row that failed."""
    paused: bool = False


def _schedule(row: RowMapping) -> Schedule:
    first, _, end = (row["hours"] or "").partition("-")
    return Schedule(
        portal_id=row["portal_id"],
        mode=row["mode"],
        seconds=row["seconds"],
        cron=row["cron"],
        hours=(int(first), int(end)) if end else None,
        weekdays=tuple(int(day) for day in (row["weekdays"] or "").split(",") if day),
        zone=row["zone"],
        next_at=to_moment(row["next_at"]) if row["next_at"] else None,
        reason_vi=row["reason_vi"] or "",
        reason_en=row["reason_en"] or "",
        failures=row["failures"],
        paused=row["paused_at"] is not None,
    )


class ScheduleRows(Transactions):
    """Rows of the tables schedules and leases."""

    def schedules(self) -> list[Schedule]:
        """The schedule of each collected portal, in the order of the portals; the default is automatic."""
        query = (
            select(schedules, portals.c.id.label("of_portal"))
            .select_from(portals)
            .outerjoin(schedules, schedules.c.portal_id == portals.c.id)
            .where(portals.c.removed_at.is_(None))
            .order_by(portals.c.id)
        )
        with self._read() as connection:
            rows = connection.execute(query).mappings().all()
        return [_schedule(r) if r["portal_id"] is not None else Schedule(int(r["of_portal"])) for r in rows]

    def set_schedule(self, schedule: Schedule, now: datetime) -> None:
        """Keep a schedule in place of the portal's earlier one."""
        values: dict[str, Any] = {
            "mode": schedule.mode,
            "seconds": schedule.seconds,
            "cron": schedule.cron,
            "hours": f"{schedule.hours[0]}-{schedule.hours[1]}" if schedule.hours else None,
            "weekdays": ",".join(str(day) for day in schedule.weekdays) or None,
            "zone": schedule.zone,
            "next_at": to_text(schedule.next_at) if schedule.next_at else None,
            "reason_vi": schedule.reason_vi,
            "reason_en": schedule.reason_en,
            "failures": schedule.failures,
            "paused_at": to_text(now) if schedule.paused else None,
        }
        mine = schedules.c.portal_id == schedule.portal_id
        with self._write() as connection:
            if connection.execute(update(schedules).where(mine).values(**values)).rowcount == 0:
                connection.execute(insert(schedules).values(portal_id=schedule.portal_id, **values))

    def last_run_finished(self, portal_id: int) -> datetime | None:
        """When the portal's last crawl ended."""
        query = select(func.max(runs.c.finished_at)).where(
            runs.c.portal_id == portal_id, runs.c.kind == "crawl"
        )
        with self._read() as connection:
            text = connection.execute(query).scalar()
        return to_moment(text) if text else None

    # -- leases: at most one crawl of a portal at a time, whatever machine it runs on --------------

    def take_lease(self, portal_id: int, owner: str, now: datetime, lasts: timedelta) -> bool:
        """Take or renew the lease of a portal; False while somebody else has it.

        One atomic statement decides. A lease that ends further ahead than leases last was written by a
        clock that ran ahead, and is void.
        """
        row = {"portal_id": portal_id, "owner": owner, "until": to_text(now + lasts)}
        free = or_(
            leases.c.owner == owner,
            leases.c.until < to_text(now),
            leases.c.until > to_text(now + 2 * lasts),
        )
        with self._write() as connection:
            query = insert_or(connection.dialect.name, leases).values(row)
            taken = connection.execute(
                query.on_conflict_do_update(
                    index_elements=["portal_id"],
                    set_={"owner": row["owner"], "until": row["until"]},
                    where=free,
                ).returning(leases.c.portal_id)
            ).first()
        return taken is not None

    def release_lease(self, portal_id: int, owner: str) -> None:
        """Give a lease back."""
        with self._write() as connection:
            connection.execute(
                delete(leases).where(leases.c.portal_id == portal_id, leases.c.owner == owner)
            )
