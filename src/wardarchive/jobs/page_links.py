"""The links of a crawl's pages: which are followed, which are left out and why, which are new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wardarchive.crawl.traps import PatternCounter, trap
from wardarchive.jobs.portal_scope import PortalScope, SortedLinks
from wardarchive.model import Link, Portal
from wardarchive.store.frontier_rows import TOO_FAR, FrontierUrl
from wardarchive.store.store import Store

_REMEMBERED = 2_000
"""URLs that a crawl remembers to have met: the menus and side columns that every page repeats."""


class PageLinks:
    """Sorts and keeps what the pages of one run lead to."""

    def __init__(self, store: Store, portal: Portal, max_depth: int) -> None:
        self._store = store
        self._portal = portal
        self._max_depth = max_depth
        self._scope = PortalScope(store, portal)
        self._patterns = PatternCounter()
        self._met: set[str] = set()
        self._left_far = TOO_FAR in store.skipped_reasons(portal.id)
        """Whether there are URLs that a shorter way would bring back."""

    def sort(self, links: Sequence[Link], page_url: str, page_kind: str) -> SortedLinks:
        """What becomes of the links of a page; `page_url` is where its redirects ended."""
        return self._scope.sort(links, page_url, page_kind)

    def let_in(self) -> bool:
        """All inside the portal's path has been read: whether articles outside are due now."""
        return self._scope.let_in()

    def keep(self, found: SortedLinks, due: FrontierUrl, run_id: int, now: datetime) -> bool:
        """Add what the page at `due` leads to; whether anything became due.

        Older pages of a list are looked at again only where it has news.
        """
        depth = due.depth + (0 if due.kind == "next" else 1)
        too_far = TOO_FAR if depth > self._max_depth else None
        self._scope.keep_outside(found, depth, now)
        here = found.wanted
        unknown = self._unknown(here)
        reasons = {link.url: too_far or self._trapped(link, now) for link in here if link.url in unknown}
        for link in here:
            reason = reasons.get(link.url)
            if reason:
                self._store.skip(self._portal.id, link.url, link.kind, depth, reason, now)
        if too_far:
            self._left_far = self._left_far or bool(unknown)
            return False
        nearer = self._left_far and self._store.bring_nearer(self._portal.id, [k.url for k in here], depth)
        unmet = [link for link in here if link.url in unknown and not reasons[link.url]]
        new = set(self._store.discover(self._portal.id, unmet, depth, now))
        if any(link.kind == "article" and link.url in new for link in here):
            older = [link.url for link in here if link.kind == "next" and not reasons.get(link.url)]
            self._store.make_due(self._portal.id, run_id, older)
        return bool(new or nearer)

    def _unknown(self, links: Sequence[Link]) -> set[str]:
        """The URLs that the portal's crawls have not met before; `keep` makes them known."""
        unsure = [link.url for link in links if link.url not in self._met]
        if len(self._met) > _REMEMBERED:
            self._met.clear()
        self._met.update(unsure)
        return self._store.unknown_urls(self._portal.id, unsure) if unsure else set()

    def _trapped(self, link: Link, now: datetime) -> str | None:
        """Why a link that is new is left out; detail pages are never too many of one pattern."""
        reason = trap(link.url, now.date())
        if reason or link.kind in ("article", "file"):
            return reason
        return self._patterns.add(link.url)
