"""robots.txt as RFC 9309 says, with its failure modes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from wardarchive.crawl.robots import RobotsCache, read_robots
from wardarchive.errors import FetchError
from wardarchive.model import FetchedPage

SITE = "http://a.vn"


class Site:
    """A site whose robots.txt can be anything, and a clock."""

    def __init__(self, *answers: FetchedPage | FetchError) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.time = datetime(2025, 7, 1, tzinfo=UTC)

    def fetch(self, url: str) -> FetchedPage:
        self.asked.append(url)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchError):
            raise answer
        return answer

    def cache(self) -> RobotsCache:
        return RobotsCache(self.fetch, now=lambda: self.time)


def answer(status: int, body: bytes = b"") -> FetchedPage:
    return FetchedPage(
        f"{SITE}/robots.txt", status, "", (), (), body, body, datetime(2025, 7, 1, tzinfo=UTC), 0.1
    )


CLOSED = answer(200, b"User-agent: *\nDisallow: /")


def test_rules_are_obeyed() -> None:
    """Allow, Disallow, wildcards and the longest match."""
    rules = read_robots(
        b"User-agent: *\nDisallow: /quan-tri/\nDisallow: /*.zip$\nAllow: /quan-tri/cong-khai/\n", SITE
    )

    assert rules.allows(f"{SITE}/tin/1")
    assert not rules.allows(f"{SITE}/quan-tri/x")
    assert rules.allows(f"{SITE}/quan-tri/cong-khai/x")
    assert not rules.allows(f"{SITE}/tai/a.zip")
    assert rules.allows(f"{SITE}/tai/a.zip?x")


@pytest.mark.parametrize("name", ["wardarchive", "WardArchive", "wardarchive/1.0"])
def test_own_name_wins_over_the_star(name: str) -> None:
    """A group with this crawler's name holds instead of the general one."""
    rules = read_robots(
        f"User-agent: *\nDisallow: /\n\nUser-agent: {name}\nAllow: /\nCrawl-delay: 4".encode(), SITE
    )

    assert rules.allows(f"{SITE}/tin/1")
    assert rules.crawl_delay == 4.0


def test_other_names_do_not_matter() -> None:
    """Groups of other crawlers are not ours, neither alone nor in company."""
    rules = read_robots(
        b"User-agent: Googlebot\nUser-agent: ward\nUser-agent: archive\nDisallow: /\n"
        b"User-agent: bingbot\nUser-agent: *\nDisallow: /x",
        SITE,
    )

    assert rules.allows(f"{SITE}/tin")
    assert not rules.allows(f"{SITE}/x")


def test_sitemaps_are_absolute_web_addresses() -> None:
    """Relative ones are resolved, others left out."""
    rules = read_robots(
        b"Sitemap: /sitemap.xml\nSitemap: file:///etc/passwd\nSitemap: http://a.vn/b.xml", SITE
    )

    assert rules.sitemaps == (f"{SITE}/sitemap.xml", f"{SITE}/b.xml")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xef\xbb\xbf",
        b"<html>404</html>",
        b"\x00\xff\xfe\x01",
        "Cấm: tất cả".encode("utf-16"),
        b"Disallow: /",
        b"User-agent\nDisallow",
        b"Crawl-delay: abc",
        b"User-agent: *\nCrawl-delay: nan",
        b"User-agent: *\nCrawl-delay: -3",
        b"User-agent: *\nCrawl-delay: 1e999",
    ],
)
def test_senseless_robots_allow_all(body: bytes) -> None:
    """Anything that states no rule allows everything, without a delay."""
    rules = read_robots(body, SITE)

    assert rules.allows(f"{SITE}/x")
    assert rules.crawl_delay is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 301])
def test_absent_allows_all(status: int) -> None:
    """4xx means that there are no rules; so does a redirect that leads nowhere."""
    assert Site(answer(status)).cache().allows(f"{SITE}/x")


@pytest.mark.parametrize(
    "failure",
    [
        answer(500),
        answer(503),
        answer(429),
        FetchError("timeout", SITE, "x"),
        FetchError("unknown-host", SITE, "x"),
    ],
)
def test_unreachable_allows_nothing_for_now(failure: FetchedPage | FetchError) -> None:
    """A server in trouble is left alone, and asked again after an hour."""
    site = Site(failure, answer(404))
    cache = site.cache()

    assert not cache.allows(f"{SITE}/x")
    assert not cache.allows(f"{SITE}/x")
    assert len(site.asked) == 1

    site.time += timedelta(hours=1)
    assert cache.allows(f"{SITE}/x")


@pytest.mark.parametrize("kind", ["redirect-loop", "too-many-redirects"])
def test_endless_redirects_mean_absent(kind: str) -> None:
    """RFC 9309: more redirects than one follows is as if there were none."""
    assert Site(FetchError(kind, SITE, "x")).cache().allows(f"{SITE}/x")


def test_known_rules_outlive_a_failure() -> None:
    """Once read, the rules hold on while robots.txt cannot be fetched."""
    site = Site(answer(200, b"User-agent: *\nDisallow: /x"), answer(500))
    cache = site.cache()
    cache.rules(SITE)
    site.time += timedelta(days=1)

    assert cache.allows(f"{SITE}/tin")
    assert not cache.allows(f"{SITE}/x")
    assert len(site.asked) == 2


def test_kept_for_a_day_by_site() -> None:
    """One request a site and day; http and https and ports are different sites."""
    site = Site(CLOSED)
    cache = site.cache()
    for url in (f"{SITE}/a", f"{SITE}/b", f"{SITE}:80/c", "https://a.vn/a", "http://a.vn:81/a"):
        assert not cache.allows(url)
    assert site.asked == [f"{SITE}/robots.txt", "https://a.vn/robots.txt", "http://a.vn:81/robots.txt"]

    site.time += timedelta(hours=23)
    cache.rules(SITE)
    assert len(site.asked) == 3
    site.time += timedelta(hours=1)
    cache.rules(SITE)
    assert len(site.asked) == 4


def test_remembered_rules_are_not_fetched() -> None:
    """Rules from an earlier run hold for the rest of their day."""
    site = Site(CLOSED)
    cache = site.cache()
    cache.remember(SITE, read_robots(b"", SITE), site.time - timedelta(hours=23))

    assert cache.allows(f"{SITE}/x")
    assert site.asked == []
    site.time += timedelta(hours=1)
    assert not cache.allows(f"{SITE}/x")


@pytest.mark.parametrize(
    "body",
    [
        b"".join(b"User-agent: bot%d\n" % n for n in range(30_000)) + b"Disallow: /%d\n" * 30_000,
        (b"User-agent: a\nUser-agent: b\n" + b"Disallow: /x*y*z*\n") * 12_000,
        b"User-agent: *\nDisallow: /" + b"*a" * 250_000,
        b"User-agent: *\n" + b"Disallow: /" + b"%41" * 170_000,
        b"\n" * 1_000_000,
        b"x" * 50_000_000,
    ],
)
def test_hostile_robots_are_read_in_bounded_time(body: bytes) -> None:
    """Half a megabyte of anything is read and asked within seconds; more is not read."""
    started = time.process_time()
    rules = read_robots(body, SITE)
    rules.allows(f"{SITE}/" + "a" * 1_900)

    assert time.process_time() - started < 5
