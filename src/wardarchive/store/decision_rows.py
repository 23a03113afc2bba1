"""The log of archivists' decisions, which only grows, and the imported register of posts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import delete, insert, or_, select

from wardarchive.model import Decision, Post
from wardarchive.store.tables import decisions, posts
from wardarchive.store.transactions import Transactions, to_moment, to_text


class DecisionRows(Transactions):
    """Adds to the log and reads it; there is no way to change or remove an entry."""

    def add_decisions(self, some: Iterable[Decision]) -> int:
        """Append entries that the log does not have; returns how many there were."""
        added = 0
        with self._write() as connection:
            for one in some:
                known = select(decisions.c.id).where(decisions.c.token == one.token)
                if connection.execute(known).first():
                    continue
                added += 1
                connection.execute(
                    insert(decisions).values(
                        token=one.token,
                        at=to_text(one.at),
                        who=one.who,
                        why=one.why,
                        kind=one.kind,
                        one=one.one,
                        other=one.other,
                        urls=json.dumps(list(one.urls)) if one.urls else None,
                        text=one.text,
                        value=one.value,
                    )
                )
        return added

    def decisions(self) -> list[Decision]:
        """The whole log, oldest first."""
        query = select(decisions).order_by(decisions.c.at, decisions.c.id)
        with self._read() as connection:
            return [
                Decision(
                    row["token"],
                    to_moment(row["at"]),
                    row["who"],
                    row["why"],
                    row["kind"],
                    row["one"],
                    row["other"],
                    tuple(json.loads(row["urls"])) if row["urls"] else (),
                    row["text"],
                    row["value"],
                )
                for row in connection.execute(query).mappings()
            ]

    def add_posts(self, some: Sequence[Post], at: datetime) -> int:
        """Add lines of a register; a line of the same name, role, unit and beginning is replaced.

        Returns how many were not there before.
        """
        new = 0
        with self._write() as connection:
            for one in some:
                begun = one.from_on.isoformat() if one.from_on else None
                same = (
                    posts.c.name == one.name,
                    posts.c.role == one.role,
                    posts.c.unit == one.unit,
                    posts.c.from_on == begun if begun else posts.c.from_on.is_(None),
                )
                new += not connection.execute(delete(posts).where(*same)).rowcount
                connection.execute(
                    insert(posts).values(
                        name=one.name,
                        role=one.role,
                        unit=one.unit,
                        ward_code=one.ward_code,
                        from_on=begun,
                        to_on=one.to_on.isoformat() if one.to_on else None,
                        source=one.source,
                        imported_at=to_text(at),
                    )
                )
        return new

    def posts(self, *, ward_code: str | None = None, name: str | None = None) -> list[Post]:
        """The lines of the register: all, or those of a ward (those of no ward included), or of a name."""
        query = select(posts).order_by(posts.c.name, posts.c.from_on, posts.c.role, posts.c.id)
        if ward_code is not None:
            query = query.where(or_(posts.c.ward_code == ward_code, posts.c.ward_code.is_(None)))
        if name is not None:
            query = query.where(posts.c.name == name)
        with self._read() as connection:
            return [
                Post(
                    row["name"],
                    row["role"],
                    row["unit"],
                    date.fromisoformat(row["from_on"]) if row["from_on"] else None,
                    date.fromisoformat(row["to_on"]) if row["to_on"] else None,
                    row["source"],
                    row["ward_code"],
                )
                for row in connection.execute(query).mappings()
            ]
