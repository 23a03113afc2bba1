"""Runs and pieces of an article's text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wardarchive.model import Article, Block, Mention, NamedOfficial, Reading, Statement
from wardarchive.web.marking import Run, marked

_TEXT = "Đồng chí Đặng Đức Cường yêu cầu thu gom rác trước 20 giờ."


def _article(*texts: str, title: str = "Tiêu đề") -> Article:
    return Article("http://x/1", title, tuple(Block("paragraph", t) for t in texts))


def _person(name: str, *places: tuple[int, int, int]) -> NamedOfficial:
    return NamedOfficial(name, None, tuple(Mention(b, s, e, "") for b, s, e in places))


def _said(block: int, start: int, end: int) -> Statement:
    return Statement(None, "nói", "direct", "named", "", block, start, end)


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def test_a_name_inside_a_statement_is_a_piece_of_its_run() -> None:
    start = _TEXT.index("Đặng")
    reading = Reading(
        (_person("Đặng Đức Cường", (0, start, start + 14)),), (_said(0, 0, _TEXT.index(" trước")),)
    )
    _, (block,) = marked(_article(_TEXT), reading)
    first, rest = block.runs
    assert (first.statements, first.begins, rest.statements) == ((0,), (0,), ())
    assert [(p.text, p.name) for p in first.pieces] == [
        ("Đồng chí ", None),
        ("Đặng Đức Cường", "Đặng Đức Cường"),
        (" yêu cầu thu gom rác", None),
    ]


def test_the_title_is_block_minus_one() -> None:
    title, _ = marked(_article(title="Cường nói"), Reading((_person("Cường", (-1, 0, 5)),)))
    assert [(p.text, p.name) for p in title[0].pieces] == [("Cường", "Cường"), (" nói", None)]


def test_a_name_cut_by_a_statement_is_marked_on_both_sides() -> None:
    _, (block,) = marked(_article("abcdef"), Reading((_person("N", (0, 1, 5)),), (_said(0, 3, 6),)))
    assert [[(p.text, p.name) for p in run.pieces] for run in block.runs] == [
        [("a", None), ("bc", "N")],
        [("de", "N"), ("f", None)],
    ]


_OFFSETS = st.tuples(st.integers(-2, 3), st.integers(-5, 40), st.integers(-5, 40))


@given(
    st.lists(st.text(max_size=30), max_size=3),
    st.lists(_OFFSETS, max_size=8),
    st.lists(_OFFSETS, max_size=8),
)
def test_no_offsets_can_change_the_text(
    texts: list[str], names: list[tuple[int, int, int]], said: list[tuple[int, int, int]]
) -> None:
    article = _article(*texts, title="Một tiêu đề")
    reading = Reading(tuple(_person("N", place) for place in names), tuple(_said(*place) for place in said))
    title, body = marked(article, reading)
    assert _joined(title) == article.title
    assert [_joined(block.runs) for block in body] == texts
