"""Whoosh's own searcher reads the same index and finds the same documents."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import And, Or, Phrase, Term
from whoosh.searching import Searcher

from wardarchive.index.segment_writing import NAME
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import IndexDocument, SearchRequest

WORDS = ("đảng", "ủy", "phường", "họp", "tổ", "dân", "phố", "chốt", "trực", "nước")
"""All with diacritics, and no text without them: so a word means just itself."""


def engine_at(folder: Path, chance: random.Random) -> WhooshEngine:
    engine = WhooshEngine(folder)

    def documents(first: int, last: int) -> list[IndexDocument]:
        return [
            IndexDocument(n, f"u{n}", "", (" ".join(chance.choices(WORDS, k=chance.randint(0, 30))),))
            for n in range(first, last)
        ]

    engine.rebuild(documents(0, 150))
    engine.replace(documents(100, 200))
    engine.remove(range(40, 60))
    return engine


def stock(folder: Path) -> Searcher:
    (generation,) = folder.glob("g*")
    return FileIndex(FileStorage(str(generation)), indexname=NAME).searcher()


def ids(searcher: Searcher, query: object) -> set[int]:
    return {hit["id"] for hit in searcher.search(query, limit=None)}


def found(engine: WhooshEngine, query: str) -> set[int]:
    return {hit.id for hit in engine.search(SearchRequest(query, page_size=1000)).hits}


@pytest.mark.parametrize("seed", range(4))
def test_same_documents(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    engine = engine_at(tmp_path, chance)
    with stock(tmp_path) as searcher:
        assert searcher.doc_count() == engine.document_count() == 180
        for _ in range(60):
            chosen = chance.choices(WORDS, k=chance.randint(1, 4))
            terms = [Term("body", word) for word in chosen]
            assert found(engine, " ".join(f"+{word}" for word in chosen)) == ids(searcher, And(terms))
            assert found(engine, " OR ".join(chosen)) == ids(searcher, Or(terms))
            assert found(engine, f'"{" ".join(chosen)}"') == ids(searcher, Phrase("body", chosen))


def test_same_frequencies(tmp_path: Path) -> None:
    engine = engine_at(tmp_path, random.Random(9))
    snapshot = engine._snapshots.current()
    with stock(tmp_path) as searcher:
        for word in WORDS:
            own = 0
            for segment in snapshot.segments:
                vocabulary = segment.vocabularies["body"]
                number = vocabulary.number(word)
                assert number is not None
                own += int(segment.postings("body", number).frequencies.sum())
                assert own
            assert searcher.reader().frequency("body", word) == own
