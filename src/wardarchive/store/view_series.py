"""View counts over time, with our own fetches counted out. Pure functions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wardarchive.store.keeping import NO_PAGE


@dataclass(frozen=True, slots=True)
class Observation:
    """A view count at a time."""

    observed_at: datetime
    views: int | None
    capture_id: int | None
    change: str | None = None
    """What this sight of the article showed: one of `store.changes.ChangeClass`."""


@dataclass(frozen=True, slots=True)
class ViewPoint:
    """A view count at a time."""

    at: datetime
    views: int
    """As the page showed it."""
    net: int
    """Without the fetches that this archive had made before."""


def series_of(observations: Sequence[Observation]) -> list[ViewPoint]:
    """The view counts of an article over time, net of the fetches that brought its page."""
    fetches = [o.observed_at for o in observations if o.capture_id is not None and o.change not in NO_PAGE]
    return view_series([(o.observed_at, o.views) for o in observations], fetches)


def view_series(
    counts: Sequence[tuple[datetime, int | None]], fetches: Sequence[datetime]
) -> list[ViewPoint]:
    """The counts in order of time, net of our own fetches.

    `fetches` are the times of all our fetches of the page. A fetch is not in the count that it brings, as
    far as can be known: portals count after they have made the page.
    """
    ours = sorted(fetches)
    return [
        ViewPoint(at, views, max(0, views - bisect_left(ours, at)))
        for at, views in sorted(counts, key=lambda count: count[0])
        if views is not None
    ]
