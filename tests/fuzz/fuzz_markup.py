"""Pages that Hypothesis invents: trees of the elements that portals use, in any order and any encoding.

    python tests/fuzz/fuzz_markup.py [--count 2000] [--seed 1]

The mutations of `fuzz_parse.py` stay near real pages; these do not. Whatever comes in, the answer is an
article that keeps its promises or a refusal with a reason, and the same one the second time. Ends with
status 1 and Hypothesis' smallest failing page otherwise.
"""

from __future__ import annotations

import argparse
import html
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from wardarchive.model import Article  # noqa: E402
from wardarchive.parse.families import FAMILIES  # noqa: E402
from wardarchive.parse.page import GENERIC, read_page  # noqa: E402

SLOWEST = 2.0
URL = "https://phuong-mai.example/tin-tuc/mot-bai-123.html"
FETCHED = datetime(2024, 5, 20, 3, tzinfo=UTC)
_TAGS = (
    "div", "p", "span", "a", "b", "i", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h2", "h3",
    "article", "main", "section", "nav", "header", "footer", "figure", "figcaption", "img", "br", "hr",
    "time", "meta", "link", "title", "form", "input", "select", "option", "blockquote", "strong", "em",
    "font", "center", "iframe", "svg", "template", "noscript", "o:p",
)  # fmt: skip
_WORDS = (
    "Phường", "Ủy ban nhân dân", "Lượt xem: 1.320", "Ngày đăng 15/12/2020 | 16:07", "Thứ Hai, 03/02/2020",
    "2 giờ trước", "12:00 AM", "Tác giả: Minh Anh", "Nguồn: Cổng thông tin", "Bí thư Đảng ủy phường phát biểu.",
    "Trang chủ", "Đăng nhập", "Không tìm thấy", "§¹i héi", "\u1ea5\u0301", "\u200b", "&#0;", "]]>", "<!--",
)  # fmt: skip
_ATTRIBUTES = (
    'class="content"', 'id="main"', 'class="date"', 'class="views"', 'itemprop="articleBody"', "href='/x'",
    'href="javascript:1"', 'src="//h/x.png"', 'style="display:none"', 'datetime="2020-12-15T16:07:00Z"',
    'property="og:title" content="A"', 'name="generator" content="NukeViet v4.5"', "hidden", 'class="a b\xa0c"',
    'rowspan="999999"', 'http-equiv="refresh" content="0;url=/y"', 'charset="windows-1258"',
)  # fmt: skip

_text = st.one_of(st.sampled_from(_WORDS), st.text(max_size=60), st.text("ab à\u0301đ.,:/", max_size=300))
_leaf = st.one_of(_text.map(html.escape), _text)


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An element with some attributes around any of `inner`, now and then without its end."""
    return st.builds(
        lambda tag, attributes, children, closed: (
            f"<{' '.join((tag, *attributes))}>{''.join(children)}{f'</{tag}>' if closed else ''}"
        ),
        st.sampled_from(_TAGS),
        st.lists(st.sampled_from(_ATTRIBUTES), max_size=3),
        st.lists(inner, max_size=6),
        st.integers(0, 9).map(bool),
    )


_markup = st.recursive(_leaf, _element, max_leaves=60)
_bytes = st.builds(
    lambda text, codec: text.encode(codec, "ignore"),
    _markup,
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1258", "latin-1")),
)
_types = st.sampled_from(
    (None, "text/html", "text/html; charset=utf-8", "text/html; charset=x", "image/png")
)
_families = st.sampled_from((None, GENERIC, *(family.name for family in FAMILIES)))


def check(body: bytes, content_type: str | None, family: str | None) -> None:
    """One page; AssertionError where its reading breaks a promise."""
    begin = time.process_time()
    reading = read_page(body, URL, content_type=content_type, fetched_at=FETCHED, family=family)
    taken = time.process_time() - begin
    assert taken <= SLOWEST, f"{taken:.1f} s of CPU"
    page = reading.page
    if isinstance(page, Article):
        assert page.title.strip() and page.body, "an article without title or body"
        assert all(block.text.strip() for block in page.body), "an empty block"
        assert page.views is None or page.views >= 0, "views below nought"
    else:
        assert page.reason.strip(), "a refusal without a reason"
    schemes = {urlsplit(link.url).scheme for link in reading.links}
    assert schemes <= {"http", "https"}, f"a link with scheme {schemes}"
    again = read_page(body, URL, content_type=content_type, fetched_at=FETCHED, family=family)
    assert again == reading, "two readings differ"


def main() -> int:
    """0 where every page was read well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    tried = 0

    @seed(asked.seed)
    @settings(
        max_examples=asked.count, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(_bytes, _types, _families)
    def invented(body: bytes, content_type: str | None, family: str | None) -> None:
        nonlocal tried
        tried += 1
        check(body, content_type, family)

    try:
        invented()
    except BaseException:
        traceback.print_exc()
        return 1
    print(f"{tried} invented pages read")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
