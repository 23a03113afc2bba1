"""How the collecting of portals goes: runs, errors by kind, how much they publish, what robots.txt says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true

from wardarchive.store.tables import articles, captures, errors, portals, runs, urls, versions
from wardarchive.store.transactions import Transactions, to_moment, to_text


@dataclass(frozen=True, slots=True)
class PastRun:
    """One crawl of a portal."""

    started_at: datetime
    finished_at: datetime | None
    """None: it is under way, or it was interrupted."""
    outcome: str | None
    fetched: int
    listed: int
    """Links to articles that its lists showed; of a list that answers 304 one."""
    errors: int


@dataclass(frozen=True, slots=True)
class Watch:
    """From when to when a portal was to be collected."""

    portal_id: int
    ward_code: str | None
    added_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StartPage:
    """What became of a portal's own address at its last visit."""

    state: str
    reason: str | None


class HealthRows(Transactions):
    """Reads; nothing is changed."""

    def past_runs(
        self, since: datetime | None = None, portal_ids: Sequence[int] | None = None
    ) -> dict[int, list[PastRun]]:
        """The crawls of each portal, or of some portals, oldest first, that began since a moment."""
        failed = select(func.count()).select_from(errors).where(errors.c.run_id == runs.c.id)
        query = select(runs, failed.scalar_subquery().label("errors")).where(runs.c.kind == "crawl")
        if since is not None:
            query = query.where(runs.c.started_at >= to_text(since))
        query = query.where(_among(runs.c.portal_id, portal_ids))
        found: dict[int, list[PastRun]] = defaultdict(list)
        with self._read() as connection:
            for row in connection.execute(query.order_by(runs.c.id)).mappings():
                found[row["portal_id"]].append(
                    PastRun(
                        to_moment(row["started_at"]),
                        to_moment(row["finished_at"]) if row["finished_at"] else None,
                        row["outcome"],
                        row["fetched"] or 0,
                        row["listed"] or 0,
                        row["errors"],
                    )
                )
        return found

    def last_successes(self, portal_ids: Sequence[int] | None = None) -> dict[int, datetime]:
        """When the last crawl of each portal ended that was not given up and brought something."""
        query = (
            select(runs.c.portal_id, func.max(runs.c.finished_at))
            .where(runs.c.kind == "crawl", runs.c.outcome.in_(("done", "limited")), runs.c.fetched > 0)
            .group_by(runs.c.portal_id)
        )
        query = query.where(_among(runs.c.portal_id, portal_ids))
        with self._read() as connection:
            return {portal_id: to_moment(at) for portal_id, at in connection.execute(query) if at}

    def error_kinds_since(
        self, moment: datetime, portal_ids: Sequence[int] | None = None
    ) -> dict[int, dict[str, int]]:
        """For each portal how many errors of each kind there were."""
        query = (
            select(errors.c.portal_id, errors.c.kind, func.count())
            .where(errors.c.at >= to_text(moment), errors.c.portal_id.is_not(None))
            .group_by(errors.c.portal_id, errors.c.kind)
            .order_by(func.count().desc(), errors.c.kind)
        )
        query = query.where(_among(errors.c.portal_id, portal_ids))
        found: dict[int, dict[str, int]] = defaultdict(dict)
        with self._read() as connection:
            for portal_id, kind, count in connection.execute(query):
                found[portal_id][kind] = int(count)
        return found

    def appeared_since(
        self, moment: datetime, portal_ids: Sequence[int] | None = None
    ) -> dict[int, list[datetime]]:
        """When each portal's articles appeared, oldest first: the day they say, else when first seen."""
        day = moment.date().isoformat()
        query = (
            select(articles.c.portal_id, versions.c.published, articles.c.first_seen_at)
            .join(versions, articles.c.version_id == versions.c.id)
            .where(articles.c.portal_id.is_not(None))
            .where(or_(versions.c.published >= day, articles.c.first_seen_at >= to_text(moment)))
        )
        query = query.where(_among(articles.c.portal_id, portal_ids))
        found: dict[int, list[datetime]] = defaultdict(list)
        with self._read() as connection:
            for portal_id, published, seen in connection.execute(query):
                # A day alone begins where clocks show it; times of day are moments already.
                text = published if published and "T" in published else f"{published}T00:00:00+07:00"
                at = datetime.fromisoformat(text) if published else to_moment(seen)
                if at >= moment:
                    found[portal_id].append(at)
        return {portal_id: sorted(times) for portal_id, times in found.items()}

    def start_pages(self, portal_ids: Sequence[int] | None = None) -> Mapping[int, StartPage]:
        """What became of each portal's own address."""
        query = select(urls.c.portal_id, urls.c.state, urls.c.reason).where(urls.c.kind == "start")
        query = query.where(_among(urls.c.portal_id, portal_ids))
        with self._read() as connection:
            return {i: StartPage(state, reason) for i, state, reason in connection.execute(query)}

    def digests(self, url: str, most: int = 100) -> Sequence[tuple[datetime, int, str]]:
        """Time, status and payload digest of the newest captures of a URL, newest first."""
        query = (
            select(captures.c.fetched_at, captures.c.status, captures.c.digest)
            .where(captures.c.url == url)
            .order_by(captures.c.fetched_at.desc())
            .limit(most)
        )
        with self._read() as connection:
            return [(to_moment(at), status, digest) for at, status, digest in connection.execute(query)]

    def portals_that_failed(self, since: datetime, until: datetime) -> set[int]:
        """The portals of which a crawl that began from `since` to `until` ended without bringing anything.

        It says so, or it had an error for each page that it asked for.
        """
        failed = select(func.count()).select_from(errors).where(errors.c.run_id == runs.c.id)
        query = (
            select(runs.c.portal_id)
            .where(
                runs.c.kind == "crawl",
                runs.c.portal_id.is_not(None),
                runs.c.started_at >= to_text(since),
                runs.c.started_at <= to_text(until),
                runs.c.finished_at.is_not(None),
                or_(
                    runs.c.outcome.not_in(("done", "limited")),
                    failed.scalar_subquery() >= func.coalesce(runs.c.fetched, 0),
                ),
            )
            .distinct()
        )
        with self._read() as connection:
            return set(connection.execute(query).scalars())

    def watches(self) -> list[Watch]:
        """From when to when each portal was to be collected, those that are no longer included."""
        query = select(portals).order_by(portals.c.id)
        with self._read() as connection:
            return [
                Watch(
                    row["id"],
                    row["ward_code"],
                    to_moment(row["added_at"]),
                    to_moment(row["removed_at"]) if row["removed_at"] else None,
                )
                for row in connection.execute(query).mappings()
            ]


def _among(column: ColumnElement[Any], portal_ids: Sequence[int] | None) -> ColumnElement[bool]:
    """Whether a row is of one of these portals; all are where None is given."""
    return true() if portal_ids is None else column.in_(list(portal_ids))
