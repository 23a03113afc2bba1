"""Any adjacent syllables of an article find it as a phrase, however they are typed."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import FacetFilter, IndexDocument, SearchRequest
from wardarchive.text.normalise import fold
from wardarchive.text.syllables import surfaces

PAIRS = 2_000
NEW_STYLE = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
OLD_STYLE = {new: old for old, new in NEW_STYLE.items()}


def restyled(text: str, styles: dict[str, str]) -> str:
    """Syllables that end in one of the pairs, in the other tone style."""
    words = (unicodedata.normalize("NFC", word) for word in text.split(" "))
    return " ".join(
        word[:-2] + styles.get(word[-2:], word[-2:]) if not word.lower().startswith("qu") else word
        for word in words
    )


def forms(text: str) -> tuple[str, ...]:
    return (
        text,
        restyled(text, NEW_STYLE),
        restyled(text, OLD_STYLE),
        unicodedata.normalize("NFD", text),
        text.upper(),
        fold(text),
    )


def assert_found(engine: WhooshEngine, documents: Sequence[IndexDocument], pairs: int) -> None:
    chance = random.Random(20_000)
    missed = []
    for _ in range(pairs):
        document = chance.choice(documents)
        where = chance.choice(("title", "body", "block"))
        texts = [document.title] if where == "title" else list(document.body)
        texts = [chance.choice(texts)] if where == "block" and texts else texts
        words = [word for text in texts for word in surfaces(text)]
        if not words:
            continue
        length = min(chance.randint(1, 6), len(words))
        start = chance.randint(0, len(words) - length)
        phrase = " ".join(words[start : start + length])
        for form in dict.fromkeys(forms(phrase)):
            only = FacetFilter("ward", (str(document.id),))
            request = SearchRequest(f'"{form}"', filters=(only,), page_size=1, facet_size=0)
            if engine.search(request).total != 1:
                missed.append((document.id, form))
    assert missed == []


def test_phrases_of_own_texts(tmp_path: Path) -> None:
    chance = random.Random(3)
    words = (
        "hòa giải quý thuỷ lợi khỏe uỷ ban Kỹ năng 12/3 Covid-19 xoá đói Đ/c toà nhà LÝ lẽ mỹ thuật".split()  # noqa: SIM905
    )
    documents = [
        IndexDocument(
            number,
            f"u{number}",
            " ".join(chance.choice(words) for _ in range(6)),
            tuple(
                unicodedata.normalize(chance.choice(("NFC", "NFD")), " ".join(chance.choices(words, k=20)))
                for _ in range(3)
            ),
            str(number),
        )
        for number in range(40)
    ]
    engine = WhooshEngine(tmp_path)
    engine.rebuild(documents)
    assert_found(engine, documents, 150)


def test_phrases_of_real_articles(shared_data: Path, tmp_path: Path) -> None:
    documents = []
    with gzip.open(shared_data / "news" / "news_20k.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 80 == 0:
                row = json.loads(line)
                documents.append(
                    IndexDocument(number, row["url"], row["title"], tuple(row["body"]), str(number))
                )
    if not documents:
        pytest.skip("no articles in the sample")
    engine = WhooshEngine(tmp_path)
    engine.rebuild(documents)
    assert_found(engine, documents, PAIRS)
