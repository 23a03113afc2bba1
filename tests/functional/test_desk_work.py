"""Work that the desk starts: it holds the archive, can be watched and stopped, and ends with the server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.functional.servers import Reply, Site, serving
from wardarchive.config import CONFIG_FILE, make_home
from wardarchive.errors import ArchiveLocked
from wardarchive.jobs.desk_work import DeskWork, WorkState
from wardarchive.jobs.portals import add_portal
from wardarchive.jobs.site_look import address_of
from wardarchive.model import Portal
from wardarchive.wiring import Services, open_services

_PAGE = "<html><head><title>Tin</title></head><body>{}</body></html>"


def _answer(path: str) -> Reply:
    """A site without end: each page leads to the next."""
    if path == "/robots.txt":
        return Reply(404)
    number = int(path.strip("/") or "0") if path.strip("/").isdigit() or path == "/" else 0
    return Reply(body=_PAGE.format(f'<a href="/{number + 1}">tiếp</a>').encode())


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(_answer) as served:
        yield served


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    make_home(tmp_path)
    with (tmp_path / CONFIG_FILE).open("a") as config:
        config.write("delay = 0.0\nmax_depth = 900\n")
    with open_services(tmp_path) as opened:
        yield opened


def _added(services: Services, site: Site) -> Portal:
    assert services.desk
    return add_portal(services.whole, site.url, now=services.desk.clock(), delay=0.02)


def _until(work: DeskWork, holds: Callable[[WorkState], bool]) -> WorkState:
    for _ in range(600):
        state = work.state()
        if state is not None and holds(state):
            return state
        time.sleep(0.05)
    raise AssertionError(f"it never came to that: {work.state()}")


def test_a_crawl_is_watched_and_stopped(services: Services, site: Site) -> None:
    """It shows its progress, lets no second one begin, and stops after the page under way."""
    portal = _added(services, site)
    assert services.desk
    work = services.desk.work
    work.crawl([portal], "an")
    under_way = _until(work, lambda state: state.portals[0].fetched >= 3)
    assert under_way.is_running and under_way.by == "an"
    with pytest.raises(ArchiveLocked, match="collecting already"):
        work.crawl([portal], "biên")
    assert work.stop()
    ended = _until(work, lambda state: not state.is_running)
    outcome = ended.portals[0].outcome
    assert outcome and outcome.outcome == "stopped" and outcome.fetched >= 3
    assert not work.stop()
    [schedule] = services.whole.schedules()
    assert schedule.reason_en.startswith("going on:")
    work.crawl([portal], "an", limit=2)  # it goes on, and to its limit
    again = _until(work, lambda state: not state.is_running)
    assert again.portals[0].outcome and again.portals[0].outcome.outcome == "limited"


def test_a_lock_held_elsewhere_is_told_at_once(services: Services, site: Site) -> None:
    portal = _added(services, site)
    assert services.desk
    with (
        FileLock(services.settings.home / "collect.lock"),
        pytest.raises(ArchiveLocked, match="another process"),
    ):
        services.desk.work.crawl([portal], "an")
    assert services.desk.work.state() is None
    services.desk.work.check(portal, "an")
    found = _until(services.desk.work, lambda state: not state.is_running)
    assert [check.verdict for check in found.checks] == ["no-articles"]


def test_the_work_ends_with_the_server(tmp_path: Path, site: Site) -> None:
    make_home(tmp_path)
    with open_services(tmp_path) as opened:
        portal = _added(opened, site)
        assert opened.desk
        work = opened.desk.work
        work.crawl([portal], "an")
        _until(work, lambda state: state.portals[0].fetched >= 1)
    state = work.state()
    assert state and not state.is_running
    with FileLock(tmp_path / "collect.lock", timeout=0):
        assert sorted(f.suffix for f in (tmp_path / "warc").iterdir()) == [".gz"]


def test_a_look_obeys_robots_and_refuses_private_addresses(services: Services, site: Site) -> None:
    """The guard is in the fetch itself: a name that leads to this machine is refused like the number."""
    assert services.desk
    look = services.desk.look
    for address in (site.url, site.url.replace("127.0.0.1", "localhost"), "http://[::1]:8080/", "http://2130706433/",
                    "http://0x7f.1/", "http://169.254.169.254/latest/meta-data/"):  # fmt: skip
        found = look(address_of(address), False)
        assert found.is_private, address
    assert site.asked == []
    seen = look(address_of(site.url), True)
    assert seen.problem is None and site.asked == ["/robots.txt", "/"]
    assert look(address_of("http://169.254.169.254/"), False).is_private
    with serving(lambda _path: Reply(body=b"User-agent: *\nDisallow: /\n")) as closed:
        refused = look(address_of(closed.url), True)
        assert refused.problem and refused.problem.kind == "robots" and closed.asked == ["/robots.txt"]
    moved = ("Location", site.url)
    with serving(
        lambda path: Reply(404) if path == "/robots.txt" else Reply(302, headers=(moved,))
    ) as trap:
        led = look(address_of(trap.url), True)
        assert led.problem and led.problem.kind == "private-address"  # only the host that was allowed
