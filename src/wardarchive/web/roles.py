"""Roles as they were stated, brought together for a reader: who held what, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from wardarchive.model import published_date
from wardarchive.store.role_rows import StatedRole
from wardarchive.text.normalise import fold


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One role of one person; the days are those of the first and last article that states it."""

    key: str
    name: str
    role: str
    first: date | None
    last: date | None
    articles: int


def _day(published: date | datetime | None) -> date | None:
    return published_date(published)


def held_roles(stated: Iterable[StatedRole]) -> list[HeldRole]:
    """Wordings that differ only in case, accents or blanks become one; the last stated stands first."""
    groups: dict[tuple[str, str], list[StatedRole]] = {}
    for row in stated:
        if not row.role.strip():
            continue
        groups.setdefault((row.key, " ".join(fold(row.role).split())), []).append(row)
    found = []
    for rows in groups.values():
        days = [day for row in rows for day in (_day(row.first), _day(row.last)) if day]
        wording = max(rows, key=lambda row: row.articles).role
        found.append(
            HeldRole(
                key=rows[0].key,
                name=rows[0].name,
                role=wording[:1].upper() + wording[1:],
                first=min(days, default=None),
                last=max(days, default=None),
                articles=sum(row.articles for row in rows),
            )
        )
    return sorted(found, key=lambda r: (r.last or date.min, r.articles), reverse=True)


@dataclass(frozen=True, slots=True)
class Person:
    """A person with all roles, the last stated first."""

    key: str
    name: str
    roles: tuple[HeldRole, ...]


def people(roles: Iterable[HeldRole]) -> list[Person]:
    """The roles grouped by person, in the order of each person's first role in `roles`."""
    groups: dict[str, list[HeldRole]] = {}
    for role in roles:
        groups.setdefault(role.key, []).append(role)
    return [Person(key, held[0].name, tuple(held)) for key, held in groups.items()]
