"""A new portal's front page looked at: its family, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wardarchive.crawl.robots import RobotsCache
from wardarchive.crawl.urls import absolute
from wardarchive.errors import FetchError
from wardarchive.jobs.ingest import SURE_OF_WARD
from wardarchive.model import FetchedPage, Ward
from wardarchive.parse.page import GENERIC, read_page
from wardarchive.parse.site import read_site_names
from wardarchive.wards.detect import Guess, detect_ward

_SHOWN = 5

Fetch = Callable[[str], FetchedPage]
"""The last response of a URL; raises `FetchError`."""


@dataclass(frozen=True, slots=True)
class PortalLook:
    """What a front page tells."""

    url: str
    family: str = GENERIC
    family_score: float = 0.0
    """0 to 1; 0 where the page fits no family."""
    wards: tuple[Guess, ...] = ()
    """The likeliest first."""
    names: tuple[str, ...] = ()
    """What the site calls itself."""
    article_links: int = 0
    error: str | None = None
    """Why the page could not be had."""

    @property
    def ward(self) -> Ward | None:
        """The ward that it is beyond doubt."""
        return self.wards[0].ward if self.wards and self.wards[0].score >= SURE_OF_WARD else None

    def as_json(self) -> dict[str, Any]:
        return {
            "family": self.family,
            "family_score": round(self.family_score, 2),
            "wards": [
                {
                    "code": guess.ward.code,
                    "name": guess.ward.name,
                    "district": guess.ward.district,
                    "province": guess.ward.province,
                    "score": round(guess.score, 2),
                    "reason": guess.reason,
                }
                for guess in self.wards[:_SHOWN]
            ],
            "site_names": list(self.names[:_SHOWN]),
            "article_links": self.article_links,
            "error": self.error,
        }


def look_at_portal(url: str, fetch: Fetch, robots: RobotsCache) -> PortalLook:
    """Read a front page without keeping it; robots.txt is obeyed. An error is told, not raised."""
    host = urlsplit(url).hostname or ""
    try:
        rules = robots.rules(url)
        if rules.source == "unreachable":
            raise FetchError("connection", url, rules.reason)
        if not rules.allows(url):
            raise FetchError("robots", url, f"robots.txt asks not to fetch {url}")
        page = fetch(absolute(url))
        if page.status >= 400:
            raise FetchError("http-error", url, f"{page.url} answers {page.status} {page.reason}")
    except FetchError as error:
        return PortalLook(url, wards=tuple(detect_ward(host, ())), error=error.message)
    names = read_site_names(page.body, content_type=page.content_type)
    found = read_page(page.body, page.url, content_type=page.content_type, fetched_at=page.fetched_at)
    return PortalLook(
        url=url,
        family=found.family,
        family_score=found.family_score,
        wards=tuple(detect_ward(host, names)),
        names=names,
        article_links=sum(link.kind == "article" for link in found.links),
    )
