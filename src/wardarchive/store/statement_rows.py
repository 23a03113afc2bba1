"""Statements over the whole archive: searched by their words, and settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, or_, select, update
from sqlalchemy.sql import FromClause

from wardarchive.model import SpeakerCount, StatementFilter, StatementRecord, Term, ValueCount
from wardarchive.store.settling import effective_statement, shown
from wardarchive.store.tables import articles, mentions, officials, statements, versions
from wardarchive.store.transactions import Transactions, publication_from_text
from wardarchive.text.normalise import fold


@dataclass(frozen=True, slots=True)
class OpenStatement:
    """A statement whose speaker has to be settled."""

    id: int
    url: str
    ward_code: str | None
    published: date | datetime | None
    speaker: str | None
    speaker_form: str
    verb: str
    text: str
    read_key: str | None
    """The person whom the speaker's name means in this version."""


@dataclass(frozen=True, slots=True)
class SettledStatement:
    """Who made a statement after all."""

    id: int
    official_key: str | None
    attributed: str | None
    """The speaker's name where it is not the one read; empty: nobody is known."""
    attribution: str


def _from() -> FromClause:
    return statements.join(articles, articles.c.version_id == statements.c.version_id).join(
        versions, versions.c.id == statements.c.version_id
    )


def _year() -> ColumnElement[Any]:
    return func.substr(versions.c.published, 1, 4)


