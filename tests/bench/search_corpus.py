"""The documents and queries of the search benchmarks: real articles, made-up officials, permuted copies."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from wardarchive.model import IndexDocument, OfficialRef
from wardarchive.text.normalise import fold
from wardarchive.text.syllables import surfaces

ARTICLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "news" / "news_20k.jsonl.gz"
COPY = 1_000_000
"""Ids of the first copy of each article begin here, those of the second at twice that."""
PEOPLE = 5_000
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def _people(number: int) -> tuple[OfficialRef, ...]:
    """Zero to three officials of 5,000; a few are in many articles, most in a few."""
    draw = random.Random(number)
    chosen = {int(PEOPLE * draw.random() ** 3) for _ in range(draw.randint(0, 3))}
    return tuple(OfficialRef(f"p{n}", f"Nguyễn Văn {n}") for n in sorted(chosen))


def _when(text: str | None) -> date | datetime | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _document(number: int, row: dict[str, Any]) -> IndexDocument:
    return IndexDocument(
        id=number,
        url=row["url"],
        title=row["title"],
        body=tuple(row["body"]),
        ward_code=row["ward_code"],
        ward=row["ward"],
        district=row["district"],
        province=row["province"],
        published=_when(row["published_at"]),
        views=row["views"],
        section=row.get("section"),
        officials=_people(number),
    )


def articles(most: int | None = None) -> Iterator[IndexDocument]:
    """The articles at hand, numbered from 1."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if most is not None and number > most:
                return
            yield _document(number, json.loads(line))


def permuted(document: IndexDocument, copy: int) -> IndexDocument:
    """The article again with its sentences in another order: other phrases across them, the same words."""
    draw = random.Random(document.id * 31 + copy)
    sentences = [s for block in document.body for s in _SENTENCE.split(block)]
    draw.shuffle(sentences)
    body = tuple(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
    number = document.id + copy * COPY
    return replace(document, id=number, url=f"{document.url}#{copy}", body=body, officials=_people(number))


def corpus(size: int) -> Iterator[IndexDocument]:
    """`size` documents: the articles, then permuted copies of them."""
    made = copy = 0
    while made < size:
        for document in articles():
            yield permuted(document, copy) if copy else document
            made += 1
            if made == size:
                return
        copy += 1


KINDS = ("one common word", "two words", "four words", "phrase", "folded phrase", "two facet values", "all")


def queries(count: int, seed: int = 7) -> dict[str, list[str]]:
    """`count` queries of each kind, drawn from the articles themselves; never the same text twice."""
    draw = random.Random(seed)
    texts = [d for d in articles(4000) if d.body and len(surfaces(d.body[0])) > 12]
    common = "người năm được ngày phường công thành nhà trường nước đường dân bệnh hội tỉnh".split()  # noqa: SIM905
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for number in range(count):
        words = surfaces(draw.choice(texts).body[0])
        start = draw.randrange(len(words) - 6)
        found["one common word"].append(common[number % len(common)])
        found["two words"].append(" ".join(words[start : start + 2]))
        found["four words"].append(" ".join(words[start : start + 4]))
        found["phrase"].append('"' + " ".join(words[start : start + 3]) + '"')
        found["folded phrase"].append('"' + fold(" ".join(words[start : start + 3])) + '"')
        found["two facet values"].append(" ".join(words[start : start + 2]))
        found["all"].append("")
    return found
