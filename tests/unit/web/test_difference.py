"""What changed between two versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wardarchive.model import Article, Block
from wardarchive.web.difference import Change, changes, difference

_OLD = Article(
    "http://x/1",
    "Thu gom rác",
    (Block("paragraph", "Một hai ba."), Block("paragraph", "Bốn năm sáu.")),
    published=date(2020, 1, 1),
)


def _text(found: tuple[Change, ...], without: str) -> str:
    return "".join(change.text for change in found if change.kind != without)


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    found = changes(old, new)
    assert _text(found, "new") == old
    assert _text(found, "gone") == new


def test_the_same_article_differs_in_nothing() -> None:
    assert difference(_OLD, replace(_OLD, views=99)).is_empty


def test_only_changed_blocks_are_shown() -> None:
    new = replace(_OLD, body=(_OLD.body[0], Block("paragraph", "Bốn năm bảy.")))
    found = difference(_OLD, new)
    assert [[(c.kind, c.text) for c in block] for block in found.blocks] == [
        [("same", "Bốn năm "), ("gone", "sáu"), ("new", "bảy"), ("same", ".")]
    ]


def test_a_changed_date_is_a_fact() -> None:
    found = difference(_OLD, replace(_OLD, published=date(2020, 2, 1)))
    assert found.facts == (("published", "2020-01-01", "2020-02-01"),)


def test_a_huge_block_is_compared_as_a_whole() -> None:
    old, new = "a " * 7000, "b " * 7000
    assert [c.kind for c in changes(old, new)] == ["gone", "new"]
