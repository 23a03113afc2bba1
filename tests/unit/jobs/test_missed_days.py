"""Which portals were failing in the days of a search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from wardarchive.jobs.missed_days import Missed, missed_days
from wardarchive.model import Portal
from wardarchive.store.portal_rows import RunCounts, RunError
from wardarchive.store.store import Store

START = datetime(2026, 5, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)
NOW = START + 40 * DAY


def _portal(store: Store, name: str, ward: str | None) -> int:
    return store.add_portal(Portal(0, f"http://{name}.example.vn/", name, ward), START).id


def _run(store: Store, portal: int, day: int, outcome: str = "done", errors: int = 0) -> None:
    at = START + day * DAY
    run = store.start_run("crawl", at, portal)
    for number in range(errors):
        store.add_error(RunError(run, portal, f"http://a.example.vn/{number}", at, "timeout", "no answer"))
    store.finish_run(run, outcome, at, RunCounts(4, 0, 0, 0))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One portal that failed for some days in May, one without a ward that fails since June."""
    with Store.open(f"sqlite:///{tmp_path / 'archive.db'}") as opened:
        one, two = _portal(opened, "a", "00142"), _portal(opened, "b", None)
        for day in (0, 5, 10, 35):
            _run(opened, one, day)
        _run(opened, one, 2, "failed")
        _run(opened, one, 3, "done", errors=4)
        _run(opened, two, 30)
        _run(opened, two, 38, "failed")
        yield opened


def _on(day: int) -> date:
    return (START + day * DAY).date()


MAY, STILL = Missed(1, "00142", _on(1), _on(3), False), Missed(2, None, _on(31), _on(38), True)


def test_the_days_of_a_search_and_those_of_failures_are_met(store: Store) -> None:
    assert missed_days(store, NOW) == [MAY, STILL]
    assert missed_days(store, NOW, last=_on(20)) == [MAY]
    assert missed_days(store, NOW, first=_on(3)) == [Missed(1, "00142", _on(3), _on(3), False), STILL]
    assert missed_days(store, NOW, _on(5), _on(25)) == []
    assert missed_days(store, NOW, _on(41), _on(60)) == []
    assert missed_days(store, NOW, date.min, date.min) == []
    assert missed_days(store, NOW, date.min, date.max) == [MAY, STILL]


def test_what_ended_before_today_does_not_last(store: Store) -> None:
    """Asked for days up to the 38th, nothing is said of today."""
    (found,) = missed_days(store, NOW, _on(20), _on(38))
    assert not found.lasting and (found.first, found.last) == (_on(31), _on(38))


def test_only_the_wards_of_a_search_count(store: Store) -> None:
    assert missed_days(store, NOW, wards=["00142"]) == [MAY]
    assert missed_days(store, NOW, wards=["00139"]) == []


def test_another_portal_of_the_ward_is_enough(store: Store) -> None:
    """On days on which a second portal of the ward was collected nothing is missed."""
    other = _portal(store, "c", "00142")
    _run(store, other, 2)
    (first, _) = missed_days(store, NOW)
    assert first == Missed(1, "00142", _on(3), _on(3), False)
    _run(store, other, 4)
    assert missed_days(store, NOW) == [STILL]


def test_an_archive_without_failures_has_none(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'archive.db'}") as empty:
        assert missed_days(empty, NOW) == []
