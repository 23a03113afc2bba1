"""What a search may miss because portals were failing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from wardarchive.jobs.missed_days import Missed
from wardarchive.web.gaps import Gap, asked_days, gap, judged_days
from wardarchive.web.urls import SearchState

NOW = datetime(2026, 6, 30, 18, tzinfo=UTC)
"""In Hanoi it is already 1 July."""


def test_what_several_portals_missed_is_one_gap() -> None:
    one = Missed(1, "00142", date(2026, 5, 3), date(2026, 5, 12), lasting=False)
    two = Missed(2, None, date(2026, 5, 10), date(2026, 5, 19), lasting=True)
    assert gap([one], 14) == Gap(1, 14, date(2026, 5, 3), date(2026, 5, 12), lasting=False)
    assert gap([one, two], 14) == Gap(2, 14, date(2026, 5, 3), date(2026, 5, 19), lasting=True)
    assert gap([], 14) is None


def test_without_days_only_the_last_ones_are_told() -> None:
    assert judged_days(SearchState(), NOW) == (date(2026, 6, 1), None)
    asked = SearchState(date_to=date(2020, 1, 1))
    assert judged_days(asked, NOW) == (None, date(2020, 1, 1))


def test_years_are_days_too() -> None:
    state = SearchState().with_values("year", ["2020", "2022", "none", "0000", "10000", "²"])
    assert asked_days(state) == (date(2020, 1, 1), date(2022, 12, 31))
    assert asked_days(state.between(date(2021, 5, 1), None)) == (date(2021, 5, 1), date(2022, 12, 31))
