"""Persons over the whole archive: what has to be settled, and what was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, exists, func, insert, not_, or_, select, update

from wardarchive.model import LinkRow, Naming, PersonRow, ProfileRow, Settlement
from wardarchive.store.settling import mark_slugs, search_words, slug_of
from wardarchive.store.tables import (
    articles,
    links,
    mentions,
    officials,
    profiles,
    statements,
    unsettled,
    versions,
)
from wardarchive.store.transactions import (
    Transactions,
    publication_from_text,
    publication_to_text,
)

_BATCH = 2000


class PersonRows(Transactions):
    """Rows of the tables profiles, links and unsettled, and the keys that they decide."""

    def unsettled(self, limit: int) -> dict[str, str]:
        """Folded names with new or changed namings, in order, with the stamp of each mark."""
        query = select(unsettled.c.slug, unsettled.c.stamp).order_by(unsettled.c.slug).limit(limit)
        with self._read() as connection:
            return {str(slug): str(stamp) for slug, stamp in connection.execute(query)}

    def unsettle(self, slugs: Iterable[str]) -> None:
        """Let these names be settled again."""
        with self._write() as connection:
            mark_slugs(connection, slugs)

    def unsettle_all(self) -> None:
        """Let every name be settled again."""
        with self._write() as connection:
            mark_slugs(
                connection, [s for (s,) in connection.execute(select(mentions.c.slug).distinct()) if s]
            )
            connection.execute(update(statements).values(attribution=None))

    def fill_search_words(self) -> int:
        """Write what rows of an older form lack: folded names and the words of statements; how many."""
        with self._write() as connection:
            named = connection.execute(
                select(mentions.c.name).where(mentions.c.slug.is_(None)).distinct().limit(_BATCH)
            ).all()
            for (name,) in named:
                connection.execute(
                    update(mentions)
                    .where(mentions.c.name == name, mentions.c.slug.is_(None))
                    .values(slug=slug_of(name))
                )
            mark_slugs(connection, {slug_of(name) for (name,) in named})
            said = connection.execute(
                select(statements.c.id, statements.c.text).where(statements.c.words.is_(None)).limit(_BATCH)
            ).all()
            for number, text in said:
                connection.execute(
                    update(statements).where(statements.c.id == number).values(**search_words(text))
                )
        return len(named) + len(said)

    def namings(self, slugs: Sequence[str]) -> list[Naming]:
        """Every naming under these folded names, in all versions."""
        query = (
            select(
                mentions.c.version_id,
                articles.c.id.label("article_id"),
                articles.c.url,
                mentions.c.name,
                mentions.c.role,
                articles.c.ward_code,
                versions.c.published,
                func.max(mentions.c.stated_role).label("stated"),
                func.max(mentions.c.official_key).label("official_key"),
            )
            .join(versions, versions.c.id == mentions.c.version_id)
            .join(articles, articles.c.id == versions.c.article_id)
            .where(mentions.c.slug.in_(slugs))
            .group_by(
                mentions.c.version_id,
                articles.c.id,
                articles.c.url,
                mentions.c.name,
                mentions.c.role,
                articles.c.ward_code,
                versions.c.published,
            )
            .order_by(mentions.c.version_id, mentions.c.name)
        )
        with self._read() as connection:
            return [
                Naming(
                    int(row["version_id"]),
                    row["url"],
                    row["name"],
                    row["role"],
                    row["ward_code"],
                    publication_from_text(row["published"]),
                    row["stated"] is not None,
                    row["official_key"],
                    int(row["article_id"]),
                )
                for row in connection.execute(query).mappings()
            ]

    def settle_names(self, done: Settlement, stamps: Mapping[str, str]) -> set[str]:
        """Write what grouping said of some names, in one transaction; the units whose profiles changed.

        Articles whose persons changed are indexed again. Marks that have other stamps by now stay.
        """
        with self._write() as connection:
            before = _profile_rows(connection, profiles.c.slug.in_(done.slugs))
            renamed = _write_persons(connection, done.persons)
            moved = _move(connection, done.keys)
            _replace_profiles(connection, done, before)
            gone = {p.official_key for p in before} | moved
            _retire(connection, gone - {p.key for p in done.persons})
            _touch(connection, renamed)
            for slug, stamp in stamps.items():
                connection.execute(
                    delete(unsettled).where(unsettled.c.slug == slug, unsettled.c.stamp == stamp)
                )
        known = {(p.id, p.name) for p in before}
        return {p.unit for p in done.profiles if (p.id, p.name) not in known} | {
            p.unit for p in before if p.id not in {q.id for q in done.profiles}
        }

    def profile(self, profile_id: str) -> ProfileRow | None:
        """The profile with that id."""
        with self._read() as connection:
            return next(iter(_profile_rows(connection, profiles.c.id == profile_id)), None)

    def profiles_of(self, key: str) -> list[ProfileRow]:
        """The profiles that make up a person, by id."""
        with self._read() as connection:
            return _profile_rows(connection, profiles.c.official_key == key)

    def profiles_by_short(self, short: str) -> list[ProfileRow]:
        """The profiles that share a readable key: more than one person, where it is ambiguous."""
        with self._read() as connection:
            return _profile_rows(connection, profiles.c.short == short)

    def profiles_in_units(self, units: Sequence[str]) -> list[ProfileRow]:
        """The profiles of some wards, districts or provinces."""
        with self._read() as connection:
            return _profile_rows(connection, profiles.c.unit.in_(units))

    def profiles(self) -> list[ProfileRow]:
        """All profiles, by id."""
        with self._read() as connection:
            return _profile_rows(connection, profiles.c.id.is_not(None))

    def links_of(self, profile_ids: Sequence[str]) -> list[LinkRow]:
        """What joins these profiles to others, or is proposed for them; the surest first."""
        either = or_(links.c.one.in_(profile_ids), links.c.other.in_(profile_ids))
        with self._read() as connection:
            return _link_rows(connection, either)

    def proposals(self, *, offset: int = 0, limit: int = 100) -> tuple[int, list[LinkRow]]:
        """(how many, a page of them): pairs that an archivist should look at, the likeliest first."""
        with self._read() as connection:
            found = _link_rows(connection, links.c.decision == "proposed")
        return len(found), found[offset : offset + limit]

    def replace_misspellings(self, unit_profiles: Sequence[str], found: Sequence[LinkRow]) -> None:
        """Put these proposals in the place of the misspellings across names among some profiles."""
        with self._write() as connection:
            for start in range(0, len(unit_profiles), _BATCH):
                part = list(unit_profiles[start : start + _BATCH])
                connection.execute(
                    delete(links).where(links.c.reason == "misspelling-letter", links.c.one.in_(part))
                )
            there = {(r.one, r.other) for r in _link_rows(connection, links.c.one.is_not(None))}
            rows = [_link_values(link) for link in found if (link.one, link.other) not in there]
            if rows:
                connection.execute(insert(links), rows)


def _profile_rows(connection: Connection, condition: Any) -> list[ProfileRow]:
    query = select(profiles).where(condition).order_by(profiles.c.id)
    return [
        ProfileRow(
            id=row["id"],
            slug=row["slug"],
            short=row["short"],
            name=row["name"],
            unit=row["unit"],
            standing=row["standing"],
            official_key=row["official_key"],
            role=row["role"],
            ward_code=row["ward_code"],
            first_on=date.fromisoformat(row["first_on"]) if row["first_on"] else None,
            last_on=date.fromisoformat(row["last_on"]) if row["last_on"] else None,
            articles=int(row["articles"]),
        )
        for row in connection.execute(query).mappings()
    ]


def _link_rows(connection: Connection, condition: Any) -> list[LinkRow]:
    query = select(links).where(condition).order_by(links.c.score.desc(), links.c.one, links.c.other)
    return [
        LinkRow(row["one"], row["other"], row["decision"], row["score"], row["reason"])
        for row in connection.execute(query).mappings()
    ]


def _link_values(link: LinkRow) -> dict[str, Any]:
    return {
        "one": link.one,
        "other": link.other,
        "decision": link.decision,
        "score": link.score,
        "reason": link.reason,
    }


def _person_values(person: PersonRow) -> dict[str, Any]:
    return {
        "name": person.name,
        "role": person.role,
        "first_seen": publication_to_text(person.first_seen),
        "last_seen": publication_to_text(person.last_seen),
        "hidden": int(person.hidden),
    }


def _write_persons(connection: Connection, persons: Sequence[PersonRow]) -> set[str]:
    """Write the persons' rows; the keys of those whose name or visibility is another than before."""
    query = select(officials).where(officials.c.key.in_([p.key for p in persons]))
    known: Mapping[str, RowMapping] = {
        row["key"]: row for row in connection.execute(query).mappings().all()
    }
    new = [{"key": p.key, **_person_values(p)} for p in persons if p.key not in known]
    if new:
        connection.execute(insert(officials), new)
    renamed: set[str] = set()
    for person in persons:
        row, values = known.get(person.key), _person_values(person)
        if row is None or all(row[name] == value for name, value in values.items()):
            continue
        connection.execute(update(officials).where(officials.c.key == person.key).values(**values))
        if row["name"] != person.name or row["hidden"] != values["hidden"]:
            renamed.add(person.key)
    return renamed


