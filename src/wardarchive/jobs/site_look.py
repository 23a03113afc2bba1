"""A site looked at before it is collected: two requests, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from wardarchive.crawl.fetch import Fetcher
from wardarchive.crawl.robots import MAX_ROBOTS_BYTES, RobotsCache
from wardarchive.crawl.urls import absolute, host_key, same_site
from wardarchive.errors import FetchError, UsageError
from wardarchive.jobs.ingest import SURE_OF_WARD
from wardarchive.model import FetchedPage, Ward
from wardarchive.parse.page import GENERIC, read_page
from wardarchive.parse.site import read_site_names
from wardarchive.wards.detect import Guess, detect_ward

MOST_GUESSES = 5


@dataclass(frozen=True, slots=True)
class SiteLook:
    """What a site's front page tells."""

    url: str
    """Where the address leads, redirects followed."""
    host: str
    """``host:port`` of the address."""
    family: str | None = None
    """None: no known one, it will be read generically."""
    family_score: float = 0.0
    names: tuple[str, ...] = ()
    """What the site calls itself."""
    guesses: tuple[Guess, ...] = ()
    """Wards that it may belong to, the likeliest first."""
    article_links: int = 0
    list_links: int = 0
    problem: FetchError | None = None
    """Why nothing could be seen."""

    @property
    def is_private(self) -> bool:
        """Whether the host is at an address of this machine or the network around it."""
        return self.problem is not None and self.problem.kind == "private-address"

    @property
    def ward(self) -> Ward | None:
        """The ward that it is beyond doubt."""
        return self.guesses[0].ward if self.guesses and self.guesses[0].score >= SURE_OF_WARD else None

    def as_json(self) -> dict[str, Any]:
        return {
            "family": self.family or GENERIC,
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
                for guess in self.guesses
            ],
            "site_names": list(self.names),
            "article_links": self.article_links,
            "error": self.problem.message if self.problem else None,
        }


def address_of(text: str) -> str:
    """What somebody typed as an address. Raises `UsageError`."""
    typed = text.strip()
    try:
        return absolute(typed if "//" in typed else f"https://{typed}")
    except FetchError as error:
        raise UsageError(error.message, "give the address of the portal's front page") from error


def host_of(text: str) -> str:
    """``host:port`` of an address or of what somebody typed as a host. Raises `UsageError`.

    >>> host_of("localhost:8080"), host_of("https://phuong.example.vn/")
    ('localhost:8080', 'phuong.example.vn:443')
    """
    return host_key(address_of(text if "//" in text else f"http://{text}"))


def look(url: str, fetcher: Fetcher, *, private: bool, now: Callable[[], datetime]) -> SiteLook:
    """Fetch robots.txt and the front page, and judge them; `url` is of `address_of`.

    Hosts at private addresses are refused unless `private`: then this one host may be.
    """
    host = host_key(url)
    allowed = frozenset((host,)) if private else frozenset[str]()

    def robots_txt(address: str) -> FetchedPage:
        return fetcher.fetch_following(address, allowed_hosts=allowed, cut_at=MAX_ROBOTS_BYTES)[-1]

    try:
        page = _front_page(url, fetcher, allowed, RobotsCache(robots_txt, now=now))
    except FetchError as error:
        by_name = detect_ward(urlsplit(url).hostname or "", (), limit=MOST_GUESSES)
        return SiteLook(url, host, guesses=tuple(by_name), problem=error)
    reading = read_page(page.body, page.url, content_type=page.content_type, fetched_at=page.fetched_at)
    names = read_site_names(page.body, content_type=page.content_type)
    guesses = detect_ward(urlsplit(page.url).hostname or "", names, limit=MOST_GUESSES)
    here = [link for link in reading.links if same_site(link.url, page.url)]
    return SiteLook(
        url=page.url,
        host=host_key(page.url),
        family=None if reading.family == GENERIC else reading.family,
        family_score=reading.family_score,
        names=names[:MOST_GUESSES],
        guesses=tuple(guesses),
        article_links=sum(link.kind == "article" for link in here),
        list_links=sum(link.kind in ("list", "next") for link in here),
    )


def _front_page(url: str, fetcher: Fetcher, allowed: frozenset[str], robots: RobotsCache) -> FetchedPage:
    rules = robots.rules(url)
    if rules.source != "unreachable" and not rules.allows(url):
        raise FetchError("robots", url, f"robots.txt asks not to fetch {url}")
    page = fetcher.fetch_following(url, allowed_hosts=allowed)[-1]
    if page.status >= 400:
        raise FetchError("http-error", page.url, f"{page.url} answers {page.status} {page.reason}")
    return page
