"""Walks over everything that the archive has, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from wardarchive.model import Capture, Reading, Version
from wardarchive.store.capture_rows import capture_of_row
from wardarchive.store.official_rows import readings_of
from wardarchive.store.tables import articles, captures, observations, versions
from wardarchive.store.transactions import Transactions, to_moment, to_text
from wardarchive.store.version_values import version_of_row

BATCH = 200
"""Rows that are in memory at once."""


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """One version as its rows have it, with what was read from it."""

    version: Version
    """Its article's views are those observed with it."""
    digest: str
    """Of the content, as it was when the row was written."""
    ward_code: str | None
    capture: Capture | None
    reading: Reading
    keys: Mapping[str, str]
    """Name as in `reading` → the register's key."""


@dataclass(frozen=True, slots=True)
class BareObservation:
    """A view count that came without a capture (JSON Lines)."""

    url: str
    observed_at: datetime
    views: int | None
    change: str | None = None


def stored_versions_of(
    connection: Connection, condition: ColumnElement[bool], limit: int | None = None
) -> list[StoredVersion]:
    """The versions for which a condition holds, by time of observation."""
    query = (
        select(versions, articles.c.url, articles.c.ward_code, observations.c.views)
        .join(articles, articles.c.id == versions.c.article_id)
        .outerjoin(
            observations,
            and_(
                observations.c.article_id == versions.c.article_id,
                observations.c.observed_at == versions.c.observed_at,
            ),
        )
        .where(condition)
        .order_by(versions.c.observed_at, versions.c.id)
        .limit(limit)
    )
    rows = connection.execute(query).mappings().all()
    wanted = [row["capture_id"] for row in rows if row["capture_id"] is not None]
    kept = {
        row["id"]: capture_of_row(row)
        for row in connection.execute(select(captures).where(captures.c.id.in_(wanted))).mappings()
    }
    readings = readings_of(connection, [row["id"] for row in rows])
    return [
        StoredVersion(
            version=version_of_row(row, row["url"], row["views"]),
            digest=row["digest"],
            ward_code=row["ward_code"],
            capture=kept.get(row["capture_id"]),
            reading=readings[row["id"]][0],
            keys=readings[row["id"]][1],
        )
        for row in rows
    ]


class WalkRows(Transactions):
    """Reads whole tables in order, a batch in memory, each batch in a transaction of its own."""

    def stored_versions(self, *, bare: bool = False) -> Iterator[StoredVersion]:
        """All versions by time of observation; with `bare` only those that came without a capture."""
        at, last = "", 0
        while True:
            batch = self._version_batch(at, last, bare)
            yield from batch
            if len(batch) < BATCH:
                return
            at, last = to_text(batch[-1].version.observed_at), batch[-1].version.id

    def _version_batch(self, at: str, last: int, bare: bool) -> list[StoredVersion]:
        after = or_(versions.c.observed_at > at, and_(versions.c.observed_at == at, versions.c.id > last))
        condition = and_(after, versions.c.capture_id.is_(None)) if bare else after
        with self._read() as connection:
            return stored_versions_of(connection, condition, BATCH)

    def version_count(self) -> int:
        """How many versions there are."""
        with self._read() as connection:
            return int(connection.execute(select(func.count()).select_from(versions)).scalar_one())

    def articles_without_version(self) -> list[int]:
        """Articles that have no text: what a database that was tampered with may hold."""
        query = (
            select(articles.c.id)
            .outerjoin(versions, versions.c.id == articles.c.version_id)
            .where(versions.c.id.is_(None))
            .order_by(articles.c.id)
        )
        with self._read() as connection:
            return [int(i) for (i,) in connection.execute(query)]

    def bare_observations(self) -> Iterator[BareObservation]:
        """View counts without a capture, by time."""
        query = (
            select(articles.c.url, observations.c.observed_at, observations.c.views, observations.c.change)
            .join(articles, articles.c.id == observations.c.article_id)
            .where(observations.c.capture_id.is_(None))
            .order_by(observations.c.observed_at, articles.c.url)
        )
        with self._read() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query).mappings():
                yield BareObservation(
                    row["url"], to_moment(row["observed_at"]), row["views"], row["change"]
                )

    def captures_by_time(self) -> Iterator[Capture]:
        """All captures, oldest first."""
        at, last = "", 0
        while True:
            query = (
                select(captures)
                .where(
                    or_(
                        captures.c.fetched_at > at,
                        and_(captures.c.fetched_at == at, captures.c.id > last),
                    )
                )
                .order_by(captures.c.fetched_at, captures.c.id)
                .limit(BATCH)
            )
            with self._read() as connection:
                rows = connection.execute(query).mappings().all()
            yield from (capture_of_row(row) for row in rows)
            if len(rows) < BATCH:
                return
            at, last = rows[-1]["fetched_at"], rows[-1]["id"]

    def recent_articles(self, portal_id: int, limit: int) -> list[int]:
        """The ids of the portal's articles that came last."""
        query = (
            select(articles.c.id)
            .where(articles.c.portal_id == portal_id)
            .order_by(articles.c.id.desc())
            .limit(limit)
        )
        with self._read() as connection:
            return [int(i) for (i,) in connection.execute(query)]

    def captures_in_file(self, file: str) -> list[Capture]:
        """The captures of one WARC file."""
        query = select(captures).where(captures.c.warc_file == file).order_by(captures.c.warc_offset)
        with self._read() as connection:
            return [capture_of_row(row) for row in connection.execute(query).mappings()]

    def warc_files(self) -> dict[str, int]:
        """The WARC files that captures stand in, with the number of those."""
        query = select(captures.c.warc_file, func.count()).group_by(captures.c.warc_file)
        with self._read() as connection:
            return {str(name): int(count) for name, count in connection.execute(query)}
