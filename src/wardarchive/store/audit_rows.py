"""The log of the archivist's desk: who did what, when and why. Rows are added and never changed.

Each row carries a digest over itself and the row before, so that a row that was altered or taken out by
other means shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, or_, select, text

from wardarchive.store.tables import audit
from wardarchive.store.transactions import Transactions, to_moment, to_text

_BATCH = 500


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed."""

    at: datetime
    actor: str
    """The account's name; ``(command line)`` for what was done there."""
    action: str
    """One of the codes of `jobs.deeds`."""
    object: str
    """What it was done to: a portal's address, an article's, an account's name."""
    reason: str = ""
    details: Mapping[str, Any] | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries; empty means all."""

    actor: str = ""
    action: str = ""
    words: str = ""
    """Letters in the object or the reason."""


def _digest(before: str, values: Mapping[str, str]) -> str:
    line = json.dumps([before, *(values[name] for name in _SIGNED)], ensure_ascii=False)
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


_SIGNED = ("at", "actor", "action", "object", "reason", "details")


def log(connection: Connection, entry: AuditEntry) -> None:
    """Add an entry in the transaction of what it tells of."""
    if connection.dialect.name == "postgresql":  # SQLite's writers stand in line already
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    before = connection.execute(select(audit.c.chain).order_by(audit.c.id.desc()).limit(1)).scalar() or ""
    values = {
        "at": to_text(entry.at),
        "actor": entry.actor,
        "action": entry.action,
        "object": entry.object,
        "reason": entry.reason,
        "details": json.dumps(dict(entry.details or {}), ensure_ascii=False, sort_keys=True),
    }
    connection.execute(insert(audit).values(**values, chain=_digest(before, values)))


class AuditRows(Transactions):
    """Rows of the table audit."""

    def log(self, entry: AuditEntry) -> None:
        """Add an entry."""
        with self._write() as connection:
            log(connection, entry)

    def audit_entries(
        self, wanted: AuditFilter = AuditFilter(), *, limit: int = 100, offset: int = 0
    ) -> list[AuditEntry]:
        """Entries, newest first."""
        query = _filtered(select(audit), wanted).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        with self._read() as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def audit_count(self, wanted: AuditFilter = AuditFilter()) -> int:
        """How many entries fit."""
        query = _filtered(select(func.count()).select_from(audit), wanted)
        with self._read() as connection:
            return int(connection.execute(query).scalar_one())

    def audit_names(self) -> tuple[list[str], list[str]]:
        """(actors, actions) that the log has."""
        with self._read() as connection:
            actors = connection.execute(select(audit.c.actor).distinct().order_by(audit.c.actor))
            found = [str(name) for (name,) in actors]
            actions = connection.execute(select(audit.c.action).distinct().order_by(audit.c.action))
            return found, [str(name) for (name,) in actions]

    def broken_audit_entry(self) -> int | None:
        """The number of the first entry that is not as it was written; None where all are."""
        before = ""
        for row in self._chain():
            if row["chain"] != _digest(before, {name: row[name] for name in _SIGNED}):
                return int(row["id"])
            before = row["chain"]
        return None

    def _chain(self) -> Iterator[RowMapping]:
        last = 0
        while True:
            query = select(audit).where(audit.c.id > last).order_by(audit.c.id).limit(_BATCH)
            with self._read() as connection:
                rows = connection.execute(query).mappings().all()
            yield from rows
            if len(rows) < _BATCH:
                return
            last = rows[-1]["id"]


def _filtered(query: Select[Any], wanted: AuditFilter) -> Select[Any]:
    if wanted.actor:
        query = query.where(audit.c.actor == wanted.actor)
    if wanted.action:
        query = query.where(audit.c.action == wanted.action)
    if wanted.words:
        query = query.where(
            or_(
                audit.c.object.icontains(wanted.words, autoescape=True),
                audit.c.reason.icontains(wanted.words, autoescape=True),
            )
        )
    return query


def _entry(row: RowMapping) -> AuditEntry:
    return AuditEntry(
        at=to_moment(row["at"]),
        actor=row["actor"],
        action=row["action"],
        object=row["object"],
        reason=row["reason"],
        details=json.loads(row["details"]),
        id=row["id"],
    )
