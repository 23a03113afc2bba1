"""Portals under paths of one city's site: each has its own pages, and the server sees one request at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.functional.servers import Reply, serving
from wardarchive.config import load_settings, make_home
from wardarchive.jobs.collect import collect
from wardarchive.jobs.portal_crawl import PortalOutcome
from wardarchive.jobs.portals import add_portal, choose_portals
from wardarchive.store.store import Store
from wardarchive.wiring import crawl_tools

PAGE = """<html><head><title>{title}</title><meta property="og:type" content="article"></head><body>
<nav><a href="/">Thành phố</a> <a href="/phuong-{ward}/gioi-thieu">Giới thiệu</a> <a href="/phuong-{ward}/tin">Tin</a></nav>
<article><h1>{title}</h1><p class="date">Ngày đăng: 05/03/2024 08:{minute:02d}</p>
<p>Sáng nay, Ủy ban nhân dân phường tổ chức buổi làm việc số {number} với các tổ dân phố trên địa bàn.</p>
<p>Bà Lê Thị Thử Nghiệm, Chủ tịch UBND phường, đề nghị các tổ giữ gìn vệ sinh chung ở ngõ số {number}.</p>
<p>Buổi làm việc thống nhất nhiều nội dung về thu gom rác thải và giữ gìn vỉa hè thông thoáng.</p>
</article>{column}</body></html>"""
CITY_NEWS = 8


def items(addresses: list[str], heading: str) -> str:
    listed = "".join(
        f'<li><h3><a href="{a}">{heading} làm việc với tổ dân phố số {n}</a></h3></li>'
        for n, a in enumerate(addresses)
    )
    return f"<h2>{heading}</h2><ul>{listed}</ul>"


def article(ward: str, number: int, column: str) -> Reply:
    title = f"Phường {ward} làm việc với tổ dân phố số {number}"
    return Reply(
        body=PAGE.format(title=title, ward=ward, number=number, minute=number % 60, column=column).encode()
    )


class City:
    """A city's site with a column of its own news on each page; `place` tells where a ward's articles are."""

    def __init__(self, place: Callable[[str, int], str], articles: int = 8) -> None:
        self._place = place
        self._articles = articles
        self.at_once = self.most_at_once = 0
        self._guard = threading.Lock()

    def __call__(self, path: str) -> Reply:
        with self._guard:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.002)
        try:
            return self._answer(path)
        finally:
            with self._guard:
                self.at_once -= 1

    def _answer(self, path: str) -> Reply:
        column = items([f"/thanh-pho/{n}-tin-chung.html" for n in range(CITY_NEWS)], "Thành phố")
        for ward in ("x", "y"):
            own = [self._place(ward, n) for n in range(self._articles)]
            if path in own:
                return article(ward, own.index(path), column)
            if path in (f"/phuong-{ward}", f"/phuong-{ward}/"):
                menu = f'<nav><a href="/phuong-{ward}/tin">Tin</a><a href="/">Thành phố</a></nav>'
                return self._page(menu + items(own[:3], "Phường") + column)
            if path == f"/phuong-{ward}/gioi-thieu":
                return self._page("<h1>Giới thiệu chung</h1><p>Phường có mười hai tổ dân phố.</p>" + column)
            if path == f"/phuong-{ward}/tin":
                return self._page(items(own, "Phường") + column)
        if path.startswith("/thanh-pho/"):
            return article("thanh-pho", int(path[11:].partition("-")[0]), column)
        if path == "/":
            wards = '<a href="/phuong-x">Phường X</a><a href="/phuong-y">Phường Y</a>'
            return self._page(wards + column)
        return Reply(404)

    def _page(self, body: str) -> Reply:
        return Reply(body=f"<html><head><title>Trang</title></head><body>{body}</body></html>".encode())


def crawl(home: Path, url: str, *paths: str, runs: int = 1) -> tuple[list[list[str]], list[PortalOutcome]]:
    """The paths of the articles of each portal, in the order in which the portals were added."""
    make_home(home)
    stop = threading.Event()
    settings = load_settings(home)
    with Store.open(settings.database_url) as store:
        for path in paths:
            now = crawl_tools(settings, store, stop).clock()
            add_portal(store, url.rstrip("/") + path, now=now, delay=0.0)
        for _ in range(runs):
            tools = crawl_tools(settings, store, stop)
            with tools.fetcher:
                outcomes = collect(
                    choose_portals(store, ()), tools, limit=None, stop=stop, report=lambda _: None
                )
        records = list(store.records(store.article_ids()))
        found = [
            sorted(
                "/" + r.article.url.split("/", 3)[3] for r in records if r.portal_id == outcome.portal.id
            )
            for outcome in outcomes
        ]
    return found, outcomes


def inside(ward: str, number: int) -> str:
    return f"/phuong-{ward}/tin/{number}-bai.html"


def elsewhere(ward: str, number: int) -> str:
    return f"/web/guest/-/{ward}-{number}-bai"


def test_articles_inside_the_path(tmp_path: Path) -> None:
    """Each ward gets its own articles; the city's column and the other ward stay out, with the reason."""
    city = City(inside)
    with serving(city) as site:
        found, outcomes = crawl(tmp_path / "a", site.url, "/phuong-x", "/phuong-y/", runs=2)
        asked = list(site.asked)

    assert found == [sorted(inside(ward, n) for n in range(8)) for ward in ("x", "y")]
    assert [o.errors for o in outcomes] == [0, 0]
    assert not any(path.startswith("/thanh-pho/") or path == "/" for path in asked)
    assert city.most_at_once == 1
    assert asked.count("/robots.txt") == 1, "it is kept a day, over runs and for both portals"
    with Store.open(f"sqlite:///{tmp_path / 'a' / 'archive.db'}") as store:
        reasons = store.skipped_reasons(outcomes[0].portal.id)
    assert reasons["outside the portal's path"] >= CITY_NEWS


def test_articles_that_leave_the_path(tmp_path: Path) -> None:
    """Where the lists lead to /web/guest/-/…, those are the portal's, in later runs at once."""
    with serving(City(elsewhere)) as site:
        found, _ = crawl(tmp_path / "a", site.url, "/phuong-x", runs=2)

    own = [path for path in found[0] if path.startswith("/web/guest/")]
    assert own == sorted(elsewhere("x", n) for n in range(8))


def test_a_city_leaves_the_wards_to_their_portals(tmp_path: Path) -> None:
    """The whole host, and one ward of it as a portal of its own."""
    with serving(City(inside)) as site:
        found, _ = crawl(tmp_path / "a", site.url, "/", "/phuong-x")

    assert found[1] == sorted(inside("x", n) for n in range(8))
    assert not any(path.startswith("/phuong-x/") for path in found[0])
    assert sum(path.startswith("/phuong-y/") for path in found[0]) == 8


def test_a_front_page_behind_a_redirect(tmp_path: Path) -> None:
    """The address that was given leads to another path of the host: that is the portal's too."""
    city = City(lambda ward, n: f"/phuong-{ward}/tin/{n}-bai.html")

    def answer(path: str) -> Reply:
        if path == "/ubnd-x":
            return Reply(302, headers=(("Location", "/phuong-x/"),))
        return city(path)

    with serving(answer) as site:
        found, _ = crawl(tmp_path / "a", site.url, "/ubnd-x", runs=2)

    assert found == [sorted(inside("x", n) for n in range(8))]
