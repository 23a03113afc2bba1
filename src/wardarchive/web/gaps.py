"""What a search may miss because portals were failing: said on the page, not left to be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from wardarchive.model import HANOI_TIME
from wardarchive.store.outage_rows import Outage
from wardarchive.web.urls import SearchState

_RECENT = timedelta(days=30)
"""Searches without dates are told of outages that ended this lately, or have not ended."""


@dataclass(frozen=True, slots=True)
class Gap:
    """`failing` of `portals` portals could not be collected at some time from `first` to `last`."""

    failing: int
    portals: int
    first: date
    last: date
    lasting: bool
    """Whether one of them still fails."""


def _day(moment: datetime) -> date:
    return moment.astimezone(HANOI_TIME).date()


def asked_days(state: SearchState) -> tuple[date | None, date | None]:
    """The first and last day that a search is about; None where it is open."""
    years = sorted(int(v) for v in state.values("year") if v.isdigit())
    first, last = state.date_from, state.date_to
    if years:
        first = max(first or date.min, date(years[0], 1, 1))
        last = min(last or date.max, date(years[-1], 12, 31))
    return first, last


def gap(
    outages: Sequence[Outage], portals: int, state: SearchState, wards: Sequence[str], now: datetime
) -> Gap | None:
    """The gap in the days and wards of a search; None where nothing failed then.

    `wards` are the codes that the search is narrowed to, empty for all.
    """
    first, last = asked_days(state)
    if first is None and last is None:
        first = _day(now - _RECENT)
    touching = [
        (o, _day(o.since), _day(o.until) if o.until else _day(now))
        for o in outages
        if not wards or o.ward_code in wards
    ]
    touching = [
        (o, since, until)
        for o, since, until in touching
        if (last is None or since <= last) and (first is None or until >= first)
    ]
    if not touching:
        return None
    return Gap(
        failing=len({o.portal_id for o, _, _ in touching}),
        portals=portals,
        first=max(min(since for _, since, _ in touching), first or date.min),
        last=min(max(until for _, _, until in touching), last or date.max),
        lasting=any(o.until is None for o, _, _ in touching),
    )


def utc_now() -> datetime:
    """The moment of the request."""
    return datetime.now(UTC)
