"""robots.txt: what a site asks crawlers to leave alone, as RFC 9309 says.

Present: obeyed. Absent (4xx, or a chain of redirects without end): everything is allowed. Unreachable
(5xx, 429, network): nothing is allowed for now, unless an earlier copy is known, which then goes on to
hold. Each site is asked once a day; after a failure, once an hour.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from protego import Protego

from wardarchive.crawl.urls import absolute, origin
from wardarchive.errors import FetchError
from wardarchive.model import FetchedPage

PRODUCT = "wardarchive"
MAX_ROBOTS_BYTES = 512_000
"""RFC 9309 asks for at least 500 KiB; what comes after is not read."""
MAX_SITEMAPS = 100
KEEP = timedelta(days=1)
KEEP_FAILURE = timedelta(hours=1)

Source = Literal["present", "absent", "unreachable"]

_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*:?\s*([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+")
_NO_REDIRECT_END = frozenset({"redirect-loop", "too-many-redirects"})


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one site for this crawler, at one time."""

    source: Source
    reason: str
    """One line: where the rules come from."""
    crawl_delay: float | None = None
    """Seconds between two requests."""
    sitemaps: tuple[str, ...] = ()
    _parsed: Protego | None = field(default=None, repr=False, compare=False)

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched."""
        if self.source == "unreachable":
            return False
        return self._parsed is None or bool(self._parsed.can_fetch(url, PRODUCT))


ABSENT = RobotsRules("absent", "the site has no robots.txt: everything is allowed")


def read_robots(body: bytes, site: str) -> RobotsRules:
    """The rules of a robots.txt's bytes; never raises, whatever they are.

    `site` is the origin, against which sitemap addresses are made absolute.

    >>> rules = read_robots(b"User-agent: *\\nDisallow: /quan-tri/\\nCrawl-delay: 3", "http://a.vn")
    >>> rules.allows("http://a.vn/quan-tri/x"), rules.allows("http://a.vn/tin/1"), rules.crawl_delay
    (False, True, 3.0)
    """
    text = body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")
    parsed = Protego.parse("\n".join(_own_lines(text)))
    delay = parsed.crawl_delay(PRODUCT)
    return RobotsRules(
        "present",
        "the site's robots.txt",
        crawl_delay=delay if delay is not None and 0 <= delay < float("inf") else None,
        sitemaps=_sitemaps(parsed, site),
        _parsed=parsed,
    )


def _own_lines(text: str) -> list[str]:
    """The lines with the names of other crawlers made one.

    The parser copies each rule to each agent of its group: half a megabyte of agents and rules would
    become hundreds of millions of rules.
    """
    lines = text.splitlines()
    for number, line in enumerate(lines):
        match = _AGENT_LINE.match(line)
        if match:
            lines[number] = f"User-agent: {_own_name(match[1])}"
    return lines


def _own_name(written: str) -> str:
    """This crawler's name, the star, or somebody else; a version behind the name does not matter."""
    name = written.strip().lower()
    if name.strip("*") == "":
        return "*"
    token = _TOKEN.match(name)
    return PRODUCT if token and token[0] == PRODUCT else "someone-else"


def _sitemaps(parsed: Protego, site: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for address in parsed.sitemaps:
        try:
            found[absolute(address, site + "/")] = None
        except FetchError:
            continue
        if len(found) == MAX_SITEMAPS:
            break
    return tuple(found)


def rules_of_answer(page: FetchedPage) -> RobotsRules:
    """What the answer to ``/robots.txt`` means, after redirects were followed."""
    return rules_of_status(page.status, page.body, page.url)


def rules_of_status(status: int, body: bytes, url: str) -> RobotsRules:
    """What a status and a body mean, fetched now or kept from an earlier crawl."""
    if 200 <= status < 300:
        return read_robots(body, origin(url))
    if status >= 500 or status == 429:
        return unreachable(f"robots.txt answers with status {status}")
    return ABSENT


def rules_of_failure(error: FetchError) -> RobotsRules:
    """What it means that ``/robots.txt`` could not be fetched."""
    return ABSENT if error.kind in _NO_REDIRECT_END else unreachable(error.message)


def unreachable(why: str) -> RobotsRules:
    """Nothing is allowed until robots.txt can be read again."""
    return RobotsRules("unreachable", f"{' '.join(why.split())}: nothing is fetched for now")


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: RobotsRules
    until: datetime


class RobotsCache:
    """The rules of each site, asked for when they are needed and kept for a day.

    `fetch` gets the URL of a robots.txt and gives the response at the end of its redirects (it should
    cut the body at `MAX_ROBOTS_BYTES`); it raises `FetchError`. Safe to share between threads.
    """

    def __init__(
        self,
        fetch: Callable[[str], FetchedPage],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._fetch = fetch
        self._now = now
        self._kept: dict[str, _Kept] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def rules(self, url: str) -> RobotsRules:
        """The rules of the URL's site, fetched where they are unknown or old."""
        site = origin(url)
        with self._guard:
            lock = self._locks.setdefault(site, threading.Lock())
        with lock:
            kept = self._kept.get(site)
            if kept is not None and self._now() < kept.until:
                return kept.rules
            rules = self._ask(site)
            if rules.source != "unreachable":
                self.remember(site, rules)
                return rules
            # An unreachable robots.txt does not undo the one that was read before.
            known = kept.rules if kept is not None and kept.rules.source != "unreachable" else rules
            self._kept[site] = _Kept(known, self._now() + KEEP_FAILURE)
            return known

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched, by the rules of its site."""
        return self.rules(url).allows(url)

    def knows(self, url: str) -> bool:
        """Whether rules of the URL's site were asked for or remembered, however old they are."""
        return origin(url) in self._kept

    def remember(self, site: str, rules: RobotsRules, fetched_at: datetime | None = None) -> None:
        """Takes rules that are known from elsewhere, for a day from `fetched_at`."""
        self._kept[origin(site)] = _Kept(rules, (fetched_at or self._now()) + KEEP)

    def _ask(self, site: str) -> RobotsRules:
        try:
            page = self._fetch(f"{site}/robots.txt")
        except FetchError as error:
            return rules_of_failure(error)
        return rules_of_answer(page)
