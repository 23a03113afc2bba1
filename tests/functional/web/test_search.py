"""The search page."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree

from tests.functional.web.archive import make_services, people_of, thirty_pages
from wardarchive.errors import IndexUnavailable
from wardarchive.model import Block, SearchRequest, SearchResult
from wardarchive.web.answers import Answers
from wardarchive.web.app import create_app
from wardarchive.wiring import Services


def _text(client: FlaskClient, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.text[:2000]
    return response.text


def _titles(html: str) -> list[str]:
    found = re.findall(r"<h3><a[^>]*>(.*?)</a></h3>", html, flags=re.S)
    return [re.sub(r"</?mark>", "", title) for title in found]


def test_the_front_page_shows_the_newest_articles_and_all_facets(client: FlaskClient) -> None:
    html = _text(client, "/")
    assert len(_titles(html)) == 20
    assert "Mới nhất trong kho" in html and "30 bài" in html
    for facet in ("ward", "year", "official", "section"):
        assert f'data-facet="{facet}"' in html
    assert "Quận Long Biên" in html


@pytest.mark.parametrize("query", ["thu gom rác", "thu gom rac", "THU GOM RÁC"])
def test_words_are_found_with_and_without_diacritics(client: FlaskClient, query: str) -> None:
    html = _text(client, f"/?q={query}")
    assert _titles(html)[0].startswith("Ra quân thu gom rác")
    assert "<mark>" in html


def test_two_wards_mean_one_or_the_other(client: FlaskClient) -> None:
    html = _text(client, "/?ward=00142&ward=00151")
    assert "20 bài" in html
    assert html.count('name="ward" value="00142" checked') == 1
    assert html.count('name="ward" value="00151" checked') == 1
    assert '<span class="chip-title">Phường, xã</span> Phường Sài Đồng' in html


def test_a_ward_and_an_official_can_be_given_by_name(client: FlaskClient) -> None:
    by_name = _text(client, "/?ward=Phường Sài Đồng&official=luong vinh khang")
    assert "10 bài" in by_name
    assert 'value="00142" checked' in by_name


def test_an_excluded_value_is_a_chip_and_travels_with_the_form(client: FlaskClient) -> None:
    html = _text(client, "/?-ward=00142")
    assert "20 bài" in html
    assert '<input type="hidden" name="-ward" value="00142">' in html
    assert re.search(r'class="excluded"[^>]*>.*?Phường Sài Đồng', html, flags=re.S)


def test_dates_bound_the_search_on_both_sides(client: FlaskClient) -> None:
    html = _text(client, "/?from=2019-01-01&to=2019-12-31")
    assert all("/2019" in day for day in re.findall(r'class="kicker">.*?<time[^>]*>(.*?)</time>', html))
    assert 'name="from"' in html and 'value="2019-01-01"' in html


def test_pages_follow_each_other(client: FlaskClient) -> None:
    first, second = _text(client, "/?sort=oldest"), _text(client, "/?sort=oldest&page=2")
    assert 'rel="next" href="/?sort=oldest&amp;page=2"' in first
    assert 'rel="prev" href="/?sort=oldest"' in second
    assert len(set(_titles(first)) & set(_titles(second))) == 0
    assert len(_titles(second)) == 10
    assert 'start="21"' in second


def test_a_page_after_the_last_leads_back(client: FlaskClient) -> None:
    html = _text(client, "/?page=99")
    assert "Trang này không có kết quả" in html and "Về trang đầu" in html


def test_nothing_found_says_what_to_try(client: FlaskClient) -> None:
    html = _text(client, "/?q=xyzzy&ward=00142")
    assert "không có bài nào phù hợp" in html
    assert 'href="/?q=xyzzy"' in html


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "from=x",
        "sort=x",
        "year=x",
        "ward=Phường Không Có",
        "official=Không Ai Cả",
        "q=" + "a" * 501,
    ],
)
def test_what_cannot_be_searched_is_one_line_with_status_400(client: FlaskClient, query: str) -> None:
    html = _text(client, f"/?{query}", 400)
    assert 'role="alert"' in html
    assert "Tìm lại từ đầu" in html


@pytest.mark.parametrize(
    "query", ['"chưa đóng', '"', "...", "-", "+", "a:b:c", "title:", "((", "*", "\\", "%00"]
)
def test_odd_queries_are_answered(client: FlaskClient, query: str) -> None:
    assert client.get("/", query_string={"q": query}).status_code in (200, 400)


class _Broken:
    def generation(self) -> str:
        raise IndexUnavailable("the index is damaged", "rebuild it")

    def search(self, request: SearchRequest) -> SearchResult:
        raise IndexUnavailable("the index is damaged", "rebuild it")

    def document_count(self) -> int:
        raise IndexUnavailable("the index is damaged", "rebuild it")


def test_a_missing_index_says_how_to_build_it_and_articles_can_still_be_read(services: Services) -> None:
    broken = create_app(replace(services, engine=_Broken())).test_client()  # type: ignore[arg-type]
    html = _text(broken, "/?q=rác", 503)
    assert "wardarchive index --rebuild" in html
    assert broken.get("/api/v1/search").status_code == 503
    assert broken.get("/healthz").status_code == 503
    assert broken.get("/article/1").status_code == 200
    assert broken.get("/ward/00142").status_code == 200


def test_an_empty_archive_says_how_to_fill_it(tmp_path: Path) -> None:
    services = make_services(tmp_path, [])
    html = _text(create_app(services).test_client(), "/")
    assert "wardarchive crawl" in html
    services.store.close()


def test_a_search_is_not_run_twice_while_the_index_stays(services: Services) -> None:
    asked = []

    class Counting:
        def __getattr__(self, name: str) -> object:
            return getattr(services.engine, name)

        def search(self, request: SearchRequest) -> SearchResult:
            asked.append(request)
            return services.engine.search(request)

    client = create_app(replace(services, engine=Counting())).test_client()  # type: ignore[arg-type]
    for _ in range(3):
        _text(client, "/?q=rác")
    assert len(asked) == 2  # the search, and once the months of the whole archive


def test_all_values_of_a_facet_can_be_searched(client: FlaskClient) -> None:
    everything = _text(client, "/values/ward?q=rác&ward=00142&-year=2019")
    assert everything.count('type="checkbox"') == 3
    assert '<input type="hidden" name="q" value="rác">' in everything
    assert '<input type="hidden" name="-year" value="2019">' in everything
    found = _text(client, "/values/ward?find=son tra")
    assert found.count('type="checkbox"') == 1 and "Phường An Hải Bắc" in found
    assert _text(client, "/values/ward?ward=00142&find=xyzzy").count('type="checkbox"') == 1


def test_a_facet_that_is_too_long_leads_to_all_its_values(tmp_path: Path) -> None:
    pages = [
        replace(
            page,
            article=replace(page.article, section=f"Mục {number}", url=f"http://a.example.vn/{number}"),
        )
        for number in range(45)
        for page in thirty_pages()[:1]
    ]
    services = make_services(tmp_path, pages)
    client = create_app(services).test_client()
    assert 'href="/values/section?q=r%C3%A1c"' in _text(client, "/?q=rác")
    assert _text(client, "/values/section").count('type="checkbox"') == 45
    services.store.close()


def test_a_search_can_be_read_as_a_feed(client: FlaskClient) -> None:
    response = client.get("/feed.atom?q=rác&ward=00142")
    assert response.content_type.startswith("application/atom+xml")
    root = etree.fromstring(response.data)
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    assert entries and all(e.findtext("{http://www.w3.org/2005/Atom}title") for e in entries)


def _weight(client: FlaskClient, html: str) -> int:
    assets = re.findall(r'(?:src|href)="(/static/[^"]+)"', html)
    assert len(assets) == 4
    total = len(html.encode())
    for address in assets:
        with client.get(address) as response:
            total += len(response.data)
    return total


def test_the_search_page_weighs_less_than_100_kb_in_all(tmp_path: Path) -> None:
    """Also where every facet has more values than are shown, with names as long as real ones."""
    pages = []
    for number in range(120):
        page = thirty_pages()[number % 30]
        name = f"Nguyễn Thị Hoàng Phương Anh {'ABCDEFGHIJ'[number % 10]}{'ABCDEFGHIJKL'[number // 10]}"
        section = f"Hoạt động của các tổ chức chính trị - xã hội {number}"
        words = f"Đồng chí {name} yêu cầu thu gom rác thải và quét dọn lòng đường, vỉa hè, ngõ xóm. " * 12
        article = replace(
            page.article,
            url=f"http://phuong-co-ten-dai.quan.example.vn/tin-tuc/{number}",
            section=section,
            body=(Block("paragraph", words),),
        )
        pages.append(replace(page, article=article, reading=people_of(article, [(name, "Chủ tịch")])))
    services = make_services(tmp_path, pages)
    client = create_app(services).test_client()
    query = (
        "/?q=thu gom rác thải&ward=00142&ward=00151&section=Hoạt động của các tổ chức chính trị - xã hội 1"
    )
    for url in ("/", "/?q=thu gom rác thải", query):
        assert _weight(client, _text(client, url)) < 100_000, url
    services.store.close()


def test_the_same_search_by_many_at_once_is_run_once(services: Services) -> None:
    asked = []

    class Slow:
        def __getattr__(self, name: str) -> object:
            return getattr(services.engine, name)

        def search(self, request: SearchRequest) -> SearchResult:
            asked.append(request)
            time.sleep(0.2)
            return services.engine.search(request)

    answers = Answers(Slow())  # type: ignore[arg-type]
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda _: answers.search(SearchRequest("rác")), range(12)))
    assert len(asked) == 1
    assert all(result == found[0] for result in found)
