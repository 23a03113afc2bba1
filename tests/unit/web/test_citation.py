"""Citations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from wardarchive.web.citation import Cited, bibtex, chicago, ris, vietnamese

_CITED = Cited(
    article_id=7,
    title="Sài Đồng {tổng kết} 100% & hơn_nữa\ndòng hai",
    publisher="Phường Sài Đồng",
    author=None,
    published=date(2020, 12, 15),
    url="https://saidong.example.vn/a_b?x=1",
    archived_at=datetime(2026, 11, 20, 20, 30, tzinfo=UTC),
    archive="wardarchive",
    permalink="http://127.0.0.1:8080/article/7",
    digest="sha1:ABC",
)


def test_vietnamese_style_names_source_day_and_archived_copy() -> None:
    assert vietnamese(_CITED) == (
        "Phường Sài Đồng (15/12/2020). “Sài Đồng {tổng kết} 100% & hơn_nữa dòng hai”. "
        "https://saidong.example.vn/a_b?x=1. "
        "Bản lưu wardarchive lúc 03:30 ngày 21/11/2026: http://127.0.0.1:8080/article/7. sha1:ABC."
    )


def test_bibtex_escapes_what_tex_would_read() -> None:
    text = bibtex(_CITED)
    assert text.startswith("@online{wardarchive-7,\n")
    assert r"{{Sài Đồng \{tổng kết\} 100\% \& hơn\_nữa dòng hai}}" in text
    assert "date         = {2020-12-15}" in text
    assert text.count("{") == text.count("}")


def test_ris_has_one_line_a_field() -> None:
    lines = ris(_CITED).split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert "TI  - Sài Đồng {tổng kết} 100% & hơn_nữa dòng hai" in lines
    assert "DA  - 2020/12/15" in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_an_article_without_date_and_capture_can_be_cited() -> None:
    bare = replace(_CITED, published=None, digest=None, author="Minh Châu")
    assert vietnamese(bare).startswith("Minh Châu (không rõ ngày). “")
    assert "\n  date " not in bibtex(bare)
    assert "PY  - " not in ris(bare)


def test_a_title_cannot_add_fields() -> None:
    hostile = replace(
        _CITED, title="x\r\nUR  - http://evil.example/", author="a},\nurl={http://evil.example"
    )
    assert sum(line.startswith("UR  - ") for line in ris(hostile).split("\r\n")) == 1
    assert r"a\},url=" not in bibtex(hostile)
    assert r"a\}, url=\{http://evil.example" in bibtex(hostile)


def test_chicago_names_author_title_site_day_and_archived_copy() -> None:
    assert chicago(replace(_CITED, title="Tổng kết.", author="Minh Châu")) == (
        "Minh Châu. “Tổng kết.” Phường Sài Đồng. December 15, 2020. https://saidong.example.vn/a_b?x=1. "
        "Archived November 21, 2026, 03:30 (UTC+7), at http://127.0.0.1:8080/article/7."
    )
    assert "n.d." in chicago(replace(_CITED, published=None))
