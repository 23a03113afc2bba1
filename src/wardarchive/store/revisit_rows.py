"""Known articles that are to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from wardarchive.store.tables import articles, portals, urls, versions
from wardarchive.store.transactions import Transactions, to_moment, to_text


@dataclass(frozen=True, slots=True)
class KnownUrl:
    """A known article's URL and what its visits found."""

    url: str
    due_at: datetime | None
    fetched_at: datetime
    visits: int
    changes: int


@dataclass(frozen=True, slots=True)
class PageHistory:
    """Visits after the first one, and how many of them found a change."""

    visits: int
    changes: int


def _article_of(portal_id: int) -> ColumnElement[bool]:
    return and_(
        urls.c.portal_id == portal_id,
        urls.c.kind == "article",
        urls.c.state == "done",
        urls.c.capture_id.is_not(None),
    )


class RevisitRows(Transactions):
    """Reads and sets due dates of URLs."""

    def revisit(self, portal_id: int, run_id: int, now: datetime, *, most: int, early: bool = False) -> int:
        """Make due up to `most` known articles whose time has come, the most overdue first.

        With `early` the room that is left goes to those whose time comes next. What this run has
        fetched already is left alone. Returns how many were made due.
        """
        wanted = [_article_of(portal_id), or_(urls.c.run_id.is_(None), urls.c.run_id != run_id)]
        if not early:
            wanted.append(or_(urls.c.due_at.is_(None), urls.c.due_at <= to_text(now)))
        query = (
            select(urls.c.id)
            .where(*wanted)
            .order_by(func.coalesce(urls.c.due_at, urls.c.fetched_at).nulls_first(), urls.c.id)
            .limit(most)
        )
        with self._write() as connection:
            chosen = [int(i) for (i,) in connection.execute(query)]
            for start in range(0, len(chosen), 500):
                connection.execute(
                    update(urls).where(urls.c.id.in_(chosen[start : start + 500])).values(state="due")
                )
        return len(chosen)

    def revisits_since(self, portal_id: int, moment: datetime) -> int:
        """How many known articles were looked at again since a moment."""
        query = (
            select(func.count())
            .select_from(urls)
            .where(
                urls.c.portal_id == portal_id,
                urls.c.kind == "article",
                urls.c.visits > 0,
                urls.c.fetched_at >= to_text(moment),
            )
        )
        with self._read() as connection:
            return int(connection.execute(query).scalar_one())

    def family_history(self, family: str | None) -> PageHistory:
        """Visits and changes of all articles of the portals of one family; of all where it is None."""
        query = select(func.sum(urls.c.visits), func.sum(urls.c.changes)).where(urls.c.kind == "article")
        if family is not None:
            query = query.join(portals, portals.c.id == urls.c.portal_id).where(
                func.coalesce(portals.c.family, portals.c.recognised) == family
            )
        with self._read() as connection:
            visits, changes = connection.execute(query).one()
        return PageHistory(int(visits or 0), int(changes or 0))

    def coming_revisits(self, portal_id: int, limit: int = 20) -> list[KnownUrl]:
        """The known articles that are due next."""
        query = (
            select(urls)
            .where(_article_of(portal_id))
            .order_by(func.coalesce(urls.c.due_at, urls.c.fetched_at).nulls_first(), urls.c.id)
            .limit(limit)
        )
        with self._read() as connection:
            return [
                KnownUrl(
                    row["url"],
                    to_moment(row["due_at"]) if row["due_at"] else None,
                    to_moment(row["fetched_at"]),
                    int(row["visits"]),
                    int(row["changes"]),
                )
                for row in connection.execute(query).mappings()
            ]

    def appearance_times(self, portal_id: int, since: datetime) -> Sequence[datetime]:
        """When the portal's articles appeared since a moment: those published with a time of day."""
        query = (
            select(versions.c.published)
            .join(articles, articles.c.version_id == versions.c.id)
            .where(articles.c.portal_id == portal_id, versions.c.published.like("%T%"))
        )
        with self._read() as connection:
            found = [datetime.fromisoformat(text) for (text,) in connection.execute(query)]
        return sorted(moment for moment in found if moment >= since)
