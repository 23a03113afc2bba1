"""Marks of what has to be settled over the whole archive, and how the settled state is read.

Reading an article tells names; whom a name means, and what archivists decided, is settled afterwards for
all articles that have the name.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, literal, not_, or_, select

from wardarchive.model import Statement
from wardarchive.store.tables import mentions, officials, statements, unsettled
from wardarchive.store.upserts import insert_or
from wardarchive.text.normalise import fold
from wardarchive.text.syllables import syllables

_NOT_WORD = re.compile("[^a-z0-9]+")
_KNOWN_OTHERWISE = ("register", "archivist")
_BY_REGISTER = 0.75


def slug_of(name: str) -> str:
    """The folded words of a name, joined by hyphens: what names are settled by."""
    return _NOT_WORD.sub("-", fold(name)).strip("-")


def search_words(text: str) -> dict[str, str]:
    """The words of a statement as they are searched: each between two blanks, as typed and folded."""
    found = syllables(text)
    return {
        "words": f" {' '.join(s.key for s in found)} ",
        "folded": f" {' '.join(s.folded for s in found)} ",
    }


def mark_unsettled(connection: Connection, names: Iterable[str]) -> None:
    """Let the names be settled again."""
    mark_slugs(connection, {slug_of(name) for name in names})


def mark_slugs(connection: Connection, slugs: Iterable[str]) -> None:
    """Let names be settled again, given folded.

    The stamp tells a mark from an earlier one: who settled what was there before leaves a new mark alone.
    """
    stamp = secrets.token_hex(8)
    rows = [{"slug": slug, "stamp": stamp} for slug in sorted(set(slugs))]
    if rows:
        connection.execute(_marking(connection.dialect.name), rows)


@cache
def _marking(dialect: str) -> Any:
    mark = insert_or(dialect, unsettled)
    return mark.on_conflict_do_update(index_elements=["slug"], set_={"stamp": mark.excluded.stamp})


def mark_named_unsettled(connection: Connection, version_ids: Sequence[int]) -> None:
    """Let everybody be settled again whom these versions name."""
    query = select(mentions.c.name).where(mentions.c.version_id.in_(version_ids)).distinct()
    mark_unsettled(connection, [name for (name,) in connection.execute(query)])


def shown(key: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether `key` is of no person, or of one that is not hidden."""
    hidden = select(officials.c.key).where(officials.c.hidden == 1)
    return or_(key.is_(None), not_(key.in_(hidden)))


def effective_name() -> ColumnElement[Any]:
    """Who made a statement after all: the name that was read unless it is known otherwise; None: nobody."""
    known = statements.c.attribution.in_(_KNOWN_OTHERWISE)
    return case((known, func.nullif(statements.c.attributed, literal(""))), else_=statements.c.speaker)


def statement_of_row(row: RowMapping) -> Statement:
    """A statement as it was read."""
    return Statement(
        speaker=row["speaker"],
        verb=row["verb"],
        kind=row["kind"],
        speaker_form=row["speaker_form"],
        text=row["text"],
        block=row["block"],
        start=row["start_at"],
        end=row["end_at"],
        confidence=row["confidence"],
    )


def effective_statement(row: RowMapping) -> Statement:
    """A statement with the speaker after all corrections."""
    one = statement_of_row(row)
    if row["attribution"] in _KNOWN_OTHERWISE:
        return replace(one, speaker=row["attributed"] or None, confidence=_confidence(row))
    return replace(one, confidence=_confidence(row))


def _confidence(row: RowMapping) -> float:
    """What an archivist looked at is certain; the register knows the holder, not who stood there."""
    if row["attribution"] in ("archivist", "confirmed"):
        return 1.0
    read = float(row["confidence"])
    return max(read, _BY_REGISTER) if row["attribution"] == "register" else read
