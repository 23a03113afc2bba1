"""Hits over time, and their share of the archive."""

from __future__ import annotations

from datetime import date

from wardarchive.web.months import HEIGHT, histogram
from wardarchive.web.urls import SearchState

STATE = SearchState(query="rác")


def test_every_month_has_a_bar_of_its_height() -> None:
    found = histogram([("2019-12", 2), ("2020-02", 4)], [("2019-12", 10), ("2020-02", 10)], STATE)
    assert found is not None
    assert [(b.label, b.count, b.height) for b in found.bars] == [
        ("2019-12", 2, HEIGHT / 2),
        ("2020-01", 0, 0),
        ("2020-02", 4, HEIGHT),
    ]
    assert found.path == "M0 65v-33h86v33zM200 65v-65h86v65z"
    assert found.chosen == ""
    assert [b.label for b in found.filled] == ["2019-12", "2020-02"]


def test_the_share_tells_a_trend_from_a_growing_archive() -> None:
    """Ten times the hits in ten times the articles is no trend."""
    hits = [("2019-01", 1), ("2021-01", 10)]
    found = histogram(hits, [("2019-01", 10), ("2021-01", 100)], STATE)
    assert found is not None
    assert found.bars[0].share == found.bars[-1].share == 100
    heights = {point.partition(",")[2] for point in found.trend.split()}
    assert heights == {"0"}
    assert found.bars[1].share is None


def test_many_months_become_years() -> None:
    hits = [("2001-05", 1), ("2001-06", 2), ("2020-12", 4)]
    found = histogram(hits, hits, STATE)
    assert found is not None
    assert [(b.label, b.count) for b in found.filled] == [("2001", 3), ("2020", 4)]
    assert len(found.bars) == 20


def test_the_chosen_month_is_marked() -> None:
    state = STATE.between(date(2020, 2, 1), date(2020, 2, 29))
    found = histogram([("2020-01", 1), ("2020-02", 1)], [], state)
    assert found is not None
    assert [b.selected for b in found.bars] == [False, True]
    assert found.chosen == "M150 65v-65h129v65z"


def test_one_month_is_no_histogram() -> None:
    assert histogram([("2020-02", 9)], [], STATE) is None
    assert histogram([], [], STATE) is None
