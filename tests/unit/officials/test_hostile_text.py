"""Text that nobody wrote for us: time stays in proportion, and offsets stay true."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardarchive.model import Block
from wardarchive.officials.reading import read_officials

SENTENCE = (
    "Đồng chí Lê Văn An, Bí thư Đảng ủy phường Sài Đồng, nhấn mạnh: “Phải làm ngay trong tháng này”; "
    "đề nghị UBND phường báo cáo. "
)
SIZE = 16_000

HOSTILE = {
    "prose": SENTENCE,
    "no punctuation": "đồng chí Lê Văn An Bí thư Đảng ủy phường nhấn mạnh ",
    "names in a list": "Lê Văn An - Bí thư Chi bộ 3; ",
    "one sentence of speakers": "đồng chí Lê Văn An đề nghị làm ngay, ",
    "capitals": SENTENCE.upper(),
    "small letters": SENTENCE.lower(),
    "decomposed": unicodedata.normalize("NFD", SENTENCE),
    "markup": f"<p class='x'>{SENTENCE}</p>&nbsp;",
    "unclosed tags": "<a ",
    "quotes": '"',
    "unclosed quotes": "“a ",
    "quoted sentences": "“a b c d e. ” ",
    "one word": "a",
    "titles": "đồng chí ",
    "titles in capitals and small letters": "ông Bà ",
    "dialogue": "ông An:\n- Dạ, tôi\n",
    "quotations told of": "“a b c d”. Đó là lời của ông An như vậy. ",
    "hyphens": "Kim-Jong-",
    "offices": "Bí thư, ",
    "offices with semicolons": "Lê Văn An, Bí thư; ",
    "addressed": "đề nghị ông An ",
    "parentheses": "(",
    "combining marks": "e\u0301\u0301",
    "invisible": "a\u200b",
    "lines": "\n",
    "digits": "1-2/",
    "English": "The chairman, Mr John Smith, said that it was good. ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_length_alone(unit: str) -> None:
    """Four times the text takes nowhere near sixteen times as long."""
    small, large = (unit * (size // len(unit)) for size in (SIZE, 4 * SIZE))
    _seconds(small)
    quick, slow = _seconds(small), _seconds(large)

    assert slow < 10 * quick + 0.5


def _seconds(text: str) -> float:
    started = time.process_time()
    read_officials("", [Block("paragraph", text)])
    return time.process_time() - started


WORDS = st.sampled_from(
    [
        "Đồng chí",
        "ông",
        "bà",
        "Lê",
        "Văn",
        "An",
        "Bí thư",
        "Đảng ủy",
        "phường",
        "Sài Đồng",
        "UBND",
        ",",
        ".",
        ":",
        ";",
        "-",
        "“",
        "”",
        '"',
        "(",
        ")",
        "nhấn mạnh",
        "đề nghị",
        "theo",
        "trước ngày",
        "30/9",
        "\n",
        "và",
        "là",
        "các",
        "TP.",
        "PCT",
        "quận",
        "nói",
        "Tổ trưởng",
        "số",
        "5",
        "ĐỒNG",
        "CHÍ",
        "%",
        "/",
        "<b>",
        "…",
        "người dân",
        "cho biết",
    ]
)


@pytest.mark.parametrize("end", [" (", ",", " -", ":", " được", " là", ", 45", " (SN", "; ông", " và ông"])
def test_a_text_may_end_anywhere(end: str) -> None:
    """What is looked for behind a name is not there: no reading past the end."""
    reading = read_officials("", [Block("paragraph", "Tin do ông Lê Văn An" + end)])

    assert [s.text for s in reading.statements] == []


@given(st.lists(WORDS, max_size=40), st.sampled_from(["NFC", "NFD"]))
def test_offsets_lead_back_to_the_text(words: list[str], form: str) -> None:
    """Whatever is found stands where it says."""
    text = unicodedata.normalize(form, " ".join(words))  # type: ignore[arg-type]
    reading = read_officials(text, [Block("paragraph", text), Block("caption", text)])

    for official in reading.officials:
        assert official.mentions
        for mention in official.mentions:
            assert text[mention.start : mention.end] == mention.text != ""
    for statement in reading.statements:
        assert text[statement.start : statement.end] == statement.text != ""
        assert 0 < statement.confidence <= 1


@given(st.text(max_size=300))
def test_no_text_is_an_error(text: str) -> None:
    """Any characters at all."""
    read_officials(text, [Block("paragraph", text)])


@given(st.lists(WORDS, max_size=40))
def test_composition_does_not_change_what_is_read(words: list[str]) -> None:
    """NFC and NFD of one text name the same people."""
    text = " ".join(words)
    names = [
        [
            (o.name, o.role)
            for o in read_officials("", [Block("paragraph", unicodedata.normalize(form, text))]).officials
        ]
        for form in ("NFC", "NFD")
    ]

    assert names[0] == names[1]
