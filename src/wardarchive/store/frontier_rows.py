"""The URLs that a portal's crawl knows (its frontier)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    RowMapping,
    Update,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)

from wardarchive.model import Link
from wardarchive.store.tables import urls
from wardarchive.store.transactions import Transactions, to_moment, to_text

GIVEN_UP_FOR = timedelta(days=30)
"""After that a page that failed again and again is tried once more: servers come back."""
ROBOTS_HOLD = timedelta(days=1)
TOO_FAR = "too many links from the front page"
"""The reason of a URL that only a way longer than `max_depth` leads to."""
UrlState = Literal["due", "done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class FrontierUrl:
    """A URL that is to be fetched."""

    id: int
    url: str
    """Its identity."""
    address: str
    """What is asked for."""
    kind: str
    depth: int
    attempts: int
    capture_id: int | None = None
    """Of the last visit that brought something."""
    visits: int = 0
    """Visits after the first one."""
    changes: int = 0
    """How many of them found the article changed."""
    changed_at: datetime | None = None
    discovered_at: datetime | None = None


# What is fetched first: an article that was just seen on a list may be gone tomorrow. Articles that are
# known already come after all that is new, and pictures and documents last.
_KINDS = ("start", "article", "sitemap", "list", "next", "page")
_ORDER = case(
    (urls.c.kind == "file", len(_KINDS) + 1),
    (and_(urls.c.kind == "article", urls.c.capture_id.is_not(None)), len(_KINDS)),
    *((urls.c.kind == kind, place) for place, kind in enumerate(_KINDS)),
    else_=len(_KINDS),
)

# What each page of a crawl asks is built once: building a statement costs as much as running it.
_INSERT_URL = insert(urls)
_KNOWN = select(urls.c.url).where(
    urls.c.portal_id == bindparam("portal"), urls.c.url.in_(bindparam("some", expanding=True))
)
_DUE = (
    select(urls)
    .where(urls.c.portal_id == bindparam("portal"), urls.c.state == "due")
    .order_by(_ORDER, urls.c.depth, urls.c.id)
    .limit(bindparam("most"))
)
_SETTLE = update(urls).where(urls.c.id == bindparam("settled"))
_SETTLE_FAILED = _SETTLE.values(attempts=urls.c.attempts + 1)
_SETTLE_SAME = _SETTLE.values(visits=urls.c.visits + 1)
_SETTLE_CHANGED = _SETTLE.values(visits=urls.c.visits + 1, changes=urls.c.changes + 1)


class FrontierRows(Transactions):
    """Rows of the table urls."""

    def discover(self, portal_id: int, links: Iterable[Link], depth: int, now: datetime) -> list[str]:
        """Add links that the portal's crawl has not seen; returns the URLs that are new."""
        rows = {link.url: link for link in links}
        if not rows:
            return []
        with self._write() as connection:
            known = _known(connection, portal_id, list(rows))
            new = [
                {
                    "portal_id": portal_id,
                    "url": url,
                    "address": link.address or url,
                    "kind": link.kind,
                    "depth": depth,
                    "state": "due",
                    "discovered_at": to_text(now),
                }
                for url, link in rows.items()
                if url not in known
            ]
            if new:
                connection.execute(_INSERT_URL, new)
        return [str(row["url"]) for row in new]

    def bring_nearer(self, portal_id: int, some: Sequence[str], depth: int) -> int:
        """Let URLs be fetched that were skipped as `TOO_FAR` and are now met on a shorter way; how many."""
        with self._write() as connection:
            return sum(
                connection.execute(
                    update(urls)
                    .where(
                        urls.c.portal_id == portal_id,
                        urls.c.url.in_(some[start : start + 500]),
                        urls.c.state == "skipped",
                        urls.c.reason == TOO_FAR,
                    )
                    .values(state="due", reason=None, depth=depth)
                ).rowcount
                for start in range(0, len(some), 500)
            )

    def unknown_urls(self, portal_id: int, some: Sequence[str]) -> set[str]:
        """Those that the portal's crawl has not met before."""
        with self._read() as connection:
            return set(some) - _known(connection, portal_id, some)

    def skip(self, portal_id: int, url: str, kind: str, depth: int, reason: str, now: datetime) -> None:
        """Remember a URL that will not be fetched, and why."""
        with self._write() as connection:
            if not _known(connection, portal_id, [url]):
                connection.execute(
                    insert(urls).values(
                        portal_id=portal_id,
                        url=url,
                        address=url,
                        kind=kind,
                        depth=depth,
                        state="skipped",
                        reason=reason,
                        discovered_at=to_text(now),
                    )
                )

    def make_due(self, portal_id: int, run_id: int, some: Sequence[str]) -> None:
        """Let URLs be fetched again in this run, if the run has not fetched them yet."""
        with self._write() as connection:
            for start in range(0, len(some), 500):
                connection.execute(
                    update(urls)
                    .where(
                        urls.c.portal_id == portal_id,
                        urls.c.url.in_(some[start : start + 500]),
                        urls.c.state.in_(("done", "failed")),
                        or_(urls.c.run_id.is_(None), urls.c.run_id != run_id),
                    )
                    .values(state="due")
                )

    def begin_portal_run(self, portal_id: int, run_id: int, max_attempts: int, now: datetime) -> None:
        """Make due what each run looks at anew: the start page, lists, and what failed before.

        A page that failed in `max_attempts` runs is tried again after `GIVEN_UP_FOR`; start pages, lists
        and sitemaps are never given up. What robots.txt forbade is held against it again after a day.
        """
        not_yet = or_(urls.c.run_id.is_(None), urls.c.run_id != run_id)
        looked_at_anew = and_(
            urls.c.state.in_(("done", "failed")), urls.c.kind.in_(("start", "sitemap", "list"))
        )
        failed = and_(
            urls.c.state == "failed",
            or_(urls.c.attempts < max_attempts, urls.c.fetched_at < to_text(now - GIVEN_UP_FOR)),
        )
        forbidden = and_(
            urls.c.state == "skipped",
            urls.c.reason == "robots",
            or_(urls.c.kind == "start", urls.c.fetched_at < to_text(now - ROBOTS_HOLD)),
        )
        with self._write() as connection:
            connection.execute(
                update(urls)
                .where(urls.c.portal_id == portal_id, not_yet, or_(looked_at_anew, failed, forbidden))
                .values(state="due")
            )

    def forgive(self, some: Sequence[int]) -> None:
        """Take back one attempt of each URL: it was the host that failed, not they."""
        with self._write() as connection:
            connection.execute(
                update(urls)
                .where(urls.c.id.in_(list(some)), urls.c.attempts > 0)
                .values(attempts=urls.c.attempts - 1)
            )

    def due(self, portal_id: int, most: int) -> list[FrontierUrl]:
        """The URLs to fetch next, in order, at most so many; none when the portal is done."""
        with self._read() as connection:
            rows = connection.execute(_DUE, {"portal": portal_id, "most": most}).mappings().all()
        return [_frontier_url(row) for row in rows]

    def settle(
        self,
        url_id: int,
        state: UrlState,
        *,
        run_id: int,
        now: datetime,
        reason: str | None = None,
        kind: str | None = None,
        capture_id: int | None = None,
        changed: bool | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Record what became of a URL in this run.

        `changed` tells of an article that was known already whether its text differed; `due_at` when it
        is to be looked at again.
        """
        values: dict[str, Any] = {
            "state": state,
            "reason": reason,
            "run_id": run_id,
            "fetched_at": to_text(now),
            **({"kind": kind} if kind else {}),
            **({"capture_id": capture_id} if capture_id else {}),
            **({"due_at": to_text(due_at)} if due_at else {}),
        }
        if state != "failed":
            values["attempts"] = 0
        if changed:
            values["changed_at"] = to_text(now)
        with self._write() as connection:
            connection.execute(_settling(state, changed), {"settled": url_id} | values)

    def url_counts(self, portal_id: int) -> dict[str, int]:
        """How many URLs of a portal are in each state."""
        query = (
            select(urls.c.state, func.count()).where(urls.c.portal_id == portal_id).group_by(urls.c.state)
        )
        with self._read() as connection:
            return {state: int(count) for state, count in connection.execute(query)}


def _settling(state: UrlState, changed: bool | None) -> Update:
    if state == "failed":
        return _SETTLE_FAILED
    if changed is None:
        return _SETTLE
    return _SETTLE_CHANGED if changed else _SETTLE_SAME


def _frontier_url(row: RowMapping) -> FrontierUrl:
    return FrontierUrl(
        id=row["id"],
        url=row["url"],
        address=row["address"],
        kind=row["kind"],
        depth=row["depth"],
        attempts=row["attempts"],
        capture_id=row["capture_id"],
        visits=row["visits"],
        changes=row["changes"],
        changed_at=to_moment(row["changed_at"]) if row["changed_at"] else None,
        discovered_at=to_moment(row["discovered_at"]),
    )


def _known(connection: Connection, portal_id: int, some: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(some), 500):  # SQLite's limit of bound values
        values = {"portal": portal_id, "some": list(some[start : start + 500])}
        found.update(url for (url,) in connection.execute(_KNOWN, values))
    return found
