"""Articles, their versions, and the view counts observed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, func, select, update

from wardarchive.model import ArticleRecord, Version
from wardarchive.store.effective_readings import effective_readings
from wardarchive.store.keeping import Kept, NewVersion, Sight, keep_sight, keep_version
from wardarchive.store.tables import articles, observations, versions
from wardarchive.store.transactions import Transactions, publication_from_text, to_moment
from wardarchive.store.version_values import version_of_row
from wardarchive.store.view_series import Observation

_PUBLISHED = (
    select(versions.c.published)
    .join(articles, articles.c.version_id == versions.c.id)
    .where(articles.c.url == bindparam("article_url"))
)
_ID = select(articles.c.id).where(articles.c.url == bindparam("article_url"))


class ArticleRows(Transactions):
    """Rows of the tables articles, versions and observations."""

    def keep(self, new: NewVersion) -> Kept:
        """Keep what one page says; see `keep_all`."""
        return self.keep_all([new])[0]

    def keep_all(self, batch: Sequence[NewVersion]) -> list[Kept]:
        """Keep several in one transaction: all or none.

        The same text again is an observation of the view count, not a version. A version observed
        earlier than the current one (imported later) is kept without becoming current.
        """
        with self._write() as connection:
            return [keep_version(connection, new) for new in batch]

    def keep_sight(self, sight: Sight) -> str | None:
        """Keep what a visit told of a known article besides its text: unchanged, gone, moved.

        Returns the class that was kept: a second 404 on a later day turns ``missing`` into ``gone``, an
        article that was gone and answers is ``back``. None where no article has that URL.
        """
        with self._write() as connection:
            return keep_sight(connection, sight)

    def article_id(self, url: str) -> int | None:
        """The id of the article at a canonical URL."""
        with self._read() as connection:
            found = connection.execute(_ID, {"article_url": url}).scalar()
        return int(found) if found is not None else None

    def published(self, url: str) -> date | datetime | None:
        """When the article at a canonical URL was published, as its current version says."""
        with self._read() as connection:
            text = connection.execute(_PUBLISHED, {"article_url": url}).scalar()
        return publication_from_text(text)

    def article_of_capture(self, capture_id: int) -> int | None:
        """The id of the article that was read from a capture."""
        query = select(observations.c.article_id).where(observations.c.capture_id == capture_id)
        with self._read() as connection:
            found = connection.execute(query.limit(1)).scalar()
        return int(found) if found is not None else None

    def record(self, article_id: int) -> ArticleRecord | None:
        """The article as the archive has it now."""
        return next(self.records([article_id]), None)

    def records(self, ids: Sequence[int]) -> Iterator[ArticleRecord]:
        """The articles of these ids that exist, in order of id, read in batches."""
        for start in range(0, len(ids), 200):
            yield from self._record_batch(ids[start : start + 200])

    def _record_batch(self, ids: Sequence[int]) -> list[ArticleRecord]:
        with self._read() as connection:
            rows = (
                connection.execute(select(articles).where(articles.c.id.in_(ids)).order_by(articles.c.id))
                .mappings()
                .all()
            )
            current = {
                row["id"]: row
                for row in connection.execute(
                    select(versions).where(versions.c.id.in_([r["version_id"] for r in rows]))
                ).mappings()
            }
            readings = effective_readings(connection, list(current))
        found = []
        for row in rows:
            said = readings[row["version_id"]]
            found.append(
                ArticleRecord(
                    id=row["id"],
                    ward_code=row["ward_code"],
                    portal_id=row["portal_id"],
                    first_seen_at=to_moment(row["first_seen_at"]),
                    version=version_of_row(current[row["version_id"]], row["url"], row["views"]),
                    reading=said.reading,
                    refs=said.refs,
                    persons=said.persons,
                    state=row["state"],
                    state_at=to_moment(row["state_at"]) if row["state_at"] else None,
                    moved_to=row["moved_to"],
                )
            )
        return found

    def versions(self, article_id: int) -> list[Version]:
        """All versions of an article, oldest first."""
        query = (
            select(versions, articles.c.url.label("url"), articles.c.views.label("newest_views"))
            .join(articles, articles.c.id == versions.c.article_id)
            .where(versions.c.article_id == article_id)
            .order_by(versions.c.observed_at, versions.c.number)
        )
        with self._read() as connection:
            rows = connection.execute(query).mappings().all()
        return [version_of_row(row, row["url"], row["newest_views"]) for row in rows]

    def observations(self, article_id: int) -> list[Observation]:
        """The view counts seen over time, oldest first."""
        query = (
            select(observations)
            .where(observations.c.article_id == article_id)
            .order_by(observations.c.observed_at)
        )
        with self._read() as connection:
            return [
                Observation(to_moment(row["observed_at"]), row["views"], row["capture_id"], row["change"])
                for row in connection.execute(query).mappings()
            ]

    def article_count(self) -> int:
        with self._read() as connection:
            return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())

    def article_ids(self) -> list[int]:
        """The ids of all articles, in order."""
        with self._read() as connection:
            return [int(i) for (i,) in connection.execute(select(articles.c.id).order_by(articles.c.id))]

    def article_ids_after(self, after: int, limit: int) -> list[int]:
        """The next ids of articles, in order."""
        query = select(articles.c.id).where(articles.c.id > after).order_by(articles.c.id).limit(limit)
        with self._read() as connection:
            return [int(i) for (i,) in connection.execute(query)]

    def articles_by_ward(self) -> dict[str, int]:
        """How many articles each ward has; those without a ward are left out."""
        query = (
            select(articles.c.ward_code, func.count())
            .where(articles.c.ward_code.is_not(None))
            .group_by(articles.c.ward_code)
        )
        with self._read() as connection:
            return {str(code): int(count) for code, count in connection.execute(query)}

    # -- what the index still lacks ---------------------------------------------------------------

    def unindexed(self) -> list[tuple[int, int]]:
        """(id, revision) of each article that changed since it was last indexed."""
        query = (
            select(articles.c.id, articles.c.revision)
            .where(articles.c.revision > articles.c.indexed_revision)
            .order_by(articles.c.id)
        )
        with self._read() as connection:
            return [(int(i), int(r)) for i, r in connection.execute(query)]

    def revisions(self) -> list[tuple[int, int]]:
        """(id, revision) of all articles."""
        query = select(articles.c.id, articles.c.revision).order_by(articles.c.id)
        with self._read() as connection:
            return [(int(i), int(r)) for i, r in connection.execute(query)]

    def mark_indexed(self, revisions: Sequence[tuple[int, int]]) -> None:
        """Remember which revision of each article the index has."""
        if not revisions:
            return
        one = update(articles).where(articles.c.id == bindparam("article"))
        rows = [{"article": number, "revision_had": revision} for number, revision in revisions]
        with self._write() as connection:
            connection.execute(one.values(indexed_revision=bindparam("revision_had")), rows)
