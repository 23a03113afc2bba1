"""Where sentences end."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một. Hai.", ["Một.", "Hai."]),
        ("Về TP. Hà Nội. Đồng chí dự.", ["Về TP. Hà Nội.", "Đồng chí dự."]),
        ("Ở Q. 1 và P. Bến Nghé.", ["Ở Q. 1 và P. Bến Nghé."]),
        ("Ông Nguyễn Văn A. Đến dự có bà B.", ["Ông Nguyễn Văn A.", "Đến dự có bà B."]),
        ("Chi 12.000 đồng. Thu 5.5%.", ["Chi 12.000 đồng.", "Thu 5.5%."]),
        ("Chờ mãi… không thấy ai.", ["Chờ mãi… không thấy ai."]),
        ("“Xong rồi.” Ông nói.", ["“Xong rồi.”", "Ông nói."]),
        ("1. Nội dung chính", ["1. Nội dung chính"]),
        ("dân phố.Đồng chí dự", ["dân phố.", "Đồng chí dự"]),
        ("Xem dantri.com.vn nhé", ["Xem dantri.com.vn nhé"]),
        ("Dòng một\n\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("Sao thế? Được!", ["Sao thế?", "Được!"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Abbreviations, numbers and initials do not end one."""
    assert [text[a:b] for a, b in sentences(text)] == expected
    decomposed = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", decomposed[a:b]) for a, b in sentences(decomposed)] == expected


@given(st.text(alphabet="aĐ. \n?“”1", max_size=60))
def test_nothing_but_blanks_lies_between_sentences(text: str) -> None:
    """Spans are in order, and hold all that is no blank."""
    spans = sentences(text)

    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).replace(" ", "").replace("\n", "") == "".join(text.split())
