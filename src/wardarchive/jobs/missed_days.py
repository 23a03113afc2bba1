"""Which portals were failing in some days, so that what they published then may be missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wardarchive.jobs.coverage import (
    BEST_FIRST,
    LONGEST_BRIDGE,
    DayState,
    day_begins,
    day_states,
    local_day,
)
from wardarchive.store.health_rows import Watch
from wardarchive.store.store import Store

LONGEST_WINDOW = timedelta(days=800)
"""Of a longer time the last days are judged: bounds the rows that are read for a page."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A portal with days on which neither it nor another portal of its ward was collected."""

    portal_id: int
    ward_code: str | None
    first: date
    last: date
    lasting: bool
    """Whether it still failed when it was last crawled, and the days that were asked for reach to today."""


def missed_days(
    store: Store,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    wards: Sequence[str] = (),
) -> list[Missed]:
    """The portals, of some wards or of all, that were failing from `first` to `last`.

    Only wards with a crawl that failed then are looked at: an archive that is well costs one query.
    """
    today = local_day(now)
    end = min(last or today, today)
    begin = max(first or date.min, _earlier(end, LONGEST_WINDOW))
    if begin > end:
        return []
    until = day_begins(end) + LONGEST_BRIDGE + timedelta(days=1)
    failed = store.portals_that_failed(day_begins(begin), until)
    if not failed:
        return []
    groups: dict[str | int, list[Watch]] = {}
    for watch in store.watches():
        if not wards or watch.ward_code in wards:
            groups.setdefault(watch.ward_code or watch.portal_id, []).append(watch)
    concerned = [some for some in groups.values() if any(w.portal_id in failed for w in some)]
    runs = store.past_runs(day_begins(begin), [w.portal_id for some in concerned for w in some])
    found: list[Missed] = []
    for some in concerned:
        each = [day_states(w, runs.get(w.portal_id, ()), begin, end) for w in some]
        best = [min(day, key=BEST_FIRST.index) for day in zip(*each, strict=True)]
        for watch, states in zip(some, each, strict=True):
            missed = _missed(watch, states, best, begin, reaches_today=end == today)
            found += [missed] if missed else []
    return found


def _missed(
    watch: Watch, states: Sequence[DayState], best: Sequence[DayState], begin: date, *, reaches_today: bool
) -> Missed | None:
    days = [
        number
        for number, (own, ward) in enumerate(zip(states, best, strict=True))
        if own == "failing" and ward == "failing"
    ]
    if not days:
        return None
    after = set(best[days[-1] + 1 :])
    return Missed(
        portal_id=watch.portal_id,
        ward_code=watch.ward_code,
        first=begin + timedelta(days=days[0]),
        last=begin + timedelta(days=days[-1]),
        lasting=reaches_today and watch.removed_at is None and after <= {"unwatched"},
    )


def _earlier(day: date, by: timedelta) -> date:
    return day - by if day - date.min > by else date.min
