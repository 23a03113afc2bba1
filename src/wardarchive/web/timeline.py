"""Roles and activity over time, as a page draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wardarchive.model import MonthCount, RolePeriod


@dataclass(frozen=True, slots=True)
class Span:
    """A role on a line from the first day of all roles to the last: hundredths of the line."""

    period: RolePeriod
    start: float
    length: float


def spans(roles: Sequence[RolePeriod]) -> list[Span]:
    """Where each role lies between the first and the last day that any is stated.

    >>> a = RolePeriod("A", (), date(2019, 1, 1), date(2020, 1, 1), 1, "")
    >>> b = RolePeriod("B", (), date(2020, 1, 1), date(2021, 1, 1), 1, "")
    >>> [(round(s.start), round(s.length)) for s in spans([a, b])]
    [(0, 50), (50, 50)]
    """
    days = [d for r in roles for d in (r.first, r.last) if d]
    first, last = min(days, default=date.min), max(days, default=date.min)
    whole = max((last - first).days, 1)
    return [
        Span(
            r,
            100 * (r.first - first).days / whole if r.first else 0.0,
            max(100 * (r.last - r.first).days / whole, 1.0) if r.first and r.last else 0.0,
        )
        for r in roles
    ]


@dataclass(frozen=True, slots=True)
class YearOfMonths:
    """The twelve months of a year; `height` of each in hundredths of the busiest month of all."""

    year: int
    months: tuple[tuple[int, int], ...]
    """(articles, height) of January to December."""


def months_by_year(counts: Sequence[MonthCount]) -> list[YearOfMonths]:
    """Months by year, from the first year to the last.

    >>> [y.months[11] for y in months_by_year([MonthCount("2020-12", 4), MonthCount("2020-01", 1)])]
    [(4, 100)]
    """
    known = {c.month: c.count for c in counts if c.month[:4].isdecimal() and len(c.month) == 7}
    if not known:
        return []
    most = max(known.values())
    years = sorted({int(month[:4]) for month in known})
    return [
        YearOfMonths(
            year,
            tuple(
                (n, -(-100 * n // most)) for m in range(1, 13) for n in (known.get(f"{year:04}-{m:02}", 0),)
            ),
        )
        for year in range(max(years[0], years[-1] - 30), years[-1] + 1)
    ]
