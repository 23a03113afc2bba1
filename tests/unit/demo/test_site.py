"""The demo's sites as pure functions: structure, links, paging, editions."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from wardarchive.demo.answers import Answer
from wardarchive.demo.expected import ExpectedArticle, expected_articles
from wardarchive.demo.portals import PORTALS, DemoPortal
from wardarchive.demo.site import respond

BASE = "http://127.0.0.1:1"
_ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')
_LOC = re.compile(r"<loc>([^<]+)</loc>")

portals = pytest.mark.parametrize("portal", PORTALS, ids=lambda p: p.name)


def _links(base: str, answer: Answer) -> list[str]:
    text = answer.body.decode()
    found = _LOC.findall(text) if "xml" in answer.content_type else _ADDRESS.findall(text)
    return [urljoin(base, unescape(link)).partition("#")[0] for link in found]


def _walk(portal: DemoPortal, edition: int, start: tuple[str, ...]) -> dict[str, Answer]:
    """Every internal address reachable from `start`, with its answer."""
    seen: dict[str, Answer] = {}
    todo = list(start)
    while todo:
        target = todo.pop()
        if target in seen:
            continue
        seen[target] = answer = respond(portal, target, edition=edition, base_url=BASE)
        if answer.content_type.startswith(("text/html", "text/xml")):
            links = [urlsplit(link) for link in _links(BASE + target, answer)]
            todo += [
                link.path + (f"?{link.query}" if link.query else "")
                for link in links
                if link.netloc == "127.0.0.1:1"
            ]
    return seen


@portals
@pytest.mark.parametrize("edition", [1, 2])
def test_every_internal_link_answers(portal: DemoPortal, edition: int) -> None:
    seen = _walk(portal, edition, ("/",))
    broken = {t: a.status for t, a in seen.items() if a.status != 200 and not t.startswith("/c/portal/")}
    assert not broken
    assert "/lich-cong-tac" in seen


@portals
@pytest.mark.parametrize("edition", [1, 2])
def test_lists_and_their_paging_reach_every_article(portal: DemoPortal, edition: int) -> None:
    wanted = {e.path for e in expected_articles(edition) if e.portal == portal}
    prefix = "/vi/news/" if portal.family == "nukeviet" else "/"
    suffix = "/" if portal.family == "nukeviet" else ""
    reached: set[str] = set()
    for section in portal.sections:
        todo, seen = [f"{prefix}{section.path}{suffix}"], set[str]()
        while todo:
            target = todo.pop()
            if target in seen:
                continue
            seen.add(target)
            text = respond(portal, target, edition=edition, base_url=BASE).body.decode()
            listed = re.findall(r'<h[23](?: class="asset-title")?>\s*<a href="([^"]+)"', text)
            reached |= set(listed)
            todo += [unescape(t) for t in re.findall(r'href="([^"]*(?:_101_cur=|/page-)\d+/?)"', text)]
    assert reached == wanted


@pytest.mark.parametrize("article", expected_articles(), ids=lambda e: f"{e.portal.name}-{e.id}")
def test_a_page_shows_what_is_expected_of_it(article: ExpectedArticle) -> None:
    answer = respond(article.portal, article.path, base_url=BASE)
    assert answer.status == 200
    text = unicodedata.normalize("NFC", unescape(answer.body.decode()))
    assert article.title in text
    plain = " ".join(re.sub(r"<[^>]+>", " ", text.replace("\u00a0", " ")).split())
    for block in article.body:
        assert " ".join(block.text.replace(" | ", " ").split()) in plain
    for other in article.other_paths:
        assert respond(article.portal, other, base_url=BASE).body == answer.body


@portals
def test_robots_disallows_the_schedule(portal: DemoPortal) -> None:
    text = respond(portal, "/robots.txt", base_url=BASE).body.decode()
    assert "Disallow: /lich-cong-tac" in text.splitlines()
    assert ("Crawl-delay" in text) == (portal.crawl_delay is not None)


def test_liferay_page_has_the_family_s_structure() -> None:
    article = next(e for e in expected_articles() if e.id == 2987305)
    text = respond(article.portal, article.path, base_url=BASE).body.decode()
    for mark in (
        '<div class="asset-full-content-title">',
        'block_timer"> Ngày đăng 16/12/2020 | 16:07 &nbsp;|&nbsp;Lượt xem: 425 <',
        '<div class="asset-full-content show-asset-title">',
        '<div class="asset-content" id="_101_2987305">',
        '<div class="sapo-wrapper clearfix"> <p class="sapo"> <strong>',
        '<div class="journal-content-article">',
        '<p align="right" class="view-content-author">',
        '<ul class="related_asset_list">',
        'id="point_portal_egov_date">',
        '<div class="dd_chuyenmuc">',
        '<span class="portlet-title-text">Hoạt động các phường</span>',
    ):
        assert mark in text


def test_nukeviet_page_has_the_family_s_structure() -> None:
    article = next(e for e in expected_articles() if e.id == 214 and e.portal.family == "nukeviet")
    text = respond(article.portal, article.path, base_url=BASE).body.decode()
    for mark in (
        'itemtype="http://schema.org/NewsArticle"',
        'itemprop="headline">Phường An Hải Bắc',
        '<span class="h5">Thứ hai - 26/09/2022 17:20</span>',
        "</em>1.320</span>",
        'itemprop="datePublished">2022-09-26T17:20:00+07:00<',
        'content="2022-09-26+0717:20:00"',
        '<div class="hometext m-bottom" itemprop="description">',
        'id="news-bodyhtml" class="bodytext',
    ):
        assert mark in text


@portals
@pytest.mark.parametrize(
    "target",
    [
        "/khong-co",
        "/documents/1/0/../../articles/sai-dong.toml",
        "/documents/1/0/%2e%2e%2fREADME.md",
        "//evil/",
        "/hoat-dong-cac-phuong/-/view_content/999999999999-x.html",
        "/%00",
        "/hoat-dong-cac-phuong?_101_assetEntryId=7",
        "/image/journal/article?img_id=99999999999999999999",
        "/vi/news/tin-hoat-dong/page-99/",
        "/" + "x" * 5000,
    ],
)
def test_what_is_not_there_is_said_so(portal: DemoPortal, target: str) -> None:
    answer = respond(portal, target, base_url=BASE)
    assert answer.status in (404, 414) or target == "//evil/"
    assert b"[[article]]" not in answer.body


@portals
def test_every_page_says_that_it_is_fiction(portal: DemoPortal) -> None:
    for target, answer in _walk(portal, 1, ("/", "/khong-co")).items():
        if answer.content_type.startswith("text/html"):
            assert "hư cấu" in unicodedata.normalize("NFC", answer.body.decode()), target


def test_an_address_outside_the_list_of_pages_gets_the_last_page_in_liferay() -> None:
    portal = PORTALS[0]
    last = respond(portal, "/hoat-dong-cac-phuong?_101_cur=9999", base_url=BASE)
    assert last.status == 200
    assert b"javascript:;" in last.body