class StatementRows(Transactions):
    """Reads statements of current versions; only those count that no hidden person made."""

    def find_statements(
        self, wanted: StatementFilter, *, offset: int = 0, limit: int = 20
    ) -> tuple[int, list[StatementRecord]]:
        """(how many, a page of them), newest article first."""
        conditions = _conditions(wanted)
        query = (
            select(*_RECORD)
            .select_from(_from())
            .where(*conditions)
            .order_by(versions.c.published.desc().nulls_last(), articles.c.id, statements.c.id)
            .offset(offset)
            .limit(limit)
        )
        count = select(func.count()).select_from(_from()).where(*conditions)
        with self._read() as connection:
            total = int(connection.execute(count).scalar_one())
            rows = connection.execute(query).mappings().all() if total > offset else []
            numbers = _numbers(connection.execute(_places(rows)).all()) if rows else {}
        return total, [replace(_record(row), number=numbers.get(row["id"], 0)) for row in rows]

    def with_terms_found(self, wanted: StatementFilter, most: int = 5_000) -> StatementFilter:
        """The same filter with the rows in place of the terms, so that several questions read the texts
        once; unchanged where there are no terms, or more than `most` rows have them."""
        if not wanted.terms:
            return wanted
        query = (
            select(statements.c.id)
            .select_from(_from())
            .where(*map(_has, wanted.terms))
            .order_by(statements.c.id)
            .limit(most + 1)
        )
        with self._read() as connection:
            ids = tuple(int(i) for (i,) in connection.execute(query))
        return wanted if len(ids) > most else replace(wanted, terms=(), ids=ids)

    def statement(self, statement_id: int) -> StatementRecord | None:
        """One statement, of any version, hidden or not."""
        query = select(*_RECORD).select_from(
            statements.join(versions, versions.c.id == statements.c.version_id).join(
                articles, articles.c.id == versions.c.article_id
            )
        )
        with self._read() as connection:
            row = connection.execute(query.where(statements.c.id == statement_id)).mappings().first()
        return _record(row) if row else None

    def statements_of_versions(self, article_id: int) -> list[StatementRecord]:
        """The statements of all versions of an article, those of hidden persons left out."""
        query = (
            select(*_RECORD)
            .select_from(
                statements.join(versions, versions.c.id == statements.c.version_id).join(
                    articles, articles.c.id == versions.c.article_id
                )
            )
            .where(articles.c.id == article_id, shown(statements.c.official_key))
            .order_by(statements.c.id)
        )
        with self._read() as connection:
            return [_record(row) for row in connection.execute(query).mappings()]

    def statement_texts(self, url: str) -> list[str]:
        """The statements of all versions of an article."""
        query = (
            select(statements.c.text)
            .join(versions, versions.c.id == statements.c.version_id)
            .join(articles, articles.c.id == versions.c.article_id)
            .where(articles.c.url == url)
            .order_by(statements.c.id)
        )
        with self._read() as connection:
            return [text for (text,) in connection.execute(query)]

    def speaker_counts(self, wanted: StatementFilter, limit: int = 20) -> list[SpeakerCount]:
        """Who made most of these statements; a choice of speakers does not narrow it."""
        said = func.count()
        query = (
            select(
                statements.c.official_key,
                officials.c.name,
                officials.c.role,
                said.label("statements"),
                func.count(func.distinct(articles.c.id)).label("articles"),
            )
            .select_from(_from().join(officials, officials.c.key == statements.c.official_key))
            .where(*_conditions(replace(wanted, speakers=())))
            .group_by(statements.c.official_key, officials.c.name, officials.c.role)
            .order_by(said.desc(), officials.c.name, statements.c.official_key)
            .limit(limit)
        )
        with self._read() as connection:
            return [
                SpeakerCount(
                    row["official_key"], row["name"], row["role"], row["statements"], row["articles"]
                )
                for row in connection.execute(query).mappings()
            ]

    def statement_counts(self, wanted: StatementFilter) -> dict[str, list[ValueCount]]:
        """``kind``, ``year``, ``ward`` → counts; each ignores its own selection, as facets do."""
        asked = {
            "kind": (statements.c.kind, replace(wanted, kinds=())),
            "year": (_year(), replace(wanted, years=())),
            "ward": (articles.c.ward_code, replace(wanted, wards=())),
        }
        found = {}
        with self._read() as connection:
            for name, (column, rest) in asked.items():
                # By its label: PostgreSQL takes two bound copies of an expression for two of them.
                query = (
                    select(column.label("value"), func.count())
                    .select_from(_from())
                    .where(column.is_not(None), *_conditions(rest))
                    .group_by("value")
                    .order_by(func.count().desc(), "value")
                )
                found[name] = [ValueCount(str(v), int(n)) for v, n in connection.execute(query)]
        return found

    # -- settling ---------------------------------------------------------------------------------

    def open_statements(self, limit: int) -> list[OpenStatement]:
        """Statements whose speaker has to be settled, in all versions."""
        read_key = (
            select(func.max(mentions.c.official_key))
            .where(
                mentions.c.version_id == statements.c.version_id, mentions.c.name == statements.c.speaker
            )
            .scalar_subquery()
        )
        query = (
            select(
                statements, articles.c.url, articles.c.ward_code, versions.c.published,
                read_key.label("read_key"),
            )
            .select_from(
                statements.join(versions, versions.c.id == statements.c.version_id).join(
                    articles, articles.c.id == versions.c.article_id
                )
            )
            .where(statements.c.attribution.is_(None))
            .order_by(statements.c.id)
            .limit(limit)
        )  # fmt: skip
        with self._read() as connection:
            return [
                OpenStatement(
                    int(row["id"]),
                    row["url"],
                    row["ward_code"],
                    publication_from_text(row["published"]),
                    row["speaker"],
                    row["speaker_form"],
                    row["verb"],
                    row["text"],
                    row["read_key"],
                )
                for row in connection.execute(query).mappings()
            ]

    def settle_statements(self, some: Sequence[SettledStatement]) -> None:
        """Write who made statements; articles for which that is news are indexed again."""
        ids = [one.id for one in some]
        news: set[int] = set()
        with self._write() as connection:
            query = select(statements).where(statements.c.id.in_(ids))
            before = {row["id"]: row for row in connection.execute(query).mappings()}
            for one in some:
                row = before.get(one.id)
                if row is None:  # the article was read again meanwhile
                    continue
                if (row["official_key"], row["attributed"]) != (one.official_key, one.attributed):
                    news.add(int(row["version_id"]))
                connection.execute(
                    update(statements)
                    .where(statements.c.id == one.id)
                    .values(
                        official_key=one.official_key,
                        attributed=one.attributed,
                        attribution=one.attribution,
                    )
                )
            if news:
                connection.execute(
                    update(articles)
                    .where(articles.c.version_id.in_(sorted(news)))
                    .values(revision=articles.c.revision + 1)
                )

    def unsettle_statements(self, *, url: str | None = None, unknown_speakers: bool = False) -> None:
        """Let the statements of an article, or those that nobody is named for, be settled again."""
        chosen = update(statements).values(attribution=None)
        if url is not None:
            those = (
                select(versions.c.id)
                .join(articles, articles.c.id == versions.c.article_id)
                .where(articles.c.url == url)
            )
            chosen = chosen.where(statements.c.version_id.in_(those))
        if unknown_speakers:
            chosen = chosen.where(
                statements.c.speaker.is_(None), statements.c.attribution.in_(("none", "register"))
            )
        with self._write() as connection:
            connection.execute(chosen)

    def register_person(self, key: str, name: str, role: str | None) -> None:
        """Make sure that the register of officials has a person whom no article names."""
        with self._write() as connection:
            if not connection.execute(select(officials.c.key).where(officials.c.key == key)).first():
                connection.execute(officials.insert().values(key=key, name=name, role=role, hidden=0))


