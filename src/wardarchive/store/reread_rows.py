"""Readings replaced: the same captures, read by another parser.

A re-reading is no change of the page. The versions of an article are derived again at the moments at which
its captures were made, under the article's own number; the table rereadings remembers that it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from wardarchive.model import Capture
from wardarchive.store.capture_rows import capture_of_row
from wardarchive.store.official_register import keys_named_in, refresh_officials
from wardarchive.store.restore_rows import Event, apply_event, restore_count
from wardarchive.store.settling import mark_named_unsettled
from wardarchive.store.tables import (
    articles,
    captures,
    commitments,
    mentions,
    observations,
    rereadings,
    statements,
    versions,
)
from wardarchive.store.transactions import Transactions, to_moment, to_text
from wardarchive.store.walk_rows import BATCH, BareObservation, StoredVersion, stored_versions_of


@dataclass(frozen=True, slots=True)
class Sighting:
    """One observation of an article, with the version that it began, if it did."""

    observed_at: datetime
    change: str | None
    views: int | None
    capture: Capture | None
    version: StoredVersion | None


@dataclass(frozen=True, slots=True)
class ArticleSightings:
    """An article with everything that was ever seen of it, oldest first."""

    id: int
    url: str
    ward_code: str | None
    portal_id: int | None
    moved_to: str | None
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class Rereading:
    """An article was read again."""

    url: str
    read_at: datetime
    parser_before: str
    parser_after: str
    fields: tuple[str, ...]
    """What differed."""


class RereadRows(Transactions):
    """Reads what an article was read from, and replaces what was read."""

    def sightings(self, article_id: int) -> ArticleSightings | None:
        """An article with its observations, captures and versions."""
        with self._read() as connection:
            article = (
                connection.execute(select(articles).where(articles.c.id == article_id)).mappings().first()
            )
            if article is None:
                return None
            begun = {
                stored.version.observed_at: stored
                for stored in stored_versions_of(connection, versions.c.article_id == article_id)
            }
            query = (
                select(
                    captures,
                    observations.c.observed_at,
                    observations.c.change,
                    observations.c.views,
                    observations.c.capture_id,
                )
                .select_from(observations)
                .outerjoin(captures, captures.c.id == observations.c.capture_id)
                .where(observations.c.article_id == article_id)
                .order_by(observations.c.observed_at)
            )
            found = tuple(
                Sighting(
                    observed_at=(at := to_moment(row["observed_at"])),
                    change=row["change"],
                    views=row["views"],
                    capture=capture_of_row(row) if row["capture_id"] is not None else None,
                    version=begun.get(at),
                )
                for row in connection.execute(query).mappings()
            )
        return ArticleSightings(
            id=article_id,
            url=article["url"],
            ward_code=article["ward_code"],
            portal_id=article["portal_id"],
            moved_to=article["moved_to"],
            sightings=found,
        )

    def unobserved_captures(self, portal_ids: Sequence[int] | None = None) -> Iterator[Capture]:
        """Captures of pages from which no article was read, oldest first; of these portals only."""
        at, last = "", 0
        while True:
            query = (
                select(captures)
                .outerjoin(observations, observations.c.capture_id == captures.c.id)
                .where(
                    observations.c.capture_id.is_(None),
                    captures.c.status.between(200, 299),
                    or_(
                        captures.c.fetched_at > at,
                        and_(captures.c.fetched_at == at, captures.c.id > last),
                    ),
                )
                .order_by(captures.c.fetched_at, captures.c.id)
                .limit(BATCH)
            )
            if portal_ids is not None:
                query = query.where(captures.c.portal_id.in_(portal_ids))
            with self._read() as connection:
                rows = connection.execute(query).mappings().all()
            yield from (capture_of_row(row) for row in rows)
            if len(rows) < BATCH:
                return
            at, last = rows[-1]["fetched_at"], rows[-1]["id"]

    def reread(
        self,
        article_id: int,
        events: Sequence[Event],
        counts: Sequence[BareObservation],
        note: Rereading,
    ) -> bool:
        """Replace what was read of an article by what `events` tell, in one transaction.

        Its number stays. False where nothing tells of the article any more: then it is removed.
        """
        with self._write() as connection:
            before = (
                connection.execute(select(articles).where(articles.c.id == article_id)).mappings().one()
            )
            keys = _remove_article(connection, article_id)
            for event in events:
                apply_event(connection, event)
            for count in counts:
                restore_count(connection, count)
            there = connection.execute(
                update(articles)
                .where(articles.c.id == article_id)
                .values(revision=before["revision"] + 1, indexed_revision=before["indexed_revision"])
            ).rowcount
            begun = connection.execute(select(versions.c.id).where(versions.c.article_id == article_id))
            keys |= keys_named_in(connection, [int(i) for (i,) in begun])
            refresh_officials(connection, keys)
            _note(connection, article_id, note)
        return bool(there)

    def confirm_reading(self, article_id: int, parser_version: str) -> None:
        """The present parser reads the article as it stands: its versions are this parser's."""
        with self._write() as connection:
            connection.execute(
                update(versions)
                .where(versions.c.article_id == article_id)
                .values(parser_version=parser_version)
            )

    def rereadings(self, article_id: int) -> list[Rereading]:
        """When an article was read again, oldest first."""
        query = select(rereadings).where(rereadings.c.article_id == article_id).order_by(rereadings.c.id)
        with self._read() as connection:
            return [
                Rereading(
                    row["url"],
                    to_moment(row["read_at"]),
                    row["parser_before"],
                    row["parser_after"],
                    tuple(row["fields"].split()),
                )
                for row in connection.execute(query).mappings()
            ]

    def article_ids_of(self, portal_ids: Sequence[int] | None = None) -> list[int]:
        """The ids of all articles, or of those of some portals, in order."""
        query = select(articles.c.id).order_by(articles.c.id)
        if portal_ids is not None:
            query = query.where(articles.c.portal_id.in_(portal_ids))
        with self._read() as connection:
            return [int(i) for (i,) in connection.execute(query)]


def _remove_article(connection: Connection, article_id: int) -> set[str]:
    """Remove an article with all that was read of it; the persons whom it named."""
    begun = [
        int(i)
        for (i,) in connection.execute(select(versions.c.id).where(versions.c.article_id == article_id))
    ]
    keys = keys_named_in(connection, begun)
    mark_named_unsettled(connection, begun)
    for table in (mentions, statements, commitments):
        connection.execute(delete(table).where(table.c.version_id.in_(begun)))
    connection.execute(delete(versions).where(versions.c.article_id == article_id))
    connection.execute(delete(observations).where(observations.c.article_id == article_id))
    connection.execute(delete(articles).where(articles.c.id == article_id))
    return keys


def _note(connection: Connection, article_id: int, note: Rereading) -> None:
    connection.execute(
        insert(rereadings).values(
            article_id=article_id,
            url=note.url,
            read_at=to_text(note.read_at),
            parser_before=note.parser_before,
            parser_after=note.parser_after,
            fields=" ".join(note.fields),
        )
    )
