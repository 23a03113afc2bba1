"""Vietnamese by default, English on request, for every page."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

_PAGES = (
    "/",
    "/?q=rác&ward=00142&-year=2019&from=2018-02-01",
    "/?q=xyzzy",
    "/?page=0",
    "/article/1",
    "/article/3/version/2",
    "/capture/1",
    "/official/luong-vinh-khang.00142",
    "/ward/00142",
    "/help",
    "/coverage",
    "/values/ward?q=rác",
    "/nope",
)


def test_vietnamese_is_the_default(client: FlaskClient) -> None:
    assert '<html lang="vi">' in client.get("/").text


def test_the_browser_is_asked_next(client: FlaskClient) -> None:
    html = client.get("/", headers={"Accept-Language": "fr, en-GB;q=0.8, vi;q=0.5"}).text
    assert '<html lang="en">' in html
    assert '<html lang="vi">' in client.get("/", headers={"Accept-Language": "fr"}).text


def test_a_choice_stays(client: FlaskClient) -> None:
    assert '<html lang="en">' in client.get("/?lang=en").text
    assert '<html lang="en">' in client.get("/article/1").text
    assert '<html lang="vi">' in client.get("/article/1?lang=vi").text
    assert '<html lang="vi">' in client.get("/").text


def test_an_unknown_language_is_ignored(client: FlaskClient) -> None:
    response = client.get("/?lang=xx")
    assert '<html lang="vi">' in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("url", _PAGES)
def test_every_page_has_both_languages(client: FlaskClient, url: str) -> None:
    vietnamese = client.get(url).text
    english = client.get(url, headers={"Accept-Language": "en"}).text
    assert '<html lang="en">' in english
    assert "Kho lưu trữ các cổng thông tin phường, xã" in vietnamese
    assert "The archive of Vietnam’s ward portals" in english
    links = [
        re.findall(r'href="(/[^"]*)"', html.replace("lang=en", "").replace("lang=vi", ""))
        for html in (vietnamese, english)
    ]
    assert links[0] == links[1]


def test_switching_keeps_the_search(client: FlaskClient) -> None:
    html = client.get("/?q=rác&ward=00142&page=2").text
    assert 'href="/?q=r%C3%A1c&amp;ward=00142&amp;page=2&amp;lang=en"' in html


def test_numbers_and_dates_follow_the_language(client: FlaskClient) -> None:
    assert "1.136 lượt xem" in client.get("/article/29").text
    english = client.get("/article/29?lang=en").text
    assert "1,136 views" in english and "2 May 2024" in english
