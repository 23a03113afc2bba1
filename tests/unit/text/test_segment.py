"""Segmentation: places in any normalisation, hostile texts, threads, and the weights file."""

from __future__ import annotations

import gzip
import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import build_segmenter
from wardarchive.text import word_model as word_model_module
from wardarchive.text.segment import segment, words
from wardarchive.text.word_model import WordModel, word_model

SENTENCE = "Đảng ủy phường Sài Đồng, quận Long Biên tổ chức hội nghị lúc 16:07 (liên hệ a.b@x.vn)."
WORDS = [
    *("Đảng ủy", "phường", "Sài Đồng", "quận", "Long Biên", "tổ chức", "hội nghị", "lúc", "16", "07"),
    *("liên hệ", "a.b@x.vn"),
]
TEXTS = st.text(
    alphabet=st.sampled_from("aăđeoĐUSủy12 .,_-@:/\n\t\u0301\u0323\u0302\u200b\u00ad\u1112\u1161")
)


def spelled(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


def test_words_of_composed_text() -> None:
    assert spelled(SENTENCE) == WORDS


def test_words_keep_their_places_in_decomposed_text() -> None:
    decomposed = unicodedata.normalize("NFD", SENTENCE)
    assert len(decomposed) > len(SENTENCE)
    assert spelled(decomposed) == [unicodedata.normalize("NFD", word) for word in WORDS]


def test_mixed_normalisation_and_blanks() -> None:
    text = "  hội\u00a0nghi\u0323\u2003\t hội nghị "
    assert spelled(text) == ["hội\u00a0nghi\u0323", "hội nghị"]


def test_lines_share_no_word() -> None:
    assert spelled("của hội\nnghị\n\nhội nghị") == ["của", "hội", "nghị", "hội nghị"]
    assert spelled("\nhội nghị") == ["hội nghị"]


@pytest.mark.parametrize("text", ["", " ", "\n \t", "\u2003", "…", "\u200b", "\u0301"])
def test_nothing_to_find(text: str) -> None:
    assert words(text) == []


def test_text_without_tokens_comes_back_unchanged() -> None:
    assert segment(" \t\u2003") == " \t\u2003"
    assert segment("") == ""


@given(TEXTS)
def test_spans_are_in_order_and_begin_and_end_in_words(text: str) -> None:
    at = 0
    for start, end in words(text):
        assert at <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert "\n" not in text[start:end]
        at = end


@given(TEXTS)
def test_normalisation_does_not_matter(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    if text.split():
        assert segment(composed) == segment(decomposed)
    assert len(words(composed)) == len(words(decomposed))


@pytest.mark.parametrize(
    "text",
    [
        "-" * 60_000 + "@",
        "a." * 40_000 + "@b",
        "@" * 60_000,
        "a" + "\u0301\u0323" * 40_000,
        "a://" * 40_000,
        "\u1100\u1161\u11a8" * 20_000,
        "\n" * 60_000,
        "hội nghị " * 20_000,
    ],
    ids=["dashes", "dots", "signs", "marks", "urls", "jamo", "lines", "words"],
)
@pytest.mark.timeout(60)
def test_hostile_texts_take_linear_time(text: str) -> None:
    """Each of these takes minutes or hours in quadratic time, and about a second here."""
    assert segment(text)
    words(text)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_model_module, "_MEMO_LIMIT", 100)
    packed = files("wardarchive.text").joinpath("data", "segmenter.json.gz").read_bytes()
    model = WordModel(json.loads(gzip.decompress(packed)))
    for number in range(1_000):
        assert model.chunks[f"chữ{number}"].tokens[0][0] == f"chữ{number}"
    assert len(model.chunks) <= 100
    assert "x" * 10_000 not in model.chunks
    assert model.chunks["x" * 10_000].spans == ((0, 10_000),)
    assert "x" * 10_000 not in model.chunks


def test_threads_agree() -> None:
    texts = [f"{SENTENCE} Tổ dân phố số {number} nhà văn hóa{number % 7}" for number in range(400)]
    expected = [segment(text) for text in texts]
    word_model().chunks.clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(segment, texts)) == expected


def test_the_weights_file_is_reproducible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same contents from the installed pyvi; the same bytes twice (zlib's may differ elsewhere)."""
    shipped = files("wardarchive.text").joinpath("data")
    for folder in ("first", "second"):
        monkeypatch.setattr("sys.argv", ["build_segmenter.py", str(tmp_path / folder)])
        build_segmenter.main()
    first, second = (
        (tmp_path / folder / build_segmenter.WEIGHTS).read_bytes() for folder in ("first", "second")
    )
    assert first == second
    assert gzip.decompress(first) == gzip.decompress(shipped.joinpath(build_segmenter.WEIGHTS).read_bytes())
    assert "Viet-Trung Tran" in shipped.joinpath(build_segmenter.LICENCE).read_text(encoding="utf-8")
