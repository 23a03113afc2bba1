"""The terms of a schedule as people write them. Each raises `UsageError` with an example."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wardarchive.crawl.cron import parse_cron
from wardarchive.errors import UsageError

_UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}


def seconds_of(text: str) -> int:
    """An interval.

    >>> seconds_of("6h")
    21600
    """
    found = re.fullmatch(r"([0-9]{1,5})([mhdw])", text.strip().lower())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not 300 <= seconds <= 366 * 86400:
        raise UsageError(
            f"the interval {text[:40]!r} cannot be", "write 30m, 6h, 2d or 1w; from 5 minutes to a year"
        )
    return seconds


def interval_text(seconds: int) -> str:
    """The inverse of `seconds_of`.

    >>> interval_text(21600), interval_text(172800), interval_text(5400)
    ('6h', '2d', '90m')
    """
    for unit, size in sorted(_UNITS.items(), key=lambda item: -item[1]):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds // 60}m"


def hours_of(text: str) -> tuple[int, int]:
    """Hours of the day, the end not included: ``7-18``."""
    found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 24:
        raise UsageError(f"the hours {text[:40]!r} cannot be", "write 7-18, or 22-5 for the night")
    return int(found[1]), int(found[2])


def weekdays_of(text: str) -> tuple[int, ...]:
    """Days of the week, 1 is Monday: ``1-5`` or ``1,3,5``."""
    days: set[int] = set()
    for part in text.split(","):
        found = re.fullmatch(r"([1-7])(?:-([1-7]))?", part.strip())
        if not found:
            raise UsageError(f"the weekdays {text[:40]!r} cannot be", "write 1-5 or 1,3,5; 1 is Monday")
        days.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    return tuple(sorted(days))


def zone_of(text: str) -> str:
    """An IANA zone's name."""
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"there is no time zone {text[:60]!r}", "give an IANA name such as Asia/Ho_Chi_Minh"
        ) from error


def cron_line(text: str) -> str:
    """A cron line in its one form."""
    return parse_cron(text).text
