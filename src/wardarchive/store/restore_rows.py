"""Rows that are written again: what a rebuild and a re-reading need besides the ordinary ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, or_, select, update

from wardarchive.model import WarcLocation
from wardarchive.store.capture_rows import NewCapture, insert_capture
from wardarchive.store.keeping import NewVersion, Sight, keep_sight, keep_version
from wardarchive.store.tables import articles, captures, observations, urls
from wardarchive.store.transactions import Transactions, to_text
from wardarchive.store.walk_rows import BareObservation

Event = NewVersion | Sight
"""What one capture tells of one article."""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What only the archive knows of an article: its address here, and the ward that somebody gave it."""

    id: int
    ward_code: str | None
    portal_id: int | None


@dataclass(frozen=True, slots=True)
class VisitedUrl:
    """A URL that captures show to have been visited."""

    portal_id: int
    url: str
    address: str
    kind: str
    capture_id: int
    at: datetime


def apply_event(connection: Connection, event: Event) -> None:
    """Keep what one capture tells."""
    if isinstance(event, NewVersion):
        keep_version(connection, event)
    else:
        keep_sight(connection, event)


class RestoreRows(Transactions):
    """Reads what derived rows are called, and writes them under given names."""

    def known_article(self, url: str) -> KnownArticle | None:
        """The article at a canonical URL."""
        query = select(articles.c.id, articles.c.ward_code, articles.c.portal_id).where(
            articles.c.url == url
        )
        with self._read() as connection:
            row = connection.execute(query).first()
        return KnownArticle(int(row[0]), row[1], row[2]) if row else None

    def highest_capture_id(self) -> int:
        """0 where there is none."""
        with self._read() as connection:
            return int(connection.execute(select(func.max(captures.c.id))).scalar() or 0)

    def highest_article_id(self) -> int:
        """0 where there is none."""
        with self._read() as connection:
            return int(connection.execute(select(func.max(articles.c.id))).scalar() or 0)

    def restore_captures(self, batch: Sequence[tuple[int | None, NewCapture]]) -> None:
        """Add captures under given ids, None for the next one, in one transaction."""
        with self._write() as connection:
            for wanted, new in batch:
                insert_capture(connection, new, wanted)

    def replay(self, events: Iterable[Event]) -> None:
        """Keep what captures tell, in their order, in one transaction."""
        with self._write() as connection:
            for event in events:
                apply_event(connection, event)

    def restore_counts(self, some: Iterable[BareObservation]) -> int:
        """Add view counts that came without a capture, where they are not there; returns how many."""
        added = 0
        with self._write() as connection:
            for one in some:
                added += restore_count(connection, one)
        return added

    def restore_visited(self, some: Iterable[VisitedUrl]) -> None:
        """Let the crawl know URLs that captures show to have been visited; the last visit stands."""
        with self._write() as connection:
            for one in some:
                values = {
                    "capture_id": one.capture_id,
                    "kind": one.kind,
                    "address": one.address,
                    "fetched_at": to_text(one.at),
                }
                known = connection.execute(
                    select(urls.c.id).where(urls.c.portal_id == one.portal_id, urls.c.url == one.url)
                ).scalar()
                if known is not None:
                    connection.execute(update(urls).where(urls.c.id == known).values(**values))
                    continue
                connection.execute(
                    insert(urls).values(
                        portal_id=one.portal_id,
                        url=one.url,
                        depth=1,
                        state="done",
                        discovered_at=to_text(one.at),
                        **values,
                    )
                )

    def capture_id_at(self, location: WarcLocation) -> int | None:
        """The id of the capture whose record begins at a place."""
        query = select(captures.c.id).where(
            captures.c.warc_file == location.file, captures.c.warc_offset == location.offset
        )
        with self._read() as connection:
            found = connection.execute(query).scalar()
        return int(found) if found is not None else None


def restore_count(connection: Connection, one: BareObservation) -> bool:
    """Add a view count that came without a capture; False where it is there, or the article is not."""
    article_id = connection.execute(select(articles.c.id).where(articles.c.url == one.url)).scalar()
    if article_id is None:
        return False
    at = to_text(one.observed_at)
    here = (observations.c.article_id == article_id, observations.c.observed_at == at)
    if connection.execute(select(observations.c.observed_at).where(*here)).first():
        return False
    connection.execute(
        insert(observations).values(
            article_id=article_id, observed_at=at, views=one.views, change=one.change
        )
    )
    if one.views is not None:
        connection.execute(
            update(articles)
            .where(
                articles.c.id == article_id,
                or_(articles.c.views_at.is_(None), articles.c.views_at <= at),
            )
            .values(views=one.views, views_at=at)
        )
    return True
