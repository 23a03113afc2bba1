"""For which days a ward was being collected and for which it was failing: silence is not absence.

A day is *collected* where a crawl that ended well began on it or is the next one after it: what a list
still shows a few days later counts as seen. It is *failing* where the next crawl, and all of its day,
failed. Days since the last crawl are *unwatched*, days before a portal was added *before*: of those the
archive has only what the portal still showed. Days are those of Hanoi. Pure functions over what the
store's runs tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from wardarchive.model import HANOI_TIME
from wardarchive.store.health_rows import PastRun, Watch
from wardarchive.store.store import Store

DayState = Literal["before", "collected", "failing", "unwatched", "ended"]
BEST_FIRST: tuple[DayState, ...] = ("collected", "failing", "unwatched", "ended", "before")
"""What a ward with several portals is on a day: one that was collected is enough."""
LONGEST_BRIDGE = timedelta(days=14)
"""A crawl vouches for so many days before it: lists show the last weeks, but not for ever."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one state, both ends included."""

    first: date
    last: date
    state: DayState

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "state": self.state,
            "days": self.days,
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days of a ward, or of one portal."""

    ward_code: str | None
    portal_ids: tuple[int, ...]
    first: date
    last: date
    spans: tuple[Span, ...]
    """Without gaps, in order, from `first` to `last`."""

    def days(self, state: DayState) -> int:
        """How many days have a state."""
        return sum(span.days for span in self.spans if span.state == state)

    @property
    def failing_spans(self) -> tuple[Span, ...]:
        """When it could not be collected."""
        return tuple(span for span in self.spans if span.state == "failing")

    def state_on(self, day: date) -> DayState | None:
        """The state of a day; None outside `first` to `last`."""
        return next((span.state for span in self.spans if span.first <= day <= span.last), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "ward_code": self.ward_code,
            "portals": list(self.portal_ids),
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "days": {state: self.days(state) for state in BEST_FIRST},
            "spans": [span.as_json() for span in self.spans],
        }


def went_well(run: PastRun) -> bool:
    """Whether a crawl brought something: it ended, and not every request of it was an error."""
    if run.finished_at is None or run.outcome not in ("done", "limited"):
        return False
    return run.errors < max(run.fetched, 1)


def went_wrong(run: PastRun) -> bool:
    """Whether a crawl ended without bringing anything; one that was interrupted tells nothing."""
    return run.finished_at is not None and not went_well(run)


def day_states(watch: Watch, runs: Sequence[PastRun], first: date, last: date) -> list[DayState]:
    """The state of each day from `first` to `last`; `runs` are the portal's, oldest first."""
    judged = [(local_day(run.started_at), went_well(run)) for run in runs if run.finished_at is not None]
    good = {day for day, well in judged if well}
    added, removed = local_day(watch.added_at), watch.removed_at and local_day(watch.removed_at)
    found: list[DayState] = []
    next_run: tuple[date, bool] | None = None
    waiting = sorted(judged, key=lambda one: one[0])
    for day in reversed([first + timedelta(days=n) for n in range((last - first).days + 1)]):
        while waiting and waiting[-1][0] >= day:
            on = waiting.pop()
            next_run = (on[0], on[0] in good)
        found.append(_state(day, next_run, added, removed))
    return found[::-1]


def _state(day: date, next_run: tuple[date, bool] | None, added: date, removed: date | None) -> DayState:
    if day < added:
        return "before"
    if removed is not None and day > removed:
        return "ended"
    if next_run is None or next_run[0] - day > LONGEST_BRIDGE:
        return "unwatched"
    return "collected" if next_run[1] else "failing"


def spans_of(states: Iterable[DayState], first: date) -> tuple[Span, ...]:
    """Days in a row with one state become one span.

    >>> [s.days for s in spans_of(["failing", "failing", "collected"], date(2025, 7, 1))]
    [2, 1]
    """
    spans: list[Span] = []
    for number, state in enumerate(states):
        day = first + timedelta(days=number)
        if spans and spans[-1].state == state:
            spans[-1] = Span(spans[-1].first, day, state)
        else:
            spans.append(Span(day, day, state))
    return tuple(spans)


def portal_coverage(
    store: Store, now: datetime, portal_ids: Sequence[int], *, first: date | None = None
) -> dict[int, Coverage]:
    """The coverage of portals, also of those that are no longer collected, until today."""
    runs = store.past_runs(day_begins(first) if first else None, portal_ids)
    watches = [w for w in store.watches() if w.portal_id in set(portal_ids)]
    return {w.portal_id: _joined(w.ward_code, [w], runs, first, local_day(now)) for w in watches}


def ward_coverage(
    store: Store,
    now: datetime,
    wards: Sequence[str] = (),
    *,
    first: date | None = None,
    last: date | None = None,
) -> dict[str, Coverage]:
    """The coverage of these wards, or of every ward that has or had a portal; by the ward's code."""
    of_ward: dict[str, list[Watch]] = {}
    for watch in store.watches():
        if watch.ward_code is not None and (not wards or watch.ward_code in wards):
            of_ward.setdefault(watch.ward_code, []).append(watch)
    some = [w.portal_id for watches in of_ward.values() for w in watches] if wards else None
    runs = store.past_runs(day_begins(first) if first else None, some)
    end = min(last or local_day(now), local_day(now))
    return {code: _joined(code, watches, runs, first, end) for code, watches in sorted(of_ward.items())}


def _joined(
    ward_code: str | None,
    watches: Sequence[Watch],
    runs: Mapping[int, Sequence[PastRun]],
    first: date | None,
    last: date,
) -> Coverage:
    begin = min(first or min(local_day(w.added_at) for w in watches), last)
    each = [day_states(w, runs.get(w.portal_id, ()), begin, last) for w in watches]
    best = [min(day, key=BEST_FIRST.index) for day in zip(*each, strict=True)]
    ids = tuple(w.portal_id for w in watches)
    return Coverage(ward_code, ids, begin, last, spans_of(best, begin))


def local_day(moment: datetime) -> date:
    """The day of a moment in Hanoi."""
    return moment.astimezone(HANOI_TIME).date()


def day_begins(day: date) -> datetime:
    """The moment when a day begins in Hanoi; that of year 1 would lie before all time in UTC."""
    return datetime.combine(max(day, date(1, 1, 2)), time.min, HANOI_TIME)
