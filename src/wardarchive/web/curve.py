"""A series of counts over time as the points of a line, drawn on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH, HEIGHT = 320, 80
"""Units of the drawing."""
_MOST_POINTS = 200


@dataclass(frozen=True, slots=True)
class Curve:
    """A line within WIDTH × HEIGHT; `points` as SVG writes them."""

    points: str
    low: int
    high: int
    first: datetime
    last: datetime


def curve(series: Sequence[tuple[datetime, int]]) -> Curve | None:
    """The line of a series in order of time; None where there are not two counts that differ in time.

    >>> t = datetime(2020, 1, 1), datetime(2020, 1, 2), datetime(2020, 1, 3)
    >>> curve([(t[0], 10), (t[1], 10), (t[2], 20)]).points
    '0,80 160,80 320,0'
    """
    if len(series) < 2 or series[0][0] == series[-1][0]:
        return None
    step = -(-len(series) // _MOST_POINTS)
    kept = [*series[:-1:step], series[-1]]
    first, last = kept[0][0], kept[-1][0]
    low, high = min(n for _, n in kept), max(n for _, n in kept)
    span, height = (last - first).total_seconds(), (high - low) or 1
    points = [
        (
            round((at - first).total_seconds() / span * WIDTH, 1),
            round(HEIGHT - (n - low) / height * HEIGHT, 1),
        )
        for at, n in kept
    ]
    return Curve(" ".join(f"{x:g},{y:g}" for x, y in points), low, high, first, last)
