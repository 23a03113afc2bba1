"""Persons as they are read: one with everything, or all in a line each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from wardarchive.jobs.person_lookup import find_key, find_person
from wardarchive.jobs.posts import posts_of
from wardarchive.model import PersonPage, PersonSummary, RolePeriod, published_date
from wardarchive.officials.profiles import unit_of_role
from wardarchive.officials.roles import parse_roles
from wardarchive.store.role_rows import StatedRole
from wardarchive.store.store import Store
from wardarchive.text.normalise import fold

__all__ = ["find_key", "find_person", "list_persons", "person_page", "role_periods"]

_MOST_ROLES = 500


def person_page(store: Store, key: str, *, articles: int = 50, companions: int = 20) -> PersonPage | None:
    """Everything of the person with this key of today; None where there is none, or they are hidden.

    `find_key` tells what an older permalink means now.
    """
    summary = next(iter(store.person_summaries(keys=[key])), None)
    if summary is None:
        return None
    members = store.profiles_of(key)
    ward = next((p.ward_code for p in members if p.ward_code), None)
    return PersonPage(
        summary=summary,
        variants=tuple(store.name_variants(key)),
        roles=tuple(role_periods(store.roles_of(key, _MOST_ROLES), ward)),
        articles=tuple(store.articles_naming(key, limit=articles)),
        companions=tuple(store.companions(key, companions)),
        months=tuple(store.months_of(key)),
        profiles=tuple(members),
        links=tuple(store.links_of([p.id for p in members])),
        posts=tuple(posts_of(store, key)),
    )


def list_persons(
    store: Store, *, name: str = "", ward: str | None = None, hidden: bool = False
) -> list[PersonSummary]:
    """Persons by name: those whose name has these letters, those of one ward."""
    keys = sorted({p.official_key for p in store.profiles_in_units([ward])}) if ward else None
    wanted = fold(name)
    return [p for p in store.person_summaries(keys=keys, hidden=hidden) if wanted in fold(p.name)]


def role_periods(stated: Iterable[StatedRole], ward_code: str | None) -> list[RolePeriod]:
    """Roles by the first day that they are stated; `PCT UBND` and `Phó Chủ tịch UBND` are one."""
    groups: dict[tuple[object, ...], list[StatedRole]] = defaultdict(list)
    for row in stated:
        if row.role.strip():
            groups[_meaning(row.role, ward_code)].append(row)
    found = []
    for meaning, rows in groups.items():
        days = sorted(d for r in rows for d in (published_date(r.first), published_date(r.last)) if d)
        ranked = sorted(rows, key=lambda r: (-r.articles, r.role))
        wordings = tuple(dict.fromkeys(r.role for r in ranked))
        found.append(
            RolePeriod(
                role=wordings[0][:1].upper() + wordings[0][1:],
                wordings=wordings,
                first=days[0] if days else None,
                last=days[-1] if days else None,
                articles=sum(r.articles for r in rows),
                unit=str(meaning[0]),
            )
        )
    return sorted(found, key=lambda r: (r.first is None, str(r.first), str(r.last), r.role))


def _meaning(role: str, ward_code: str | None) -> tuple[object, ...]:
    """What a wording means: the unit, and the offices with their bodies and what qualifies them."""
    unit = unit_of_role(role, ward_code)
    parsed = parse_roles(role)
    if not parsed:
        return unit, " ".join(fold(role).split())
    hamlet = tuple(r.unit for r in parsed if r.unit and r.unit.isdecimal())
    return unit, tuple((r.office, r.body, r.qualifiers) for r in parsed), hamlet
