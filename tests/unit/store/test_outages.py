"""When portals could not be collected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from wardarchive.model import Portal
from wardarchive.store.portal_rows import RunCounts, RunError
from wardarchive.store.store import Store

START = datetime(2026, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def _run(store: Store, portal: int, day: int, outcome: str, fetched: int, errors: int) -> None:
    at = START + day * DAY
    run = store.start_run("crawl", at, portal)
    for number in range(errors):
        store.add_error(RunError(run, portal, f"http://a.example.vn/{number}", at, "timeout", "no answer"))
    store.finish_run(run, outcome, at, RunCounts(fetched, 0, 0, 0))


def test_an_outage_lasts_from_the_first_failed_run_to_the_next_good_one(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'archive.db'}") as store:
        one = store.add_portal(Portal(0, "http://a.example.vn/", "A", "00142"), START).id
        two = store.add_portal(Portal(0, "http://b.example.vn/", "B", None), START).id
        _run(store, one, 0, "done", 9, 2)
        _run(store, one, 1, "failed", 3, 3)
        _run(store, one, 2, "failed", 3, 3)
        _run(store, one, 5, "limited", 9, 0)
        _run(store, two, 3, "done", 1, 1)

        found = store.outages()

        assert [(o.portal_id, o.ward_code, o.since, o.until) for o in found] == [
            (one, "00142", START + DAY, START + 5 * DAY),
            (two, None, START + 3 * DAY, None),
        ]
        store.remove_portal(two, START + 4 * DAY)
        assert {o.portal_id for o in store.outages()} == {one}


def test_an_archive_without_failures_has_none(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'archive.db'}") as store:
        assert store.outages() == []
