"""Links out of a portal's path: kept aside, and let in where the portal's articles stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update

from wardarchive.model import Link
from wardarchive.store.tables import articles, captures, urls, versions
from wardarchive.store.transactions import Transactions, to_text


class ScopeRows(Transactions):
    """Reads and sets what a crawl leaves out by its place."""

    def keep_outside(
        self, portal_id: int, links: Iterable[Link], depth: int, reason: str, now: datetime
    ) -> None:
        """Remember links that are not followed, and why; one that looks like an article anywhere is one."""
        wanted = {link.url: link for link in links}
        with self._write() as connection:
            query = select(urls.c.url, urls.c.id, urls.c.kind, urls.c.reason).where(
                urls.c.portal_id == portal_id, urls.c.url.in_(list(wanted)[:3_000])
            )
            known = {url: (row_id, kind, why) for url, row_id, kind, why in connection.execute(query)}
            for url, link in wanted.items():
                if url not in known:
                    connection.execute(
                        insert(urls).values(
                            portal_id=portal_id,
                            url=url,
                            address=link.address or url,
                            kind=link.kind,
                            depth=depth,
                            state="skipped",
                            reason=reason,
                            discovered_at=to_text(now),
                        )
                    )
                    continue
                row_id, kind, why = known[url]
                if link.kind == "article" != kind and why == reason:
                    connection.execute(update(urls).where(urls.c.id == row_id).values(kind="article"))

    def release(self, portal_id: int, reason: str) -> int:
        """Let the articles that were left out for a reason be fetched; how many they are."""
        with self._write() as connection:
            return connection.execute(
                update(urls)
                .where(
                    urls.c.portal_id == portal_id,
                    urls.c.state == "skipped",
                    urls.c.kind == "article",
                    urls.c.reason == reason,
                )
                .values(state="due", reason=None)
            ).rowcount

    def start_page(self, portal_id: int) -> str | None:
        """Where the portal's own address led at its last visit."""
        query = (
            select(captures.c.url)
            .join(urls, urls.c.capture_id == captures.c.id)
            .where(urls.c.portal_id == portal_id, urls.c.kind == "start")
        )
        with self._read() as connection:
            found = connection.execute(query).scalar()
        return str(found) if found else None

    def article_links(self, portal_id: int) -> Sequence[tuple[str, bool]]:
        """The URLs that look like articles, each with whether it is left out."""
        query = select(urls.c.url, urls.c.state).where(
            urls.c.portal_id == portal_id, urls.c.kind == "article"
        )
        with self._read() as connection:
            return [(url, state == "skipped") for url, state in connection.execute(query)]

    def dated_articles(self, portal_id: int) -> Sequence[str]:
        """The URLs of the portal's articles that say when they were published."""
        query = (
            select(articles.c.url)
            .join(versions, articles.c.version_id == versions.c.id)
            .where(articles.c.portal_id == portal_id, versions.c.published.is_not(None))
        )
        with self._read() as connection:
            return [url for (url,) in connection.execute(query)]

    def skipped_reasons(self, portal_id: int) -> dict[str, int]:
        """Why URLs of a portal are not fetched, and how many for each reason; most frequent first."""
        query = (
            select(urls.c.reason, func.count())
            .where(urls.c.portal_id == portal_id, urls.c.state == "skipped")
            .group_by(urls.c.reason)
            .order_by(func.count().desc(), urls.c.reason)
        )
        with self._read() as connection:
            return {reason or "?": int(count) for reason, count in connection.execute(query)}
