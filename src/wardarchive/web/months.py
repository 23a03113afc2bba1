"""Hits over time: bars by month, or by year where there are many, each with its share.

The share, hits in a thousand of the archive's articles of that time, tells a trend from an archive that
only grew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wardarchive.web.urls import SearchState, days_of

_MOST_BARS = 120
"""Months drawn one by one: ten years; of more the bars are years."""
_MOST_YEARS = 60
WIDTH, HEIGHT = 300, 64
"""Units of the drawing."""
_FILL = 0.86
"""The part of its step that a bar fills."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year; `label` is ``2020-12`` or ``2020``."""

    label: str
    count: int
    all: int
    """Articles of the whole archive in that time."""
    x: float
    height: float
    selected: bool

    @property
    def share(self) -> float | None:
        """Hits in a thousand articles of the archive; None where it has none of that time."""
        return self.count / self.all * 1000 if self.all else None


@dataclass(frozen=True, slots=True)
class Histogram:
    """All bars, empty ones too; `step` is the distance of bars.

    `trend` is the line of the shares, each over the twelve months around it (over one year where bars are
    years); `most_share` is its highest point.
    """

    bars: tuple[Bar, ...]
    step: float
    trend: str
    most_share: float

    @property
    def path(self) -> str:
        """All bars as one path: a page with ten years of months stays light."""
        return "".join(self._bar(bar) for bar in self.filled)

    @property
    def chosen(self) -> str:
        """The bar that the search is narrowed to."""
        return "".join(self._bar(bar) for bar in self.filled if bar.selected)

    def _bar(self, bar: Bar) -> str:
        width = round(self.step * _FILL, 1)
        return f"M{bar.x:g} {HEIGHT + 1}v{-bar.height - 1:g}h{width:g}v{bar.height + 1:g}z"

    @property
    def filled(self) -> list[Bar]:
        """The bars that have hits."""
        return [bar for bar in self.bars if bar.count]


def histogram(
    hits: Iterable[tuple[str, int]], archive: Iterable[tuple[str, int]], state: SearchState
) -> Histogram | None:
    """The histogram of dated hits by month (``2020-12``); None where there are fewer than two months.

    `archive` counts all its articles in the same way.
    """
    months, everything = dict(hits), dict(archive)
    spans = _every_month(months)
    if len(spans) < 2:
        return None
    if len(spans) > _MOST_BARS:
        months, everything = _by_year(months), _by_year(everything)
        spans = [str(y) for y in range(int(min(months)), int(max(months)) + 1)][-_MOST_YEARS:]
    return _drawn(spans, months, everything, state)


def _drawn(
    spans: list[str], counts: Mapping[str, int], everything: Mapping[str, int], state: SearchState
) -> Histogram:
    step, tallest = WIDTH / len(spans), max(counts.values())
    bars = []
    for place, label in enumerate(spans):
        first, last = days_of(label)
        count = counts.get(label, 0)
        bars.append(
            Bar(
                label=label,
                count=count,
                all=everything.get(label, 0),
                x=round(place * step, 1),
                height=round(count / tallest * HEIGHT, 1),
                selected=(state.date_from, state.date_to) == (first, last),
            )
        )
    shares = _shares(bars, 12 if len(spans[0]) > 4 else 1)
    most = max((share for _, share in shares), default=0.0) or 1.0
    points = [(round(x + step / 2, 1), round(HEIGHT - share / most * HEIGHT, 1)) for x, share in shares]
    return Histogram(tuple(bars), round(step, 3), " ".join(f"{x:g},{y:g}" for x, y in points), most)


def _shares(bars: list[Bar], window: int) -> list[tuple[float, float]]:
    """(x, hits in a thousand articles of the archive) over `window` bars around each: one month of one ward
    has too few articles for a share."""
    found = []
    for place, bar in enumerate(bars):
        around = bars[max(0, place - window // 2) : place + (window + 1) // 2]
        whole = sum(b.all for b in around)
        if whole:
            found.append((bar.x, sum(b.count for b in around) / whole * 1000))
    return found


def _every_month(counts: Mapping[str, int]) -> list[str]:
    """From the first month to the last, those without hits too.

    >>> _every_month({"2019-12": 1, "2020-02": 3})
    ['2019-12', '2020-01', '2020-02']
    """
    if not counts:
        return []
    first, last = (12 * int(m[:4]) + int(m[5:]) - 1 for m in (min(counts), max(counts)))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, last + 1)]


def _by_year(counts: Mapping[str, int]) -> dict[str, int]:
    years: dict[str, int] = {}
    for month, count in counts.items():
        years[month[:4]] = years.get(month[:4], 0) + count
    return years
