"""For which days a ward was being collected: states of days, and wards with several portals."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from wardarchive.jobs.coverage import DayState, day_states, portal_coverage, spans_of, ward_coverage
from wardarchive.model import Portal
from wardarchive.store.health_rows import PastRun, Watch
from wardarchive.store.portal_rows import RunCounts, RunError
from wardarchive.store.store import Store

START = datetime(2025, 6, 30, 20, 0, tzinfo=UTC)
"""In Hanoi it is already 1 July, 03:00."""
FIRST = date(2025, 7, 1)
DAY = timedelta(days=1)


def run(
    day: int, outcome: str = "done", *, fetched: int = 5, errors: int = 0, ended: bool = True
) -> PastRun:
    at = START + day * DAY
    return PastRun(at, at + timedelta(hours=1) if ended else None, outcome, fetched, 3, errors)


def states(*runs: PastRun, days: int = 6, added: int = 0, removed: int | None = None) -> list[DayState]:
    watch = Watch(1, "00142", START + added * DAY, START + removed * DAY if removed is not None else None)
    return day_states(watch, runs, FIRST, FIRST + (days - 1) * DAY)


def test_a_crawl_vouches_for_the_days_before_it() -> None:
    """Lists show what came since the crawl before; after the last one nobody looked."""
    assert states(run(0), run(3)) == ["collected"] * 4 + ["unwatched"] * 2


def test_silence_of_a_failing_portal_is_no_absence() -> None:
    """A whole day of failures is failing; one that worked in the end is collected."""
    found = states(run(0), run(1, "failed"), run(2, "failed"), run(2), run(4, errors=5), run(5, "limited"))

    assert found == ["collected", "failing", "collected", "failing", "failing", "collected"]


def test_before_it_was_added_and_after_it_was_removed() -> None:
    """Of those days the archive has what the portal still showed, or nothing."""
    assert states(run(2), run(3), added=2, removed=4) == [
        "before", "before", "collected", "collected", "unwatched", "ended",
    ]  # fmt: skip


def test_an_interrupted_crawl_tells_nothing() -> None:
    """Neither that the portal could be reached nor that it could not."""
    assert states(run(1, "stopped", ended=False), days=2) == ["unwatched"] * 2


def test_a_crawl_does_not_vouch_for_ever() -> None:
    """Lists show some weeks: half a year without a crawl is a hole."""
    found = states(run(0), run(100), days=101)

    assert (found[1], found[80], found[86], found[100]) == (
        "unwatched", "unwatched", "collected", "collected",
    )  # fmt: skip


def test_spans_have_no_gaps() -> None:
    """In order, each day once."""
    spans = spans_of(["before", "collected", "collected", "failing"], FIRST)

    assert [(s.first.day, s.last.day, s.state) for s in spans] == [
        (1, 1, "before"), (2, 3, "collected"), (4, 4, "failing"),
    ]  # fmt: skip


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(f"sqlite:///{tmp_path_factory.mktemp('coverage') / 'archive.db'}")


def test_a_ward_with_two_portals(store: Store) -> None:
    """One that was collected is enough for the ward; each portal has its own days."""
    ids = []
    for number in (1, 2):
        portal = store.add_portal(Portal(0, f"http://p{number}.example/", "Phường", "00142"), START)
        ids.append(portal.id)
        for day in range(4):
            at, good = START + day * DAY, (number == 1) == (day < 2)
            run_id = store.start_run("crawl", at, portal.id)
            if not good:
                store.add_error(RunError(run_id, portal.id, portal.url, at, "refused", "…"))
            store.finish_run(run_id, "done" if good else "failed", at, RunCounts(3 if good else 1, 0, 0, 1))
    store.remove_portal(ids[0], START + 5 * DAY)
    now = START + 4 * DAY

    wards = ward_coverage(store, now)
    one, two = portal_coverage(store, now, ids).values()

    assert list(wards) == ["00142"]
    assert [(s.state, s.days) for s in wards["00142"].spans] == [("collected", 4), ("unwatched", 1)]
    assert [(s.state, s.days) for s in one.spans] == [("collected", 2), ("failing", 2), ("unwatched", 1)]
    assert [(s.state, s.days) for s in two.spans] == [("failing", 2), ("collected", 2), ("unwatched", 1)]
    assert two.state_on(FIRST) == "failing" and two.days("collected") == 2
    assert wards["00142"].as_json()["days"]["collected"] == 4
    assert ward_coverage(store, now, ["00139"]) == {}
    later = ward_coverage(store, now, first=FIRST + 3 * DAY, last=FIRST + 3 * DAY)["00142"]
    assert [(s.state, s.days) for s in later.spans] == [("collected", 1)]
    store.close()
