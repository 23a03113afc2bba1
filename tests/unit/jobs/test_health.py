"""What is wrong with a portal, and that nothing is said of one that is well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wardarchive.jobs.health import PortalHealth, portal_health
from wardarchive.jobs.publishing import publishing
from wardarchive.model import Article, Block, Link, Portal, WarcLocation
from wardarchive.store.capture_rows import NewCapture
from wardarchive.store.keeping import NewVersion
from wardarchive.store.portal_rows import RunCounts, RunError
from wardarchive.store.schedule_rows import Schedule
from wardarchive.store.store import Store

NOW = datetime(2025, 7, 1, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "http://phuong.example/"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'archive.db'}") as opened:
        yield opened


@pytest.fixture
def portal(store: Store) -> Portal:
    return store.add_portal(Portal(0, URL, "Phường", "00142"), NOW - 300 * DAY)


def crawl(
    store: Store,
    portal: Portal,
    days_ago: float,
    outcome: str = "done",
    *,
    fetched: int = 10,
    listed: int = 8,
    errors: tuple[str, ...] = (),
) -> None:
    at = NOW - days_ago * DAY
    run_id = store.start_run("crawl", at, portal.id)
    for kind in errors:
        store.add_error(RunError(run_id, portal.id, URL, at, kind, "…"))
    store.finish_run(run_id, outcome, at + timedelta(minutes=5), RunCounts(fetched, 0, 0, listed))


def publish(store: Store, portal: Portal, *days_ago: float) -> None:
    for number, ago in enumerate(days_ago):
        at = NOW - ago * DAY
        article = Article(
            url=f"{URL}tin/{number}",
            title=f"Tin {number}",
            body=(Block("paragraph", "Nội dung."),),
            published=at,
        )
        store.keep(
            NewVersion(
                article=article, observed_at=at, parser_version="1", ward_code=None, portal_id=portal.id
            )
        )


def health(store: Store, portal: Portal) -> PortalHealth:
    return portal_health(store, NOW)[portal.id]


def kinds(found: PortalHealth) -> list[str]:
    return [problem.kind for problem in found.problems]


def test_a_healthy_portal(store: Store, portal: Portal) -> None:
    """Crawled yesterday, a dead link among its pages, two articles a week: nothing to say."""
    publish(store, portal, *(3.5 * n for n in range(40, -1, -1)))
    for ago in (5, 3, 1):
        crawl(store, portal, ago, errors=("http-error",))

    found = health(store, portal)

    assert found.problems == ()
    assert found.last_success == NOW - DAY + timedelta(minutes=5)
    assert (found.requests, dict(found.errors), found.error_rate) == (30, {"http-error": 3}, 0.1)
    assert found.publishing.usual == pytest.approx(2.0, rel=0.15)
    assert found.as_json()["problems"] == []


def test_never_crawled(store: Store, portal: Portal) -> None:
    """It says which command is next."""
    (problem,) = health(store, portal).problems

    assert problem.kind == "new"
    assert f"wardarchive crawl {portal.id}" in problem.en


def test_a_portal_that_fails(store: Store, portal: Portal) -> None:
    """Since when, how often, by what, and what to do about that kind."""
    crawl(store, portal, 9)
    for ago in (3, 2, 1):
        crawl(store, portal, ago, "failed", fetched=5, errors=("unknown-host",) * 5)

    found = health(store, portal)

    assert kinds(found) == ["failing"]
    assert found.failures == 3
    assert "since 2025-06-22" in found.problems[0].en and "new address" in found.problems[0].en
    assert "từ 2025-06-22" in found.problems[0].vi


def test_many_errors(store: Store, portal: Portal) -> None:
    """It can be reached, but a third of its pages cannot."""
    crawl(store, portal, 1, errors=("timeout", "timeout", "http-error"))

    found = health(store, portal)

    assert kinds(found) == ["errors"]
    assert "30 %" in found.problems[0].en and "timeout (2)" in found.problems[0].en


def test_a_scheduler_that_does_not_run(store: Store, portal: Portal) -> None:
    """Scheduled, and not crawled for days; without a schedule nobody promised anything."""
    crawl(store, portal, 6)
    assert kinds(health(store, portal)) == []
    store.set_schedule(Schedule(portal.id, next_at=NOW - 5 * DAY), NOW)

    assert kinds(health(store, portal)) == ["unwatched"]


def test_lists_that_yield_nothing(store: Store, portal: Portal) -> None:
    """They led to articles before."""
    for ago in (4, 3, 2):
        crawl(store, portal, ago)
    crawl(store, portal, 1, listed=0)

    assert kinds(health(store, portal)) == ["empty-lists"]


def test_a_portal_that_went_quiet(store: Store, portal: Portal) -> None:
    """Two articles a week for months, then nothing for seven weeks; the check is named."""
    publish(store, portal, *(50 + 3.5 * n for n in range(30)))
    crawl(store, portal, 1)

    found = health(store, portal)

    assert kinds(found) == ["quiet"]
    assert "50 days" in found.problems[0].en and "portal check" in found.problems[0].en


@pytest.mark.parametrize(
    ("times", "quiet"),
    [
        ([0.0, 60.0, 120.0], False),  # always rare
        ([7.0 * n for n in range(5)], False),  # too little is known
        ([7.0 * n for n in range(2, 26)], False),  # weekly, two weeks without
        ([16.0 + 2.0 * n for n in range(70)], False),
        ([30.0 + 2.0 * n for n in range(70)], True),
        ([9.0 + 0.5 * n for n in range(200)], True),
    ],
)
def test_silence_is_judged_by_the_portals_own_past(times: list[float], quiet: bool) -> None:
    """Days before now at which its articles appeared."""
    appeared = sorted(NOW - ago * DAY for ago in times)

    assert publishing(appeared, NOW).quiet is quiet


def robots(store: Store, portal: Portal, days_ago: float, status: int, digest: str) -> None:
    store.add_capture(
        NewCapture(
            portal_id=portal.id,
            run_id=None,
            url=f"{URL}robots.txt",
            fetched_at=NOW - days_ago * DAY,
            status=status,
            content_type="text/plain",
            digest=digest,
            location=WarcLocation("a.warc.gz", int(1000 * days_ago), 10),
        )
    )


def test_robots_that_changed(store: Store, portal: Portal) -> None:
    """Lately; an answer 503 in between is no change, and neither are two pages that say 404."""
    crawl(store, portal, 1)
    for ago, status, digest in (
        (90.0, 404, "x"),
        (80.0, 404, "y"),
        (9.0, 200, "a"),
        (5.0, 503, "e"),
        (1.0, 200, "a"),
    ):
        robots(store, portal, ago, status, digest)

    found = health(store, portal)

    assert kinds(found) == ["robots-changed"]
    assert found.robots_changed_at == NOW - 9 * DAY
    robots(store, portal, 0.5, 200, "b")
    assert health(store, portal).robots_changed_at == NOW - 0.5 * DAY


def test_robots_that_forbids_the_front_page(store: Store, portal: Portal) -> None:
    """That is said instead of the failures that follow from it."""
    store.discover(portal.id, [Link(URL, "start", address=URL)], 0, NOW)
    due = next(iter(store.due(portal.id, 1)), None)
    assert due is not None
    store.settle(due.id, "skipped", run_id=1, now=NOW, reason="robots")
    crawl(store, portal, 1, fetched=0, listed=0)

    assert kinds(health(store, portal)) == ["robots"]
