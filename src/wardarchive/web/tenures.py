"""Roles over time: bars on one common axis of years, and who held a role in one year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wardarchive.web.roles import HeldRole

_LEAST = 1.5
"""The shortest bar, in hundredths of the axis: a role stated once is seen too."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The years that all bars have in common, both inclusive."""

    first: int
    last: int

    @property
    def years(self) -> list[int]:
        return list(range(self.first, self.last + 1))

    def bar(self, role: HeldRole) -> tuple[float, float] | None:
        """(start, width) in hundredths of the axis; None for a role without a date.

        >>> Axis(2018, 2021).bar(HeldRole("k", "n", "r", date(2019, 1, 1), date(2020, 1, 1), 2))
        (25.0, 25.0)
        """
        if role.first is None or role.last is None:
            return None
        begin, end = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        span = (end - begin).days
        start = (role.first - begin).days / span * 100
        width = max(_LEAST, (role.last - role.first).days / span * 100)
        start = min(start, 100 - _LEAST)
        return round(start, 1), round(min(width, 100 - start), 1)


def axis_of(roles: Iterable[HeldRole]) -> Axis | None:
    """From the first year to the last in which a role is stated; None without dates."""
    days = [day for role in roles for day in (role.first, role.last) if day]
    return Axis(min(days).year, max(days).year) if days else None


def in_year(roles: Iterable[HeldRole], year: int) -> list[HeldRole]:
    """The roles that were stated in a year, or before it and after it."""
    return [r for r in roles if r.first and r.last and r.first.year <= year <= r.last.year]
