"""When portals could not be collected: from a run that failed to the next one that did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from wardarchive.store.tables import errors, portals, runs
from wardarchive.store.transactions import Transactions, to_moment


@dataclass(frozen=True, slots=True)
class Outage:
    """One stretch of time in which a portal failed; `until` is None while it still does."""

    portal_id: int
    ward_code: str | None
    since: datetime
    until: datetime | None


class OutageRows(Transactions):
    """Reads runs as a record of what may be missing."""

    def outages(self, most_runs: int = 2000) -> list[Outage]:
        """The outages of the portals that are collected, in order of time, from the last `most_runs` failed
        runs.

        A run failed where it says so, or where it had an error for each page that it asked for.
        """
        later = runs.alias("later")
        failed_pages = (
            select(func.count()).select_from(errors).where(errors.c.run_id == runs.c.id).scalar_subquery()
        )
        recovered = (
            select(func.min(later.c.started_at))
            .where(
                later.c.portal_id == runs.c.portal_id,
                later.c.id > runs.c.id,
                later.c.kind == "crawl",
                later.c.outcome.in_(("done", "limited")),
            )
            .scalar_subquery()
        )
        query = (
            select(runs.c.portal_id, portals.c.ward_code, runs.c.started_at, recovered.label("until"))
            .join(portals, portals.c.id == runs.c.portal_id)
            .where(
                runs.c.kind == "crawl",
                portals.c.removed_at.is_(None),
                or_(
                    runs.c.outcome == "failed",
                    (runs.c.outcome == "done") & (runs.c.fetched > 0) & (failed_pages >= runs.c.fetched),
                ),
            )
            .order_by(runs.c.id.desc())
            .limit(most_runs)
        )
        with self._read() as connection:
            rows = connection.execute(query).mappings().all()
        found: dict[tuple[int, str | None], Outage] = {}
        for row in rows:  # newest first: the last one kept of each outage is its beginning
            found[row["portal_id"], row["until"]] = Outage(
                portal_id=int(row["portal_id"]),
                ward_code=row["ward_code"],
                since=to_moment(row["started_at"]),
                until=to_moment(row["until"]) if row["until"] else None,
            )
        return sorted(found.values(), key=lambda outage: (outage.since, outage.portal_id))
