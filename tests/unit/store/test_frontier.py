"""The URLs of a crawl: known once, fetched in order, settled at the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from wardarchive.model import Link, Portal, WarcLocation
from wardarchive.store.capture_rows import NewCapture
from wardarchive.store.frontier_rows import FrontierUrl
from wardarchive.store.store import Store

NOW = datetime(2024, 5, 6, tzinfo=UTC)


def next_due(store: Store, portal_id: int) -> FrontierUrl | None:
    """What a crawl fetches next."""
    return next(iter(store.due(portal_id, 1)), None)


@pytest.fixture
def portal(store: Store) -> Portal:
    return store.add_portal(Portal(0, "http://phuong.example/", "Phường"), NOW)


def drain(store: Store, portal: Portal, run_id: int) -> list[str]:
    """Settle all that is due, in order."""
    seen = []
    while (due := next_due(store, portal.id)) is not None:
        seen.append(due.url)
        store.settle(due.id, "done", run_id=run_id, now=NOW)
    return seen


def test_articles_come_before_lists_and_lists_before_older_pages(store: Store, portal: Portal) -> None:
    """What may vanish is fetched first."""
    links = [
        Link("p", "page"),
        Link("n", "next"),
        Link("l", "list"),
        Link("a", "article"),
        Link("s", "start"),
    ]

    store.discover(portal.id, links, 1, NOW)

    assert drain(store, portal, 1) == ["s", "a", "l", "n", "p"]


def test_a_url_is_known_once(store: Store, portal: Portal) -> None:
    """Discovering again finds nothing new and makes nothing due."""
    assert store.discover(portal.id, [Link("a", "article"), Link("a", "article")], 1, NOW) == ["a"]
    drain(store, portal, 1)

    assert store.discover(portal.id, [Link("a", "article")], 1, NOW) == []
    assert next_due(store, portal.id) is None


def test_the_next_run_looks_at_lists_again_and_not_at_articles(store: Store, portal: Portal) -> None:
    """A run is incremental."""
    store.discover(portal.id, [Link("s", "start"), Link("a", "article"), Link("l", "list")], 0, NOW)
    first = store.start_run("crawl", NOW, portal.id)
    drain(store, portal, first)
    store.finish_run(first, "done", NOW)

    second = store.start_run("crawl", NOW, portal.id)
    store.begin_portal_run(portal.id, second, 3, NOW)

    assert second != first
    assert drain(store, portal, second) == ["s", "l"]


def test_an_interrupted_run_goes_on(store: Store, portal: Portal) -> None:
    """What the killed run had fetched is not fetched again under its number."""
    store.discover(portal.id, [Link("s", "start"), Link("l", "list")], 0, NOW)
    run = store.start_run("crawl", NOW, portal.id)
    due = next_due(store, portal.id)
    assert due is not None
    store.settle(due.id, "done", run_id=run, now=NOW)

    again = store.start_run("crawl", NOW, portal.id)
    store.begin_portal_run(portal.id, again, 3, NOW)

    assert again == run
    assert drain(store, portal, again) == ["l"]


def test_failures_are_tried_again_a_few_times(store: Store, portal: Portal) -> None:
    """A URL that failed in `max_attempts` runs is left alone."""
    store.discover(portal.id, [Link("a", "article")], 0, NOW)
    tries = 0
    for _ in range(5):
        run = store.start_run("crawl", NOW, portal.id)
        store.begin_portal_run(portal.id, run, 3, NOW)
        due = next_due(store, portal.id)
        if due is not None:
            tries += 1
            store.settle(due.id, "failed", run_id=run, now=NOW, reason="timeout")
        store.finish_run(run, "done", NOW)

    assert tries == 3


def test_a_capture_has_one_row(store: Store, portal: Portal) -> None:
    """A recovered record that has its row already gets no second one."""
    new = NewCapture(
        portal.id, None, "http://phuong.example/", NOW, 200, "text/html", "sha1:X", WarcLocation("f", 7, 9)
    )

    assert store.add_capture(new) == store.add_capture(new)
    assert store.capture_count() == 1
    capture = store.capture_at(new.location)
    assert capture is not None
    assert (capture.url, capture.location) == (new.url, new.location)


def test_adding_a_portal_again_updates_it(store: Store, portal: Portal) -> None:
    """A portal is its URL; a removed one comes back with what it had."""
    store.remove_portal(portal.id, NOW)
    assert store.portals() == []

    again = store.add_portal(Portal(0, portal.url, "Tên mới", ward_code="00142"), NOW)

    assert (again.id, again.name, again.ward_code) == (portal.id, "Tên mới", "00142")
    assert store.portals() == [again]


def failed_runs(store: Store, portal: Portal, kind: Literal["start", "article"], runs: int) -> None:
    """A URL that fails in so many runs."""
    store.discover(portal.id, [Link("u", kind)], 0, NOW)
    for _ in range(runs):
        run = store.start_run("crawl", NOW, portal.id)
        store.begin_portal_run(portal.id, run, 3, NOW)
        due = next_due(store, portal.id)
        if due is not None:
            store.settle(due.id, "failed", run_id=run, now=NOW, reason="timeout")
        store.finish_run(run, "failed", NOW)


def next_in_a_run(store: Store, portal: Portal, now: datetime) -> bool:
    store.begin_portal_run(portal.id, store.start_run("crawl", now, portal.id), 3, now)
    return next_due(store, portal.id) is not None


def test_a_start_page_is_never_given_up(store: Store, portal: Portal) -> None:
    """After an outage of many runs the portal is tried all the same."""
    failed_runs(store, portal, "start", 8)

    assert next_in_a_run(store, portal, NOW)


def test_a_page_given_up_is_tried_again_a_month_later(store: Store, portal: Portal) -> None:
    """Servers come back."""
    failed_runs(store, portal, "article", 5)

    assert not next_in_a_run(store, portal, NOW + timedelta(days=29))
    assert next_in_a_run(store, portal, NOW + timedelta(days=31))


def test_what_the_host_did_is_forgiven(store: Store, portal: Portal) -> None:
    """An attempt that failed with the whole host does not count against the page."""
    failed_runs(store, portal, "article", 3)
    assert not next_in_a_run(store, portal, NOW)
    store.forgive([1])

    assert next_in_a_run(store, portal, NOW)


def test_what_robots_forbade_is_looked_at_again(store: Store, portal: Portal) -> None:
    """A day later robots.txt may say something else."""
    store.discover(portal.id, [Link("u", "article")], 0, NOW)
    due = next_due(store, portal.id)
    assert due is not None
    store.settle(due.id, "skipped", run_id=99, now=NOW, reason="robots")

    assert not next_in_a_run(store, portal, NOW + timedelta(hours=23))
    assert next_in_a_run(store, portal, NOW + timedelta(hours=25))
