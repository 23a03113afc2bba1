"""Portals, runs and errors."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, func, insert, select, update

from wardarchive.model import Portal
from wardarchive.store.tables import articles, captures, errors, portals, runs, versions
from wardarchive.store.transactions import Transactions, to_moment, to_text


@dataclass(frozen=True, slots=True)
class RunError:
    """One thing that went wrong in a run."""

    run_id: int | None
    portal_id: int | None
    url: str | None
    at: datetime
    kind: str
    message: str


def run_error_of(row: RowMapping) -> RunError:
    """A row of the table errors."""
    at = to_moment(row["at"])
    return RunError(row["run_id"], row["portal_id"], row["url"], at, row["kind"], row["message"])


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a crawl did."""

    fetched: int
    new_articles: int
    changed: int
    listed: int
    """Links to articles that its list pages showed, known ones included."""


@dataclass(frozen=True, slots=True)
class PortalStatus:
    """A portal with what it has brought so far."""

    portal: Portal
    articles: int
    captures: int
    last_run_at: datetime | None
    last_outcome: str | None
    errors_last_run: int


def _portal(row: RowMapping) -> Portal:
    return Portal(
        id=row["id"],
        url=row["url"],
        name=row["name"],
        ward_code=row["ward_code"],
        family=row["family"],
        recognised=row["recognised"],
        delay=row["delay"],
        allowed_hosts=tuple(json.loads(row["allowed_hosts"])),
        added_at=to_moment(row["added_at"]),
    )


def portal_values(portal: Portal) -> dict[str, Any]:
    """What can be changed of a portal, as columns."""
    return {
        "name": portal.name,
        "ward_code": portal.ward_code,
        "family": portal.family,
        "delay": portal.delay,
        "allowed_hosts": json.dumps(list(portal.allowed_hosts)),
    }


class PortalRows(Transactions):
    """Rows of the tables portals, runs and errors."""

    def add_portal(self, portal: Portal, now: datetime) -> Portal:
        """Keep `portal` (its id is ignored); one with the same URL is updated and un-removed."""
        values: dict[str, Any] = {**portal_values(portal), "removed_at": None}
        with self._write() as connection:
            known = connection.execute(select(portals.c.id).where(portals.c.url == portal.url)).scalar()
            if known is None:
                connection.execute(insert(portals).values(url=portal.url, added_at=to_text(now), **values))
            else:
                connection.execute(update(portals).where(portals.c.id == known).values(**values))
            row = connection.execute(select(portals).where(portals.c.url == portal.url)).mappings().one()
        return _portal(row)

    def recognise_portal(self, portal_id: int) -> str | None:
        """Remember, and return, the family of most of the portal's articles."""
        with self._write() as connection:
            family = connection.execute(
                select(versions.c.family)
                .join(articles, articles.c.version_id == versions.c.id)
                .where(articles.c.portal_id == portal_id)
                .group_by(versions.c.family)
                .order_by(func.count().desc(), versions.c.family)
                .limit(1)
            ).scalar()
            connection.execute(update(portals).where(portals.c.id == portal_id).values(recognised=family))
        return family

    def portals(self) -> list[Portal]:
        """The portals being collected, oldest first."""
        query = select(portals).where(portals.c.removed_at.is_(None)).order_by(portals.c.id)
        with self._read() as connection:
            return [_portal(row) for row in connection.execute(query).mappings()]

    def every_portal(self) -> list[Portal]:
        """All portals, those no longer collected included, oldest first."""
        with self._read() as connection:
            return [
                _portal(row)
                for row in connection.execute(select(portals).order_by(portals.c.id)).mappings()
            ]

    def portal(self, portal_id: int) -> Portal | None:
        """The portal of that id, removed ones included."""
        with self._read() as connection:
            row = connection.execute(select(portals).where(portals.c.id == portal_id)).mappings().first()
        return _portal(row) if row else None

    def remove_portal(self, portal_id: int, now: datetime) -> None:
        """Stop collecting; everything that was kept stays."""
        with self._write() as connection:
            connection.execute(
                update(portals).where(portals.c.id == portal_id).values(removed_at=to_text(now))
            )

    def start_run(self, kind: str, now: datetime, portal_id: int | None = None, source: str = "") -> int:
        """The id of the portal's interrupted run, which goes on, or of a new one."""
        with self._write() as connection:
            if portal_id is not None:
                last = (
                    connection.execute(
                        select(runs.c.id, runs.c.finished_at)
                        .where(runs.c.portal_id == portal_id, runs.c.kind == kind)
                        .order_by(runs.c.id.desc())
                        .limit(1)
                    )
                    .mappings()
                    .first()
                )
                if last and last["finished_at"] is None:
                    return int(last["id"])
            result = connection.execute(
                insert(runs)
                .values(portal_id=portal_id, kind=kind, source=source, started_at=to_text(now))
                .returning(runs.c.id)
            )
            return int(result.scalar_one())

    def finish_run(self, run_id: int, outcome: str, now: datetime, counts: RunCounts | None = None) -> None:
        """Record how a run ended."""
        with self._write() as connection:
            connection.execute(
                update(runs)
                .where(runs.c.id == run_id)
                .values(finished_at=to_text(now), outcome=outcome, **(asdict(counts) if counts else {}))
            )

    def add_error(self, error: RunError) -> None:
        """Keep one error of a run."""
        with self._write() as connection:
            connection.execute(
                insert(errors).values(
                    run_id=error.run_id,
                    portal_id=error.portal_id,
                    url=error.url,
                    at=to_text(error.at),
                    kind=error.kind,
                    message=error.message,
                )
            )

    def errors_of_run(self, run_id: int, limit: int = 1000) -> list[RunError]:
        """The errors of a run, oldest first."""
        query = select(errors).where(errors.c.run_id == run_id).order_by(errors.c.id).limit(limit)
        with self._read() as connection:
            return [run_error_of(row) for row in connection.execute(query).mappings()]

    def portal_status(self, portal_id: int | None = None) -> list[PortalStatus]:
        """Each collected portal, or one of them, with its counts and its last run."""
        found = []
        for portal in self.portals():
            if portal_id not in (None, portal.id):
                continue
            with self._read() as connection:
                last = (
                    connection.execute(
                        select(runs)
                        .where(runs.c.portal_id == portal.id)
                        .order_by(runs.c.id.desc())
                        .limit(1)
                    )
                    .mappings()
                    .first()
                )
                counts = {
                    name: int(
                        connection.execute(
                            select(func.count()).select_from(rows).where(rows.c.portal_id == portal.id)
                        ).scalar_one()
                    )
                    for name, rows in (("articles", articles), ("captures", captures))
                }
                failed = (
                    connection.execute(
                        select(func.count()).select_from(errors).where(errors.c.run_id == last["id"])
                    ).scalar_one()
                    if last
                    else 0
                )
            found.append(
                PortalStatus(
                    portal=portal,
                    articles=counts["articles"],
                    captures=counts["captures"],
                    last_run_at=to_moment(last["started_at"]) if last else None,
                    last_outcome=(last["outcome"] or "running") if last else None,
                    errors_last_run=int(failed),
                )
            )
        return found
