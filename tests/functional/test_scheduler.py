"""The scheduler as a process: it crawls what is due, ends at a signal, goes on after kill -9; leases hold."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands import command, environment
from tests.functional.conftest import Run
from tests.functional.servers import Reply, serving
from tests.functional.test_kill import site
from wardarchive.config import load_settings, make_home
from wardarchive.jobs.leasing import LEASE, host_leaders
from wardarchive.jobs.portals import add_portal
from wardarchive.jobs.scheduler import SchedulerTools, run_once
from wardarchive.model import Portal
from wardarchive.store.schedule_rows import Schedule
from wardarchive.store.store import Store
from wardarchive.wiring import crawl_tools

NOW = datetime(2025, 7, 1, 2, 0, tzinfo=UTC)
_LEASING = """
import sys
from datetime import datetime, timedelta
from wardarchive.store.store import Store
url, owner, now = sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])
with Store.open(url) as store:
    sys.stdin.readline()
    print([i for i in range(1, 41) if store.take_lease(i, owner, now, timedelta(minutes=30))])
"""


def tools(home: Path, store: Store, owner: str, now: datetime = NOW) -> SchedulerTools:
    crawl = crawl_tools(load_settings(home), store, threading.Event())
    return SchedulerTools(
        store, replace(crawl, clock=lambda: now), owner, lambda: None, lambda _vi, _en: None
    )


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    make_home(home)
    with Store.open(load_settings(home).database_url) as opened:
        yield opened


def test_two_processes_share_the_leases(home: Path, store: Store) -> None:
    """Forty portals, two processes at the same moment: each portal has exactly one owner."""
    for number in range(40):
        store.add_portal(Portal(0, f"http://p{number}.example/", "Phường"), NOW)
    words = [sys.executable, "-c", _LEASING, load_settings(home).database_url]
    started = [
        subprocess.Popen(
            [*words, owner, NOW.isoformat()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment(),
        )
        for owner in ("a", "b")
    ]  # fmt: skip
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    taken = [json.loads(process.communicate(timeout=60)[0]) for process in started]

    assert sorted(taken[0] + taken[1]) == list(range(1, 41))


def test_one_machine_a_server(home: Path, store: Store) -> None:
    """A portal on a server that another machine is visiting waits; another server's does not."""
    asked: list[str] = []

    def answer(path: str) -> Reply:
        asked.append(path)
        return Reply(404)

    with serving(answer) as one, serving(answer) as two:
        urls = (one.url + "phuong-x/", one.url + "phuong-y/", two.url)
        first, second, third = (add_portal(store, url, now=NOW, delay=0.0) for url in urls)
        assert host_leaders([first, second, third]) == {1: 1, 2: 1, 3: 3}
        assert store.take_lease(first.id, "elsewhere", NOW, LEASE)
        store.set_schedule(Schedule(first.id, paused=True), NOW)
        done = run_once(tools(home, store, "here"), threading.Event())
        store.release_lease(first.id, "elsewhere")
        later = run_once(tools(home, store, "here"), threading.Event())

    assert [o.portal.id for o in done] == [third.id]
    assert [o.portal.id for o in later] == [second.id]
    assert store.take_lease(first.id, "elsewhere", NOW, LEASE), "the leases were given back"


def test_days_off_are_made_up_for_once(home: Path, store: Store) -> None:
    """An hourly portal after ten days: one crawl, and the next one an hour later."""
    with serving(lambda _path: Reply(404)) as served:
        portal = add_portal(store, served.url, now=NOW, delay=0.0)
        hourly = Schedule(portal.id, "every", seconds=3600, next_at=NOW - timedelta(days=10))
        store.set_schedule(hourly, NOW - timedelta(days=10))
        here = tools(home, store, "here")
        done = [len(run_once(here, threading.Event())) for _ in range(3)]

    (schedule,) = store.schedules()
    assert done == [1, 0, 0]
    assert schedule.next_at is not None and NOW < schedule.next_at <= NOW + timedelta(hours=1)


def test_crawl_leaves_to_others_what_they_collect(run: Run, home: Path) -> None:
    """A lease of another machine holds for the command as well; it is said, and nothing is asked for."""
    run("init")
    with serving(lambda _path: Reply(404)) as served:
        run("portal", "add", served.url, "--delay", 0)
        with Store.open(load_settings(home).database_url) as store:
            assert store.take_lease(1, "elsewhere", datetime.now(UTC), LEASE)
        ran = run("crawl", "--json")
        asked = list(served.asked)

    assert (ran.status, ran.json, asked) == (1, [], [])
    assert "another machine is collecting it" in ran.err


@contextmanager
def started(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler in a process of its own, which does not outlive the block."""
    words = command(home, "scheduler")
    quiet = subprocess.DEVNULL
    with subprocess.Popen(words, env=environment(), stdout=quiet, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(home: Path, articles: int) -> None:
    """Until the archive has so many articles."""
    ends = time.monotonic() + 120
    with Store.open(load_settings(home).database_url) as store:
        while store.article_count() < articles:
            assert time.monotonic() < ends, "the scheduler does not get on"
            time.sleep(0.1)


def test_killed_and_stopped(run: Run, home: Path) -> None:
    """kill -9 under way, then a new one at once: it takes its own leases back, goes on, and ends at SIGTERM."""
    run("init")
    with serving(site) as served:
        run("portal", "add", served.url, "--delay", "0")
        with started(home):
            wait_for(home, 3)
        with started(home) as second:
            wait_for(home, 12)
            second.send_signal(signal.SIGTERM)
            said = second.communicate(timeout=120)[1].decode()

    assert second.returncode == 0, said
    assert "stopping after the page under way" in said
    assert not list((home / "warc").glob("*.open")), "the file under way is closed"
    with Store.open(load_settings(home).database_url) as store:
        assert store.take_lease(1, "another machine", datetime.now(UTC), LEASE)
    shown = run("schedule", "show", "--json").json
    assert shown[0]["mode"] == "auto" and shown[0]["reason_vi"] and shown[0]["reason_en"]
