"""The relevance set: queries with judged articles, and the variants that people type of them.

How it was made, and what the kinds mean, is in docs/relevance.md.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardarchive.index.query_tokens import FIELDS
from wardarchive.model import IndexDocument
from wardarchive.text.normalise import fold
from wardarchive.text.syllables import surfaces

HERE = Path(__file__).parent
KINDS = ("known", "nodiac", "tone", "partial", "typo", "caps", "role", "topic", "phrase")
_NEW_STYLE = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_OTHER_STYLE = _NEW_STYLE | {new: old for old, new in _NEW_STYLE.items()}
PHRASES = 20
"""Exact phrases drawn from the judged articles."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One query with the grades of its articles: 2 is what was looked for, 1 helps."""

    kind: str
    who: str
    query: str
    grades: Mapping[str, int]


def read(name: str) -> list[Judged]:
    """The queries of one file: kind, who asks, articles with grades, query."""
    found = []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, who, articles, query = line.split("\t")
            pairs = (item.rsplit(":", 1) for item in articles.split(","))
            found.append(Judged(kind, who, query, {key: int(grade) for key, grade in pairs}))
    return found


def _partial(query: str) -> str:
    """Every other word without its marks, as on a telephone."""
    return " ".join(fold(w) if n % 2 else w for n, w in enumerate(query.split()))


def _typo(query: str) -> str:
    """Two letters of the longest word change places."""
    words = query.split()
    at = max(range(len(words)), key=lambda n: len(words[n]))
    word = words[at]
    middle = len(word) // 2
    words[at] = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return " ".join(words)


def _other_style(query: str) -> str:
    return " ".join(
        w[:-2] + _OTHER_STYLE.get(w[-2:], w[-2:]) if not w.startswith("qu") else w for w in query.split()
    )


def variants(judged: Sequence[Judged]) -> Iterator[Judged]:
    """Each known query as it is also typed; those that do not change are left out."""
    changes = {
        "nodiac": fold, "tone": _other_style, "partial": _partial, "typo": _typo, "caps": str.upper,
    }  # fmt: skip
    for one in judged:
        if one.kind != "known":
            continue
        for kind, change in changes.items():
            typed = change(one.query)
            if typed != one.query:
                yield Judged(kind, one.who, typed, one.grades)


def phrases(judged: Sequence[Judged], documents: Mapping[str, IndexDocument]) -> Iterator[Judged]:
    """Four to six syllables side by side out of judged articles, in quotation marks."""
    draw = random.Random(4)
    for one in draw.sample([j for j in judged if j.kind == "known"], PHRASES):
        key = next(iter(one.grades))
        words = [w for text in documents[key].body for w in surfaces(text)]
        length = draw.randint(4, 6)
        start = draw.randrange(max(1, len(words) - length))
        yield Judged("phrase", one.who, f'"{" ".join(words[start : start + length])}"', {key: 2})


def whole_set(name: str, documents: Mapping[str, IndexDocument]) -> list[Judged]:
    """What was written down, its variants and phrases."""
    judged = read(name)
    return [*judged, *variants(judged), *phrases(judged, documents)]


def field_free(query: str) -> str:
    """A query for rankers without a language of their own."""
    assert not any(f"{alias}:" in query for aliases in FIELDS.values() for alias in aliases)
    return query.replace('"', " ")
