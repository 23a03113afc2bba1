"""What comes from captured pages and may be printed: links, snippets, feeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.web.feed import plain, xml_text
from wardarchive.web.links import file_name, host, safe_link
from wardarchive.web.snippets import marked_html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "/relative",
        "http://",
        "http://[::1",
        "https://" + "a" * 5000,
        "",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    assert safe_link(url) is None


def test_a_web_address_is_kept_as_it_is() -> None:
    url = "http://phuong.example.vn/tin-tuc?id=1&x=<b>"
    assert safe_link(url) == url


@given(st.text())
def test_a_link_is_http_or_nothing(url: str) -> None:
    found = safe_link(url)
    assert found is None or found.lower().startswith(("http://", "https://"))


@given(st.text())
def test_names_of_addresses_never_fail(url: str) -> None:
    assert isinstance(host(url) + file_name(url), str)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<mark>rác</mark> thải", "<mark>rác</mark> thải"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("<script>alert(1)</script>a", "a"),
        ("<mark onmouseover=alert(1)>a</mark>", "<mark>a</mark>"),
        ("<img src=x onerror=alert(1)>a", "a"),
        ("<a href='javascript:alert(1)'>a</a>", "a"),
        ("<style>*{}</style>a", "a"),
        ("<mark>open", "<mark>open</mark>"),
    ],
)
def test_snippets_keep_marks_and_nothing_else(html: str, kept: str) -> None:
    assert marked_html(html) == kept


def test_feeds_have_only_characters_of_xml() -> None:
    assert xml_text("a\x00b\x0bc\ufffed") == "abcd"
    assert plain("<mark>rác</mark> &amp; nước") == "rác & nước"
