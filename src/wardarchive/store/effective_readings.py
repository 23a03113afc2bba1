"""What articles say of persons, after all that is known of the persons and was decided about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from wardarchive.model import OfficialRef, Reading, Statement
from wardarchive.store.official_rows import official_of_rows
from wardarchive.store.settling import effective_statement
from wardarchive.store.tables import mentions, officials, statements


@dataclass(frozen=True, slots=True)
class EffectiveReading:
    """A reading without hidden persons, its statements as archivists corrected them."""

    reading: Reading
    refs: Mapping[str, str]
    """Name → key, of speakers known otherwise too."""
    persons: Mapping[str, OfficialRef]
    """Key → the person as the register has them."""


def effective_readings(connection: Connection, version_ids: Sequence[int]) -> dict[int, EffectiveReading]:
    """What is shown of each of these versions."""
    people: dict[int, dict[str, list[RowMapping]]] = {v: {} for v in version_ids}
    query = select(mentions).where(mentions.c.version_id.in_(version_ids)).order_by(mentions.c.id)
    for row in connection.execute(query).mappings():
        people[row["version_id"]].setdefault(row["name"], []).append(row)
    said: dict[int, list[tuple[Statement, str | None]]] = {v: [] for v in version_ids}
    query = select(statements).where(statements.c.version_id.in_(version_ids)).order_by(statements.c.id)
    for row in connection.execute(query).mappings():
        said[row["version_id"]].append((effective_statement(row), row["official_key"]))
    keys = {rows[0]["official_key"] for named in people.values() for rows in named.values()}
    keys |= {key for some in said.values() for _, key in some if key}
    query = select(officials).where(officials.c.key.in_(sorted(keys)))
    known = {row["key"]: row for row in connection.execute(query).mappings()}
    return {v: _effective(people[v], said[v], known) for v in version_ids}


def _effective(
    people: Mapping[str, list[RowMapping]],
    said: Sequence[tuple[Statement, str | None]],
    known: Mapping[str, RowMapping],
) -> EffectiveReading:
    hidden = {key for key, row in known.items() if row["hidden"]}
    named = {name: rows for name, rows in people.items() if rows[0]["official_key"] not in hidden}
    statements_shown = [(one, key) for one, key in said if key not in hidden]
    refs = {one.speaker: key for one, key in statements_shown if one.speaker and key}
    refs |= {name: rows[0]["official_key"] for name, rows in named.items()}
    return EffectiveReading(
        Reading(
            tuple(official_of_rows(rows) for rows in named.values()),
            tuple(one for one, _ in statements_shown),
        ),
        refs,
        {
            key: OfficialRef(key, known[key]["name"], known[key]["role"])
            for key in sorted(set(refs.values()))
            if key in known
        },
    )