def _move(connection: Connection, keys: Mapping[tuple[int, str], str]) -> set[str]:
    """Give namings, and the statements read as theirs, to other persons; the keys they had."""
    had: set[str] = set()
    for (version_id, name), key in sorted(keys.items()):
        here = (mentions.c.version_id == version_id, mentions.c.name == name)
        had |= {k for (k,) in connection.execute(select(mentions.c.official_key).where(*here).distinct())}
        connection.execute(update(mentions).where(*here).values(official_key=key))
        connection.execute(
            update(statements)
            .where(statements.c.version_id == version_id, statements.c.speaker == name)
            .values(official_key=key, attribution=None)
        )
    _touch_versions(connection, {version_id for version_id, _ in keys})
    return had


def _replace_profiles(connection: Connection, done: Settlement, before: Sequence[ProfileRow]) -> None:
    ids = sorted({p.id for p in before} | {p.id for p in done.profiles})
    if before:
        connection.execute(delete(profiles).where(profiles.c.slug.in_(done.slugs)))
        connection.execute(
            delete(links).where(
                or_(links.c.one.in_(ids), links.c.other.in_(ids)), links.c.reason != "misspelling-letter"
            )
        )
        gone = sorted({p.id for p in before} - {p.id for p in done.profiles})
        connection.execute(delete(links).where(or_(links.c.one.in_(gone), links.c.other.in_(gone))))
    if done.profiles:
        connection.execute(
            insert(profiles),
            [
                {
                    "id": p.id,
                    "slug": p.slug,
                    "short": p.short,
                    "name": p.name,
                    "unit": p.unit,
                    "standing": p.standing,
                    "official_key": p.official_key,
                    "role": p.role,
                    "ward_code": p.ward_code,
                    "first_on": p.first_on.isoformat() if p.first_on else None,
                    "last_on": p.last_on.isoformat() if p.last_on else None,
                    "articles": p.articles,
                }
                for p in done.profiles
            ],
        )
    for link in done.links:  # what was proposed for two names may be decided now
        if link.reason == "archivist":
            connection.execute(delete(links).where(links.c.one == link.one, links.c.other == link.other))
    if done.links:
        connection.execute(insert(links), [_link_values(link) for link in done.links])


def _retire(connection: Connection, keys: set[str]) -> None:
    """Remove persons whom nothing names any more; statements given to them are settled again."""
    for key in sorted(keys):
        named = exists().where(mentions.c.official_key == key)
        if connection.execute(select(named)).scalar():
            continue
        connection.execute(
            update(statements)
            .where(statements.c.official_key == key)
            .values(official_key=None, attribution=None)
        )
        connection.execute(delete(officials).where(officials.c.key == key, not_(named)))


def _touch(connection: Connection, keys: set[str]) -> None:
    """Let the articles of these persons be indexed again."""
    for key in sorted(keys):
        for table in (mentions, statements):
            query = select(table.c.version_id).where(table.c.official_key == key).distinct()
            _touch_versions(connection, {int(v) for (v,) in connection.execute(query)})


def _touch_versions(connection: Connection, version_ids: set[int]) -> None:
    wanted = sorted(version_ids)
    for start in range(0, len(wanted), 500):
        connection.execute(
            update(articles)
            .where(articles.c.version_id.in_(wanted[start : start + 500]))
            .values(revision=articles.c.revision + 1)
        )
