"""What current versions of articles say of one person, counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, func, select
from sqlalchemy.sql import FromClause

from wardarchive.model import (
    Companion,
    MonthCount,
    NameVariant,
    PersonArticle,
    PersonSummary,
    published_date,
)
from wardarchive.store.tables import articles, mentions, officials, statements, versions
from wardarchive.store.transactions import Transactions, publication_from_text


def _named() -> FromClause:
    return mentions.join(articles, articles.c.version_id == mentions.c.version_id).join(
        versions, versions.c.id == articles.c.version_id
    )


_ARTICLES = func.count(func.distinct(articles.c.id)).label("articles")


class PersonReads(Transactions):
    """Counts and lists around persons."""

    def person_summaries(
        self, *, keys: Sequence[str] | None = None, hidden: bool = False
    ) -> list[PersonSummary]:
        """All persons, or those of some keys, by name; hidden ones only where they are asked for."""
        named = (
            select(mentions.c.official_key.label("key"), _ARTICLES)
            .select_from(_named())
            .group_by(mentions.c.official_key)
        )
        said = (
            select(statements.c.official_key.label("key"), func.count().label("statements"))
            .select_from(statements.join(articles, articles.c.version_id == statements.c.version_id))
            .where(statements.c.official_key.is_not(None))
            .group_by(statements.c.official_key)
        )
        if keys is not None:
            named = named.where(mentions.c.official_key.in_(keys))
            said = said.where(statements.c.official_key.in_(keys))
        a, b = named.subquery(), said.subquery()
        query = (
            select(officials, a.c.articles, b.c.statements)
            .outerjoin(a, a.c.key == officials.c.key)
            .outerjoin(b, b.c.key == officials.c.key)
            .order_by(officials.c.name, officials.c.key)
        )
        if keys is not None:
            query = query.where(officials.c.key.in_(keys))
        if not hidden:
            query = query.where(officials.c.hidden == 0)
        with self._read() as connection:
            return [_summary(row) for row in connection.execute(query).mappings()]

    def name_variants(self, key: str) -> list[NameVariant]:
        """The spellings of a person's name, the most used first."""
        query = (
            select(mentions.c.name, _ARTICLES)
            .select_from(_named())
            .where(mentions.c.official_key == key)
            .group_by(mentions.c.name)
            .order_by(_ARTICLES.desc(), mentions.c.name)
        )
        with self._read() as connection:
            return [NameVariant(name, int(n)) for name, n in connection.execute(query)]

    def companions(self, key: str, limit: int = 20) -> list[Companion]:
        """Who is named in the same articles, the most often first."""
        here = select(mentions.c.version_id).where(mentions.c.official_key == key)
        query = (
            select(mentions.c.official_key, officials.c.name, officials.c.role, _ARTICLES)
            .select_from(_named().join(officials, officials.c.key == mentions.c.official_key))
            .where(mentions.c.version_id.in_(here), mentions.c.official_key != key, officials.c.hidden == 0)
            .group_by(mentions.c.official_key, officials.c.name, officials.c.role)
            .order_by(_ARTICLES.desc(), officials.c.name, mentions.c.official_key)
            .limit(limit)
        )
        with self._read() as connection:
            return [Companion(k, name, role, int(n)) for k, name, role, n in connection.execute(query)]

    def months_of(self, key: str) -> list[MonthCount]:
        """How many articles name the person, by month of publication."""
        month = func.substr(versions.c.published, 1, 7)
        query = (
            select(month, _ARTICLES)
            .select_from(_named())
            .where(mentions.c.official_key == key, versions.c.published.is_not(None))
            .group_by(month)
            .order_by(month)
        )
        with self._read() as connection:
            return [MonthCount(str(m), int(n)) for m, n in connection.execute(query)]

    def articles_naming(self, key: str, *, limit: int = 50, offset: int = 0) -> list[PersonArticle]:
        """The articles that name the person, newest first."""
        query: Select[Any] = (
            select(
                articles.c.id, articles.c.url, versions.c.title, articles.c.ward_code, versions.c.published
            )
            .select_from(_named())
            .where(mentions.c.official_key == key)
            .distinct()
            .order_by(versions.c.published.desc(), articles.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        with self._read() as connection:
            return [
                PersonArticle(
                    int(row["id"]),
                    row["url"],
                    row["title"],
                    row["ward_code"],
                    publication_from_text(row["published"]),
                )
                for row in connection.execute(query).mappings()
            ]


def _summary(row: RowMapping) -> PersonSummary:
    return PersonSummary(
        key=row["key"],
        name=row["name"],
        role=row["role"],
        first=published_date(publication_from_text(row["first_seen"])),
        last=published_date(publication_from_text(row["last_seen"])),
        articles=int(row["articles"] or 0),
        statements=int(row["statements"] or 0),
        hidden=bool(row["hidden"]),
    )
