"""Columns of other articles, put before and after the content of golden pages, change nothing that is read."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.golden.parse.gold import GoldPage, gold_pages
from wardarchive.model import Article
from wardarchive.parse.page import read_page

HEADLINES = (
    "Hội Nông dân tổng kết phong trào sản xuất giỏi năm",
    "Đoàn xã ra quân làm sạch tuyến đường hoa số",
    "Bàn giao nhà đại đoàn kết cho hộ nghèo ở thôn",
)
SUMMARY = "Buổi lễ có sự tham gia của đông đảo cán bộ, nhân dân và các em học sinh trên địa bàn."


def _repeated(entry: str) -> str:
    pieces = (entry.replace("@", str(n)).replace("HEAD", f"{HEADLINES[n % 3]} {n}") for n in range(1, 7))
    return "".join(pieces).replace("SUM", SUMMARY)


LINK = '<a href="/tin/khac-@.html">HEAD</a>'
COLUMNS = {
    "list": f"<div class=cot><h3>Tin mới</h3><ul>{_repeated(f'<li>{LINK} <span class=date>0@/04/2017</span></li>')}</ul></div>",
    "labelled": "<div class=hop><div>Xem nhiều</div>"
    + _repeated(f"<div class=muc>{LINK}<div class=tg>Ngày đăng: 0@/04/2017 - Lượt xem: @12</div></div>")
    + "</div>",
    "cards": "<div class=hop2>"
    + _repeated(
        f"<div class=the><img src=/a@.jpg><h4>{LINK}</h4><p>SUM</p><small>0@/04/2017 08:1@</small> <small>@12 lượt xem</small></div>"
    )
    + "</div>",
    "table": f"<table class=bang>{_repeated(f'<tr><td>0@/04/2017</td><td>{LINK}</td></tr>')}</table>",
}
APART = ("40-lines-of-breaks", "43-wrapped-pre", "46-wrapped-parts", "38-office-is-h1")
"""Pages without any container around their text: what is put beside it is in it."""
FOOT = re.compile(r"<footer|<div[^>]*(?:id|class)=\"?(?:footer|ft)", re.IGNORECASE)
BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)


def _pages() -> list[GoldPage]:
    found = (p for p in gold_pages() if p.wanted["is_article"] and not p.name.endswith(APART))
    return [p for p in found if p.body.isascii() or _is_utf8(p.body)][::3]


def _is_utf8(body: bytes) -> bool:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return False
    return BODY.search(text) is not None and "</body>" in text.lower()


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("family", [None, "generic"])
def test_columns_beside_change_nothing(column: str, family: str | None) -> None:
    """Of 100 readings with a column before or after the article at most two differ in text, none in its fields."""
    pages = [p for p in _pages() if BODY.search(p.body.decode())]
    differing: list[str] = []
    for number, page in enumerate(pages):
        bare, beside = (_read(page, text, family) for text in _texts(page.body.decode(), column, number))
        if not isinstance(bare, Article):
            continue
        assert isinstance(beside, Article), (page.name, beside)
        for field in ("title", "published", "views"):
            assert getattr(beside, field) == getattr(bare, field), (page.name, field)
        if beside.body != bare.body or beside.author != bare.author:
            differing.append(page.name)
    assert len(pages) > 35
    assert len(differing) <= 0.02 * len(pages) + 1, differing


def _texts(text: str, column: str, number: int) -> tuple[str, str]:
    """The page as it is, and with the column before (even numbers) or after its content."""
    begin = BODY.search(text)
    assert begin is not None
    foot = FOOT.search(text, begin.end())
    after = foot.start() if foot else text.lower().rindex("</body>")
    at = after if number % 2 else begin.end()
    return text, text[:at] + COLUMNS[column] + text[at:]


def _read(page: GoldPage, text: str, family: str | None) -> object:
    captured = datetime.fromisoformat(page.wanted["fetched_at"])
    kind = "text/html; charset=utf-8"
    return read_page(
        text.encode(), page.wanted["url"], content_type=kind, fetched_at=captured, family=family
    ).page
