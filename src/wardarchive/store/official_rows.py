"""Officials, their mentions, and statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, case, func, insert, or_, select

from wardarchive.model import Mention, NamedOfficial, OfficialRef, Reading, Statement
from wardarchive.store.settling import (
    effective_statement,
    mark_unsettled,
    search_words,
    shown,
    slug_of,
    statement_of_row,
)
from wardarchive.store.tables import articles, mentions, officials, statements, versions
from wardarchive.store.transactions import Transactions
from wardarchive.store.upserts import insert_or


@dataclass(frozen=True, slots=True)
class OfficialRecord:
    """A person of the register with what the archive has of them."""

    ref: OfficialRef
    first_seen: str | None
    """Publication time of the first article that names them, as text."""
    last_seen: str | None
    articles: int


# What each article asks is built once: building a statement costs as much as running it.
_INSERT_MENTION = insert(mentions)
_INSERT_STATEMENT = insert(statements)


def insert_reading(
    connection: Connection,
    version_id: int,
    reading: Reading,
    refs: Mapping[str, OfficialRef],
    published: str | None,
) -> None:
    """Write the mentions and statements of one version; each person of `refs` gets a row.

    Whom the names mean over the whole archive is settled later; see `store.person_rows`.
    """
    _see(connection, refs.values(), published)
    mark_unsettled(connection, (person.name for person in reading.officials))
    rows: list[dict[str, Any]] = [
        {
            "version_id": version_id,
            "slug": slug_of(person.name),
            "official_key": refs[person.name].key,
            "name": person.name,
            "role": person.role,
            "block": mention.block,
            "start_at": mention.start,
            "end_at": mention.end,
            "text": mention.text,
            "stated_role": mention.role,
            "pattern": mention.pattern,
        }
        for person in reading.officials
        if person.name in refs
        for mention in person.mentions
    ]
    if rows:
        connection.execute(_INSERT_MENTION, rows)
    said: list[dict[str, Any]] = [
        {
            "version_id": version_id,
            "official_key": refs[s.speaker].key if s.speaker and s.speaker in refs else None,
            "speaker": s.speaker,
            "verb": s.verb,
            "kind": s.kind,
            "speaker_form": s.speaker_form,
            "text": s.text,
            "block": s.block,
            "start_at": s.start,
            "end_at": s.end,
            "confidence": s.confidence,
            **search_words(s.text),
        }
        for s in reading.statements
    ]
    if said:
        connection.execute(_INSERT_STATEMENT, said)


def _see(connection: Connection, refs: Iterable[OfficialRef], published: str | None) -> None:
    """Write a row for each person; of one who is known, when they were seen and the latest role."""
    rows = [
        {"key": r.key, "name": r.name, "role": r.role, "first_seen": published, "last_seen": published}
        for r in refs
    ]
    if rows:
        connection.execute(_seeing(connection.dialect.name), rows)


@cache
def _seeing(dialect: str) -> Any:
    seen = insert_or(dialect, officials)
    now, before = seen.excluded, officials.c
    first = or_(before.first_seen.is_(None), now.first_seen < before.first_seen)
    last = or_(before.last_seen.is_(None), now.last_seen >= before.last_seen)
    dated = now.last_seen.is_not(None)
    return seen.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "first_seen": case((and_(dated, first), now.first_seen), else_=before.first_seen),
            "last_seen": case((and_(dated, last), now.last_seen), else_=before.last_seen),
            "role": case(
                (and_(dated, last), func.coalesce(now.role, before.role)),
                else_=func.coalesce(before.role, now.role),
            ),
        },
    )


def readings_of(
    connection: Connection, version_ids: Sequence[int]
) -> dict[int, tuple[Reading, dict[str, str]]]:
    """What was read from each of these versions, with the register's key of each name.

    It is what the program read: without the corrections of archivists, and with persons that they hide.
    """
    people: dict[int, dict[str, list[RowMapping]]] = {v: {} for v in version_ids}
    query = select(mentions).where(mentions.c.version_id.in_(version_ids)).order_by(mentions.c.id)
    for row in connection.execute(query).mappings():
        people[row["version_id"]].setdefault(row["name"], []).append(row)
    said: dict[int, list[Statement]] = {v: [] for v in version_ids}
    query = select(statements).where(statements.c.version_id.in_(version_ids)).order_by(statements.c.id)
    for row in connection.execute(query).mappings():
        said[row["version_id"]].append(statement_of_row(row))
    return {
        version_id: (
            Reading(
                officials=tuple(official_of_rows(rows) for rows in named.values()),
                statements=tuple(said[version_id]),
            ),
            {name: rows[0]["official_key"] for name, rows in named.items()},
        )
        for version_id, named in people.items()
    }


def official_of_rows(rows: list[RowMapping]) -> NamedOfficial:
    return NamedOfficial(
        name=rows[0]["name"],
        role=rows[0]["role"],
        mentions=tuple(
            Mention(r["block"], r["start_at"], r["end_at"], r["text"], r["stated_role"], r["pattern"])
            for r in rows
        ),
    )


class OfficialRows(Transactions):
    """Rows of the tables officials, mentions and statements."""

    def official(self, key: str) -> OfficialRecord | None:
        """The person of that key; None too where an archivist hides them."""
        query = select(officials).where(officials.c.key == key, officials.c.hidden == 0)
        with self._read() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            count = connection.execute(
                select(func.count(func.distinct(articles.c.id)))
                .select_from(articles)
                .join(mentions, mentions.c.version_id == articles.c.version_id)
                .where(mentions.c.official_key == key)
            ).scalar_one()
        return OfficialRecord(
            OfficialRef(row["key"], row["name"], row["role"]), row["first_seen"], row["last_seen"], count
        )

    def officials(self) -> list[OfficialRef]:
        """All persons of the register that are not hidden, by name."""
        query = select(officials).where(officials.c.hidden == 0).order_by(officials.c.name, officials.c.key)
        with self._read() as connection:
            return [
                OfficialRef(row["key"], row["name"], row["role"])
                for row in connection.execute(query).mappings()
            ]

    def official_count(self) -> int:
        with self._read() as connection:
            return int(connection.execute(select(func.count()).select_from(officials)).scalar_one())

    def statements_of(self, key: str, limit: int = 200) -> list[tuple[int, Statement]]:
        """(article id, statement) of a person, from current versions, newest article first."""
        query = (
            select(articles.c.id.label("article_id"), statements)
            .select_from(statements)
            .join(articles, articles.c.version_id == statements.c.version_id)
            .join(versions, versions.c.id == statements.c.version_id)
            .where(statements.c.official_key == key, shown(statements.c.official_key))
            .order_by(versions.c.published.desc().nulls_last(), statements.c.id)
            .limit(limit)
        )
        with self._read() as connection:
            return [
                (int(row["article_id"]), effective_statement(row))
                for row in connection.execute(query).mappings()
            ]
