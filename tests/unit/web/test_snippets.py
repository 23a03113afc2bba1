"""Marks of snippets: what is clean is passed as it is, all else is cleaned."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.web.snippets import marked_html

_PIECES = st.sampled_from(
    ["<mark>", "</mark>", "<", ">", "&", "&lt;", "&amp;", "&#39;", "&#x6a;", "rác", " ", "<script>", '"']
)


@given(st.lists(_PIECES, max_size=30))
def test_nothing_but_whole_marks_comes_through(pieces: list[str]) -> None:
    html = str(marked_html("".join(pieces)))
    tags = re.findall("<[^>]*>", html)
    assert set(tags) <= {"<mark>", "</mark>"}
    assert tags.count("<mark>") == tags.count("</mark>")
    assert "<" not in re.sub("</?mark>", "", html)


@pytest.mark.parametrize("html", ["thu gom <mark>rác</mark> &amp; &lt;b&gt;", "", "<mark></mark>"])
def test_what_engines_make_stays_as_it_is(html: str) -> None:
    assert str(marked_html(html)) == html


def test_a_long_text_is_looked_at_once() -> None:
    """Linear: possessive repeats never go back."""
    assert str(marked_html("&amp;" * 200_000 + "<")).endswith("&amp;&lt;")
