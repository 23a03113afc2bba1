"""Traps: addresses that a site makes without end, told from the URL alone.

Calendars that turn their pages for ever, paths that bite their own tail, filters that combine. Each
function returns the reason as a short phrase, or None. `PatternCounter` bounds what no rule foresees.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote_plus, urlsplit

from wardarchive.crawl.urls import query_parameters

FIRST_YEAR = 1995
"""No Vietnamese portal is older than the country's link to the Internet (1997)."""

_YEAR_NAMES = frozenset(["year", "nam", "năm", "y", "yr", "calyear"])
_DATE_NAMES = _YEAR_NAMES | frozenset(
    ["month", "thang", "tháng", "date", "ngay", "ngày", "day", "calendar", "lich", "cal"]
)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_PRINT_SEGMENTS = frozenset(["print", "printview", "print-view", "ban-in", "trang-in"])
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TrapLimits:
    """How much of each is still believed."""

    max_depth: int = 20
    """Path segments."""
    max_parameters: int = 25
    """Liferay's own article links carry up to 16."""
    max_repeats: int = 3
    """Times that one path segment may stand in a path."""
    max_queries_per_path: int = 2_000
    """Different query strings of one path and one set of parameter names, a run."""


def trap(url: str, today: date, limits: TrapLimits = TrapLimits()) -> str | None:
    """Why a canonical URL is not worth following; None where it is.

    >>> trap("http://a.vn/tin/tin/tin/tin/1", date(2025, 7, 1))
    'path repeats a segment'
    >>> trap("http://a.vn/lich?nam=2199&thang=3", date(2025, 7, 1))
    'calendar beyond its years'
    """
    return (
        deep_path(url, limits.max_depth)
        or repeating_path(url, limits.max_repeats)
        or crowded_query(url, limits.max_parameters)
        or endless_calendar(url, today)
        or print_path(url)
    )


def deep_path(url: str, limit: int) -> str | None:
    """Too many path segments."""
    return "path too deep" if len(_segments(url)) > limit else None


def repeating_path(url: str, limit: int) -> str | None:
    """One segment again and again, or a group of segments that follows itself twice.

    Relative links that lack their slash make these: ``/tin/tin/tin/…``, ``/a/b/a/b/a/b``.
    """
    segments = _segments(url)
    if any(count > limit for count in Counter(segments).values()):
        return "path repeats a segment"
    for size in range(2, len(segments) // 3 + 1):
        for start in range(len(segments) - 3 * size + 1):
            groups = [tuple(segments[at : at + size]) for at in range(start, start + 3 * size, size)]
            if len(set(groups)) == 1:
                return "path repeats a group"
    return None


def crowded_query(url: str, limit: int) -> str | None:
    """Too many parameters."""
    return "too many parameters" if len(query_parameters(urlsplit(url).query)) > limit else None


def endless_calendar(url: str, today: date) -> str | None:
    """A date parameter with a year in which there can be no news."""
    for name, value in query_parameters(urlsplit(url).query):
        plain = unquote_plus(name).lower().rsplit("_", 1)[-1]
        if plain not in _DATE_NAMES or not value:
            continue
        years = [int(year) for year in _YEAR.findall(unquote_plus(value))]
        if any(not FIRST_YEAR <= year <= today.year + 1 for year in years):
            return "calendar beyond its years"
    return None


def print_path(url: str) -> str | None:
    """A print version by its path: the same page once more."""
    segments = [segment.lower() for segment in _segments(url)]
    if any(segment in _PRINT_SEGMENTS or segment.startswith("trang-in-") for segment in segments):
        return "print version"
    return None


class PatternCounter:
    """Counts the query strings of one path in a run, and says when they are too many.

    Memory is bounded by the number of different paths with a query; numbers in a path are taken as
    one, because calendars also count there.
    """

    def __init__(self, limits: TrapLimits = TrapLimits()) -> None:
        self._limit = limits.max_queries_per_path
        self._seen: Counter[tuple[str, ...]] = Counter()

    def add(self, url: str) -> str | None:
        """Counts one new URL; the reason to leave it out once its pattern is over the limit."""
        parts = urlsplit(url)
        if not parts.query:
            return None
        names = tuple(sorted({name for name, _ in query_parameters(parts.query)}))
        pattern = (parts.netloc, _DIGITS.sub("0", parts.path), *names)
        self._seen[pattern] += 1
        return "too many pages of one pattern" if self._seen[pattern] > self._limit else None


def _segments(url: str) -> list[str]:
    return [segment for segment in urlsplit(url).path.split("/") if segment]
