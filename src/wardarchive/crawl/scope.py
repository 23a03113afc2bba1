"""What belongs to a portal: a whole host, or what stands under one path of a city's site.

Where a portal's address has a path of its own (``https://city.gov.vn/phuong-x/``), the portal is that
path; where the path is only a language or a front page (``/vi/``, ``/trang-chu``, ``/web/guest/home``),
it is the host. Pure functions: nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from wardarchive.crawl.urls import same_site
from wardarchive.model import Portal

_LANGUAGE = re.compile(r"(?:vi|vn|en|fr|zh|cn|ja|jp|ko|kr|ru|de|lo|km)(?:[-_][a-z]{2})?")
_PAGE_ENDING = re.compile(r"\.(?:s?html?|aspx?|php|jspx?|do|cfm)$")
_FRONT_PAGES = frozenset(
    ["home", "homepage", "index", "default", "main", "welcome", "trang-chu", "trangchu", "pages", "portal"]
)
"""Last segments that name no part of a site; ``pages`` is where SharePoint keeps its front page."""
_DEFAULT_SITE = ("web", "guest")
"""Liferay's name for the site of the host itself."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the web that is one portal."""

    portal_url: str
    path: tuple[str, ...] = ()
    """Segments, folded, without languages; empty: the whole host."""

    def holds(self, url: str) -> bool:
        """Whether a URL is of the portal.

        >>> scope = scope_of("https://city.gov.vn/phuong-x/trang-chu")
        >>> scope.holds("https://city.gov.vn/vi/Phuong-X/tin/1"), scope.holds("https://city.gov.vn/tin/1")
        (True, False)
        """
        if not same_site(url, self.portal_url):
            return False
        if not self.path:
            return True
        found = _segments(url)[: len(self.path)]
        return len(found) == len(self.path) and (*found[:-1], _stem(found[-1])) == self.path


@lru_cache(maxsize=1_024)
def scope_of(portal_url: str) -> Scope:
    """The scope of the portal at an address.

    >>> scope_of("https://city.gov.vn/web/phuong-x/home").path
    ('web', 'phuong-x')
    >>> scope_of("https://phuong-x.gov.vn/vi-VN/web/guest/trang-chu.html").path
    ()
    """
    path = _segments(portal_url)
    while path and (_stem(path[-1]) in _FRONT_PAGES or _LANGUAGE.fullmatch(path[-1])):
        path = path[:-1]
    if path and tuple(path) != _DEFAULT_SITE:
        return Scope(portal_url, (*path[:-1], _stem(path[-1])))
    return Scope(portal_url)


def portal_of(url: str, portals: Iterable[Portal]) -> Portal | None:
    """The portal that a URL belongs to: of several the one with the longest path."""
    best: Portal | None = None
    length = -1
    for portal in portals:
        scope = scope_of(portal.url)
        if len(scope.path) > length and scope.holds(url):
            best, length = portal, len(scope.path)
    return best


def deeper_scopes(portal: Portal, portals: Sequence[Portal]) -> tuple[Scope, ...]:
    """The other portals' paths on the same host, which a crawl of this one leaves to them."""
    mine = scope_of(portal.url)
    others = [scope_of(p.url) for p in portals if p.id != portal.id and same_site(p.url, portal.url)]
    return tuple(scope for scope in others if scope.path and scope.path != mine.path[: len(scope.path)])


def _segments(url: str) -> list[str]:
    """Path segments, folded, without the languages and front controllers before them."""
    path = unquote(urlsplit(url).path).lower()
    segments = [segment for segment in path.split("/") if segment]
    while segments and (_LANGUAGE.fullmatch(segments[0]) or segments[0] == "index.php"):
        del segments[0]
    return segments


def _stem(segment: str) -> str:
    return _PAGE_ENDING.sub("", segment)
