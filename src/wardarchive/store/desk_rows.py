"""What the archivist's desk looks at: runs, errors by kind and checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, literal, select, update

from wardarchive.model import Portal
from wardarchive.store.portal_rows import RunError, portal_values, run_error_of
from wardarchive.store.tables import articles, errors, portals, runs, urls, versions
from wardarchive.store.transactions import Transactions, to_moment


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a crawl, a check or an import."""

    id: int
    portal_id: int | None
    kind: str
    source: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    fetched: int | None
    new_articles: int | None
    changed: int | None
    errors: int


@dataclass(frozen=True, slots=True)
class ErrorFilter:
    """Which errors; None means all."""

    kind: str | None = None
    portal_id: int | None = None
    run_id: int | None = None


class DeskRows(Transactions):
    """Reads for the desk, and a portal changed by hand."""

    def update_portal(self, portal: Portal) -> None:
        """Give a portal the name, ward, family, delay and allowed hosts of `portal`."""
        with self._write() as connection:
            connection.execute(
                update(portals).where(portals.c.id == portal.id).values(**portal_values(portal))
            )

    def runs(
        self, *, portal_id: int | None = None, outcome: str | None = None, limit: int = 50
    ) -> list[Run]:
        """Runs, newest first."""
        count = (
            select(func.count()).select_from(errors).where(errors.c.run_id == runs.c.id).scalar_subquery()
        )
        query = select(runs, count.label("errors")).order_by(runs.c.id.desc()).limit(limit)
        if portal_id is not None:
            query = query.where(runs.c.portal_id == portal_id)
        if outcome is not None:
            query = query.where(runs.c.outcome == outcome)
        with self._read() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def last_checks(self) -> dict[str, Run]:
        """The last check of each portal that had one, by the portal's address."""
        newest = select(func.max(runs.c.id)).where(runs.c.kind == "check").group_by(runs.c.source)
        none = literal(0).label("errors")
        with self._read() as connection:
            found = connection.execute(select(runs, none).where(runs.c.id.in_(newest))).mappings()
            return {row["source"]: _run(row) for row in found}

    def error_kinds(self, portal_id: int | None = None) -> list[tuple[str, int]]:
        """(kind, how many), the most frequent first."""
        count = func.count()
        query = select(errors.c.kind, count).group_by(errors.c.kind).order_by(count.desc(), errors.c.kind)
        if portal_id is not None:
            query = query.where(errors.c.portal_id == portal_id)
        with self._read() as connection:
            return [(str(kind), int(number)) for kind, number in connection.execute(query)]

    def errors(self, wanted: ErrorFilter, *, limit: int, offset: int = 0) -> list[RunError]:
        """Errors, newest first."""
        query = _chosen(select(errors), wanted).order_by(errors.c.id.desc()).limit(limit).offset(offset)
        with self._read() as connection:
            return [run_error_of(row) for row in connection.execute(query).mappings()]

    def error_count(self, wanted: ErrorFilter) -> int:
        """How many errors fit."""
        with self._read() as connection:
            query = _chosen(select(func.count()).select_from(errors), wanted)
            return int(connection.execute(query).scalar_one())

    def waiting_urls(self, portal_id: int | None = None) -> dict[int, int]:
        """How many known addresses of each portal, or of one, wait to be fetched."""
        query = (
            select(urls.c.portal_id, func.count()).where(urls.c.state == "due").group_by(urls.c.portal_id)
        )
        if portal_id is not None:
            query = query.where(urls.c.portal_id == portal_id)
        with self._read() as connection:
            return {int(portal): int(count) for portal, count in connection.execute(query)}

    def articles_titled(self, title: str, but: int, limit: int = 10) -> list[tuple[int, str]]:
        """(number, address) of other articles with the same title now: copies, perhaps."""
        query = (
            select(articles.c.id, articles.c.url)
            .join(versions, versions.c.id == articles.c.version_id)
            .where(versions.c.title == title, articles.c.id != but)
            .order_by(articles.c.id)
            .limit(limit)
        )
        with self._read() as connection:
            return [(int(number), str(url)) for number, url in connection.execute(query)]


def _chosen(query: Select[Any], wanted: ErrorFilter) -> Select[Any]:
    for column, value in (
        (errors.c.kind, wanted.kind),
        (errors.c.portal_id, wanted.portal_id),
        (errors.c.run_id, wanted.run_id),
    ):
        if value is not None:
            query = query.where(column == value)
    return query


def _run(row: RowMapping) -> Run:
    return Run(
        id=row["id"],
        portal_id=row["portal_id"],
        kind=row["kind"],
        source=row["source"] or "",
        started_at=to_moment(row["started_at"]),
        finished_at=to_moment(row["finished_at"]) if row["finished_at"] else None,
        outcome=row["outcome"],
        fetched=row["fetched"],
        new_articles=row["new_articles"],
        changed=row["changed"],
        errors=int(row["errors"]),
    )
