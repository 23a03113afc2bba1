"""What belongs to a portal: hosts, paths of a city's site, languages and front pages."""

from __future__ import annotations

import pytest

from wardarchive.crawl.scope import deeper_scopes, portal_of, scope_of
from wardarchive.crawl.urls import server_key
from wardarchive.model import Portal

CITY = "https://city.gov.vn"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/vi",
        "/vi/",
        "/vi-VN/trang-chu",
        "/en_US/home",
        "/web/guest",
        "/web/guest/home",
        "/vi/web/guest/trang-chu",
        "/index.html",
        "/Default.aspx",
        "/default.aspx?mnid=20",
        "/Pages/default.aspx",
        "/portal/Pages/Home.aspx",
        "/index.php",
        "/index.php/vi/",
    ],
)
def test_front_pages_mean_the_host(path: str) -> None:
    """A language or a front page names no part of a site."""
    scope = scope_of(CITY + path)

    assert scope.path == ()
    assert scope.holds(f"http://www.city.gov.vn{'/tin/1'}")
    assert not scope.holds("https://other.gov.vn/tin/1")


@pytest.mark.parametrize(
    ("portal", "inside", "outside"),
    [
        ("/phuong-x/", "/phuong-x/tin-tuc/1.html", "/phuong-xuan/tin-tuc/1.html"),
        ("/phuong-x", "/phuong-x", "/"),
        ("/phuong-x/trang-chu", "/phuong-x/a", "/trang-chu/phuong-x"),
        ("/vi/phuong-x", "/phuong-x/a", "/vi/phuong-y/a"),
        ("/phuong-x/vi/home", "/en/phuong-x/a", "/vi/home"),
        ("/web/phuong-x/home", "/vi/web/phuong-x/-/bai-1", "/web/guest/-/bai-1"),
        ("/BoDe/Pages/default.aspx", "/bode/Pages/noi-dung-tin.aspx?NewsID=4", "/Pages/default.aspx"),
        ("/index.php/phuong-x", "/phuong-x/12-bai", "/index.php/phuong-y/12-bai"),
        ("/ubnd/phuong-x", "/ubnd/phuong-x/1", "/ubnd/1"),
        ("/chuyen-muc-x.html", "/chuyen-muc-x/2", "/chuyen-muc-y.html"),
        ("/ph%C6%B0%E1%BB%9Dng-x/", "/ph%c6%b0%e1%bb%9dng-x/1", "/phuong-x/1"),
    ],
)
def test_a_path_of_its_own(portal: str, inside: str, outside: str) -> None:
    """The portal is what stands under its path, in any language and any case."""
    scope = scope_of(CITY + portal)

    assert scope.holds(CITY + inside)
    assert not scope.holds(CITY + outside)


def test_the_longest_path_decides() -> None:
    """A city's own portal, two wards under it, and an address that is nobody's."""
    city, x, y = (
        Portal(n, CITY + path, "p") for n, path in enumerate(("/", "/phuong-x", "/phuong-y/"), start=1)
    )

    assert portal_of(f"{CITY}/phuong-y/1", [city, x, y]) is y
    assert portal_of(f"{CITY}/phuong-z/1", [city, x, y]) is city
    assert portal_of(f"{CITY}/phuong-z/1", [x, y]) is None
    assert [s.path for s in deeper_scopes(city, [city, x, y])] == [("phuong-x",), ("phuong-y",)]
    assert [s.path for s in deeper_scopes(x, [city, x, y])] == [("phuong-y",)]


def test_one_server_under_several_names() -> None:
    """http, https and www are one server; another port is another one."""
    assert len({server_key(u) for u in (CITY, "http://www.city.gov.vn/x", "http://city.gov.vn:80/")}) == 1
    assert server_key("http://city.gov.vn:8080/") != server_key("http://city.gov.vn/")
