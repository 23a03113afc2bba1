"""Bytes that are no page, or a page made to hurt: an answer each time, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardarchive.model import Article, NotAnArticle
from wardarchive.parse.page import PageReading, read_page

URL = "https://phuong.vidu.vn/tin/hoi-nghi-100.html"
TEXT = "Sáng 12/12, Đảng ủy phường tổ chức hội nghị quán triệt nghị quyết đến toàn thể đảng viên. " * 4
PAGE = (
    "<html><head><title>Hội nghị quán triệt nghị quyết</title></head><body>"
    "<h1>Hội nghị quán triệt nghị quyết</h1><p>Ngày đăng 15/12/2020 | 16:07</p>"
    f"<div><p>{TEXT}</p></div></body></html>"
)
PIECES = [*PAGE.replace("<", " <").split(" "), "<table>", "<td>", "<li>", "<a href='/x'>", "</div>", "<br>"]
LIMIT = 10.0
"""Seconds; the machines that run tests are slower than those that crawl."""


def timed(body: bytes, content_type: str | None = "text/html; charset=utf-8") -> PageReading:
    begin = time.process_time()
    reading = read_page(body, URL, content_type=content_type)
    assert time.process_time() - begin < LIMIT
    return reading


def reason(reading: PageReading) -> str:
    assert isinstance(reading.page, NotAnArticle)
    return reading.page.reason


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (b"", "empty page"),
        (b" \r\n\x00", "empty page"),
        (b"<html><head><title></title></head><body></body></html>", "empty page"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document, not a page"),
        (b"PK\x03\x04aaaa", "an Office or ZIP file, not a page"),
        (b"\x89PNG\r\n\x1a\n", "an image, not a page"),
        (b"\x1f\x8b\x08\x00abc", "compressed data, not a page"),
        (b"just words", "plain text, not a page"),
        (bytes(range(256)) * 40, "binary data, not a page"),
    ],
)
def test_no_page_at_all(body: bytes, wanted: str) -> None:
    """What is no page says what it is."""
    assert reason(timed(body)) == wanted


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + TEXT + "</div>" * 10_000,
        "<b>" * 10_000 + TEXT,
        "<table><tr><td>" * 3_000 + TEXT,
        "<ul><li>" * 5_000 + TEXT,
        "<font><a href=x>" * 8_000 + TEXT,
        "<blockquote>" * 10_000 + TEXT,
    ],
    ids=["div", "b", "table", "list", "font-a", "quote"],
)
def test_deep_nesting(markup: str) -> None:
    """Ten thousand levels are read, or refused, without an overflow of any stack."""
    timed(f"<html><body><h1>Hội nghị</h1>{markup}</body></html>".encode())


@pytest.mark.parametrize(
    "filling",
    [
        "<p>" + TEXT + "</p>\n",
        "<b>x</b>",
        "<script>var a = 1;</script>",
        "<!-- x -->",
        "<script>",
        "<a href='/tin/bai-viet-100.html'>Một tin dài có tên bài viết</a> ",
        "&nbsp;",
        "<br>",
        "<",
        "<div class='a b c' style='display:none'>",
        "12/12/2020 ",
        "Lượt xem: ",
        "<span itemprop='datePublished' content='x'>",
    ],
)
def test_twenty_megabytes(filling: str) -> None:
    """A page of 20 MB is read or refused in bounded time, whatever fills it."""
    count = 20_000_000 // len(filling.encode())
    timed(PAGE.replace("</body>", filling * count + "</body>").encode())


def test_inlined_files_do_not_count() -> None:
    """Megabytes of images inside the markup do not keep an article from being read."""
    image = f'<p><img src="data:image/png;base64,{"iVBORw0KGgo" * 600_000}"></p>'
    page = timed(PAGE.replace("<div>", f"<div>{image}").encode()).page
    assert isinstance(page, Article)
    assert page.images == ()


def test_truncated_page_is_read_as_far_as_it_goes() -> None:
    """A page cut anywhere, even inside a character, gives what came before."""
    whole = PAGE.encode()
    for size in range(len(whole) - 400, len(whole), 7):
        page = timed(whole[:size]).page
        assert isinstance(page, Article), size
        assert page.title == "Hội nghị quán triệt nghị quyết"


@pytest.mark.parametrize(
    "href",
    [
        "http://[::1",
        "http://a.vn:99999/",
        "//",
        "///x",
        "http:",
        "javascript:x",
        "\x00",
        "?" + "a&" * 900,
        "#",
    ],
)
def test_impossible_links(href: str) -> None:
    """Links that are no addresses are left out."""
    body = PAGE.replace("</body>", f'<a href="{href}">Tin khác của phường</a><img src="{href}"></body>')
    assert isinstance(timed(body.encode()).page, Article)


@pytest.mark.parametrize(
    "url", ["", "http://[::1", "không phải địa chỉ", "ftp://a.vn/x", "https://a.vn:x/"]
)
def test_impossible_address_of_the_page(url: str) -> None:
    """The page's own address may be nonsense."""
    assert isinstance(read_page(PAGE.encode(), url).page, Article)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes(body: bytes) -> None:
    """No bytes raise."""
    assert read_page(body, URL).page is not None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=120))
def test_shuffled_markup(pieces: list[str]) -> None:
    """No order of tags and words raises."""
    assert read_page(" ".join(pieces).encode(), URL).page is not None
