"""Articles by year, as bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wardarchive.model import FacetCount

_MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class YearBar:
    """`height` in hundredths of the tallest bar."""

    year: int
    count: int
    height: int


def year_bars(counts: Iterable[FacetCount]) -> list[YearBar]:
    """One bar for each year from the first to the last, those without articles too.

    >>> [(b.year, b.height) for b in year_bars([FacetCount("2018", "", 2), FacetCount("2020", "", 4)])]
    [(2018, 50), (2019, 0), (2020, 100)]
    """
    known = {int(c.value): c.count for c in counts if c.value.isascii() and c.value.isdigit()}
    if not known:
        return []
    last = max(known)
    first = max(min(known), last - _MOST_YEARS + 1)
    tallest = max(known.values()) or 1
    return [
        YearBar(year, count, -(-count * 100 // tallest))
        for year in range(first, last + 1)
        for count in (known.get(year, 0),)
    ]
