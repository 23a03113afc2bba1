"""Cron lines: when one comes due next, in its own time zone. Pure functions.

Five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday, names are English).
Lists, ranges, steps and ``@hourly``, ``@daily``, ``@weekly``, ``@monthly``. As cron does, a line that
restricts both kinds of day comes due on either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from wardarchive.errors import UsageError

_NAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
}
_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_HORIZON_DAYS = 366 * 9
"""29 February comes again within eight years."""


@dataclass(frozen=True, slots=True)
class CronLine:
    """A parsed line; each field is the set of its values."""

    text: str
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    """0 is Sunday."""
    any_day: bool
    any_weekday: bool

    def fits_day(self, day: date) -> bool:
        """Whether the line can come due on a calendar day."""
        if day.month not in self.months:
            return False
        by_day, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        if self.any_day or self.any_weekday:
            return by_day and by_weekday
        return by_day or by_weekday


def parse_cron(text: str) -> CronLine:
    """Read a cron line. Raises `UsageError` that names the field.

    >>> sorted(parse_cron("*/20 7-9 * * mon-fri").minutes)
    [0, 20, 40]
    """
    fields = _NAMES.get(text.strip().lower(), text).split()
    if len(fields) != 5 or len(text) > 200:
        raise UsageError(
            f"{text[:60]!r} is not a cron line",
            "give five fields: minute hour day month weekday, for example 30 7 * * 1-5",
        )
    values = [
        _values(field, name, low, high) for field, (name, low, high) in zip(fields, _FIELDS, strict=True)
    ]
    line = CronLine(
        text=" ".join(fields),
        minutes=values[0],
        hours=values[1],
        days=values[2],
        months=values[3],
        weekdays=frozenset(day % 7 for day in values[4]),
        any_day=fields[2].startswith("*"),
        any_weekday=fields[4].startswith("*"),
    )
    if not any(line.fits_day(date(2024, 1, 1) + timedelta(days=n)) for n in range(_HORIZON_DAYS)):
        raise UsageError(f"{text!r} never comes due", "that day is in no month")
    return line


def next_time(line: CronLine, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after `after` at which the line comes due by the clocks of `zone`, in UTC.

    A time that the clocks leave out comes due when they go on; one that they show twice, once.
    """
    local = after.astimezone(zone)
    for number in range(_HORIZON_DAYS):
        day = local.date() + timedelta(days=number)
        if not line.fits_day(day):
            continue
        for hour in sorted(line.hours):
            for minute in sorted(line.minutes):
                moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)
                if moment > after:
                    return moment
    raise UsageError(f"{line.text!r} never comes due", "that day is in no month")


def _values(field: str, name: str, low: int, high: int) -> frozenset[int]:
    found: set[int] = set()
    for part in field.lower().split(","):
        span, slash, step_text = part.partition("/")
        step = _number(step_text, field, name, 1, high) if slash else 1
        if span == "*":
            first, last = low, high
        else:
            start, dash, end = span.partition("-")
            first = _number(start, field, name, low, high)
            last = _number(end, field, name, low, high) if dash else (high if slash else first)
        if last < first:
            raise _wrong(field, name, low, high)
        found.update(range(first, last + 1, step))
    return frozenset(found)


def _number(text: str, field: str, name: str, low: int, high: int) -> int:
    names = {"month": _MONTHS, "weekday": _DAYS}.get(name, [])
    if text in names:
        return names.index(text) + (1 if name == "month" else 0)
    if not (text.isascii() and text.isdigit() and len(text) < 4 and low <= int(text) <= high):
        raise _wrong(field, name, low, high)
    return int(text)


def _wrong(field: str, name: str, low: int, high: int) -> UsageError:
    return UsageError(
        f"the {name} {field[:40]!r} of the cron line cannot be", f"it goes from {low} to {high}"
    )