_RECORD = (
    statements,
    articles.c.id.label("article_id"),
    articles.c.url,
    articles.c.ward_code,
    versions.c.title,
    versions.c.published,
    versions.c.number.label("version"),
    versions.c.capture_id,
)


def _record(row: RowMapping) -> StatementRecord:
    return StatementRecord(
        id=int(row["id"]),
        statement=effective_statement(row),
        read_speaker=row["speaker"],
        official_key=row["official_key"],
        attribution=row["attribution"],
        article_id=int(row["article_id"]),
        url=row["url"],
        title=row["title"],
        ward_code=row["ward_code"],
        published=publication_from_text(row["published"]),
        version=int(row["version"]),
        version_id=int(row["version_id"]),
        capture_id=row["capture_id"],
        number=0,
    )


def _places(rows: Sequence[RowMapping]) -> Select[Any]:
    """The statements that the articles' pages show, in their order."""
    return (
        select(statements.c.version_id, statements.c.id)
        .where(
            statements.c.version_id.in_({row["version_id"] for row in rows}),
            shown(statements.c.official_key),
        )
        .order_by(statements.c.id)
    )


def _numbers(rows: Sequence[Any]) -> dict[int, int]:
    seen: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for version_id, statement_id in rows:
        numbers[statement_id] = seen.get(version_id, 0)
        seen[version_id] = numbers[statement_id] + 1
    return numbers


def _conditions(wanted: StatementFilter) -> list[ColumnElement[bool]]:
    found = [shown(statements.c.official_key), *map(_has, wanted.terms)]
    if wanted.ids is not None:
        found.append(statements.c.id.in_(wanted.ids))
    if wanted.speakers:
        found.append(statements.c.official_key.in_(wanted.speakers))
    if wanted.kinds:
        found.append(statements.c.kind.in_(wanted.kinds))
    if wanted.wards:
        found.append(articles.c.ward_code.in_(wanted.wards))
    if wanted.years:
        found.append(_year().in_(wanted.years))
    if wanted.date_from:
        found.append(versions.c.published >= wanted.date_from.isoformat())
    if wanted.date_to:
        found.append(func.substr(versions.c.published, 1, 10) <= wanted.date_to.isoformat())
    if wanted.below is not None:
        found.append(statements.c.confidence < wanted.below)
        found.append(
            or_(
                statements.c.attribution.is_(None),
                statements.c.attribution.not_in(("archivist", "confirmed")),
            )
        )
    return found


def _has(term: Term) -> ColumnElement[bool]:
    """Syllables stand between blanks and have no sign that LIKE would read otherwise."""
    if term.accented:
        return statements.c.words.like(f"% {term.words} %")
    return statements.c.folded.like(f"% {fold(term.words)} %")
