"""Ranking over the demo does not fall below what it has reached; the news are measured by `make bench`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.golden.search.demo_documents import demo_documents
from tests.golden.search.judgements import HERE, read, whole_set
from tests.golden.search.measures import quality
from tests.golden.search.rankers import PlainBM25, engine_ranker, syllable_words


def test_the_set_is_large_enough() -> None:
    """150 queries written down or typed as people do, of all three groups; every judgement names one."""
    documents = demo_documents()
    demo, news = read("demo.tsv"), [*read("news.tsv"), *read("news2.tsv")]
    who = Counter(judged.who for judged in (*demo, *news))

    assert len(demo) + len(news) >= 138
    assert len(whole_set("demo.tsv", documents)) >= 150
    assert min(who[group] for group in ("researcher", "journalist", "archivist")) >= 30
    assert set(who) == {"researcher", "journalist", "archivist"}
    assert {key for judged in demo for key in judged.grades} <= set(documents)
    assert len({judged.query for judged in (*demo, *news)}) == len(demo) + len(news)


def test_ranking_of_the_demo(tmp_path: Path) -> None:
    documents = demo_documents()
    floors = json.loads((HERE / "floor.json").read_text())["demo"]
    judged = whole_set("demo.tsv", documents)

    own = quality(judged, engine_ranker(documents, tmp_path))
    plain = quality(judged, PlainBM25(documents, syllable_words))

    assert set(own) == set(floors)
    for kind, floor in floors.items():
        assert own[kind].mrr >= floor["mrr"] - 1e-6, kind
        assert own[kind].ndcg >= floor["ndcg"] - 1e-6, kind
    assert own["all"].ndcg > plain["all"].ndcg
    assert own["all"].recall == pytest.approx(floors["all"]["recall"], abs=0.01)
