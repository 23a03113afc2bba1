"""What a search may miss because portals were failing: said on the page, not left to be guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from wardarchive.jobs.coverage import local_day
from wardarchive.jobs.missed_days import Missed
from wardarchive.web.urls import SearchState

RECENT = timedelta(days=30)
"""Searches without dates are told of what failed in the last 30 days."""
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Gap:
    """`failing` of `portals` portals could not be collected at some time from `first` to `last`."""

    failing: int
    portals: int
    first: date
    last: date
    lasting: bool
    """Whether one of them still fails."""


def asked_days(state: SearchState) -> tuple[date | None, date | None]:
    """The first and last day that a search is about; None where it is open."""
    years = sorted(int(v) for v in state.values("year") if _YEAR.fullmatch(v) and int(v))
    first, last = state.date_from, state.date_to
    if years:
        first = max(first or date.min, date(years[0], 1, 1))
        last = min(last or date.max, date(years[-1], 12, 31))
    return first, last


def judged_days(state: SearchState, now: datetime) -> tuple[date | None, date | None]:
    """The days that a search is told of: those it is about, or the last ones."""
    first, last = asked_days(state)
    return (local_day(now - RECENT), None) if first is None and last is None else (first, last)


def gap(missed: Sequence[Missed], portals: int) -> Gap | None:
    """The gap in the days and wards of a search; None where nothing failed then."""
    if not missed:
        return None
    return Gap(
        failing=len(missed),
        portals=max(portals, len(missed)),
        first=min(one.first for one in missed),
        last=max(one.last for one in missed),
        lasting=any(one.lasting for one in missed),
    )


def utc_now() -> datetime:
    """The moment of the request."""
    return datetime.now(UTC)
