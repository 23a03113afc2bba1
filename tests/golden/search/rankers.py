"""Plain BM25 to compare with, and the engine, as functions from a query to keys in order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np

from tests.golden.search.judgements import field_free
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import IndexDocument, SearchRequest
from wardarchive.text.normalise import clean
from wardarchive.text.segment import segment
from wardarchive.text.syllables import forms, surfaces

Ranker = Callable[[str], list[str]]
DEPTH = 100
"""So deep recall is measured."""
_K1, _B = 1.2, 0.75


def syllable_words(text: str) -> list[str]:
    """Lower-cased syllables as published: what an index without Vietnamese knowledge has."""
    return [word.lower() for word in surfaces(clean(text))]


def pyvi_words(text: str) -> list[str]:
    """Words as pyvi's model cuts them, in lower case."""
    return [w.lower() for w in segment(clean(text)).split() if any(c.isalnum() for c in w)]


def folded_pairs(text: str) -> list[str]:
    """Syllables without diacritics, and each with its neighbour: the best single ranker of the project's
    first measurements."""
    words = [forms(word)[1] for word in surfaces(clean(text))]
    return words + [f"{first} {second}" for first, second in pairwise(words)]


class PlainBM25:
    """BM25 over title and body as one text; a document with any of the words is a hit."""

    def __init__(self, documents: Mapping[str, IndexDocument], words: Callable[[str], list[str]]) -> None:
        self._keys = list(documents)
        self._words = words
        postings: dict[str, list[tuple[int, int]]] = {}
        lengths = []
        for number, document in enumerate(documents.values()):
            counted = Counter(words("\n".join((document.title, *document.body))))
            lengths.append(sum(counted.values()))
            for word, times in counted.items():
                postings.setdefault(word, []).append((number, times))
        self._lengths = np.array(lengths, float) / max(1.0, float(np.mean(lengths)))
        self._postings = {word: np.array(found) for word, found in postings.items()}

    def __call__(self, query: str) -> list[str]:
        scores = np.zeros(len(self._keys))
        for word in dict.fromkeys(self._words(field_free(query))):
            found = self._postings.get(word)
            if found is None:
                continue
            rows, times = found[:, 0], found[:, 1].astype(float)
            rarity = math.log1p((len(self._keys) - len(rows) + 0.5) / (len(rows) + 0.5))
            scores[rows] += rarity * times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * self._lengths[rows]))
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return [self._keys[n] for n in order.tolist() if scores[n] > 0]


class EngineRanker:
    """The default engine as readers ask it: the query as typed, by relevance."""

    def __init__(self, engine: WhooshEngine, keys: Mapping[int, str]) -> None:
        self._engine = engine
        self._keys = keys

    def __call__(self, query: str) -> list[str]:
        result = self._engine.search(SearchRequest(query, page_size=DEPTH, facet_size=0, snippets=False))
        return [self._keys[hit.id] for hit in result.hits]


def engine_ranker(documents: Mapping[str, IndexDocument], folder: Path) -> EngineRanker:
    """An engine over the documents, in a folder of its own."""
    engine = WhooshEngine(folder)
    if engine.document_count() != len(documents):
        engine.rebuild(iter(documents.values()))
    return EngineRanker(engine, {document.id: key for key, document in documents.items()})


def numbered(documents: Iterable[IndexDocument]) -> dict[str, IndexDocument]:
    """Documents by their number as text, as the judgements of the news name them."""
    return {str(document.id): document for document in documents}
