"""Which roles people are stated to have, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from wardarchive.store.tables import articles, mentions, officials, versions
from wardarchive.store.transactions import Transactions, publication_from_text


@dataclass(frozen=True, slots=True)
class StatedRole:
    """A person with one wording of a role: the first and last publication that states it."""

    key: str
    name: str
    role: str
    first: date | datetime | None
    last: date | datetime | None
    articles: int


class RoleRows(Transactions):
    """Reads mentions as a register of roles; only current versions count."""

    def roles_of(self, key: str, limit: int = 200) -> list[StatedRole]:
        """The roles of one person, the last stated first."""
        return self._stated(mentions.c.official_key == key, limit)

    def roles_in_ward(self, ward_code: str, limit: int = 300) -> list[StatedRole]:
        """The roles stated in the articles of one ward, the last stated first."""
        return self._stated(articles.c.ward_code == ward_code, limit)

    def _stated(self, condition: ColumnElement[bool], limit: int) -> list[StatedRole]:
        last = func.max(versions.c.published)
        count = func.count(func.distinct(articles.c.id))
        query = (
            select(
                mentions.c.official_key,
                officials.c.name,
                mentions.c.stated_role,
                func.min(versions.c.published).label("first"),
                last.label("last"),
                count.label("articles"),
            )
            .select_from(mentions)
            .join(articles, articles.c.version_id == mentions.c.version_id)
            .join(versions, versions.c.id == articles.c.version_id)
            .join(officials, officials.c.key == mentions.c.official_key)
            .where(mentions.c.stated_role.is_not(None), officials.c.hidden == 0, condition)
            .group_by(mentions.c.official_key, officials.c.name, mentions.c.stated_role)
            .order_by(last.desc(), count.desc(), mentions.c.official_key)
            .limit(limit)
        )
        with self._read() as connection:
            return [
                StatedRole(
                    key=row["official_key"],
                    name=row["name"],
                    role=row["stated_role"],
                    first=publication_from_text(row["first"]),
                    last=publication_from_text(row["last"]),
                    articles=int(row["articles"]),
                )
                for row in connection.execute(query).mappings()
            ]
