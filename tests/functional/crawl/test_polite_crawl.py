"""Politeness as the server sees it: gaps between requests, connections at one time, robots.txt."""

from __future__ import annotations

import threading
import time

from tests.hostile_server import HostileServer, Request, ok
from wardarchive.crawl.fetch import Fetcher, FetchSettings
from wardarchive.crawl.politeness import Politeness, PolitenessRules
from wardarchive.crawl.robots import MAX_ROBOTS_BYTES, RobotsCache
from wardarchive.crawl.sitemap import read_sitemap
from wardarchive.model import FetchedPage

DELAY = 0.15


def test_one_connection_and_a_delay_between_requests() -> None:
    """Four threads on one host: never two requests at once, never closer than the delay."""
    begun: list[float] = []
    ended: list[float] = []

    def noted(request: Request) -> None:
        begun.append(time.monotonic())
        ok(request)
        ended.append(time.monotonic())

    with HostileServer() as server, Fetcher(FetchSettings(retries=0)) as fetcher:
        server.add("/noted", noted)
        politeness = Politeness(PolitenessRules(delay=DELAY, response_factor=0.0))

        def work() -> None:
            for _ in range(3):
                with politeness.turn(server.key) as turn:
                    turn.page(fetcher.fetch(server.url("/noted"), allowed_hosts=frozenset({server.key})))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        connections = server.most_connections

    gaps = [start - stop for start, stop in zip(begun[1:], ended, strict=False)]
    assert len(begun) == 12
    assert min(gaps) >= DELAY * 0.95
    assert connections == 1


def test_hosts_do_not_wait_for_each_other() -> None:
    """Three hosts with a delay each take as long as one."""
    with (
        HostileServer() as one,
        HostileServer() as two,
        HostileServer() as three,
        Fetcher() as fetcher,
    ):
        politeness = Politeness(PolitenessRules(delay=DELAY, response_factor=0.0))

        def work(server: HostileServer) -> None:
            for _ in range(4):
                with politeness.turn(server.key) as turn:
                    turn.page(fetcher.fetch(server.url("/ok"), allowed_hosts=frozenset({server.key})))

        threads = [threading.Thread(target=work, args=(server,)) for server in (one, two, three)]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - started

    assert 3 * DELAY <= seconds < 3 * 3 * DELAY


def test_slow_host_gets_more_rest() -> None:
    """Five times the response time where that is more than the delay."""

    def slow(request: Request) -> None:
        time.sleep(0.1)
        ok(request)

    with HostileServer() as server, Fetcher() as fetcher:
        server.add("/slow", slow)
        politeness = Politeness(PolitenessRules(delay=0.01))
        with politeness.turn(server.key) as turn:
            turn.page(fetcher.fetch(server.url("/slow"), allowed_hosts=frozenset({server.key})))

        assert politeness.seconds_until(server.key) > 0.4


def _robots(server: HostileServer, fetcher: Fetcher) -> RobotsCache:
    def fetch(url: str) -> FetchedPage:
        return fetcher.fetch_following(url, allowed_hosts=frozenset({server.key}), cut_at=MAX_ROBOTS_BYTES)[
            -1
        ]

    return RobotsCache(fetch)


def test_robots_of_50_mb_is_obeyed_as_far_as_it_is_read() -> None:
    """The rules at its start hold; the rest is not downloaded."""
    with HostileServer() as server, Fetcher(FetchSettings(retries=0)) as fetcher:
        server.add("/robots.txt", lambda request: request.server.faults["/robots-50-mb"](request))
        rules = _robots(server, fetcher).rules(server.url("/"))

    assert not rules.allows(server.url("/quan-tri/1"))
    assert rules.allows(server.url("/tin/1"))


def test_robots_behind_redirects() -> None:
    """Redirects are followed; the rules are those of the site that was asked for."""
    with HostileServer() as server, Fetcher(FetchSettings(retries=0)) as fetcher:
        server.add("/robots.txt", lambda request: request.redirect("/robots-moi.txt"))
        body = b"User-agent: *\nDisallow: /x"
        server.add("/robots-moi.txt", lambda request: request.answer("200 OK", {}, body))
        rules = _robots(server, fetcher).rules(server.url("/"))

    assert not rules.allows(server.url("/x"))


def test_robots_of_a_silent_server() -> None:
    """No answer: nothing is fetched for now."""
    with HostileServer() as server, Fetcher(FetchSettings(retries=0, read_timeout=0.3)) as fetcher:
        server.add("/robots.txt", lambda request: request.server.faults["/silent"](request))
        rules = _robots(server, fetcher).rules(server.url("/"))

    assert rules.source == "unreachable"
    assert not rules.allows(server.url("/ok"))


def test_sitemap_that_includes_itself_is_read_once() -> None:
    """With a set of what was seen, a circle of sitemaps ends."""
    with HostileServer() as server, Fetcher() as fetcher:
        waiting, seen = [server.url("/sitemap-self.xml")], set()
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            page = fetcher.fetch(address, allowed_hosts=frozenset({server.key}))
            waiting += [entry.url for entry in read_sitemap(page.body, address).entries]

        assert server.seen["/sitemap-self.xml"] == 1
