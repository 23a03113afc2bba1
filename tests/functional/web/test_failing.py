"""A portal that was failing: said above a search, on its ward's page and on the page of coverage."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.functional.web.archive import NOW, make_services, thirty_pages
from wardarchive.store.portal_rows import RunCounts
from wardarchive.store.store import Store
from wardarchive.web.app import create_app

DAY = timedelta(days=1)


def _run(store: Store, portal: int, day: int, outcome: str) -> None:
    at = NOW + day * DAY
    store.finish_run(store.start_run("crawl", at, portal), outcome, at, RunCounts(4, 0, 0, 2))


def test_days_that_failed_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same days on the three pages; wards and days of which nothing failed say nothing."""
    for module in ("search", "wards", "coverage", "api.places"):
        monkeypatch.setattr(f"wardarchive.web.{module}.utc_now", lambda: NOW + 9 * DAY)
    services = make_services(tmp_path, thirty_pages()[:6])
    store = services.store
    failing, well, *_ = store.portals()
    for portal, day, outcome in (
        (well, 0, "done"), (well, 9, "done"), (failing, 0, "done"), (failing, 4, "failed"), (failing, 6, "done"),
        (failing, 8, "failed"),
    ):  # fmt: skip
        _run(store, portal.id, day, outcome)
    client = create_app(services).test_client()

    def page(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200, path
        return answer.text

    first, last = (f"{(NOW + day * DAY).day} November 2026" for day in (1, 8))
    told = "1 of 3 portals was failing"
    for path in ("/?lang=en&q=phường", "/coverage?lang=en"):
        assert told in page(path) and first in page(path), path
        assert "until today" in page(path), path
    assert told in page(f"/?lang=en&q=phường&ward={failing.ward_code}")
    assert " failing" not in page(f"/?lang=en&q=phường&ward={well.ward_code}")
    assert " failing" not in page("/?lang=en&q=phường&to=2020-01-01")
    for year in ("0", "0000", "99999", "²"):  # no years: an answer, never an error of the server
        assert client.get(f"/?year={year}").status_code < 500
    assert "10 days collected" in page("/coverage?lang=en")
    ward = page(f"/ward/{failing.ward_code}?lang=en")
    assert "3 days collected" in ward and "6 days failing" in ward and "1 day without a look" in ward
    assert ward.count("Not to be reached:") == 2 and first in ward and last in ward
    assert "Not to be reached" not in page(f"/ward/{well.ward_code}?lang=en")
    told_wards = {one["ward_code"]: one for one in json.loads(page("/api/v1/coverage"))["wards"]}
    days = told_wards[failing.ward_code]["days"]
    assert (days["collected"], days["failing"], days["unwatched"]) == (3, 6, 1)
    assert sum(span["days"] for span in told_wards[failing.ward_code]["spans"]) == sum(days.values())
    services.store.close()
