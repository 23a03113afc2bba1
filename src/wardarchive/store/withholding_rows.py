"""Articles that are not shown: under embargo for a time, or taken down.

A decision holds by the article's canonical URL, so that it outlives whatever is derived anew. Nothing of
the article is deleted: `store.shown` leaves it out of what the public reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Connection, RowMapping, Select, and_, insert, select, update

from wardarchive.store.audit_rows import AuditEntry, log
from wardarchive.store.tables import articles, captures, observations, withheld_files, withholdings
from wardarchive.store.transactions import Transactions, to_moment, to_text

WithholdingKind = Literal["embargo", "takedown"]


@dataclass(frozen=True, slots=True)
class Withholding:
    """A decision that an article is not shown."""

    id: int
    url: str
    article_id: int
    title: str
    """When it was decided; for the desk alone."""
    kind: WithholdingKind
    reason: str
    """Readers see it."""
    decided_at: datetime
    decided_by: str
    until: datetime | None = None
    """When an embargo ends by itself."""
    lifted_at: datetime | None = None
    lifted_by: str | None = None
    lift_reason: str | None = None


def _withholding(row: RowMapping) -> Withholding:
    return Withholding(
        id=row["id"],
        url=row["url"],
        article_id=row["article_id"],
        title=row["title"],
        kind=cast(WithholdingKind, row["kind"]),
        reason=row["reason"],
        decided_at=to_moment(row["decided_at"]),
        decided_by=row["decided_by"],
        until=to_moment(row["until_at"]) if row["until_at"] else None,
        lifted_at=to_moment(row["lifted_at"]) if row["lifted_at"] else None,
        lifted_by=row["lifted_by"],
        lift_reason=row["lift_reason"],
    )


_STANDS = withholdings.c.lifted_at.is_(None)


class WithholdingRows(Transactions):
    """Rows of the tables withholdings and withheld_files."""

    def withhold(self, decision: Withholding, files: Iterable[str], entry: AuditEntry) -> bool:
        """Keep a decision (its id is ignored) with its entry of the log; False where one stands already.

        `files` are the addresses of the article's pictures and documents, whose captures are hidden too.
        """
        with self._write() as connection:
            if connection.execute(
                select(withholdings.c.id).where(withholdings.c.url == decision.url, _STANDS)
            ).first():
                return False
            made = connection.execute(
                insert(withholdings)
                .values(
                    url=decision.url,
                    article_id=decision.article_id,
                    title=decision.title,
                    kind=decision.kind,
                    reason=decision.reason,
                    decided_at=to_text(decision.decided_at),
                    decided_by=decision.decided_by,
                    until_at=to_text(decision.until) if decision.until else None,
                )
                .returning(withholdings.c.id)
            ).scalar_one()
            hidden = {*files, *_addresses(connection, decision.url)}
            connection.execute(
                insert(withheld_files), [{"withholding_id": made, "url": url} for url in sorted(hidden)]
            )
            log(connection, entry)
        return True

    def lift_withholding(self, withholding_id: int, entry: AuditEntry) -> bool:
        """End a decision, and let the index have the article again; False where none stands."""
        with self._write() as connection:
            row = (
                connection.execute(select(withholdings).where(withholdings.c.id == withholding_id, _STANDS))
                .mappings()
                .first()
            )
            if row is None:
                return False
            connection.execute(
                update(withholdings)
                .where(withholdings.c.id == withholding_id)
                .values(lifted_at=to_text(entry.at), lifted_by=entry.actor, lift_reason=entry.reason)
            )
            connection.execute(
                update(articles)
                .where(articles.c.url == row["url"])
                .values(revision=articles.c.revision + 1)
            )
            log(connection, entry)
        return True

    def withholding_of_article(self, article_id: int) -> Withholding | None:
        """The decision that hides the article of that number now."""
        query = (
            select(withholdings)
            .join(articles, articles.c.url == withholdings.c.url)
            .where(_STANDS, articles.c.id == article_id)
        )
        return self._one_withheld(query)

    def withholding_of_capture(self, capture_id: int) -> Withholding | None:
        """The decision that hides a capture now."""
        by_article = (
            select(withholdings)
            .join(articles, articles.c.url == withholdings.c.url)
            .join(observations, observations.c.article_id == articles.c.id)
            .where(_STANDS, observations.c.capture_id == capture_id)
        )
        by_file = (
            select(withholdings)
            .join(withheld_files, withheld_files.c.withholding_id == withholdings.c.id)
            .join(captures, captures.c.url == withheld_files.c.url)
            .where(_STANDS, captures.c.id == capture_id)
        )
        return self._one_withheld(by_article) or self._one_withheld(by_file)

    def _one_withheld(self, query: Select[Any]) -> Withholding | None:
        with self._read_all() as connection:
            row = connection.execute(query.limit(1)).mappings().first()
        return _withholding(row) if row else None

    def withheld_ids(self) -> list[int]:
        """The numbers of the articles that are hidden now."""
        query = (
            select(articles.c.id)
            .join(withholdings, and_(withholdings.c.url == articles.c.url, _STANDS))
            .order_by(articles.c.id)
        )
        with self._read_all() as connection:
            return [int(number) for (number,) in connection.execute(query)]

    def withholdings(self, *, standing: bool = False) -> list[Withholding]:
        """All decisions, or those that stand, newest first."""
        query = select(withholdings).order_by(withholdings.c.id.desc())
        if standing:
            query = query.where(_STANDS)
        with self._read() as connection:
            return [_withholding(row) for row in connection.execute(query).mappings()]


def _addresses(connection: Connection, url: str) -> set[str]:
    """The addresses under which an article was captured."""
    query = (
        select(captures.c.url)
        .distinct()
        .join(observations, observations.c.capture_id == captures.c.id)
        .join(articles, articles.c.id == observations.c.article_id)
        .where(articles.c.url == url)
    )
    return {url, *(str(found) for (found,) in connection.execute(query))}
