"""What was promised or ordered, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    ScalarSelect,
    Select,
    case,
    func,
    insert,
    select,
)

from wardarchive.model import Commitment
from wardarchive.store.settling import effective_name, shown
from wardarchive.store.tables import articles, commitments, mentions, statements, versions
from wardarchive.store.transactions import Transactions, publication_from_text


@dataclass(frozen=True, slots=True)
class CommitmentRecord:
    """A commitment with its article and the person who spoke."""

    commitment: Commitment
    article_id: int
    url: str
    title: str
    ward_code: str | None
    published: date | datetime | None
    capture_id: int | None
    version: int
    official_key: str | None
    """Of the speaker."""


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """Which commitments; days of deadlines are included."""

    wards: tuple[str, ...] = ()
    official: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    dated: bool = False
    """Only those whose last day is known."""


_INSERT_COMMITMENT = insert(commitments)


def insert_commitments(connection: Connection, version_id: int, some: Sequence[Commitment]) -> None:
    """Write the commitments of one version."""
    rows = [
        {
            "version_id": version_id,
            "speaker": one.speaker,
            "obliged": one.obliged,
            "deadline": one.deadline,
            "due": one.due.isoformat() if one.due else None,
            "text": one.text,
            "block": one.block,
            "start_at": one.start,
            "end_at": one.end,
        }
        for one in some
    ]
    if rows:
        connection.execute(_INSERT_COMMITMENT, rows)


class CommitmentRows(Transactions):
    """Reads commitments of current versions."""

    def commitments(
        self, wanted: CommitmentFilter, *, offset: int = 0, limit: int = 50
    ) -> tuple[int, list[CommitmentRecord]]:
        """(how many, a page of them): the next deadline first, those without one last."""
        query = _query(wanted)
        ordered = query.order_by(
            commitments.c.due.is_(None),
            commitments.c.due,
            versions.c.published.desc().nulls_last(),
            commitments.c.id,
        )
        with self._read() as connection:
            total = int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())
            rows = connection.execute(ordered.offset(offset).limit(limit)).mappings().all()
        return total, [_record(row) for row in rows]


def _query(wanted: CommitmentFilter) -> Select[Any]:
    key, name = _speaker()
    query = (
        select(
            commitments,
            articles.c.id.label("article_id"),
            articles.c.url,
            articles.c.ward_code,
            versions.c.title,
            versions.c.published,
            versions.c.capture_id,
            versions.c.number,
            key.label("key"),
            name.label("name"),
        )
        .select_from(commitments)
        .join(articles, articles.c.version_id == commitments.c.version_id)
        .join(versions, versions.c.id == commitments.c.version_id)
        .outerjoin(statements, statements.c.id == _act())
        .where(shown(key))
    )
    if wanted.wards:
        query = query.where(articles.c.ward_code.in_(wanted.wards))
    if wanted.official:
        query = query.where(key == wanted.official)
    if wanted.due_from:
        query = query.where(commitments.c.due >= wanted.due_from.isoformat())
    if wanted.due_to:
        query = query.where(commitments.c.due <= wanted.due_to.isoformat())
    return query.where(commitments.c.due.is_not(None)) if wanted.dated else query


def _act() -> ScalarSelect[Any]:
    """The statement that a commitment is, where it is not an item of a list behind one."""
    act = statements.alias()
    return (
        select(func.min(act.c.id))
        .where(
            act.c.version_id == commitments.c.version_id,
            act.c.block == commitments.c.block,
            act.c.start_at == commitments.c.start_at,
            act.c.kind == "act",
            act.c.speaker.is_not_distinct_from(commitments.c.speaker),
        )
        .correlate(commitments)
        .scalar_subquery()
    )


def _speaker() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """(key, name) of who said it, after all corrections of that very statement."""
    named = (
        select(func.max(mentions.c.official_key))
        .where(mentions.c.version_id == commitments.c.version_id, mentions.c.name == commitments.c.speaker)
        .correlate(commitments)
        .scalar_subquery()
    )
    is_act = statements.c.id.is_not(None)
    return (
        case((is_act, statements.c.official_key), else_=named),
        case((is_act, effective_name()), else_=commitments.c.speaker),
    )


def _record(row: RowMapping) -> CommitmentRecord:
    return CommitmentRecord(
        commitment=Commitment(
            row["name"],
            row["obliged"],
            row["deadline"],
            date.fromisoformat(row["due"]) if row["due"] else None,
            row["text"],
            row["block"],
            row["start_at"],
            row["end_at"],
        ),
        article_id=int(row["article_id"]),
        url=row["url"],
        title=row["title"],
        ward_code=row["ward_code"],
        published=publication_from_text(row["published"]),
        capture_id=row["capture_id"],
        version=int(row["number"]),
        official_key=row["key"],
    )
