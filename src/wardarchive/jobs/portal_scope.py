"""Which links a crawl follows where a portal is one path of a city's site.

Links inside the path are followed. Some systems keep their lists under the path and their articles
elsewhere (Liferay's ``/web/guest/-/…``, NukeViet's ``/news/…``), and the lists of nearly all systems also
show a column of the city's own news. Both look the same on one page; what tells them apart is whether
the portal has articles of its own inside its path. So links to articles outside wait until all that is
inside has been read: with `ENOUGH_INSIDE` dated articles there the others are the city's and stay out;
without, and where more such links lead out than in, they are the portal's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wardarchive.crawl.scope import deeper_scopes, scope_of
from wardarchive.crawl.urls import same_site
from wardarchive.model import Link, Portal
from wardarchive.store.store import Store

OUTSIDE = "outside the portal's path"
OF_ANOTHER = "belongs to another portal"
ENOUGH_INSIDE = 3
"""Dated articles inside the path from which it is clear that articles keep it; static pages have no date,
but now and then a system gives one a date all the same."""


@dataclass(frozen=True, slots=True)
class SortedLinks:
    """The links of one page, by what becomes of them."""

    wanted: tuple[Link, ...]
    outside: tuple[Link, ...] = ()
    of_another: tuple[Link, ...] = ()


class PortalScope:
    """Sorts the links of one crawl."""

    def __init__(self, store: Store, portal: Portal) -> None:
        self._store = store
        self._portal = portal
        self._scopes = [scope_of(portal.url)]
        self._others = deeper_scopes(portal, store.portals())
        start = store.start_page(portal.id)
        if start:
            self._front_page(start)
        self.leaving = self._has_path and self._was_leaving()

    @property
    def _has_path(self) -> bool:
        return bool(self._scopes[0].path)

    def _holds(self, url: str) -> bool:
        return any(scope.holds(url) for scope in self._scopes)

    def _front_page(self, url: str) -> None:
        """Where the portal's own address leads by redirect is the portal's too."""
        found = scope_of(url)
        if self._has_path and found.path and same_site(url, self._portal.url) and not self._holds(url):
            self._scopes.append(found)

    def sort(self, links: Sequence[Link], page_url: str, page_kind: str) -> SortedLinks:
        """What becomes of the links of a page; `page_url` is where its redirects ended."""
        here = [link for link in links if same_site(link.url, self._portal.url)]
        theirs = [link for link in here if link.kind != "file" and self._of_another(link.url)]
        if self._others:
            others = {link.url for link in theirs}
            here = [link for link in here if link.url not in others]
        if not self._has_path:
            return SortedLinks(tuple(here), of_another=tuple(theirs))
        if page_kind == "start":
            self._front_page(page_url)
        # The next page of a list of the portal is the portal's, wherever it stands.
        mine = page_kind in ("start", "next") or self._holds(page_url)
        wanted = tuple(link for link in here if self._is_wanted(link, mine))
        if not mine or page_kind == "sitemap":  # of the rest of the city nothing need be remembered
            return SortedLinks(wanted)
        followed = {link.url for link in wanted}
        outside = tuple(link for link in here if link.url not in followed)
        return SortedLinks(wanted, outside, tuple(theirs))

    def keep_outside(self, sorted_links: SortedLinks, depth: int, now: datetime) -> None:
        """Remember what is not followed, and why."""
        for links, reason in ((sorted_links.outside, OUTSIDE), (sorted_links.of_another, OF_ANOTHER)):
            if links:
                self._store.keep_outside(self._portal.id, links, depth, reason, now)

    def let_in(self) -> bool:
        """All inside has been read: whether articles outside are due now."""
        if not self._has_path:
            return False
        self.leaving = self.leaving or self._leaves()
        return self.leaving and self._store.release(self._portal.id, OUTSIDE) > 0

    def _is_wanted(self, link: Link, mine: bool) -> bool:
        if link.kind in ("file", "sitemap") or self._holds(link.url):
            return True
        return mine and (link.kind == "next" or (link.kind == "article" and self.leaving))

    def _of_another(self, url: str) -> bool:
        return any(scope.holds(url) for scope in self._others)

    def _was_leaving(self) -> bool:
        """Whether an earlier run let articles outside in, and that still holds."""
        let_in = any(
            not left_out and not self._holds(url)
            for url, left_out in self._store.article_links(self._portal.id)
        )
        return let_in and self._leaves()

    def _leaves(self) -> bool:
        dated = sum(self._holds(url) for url in self._store.dated_articles(self._portal.id))
        if dated >= ENOUGH_INSIDE:
            return False
        links = self._store.article_links(self._portal.id)
        inside = sum(self._holds(url) for url, _ in links)
        return len(links) - inside > inside
