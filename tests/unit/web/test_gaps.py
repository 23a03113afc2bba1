"""What a search may miss because portals were failing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from wardarchive.store.outage_rows import Outage
from wardarchive.web.gaps import Gap, asked_days, gap
from wardarchive.web.urls import SearchState

NOW = datetime(2026, 6, 30, 3, tzinfo=UTC)


def _at(day: int, month: int = 5) -> datetime:
    return datetime(2026, month, day, 3, tzinfo=UTC)


MAY = [
    Outage(1, "00142", _at(3), _at(12)),
    Outage(2, "00151", _at(10), _at(19)),
    Outage(2, "00151", _at(1, 6), None),
]


def test_the_days_of_a_search_and_those_of_the_outages_are_met() -> None:
    state = SearchState(date_from=date(2026, 5, 1), date_to=date(2026, 5, 31))
    assert gap(MAY, 14, state, [], NOW) == Gap(2, 14, date(2026, 5, 3), date(2026, 5, 19), lasting=False)


def test_only_what_lies_in_the_days_is_told() -> None:
    state = SearchState(date_from=date(2026, 5, 11), date_to=date(2026, 5, 15))
    assert gap(MAY, 14, state, [], NOW) == Gap(2, 14, date(2026, 5, 11), date(2026, 5, 15), lasting=False)
    assert gap(MAY, 14, SearchState(date_to=date(2020, 1, 1)), [], NOW) is None


def test_only_the_wards_of_a_search_count() -> None:
    state = SearchState(date_from=date(2026, 5, 1), date_to=date(2026, 5, 31))
    found = gap(MAY, 14, state, ["00142"], NOW)
    assert found is not None and (found.failing, found.last) == (1, date(2026, 5, 12))


def test_without_days_only_late_outages_are_told() -> None:
    found = gap(MAY, 14, SearchState(), [], NOW)
    assert found == Gap(1, 14, date(2026, 6, 1), date(2026, 6, 30), lasting=True)
    assert gap(MAY[:1], 14, SearchState(), [], NOW) is None


def test_years_are_days_too() -> None:
    state = SearchState().with_values("year", ["2020", "2022", "none"])
    assert asked_days(state) == (date(2020, 1, 1), date(2022, 12, 31))
    assert asked_days(state.between(date(2021, 5, 1), None)) == (date(2021, 5, 1), date(2022, 12, 31))
