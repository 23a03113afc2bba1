"""How well a ranker does: nDCG@10, reciprocal rank of the first article looked for, recall."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.golden.search.judgements import KINDS, Judged
from tests.golden.search.rankers import Ranker


@dataclass(frozen=True, slots=True)
class Quality:
    """Averages over queries, each 0 to 1."""

    queries: int
    ndcg: float
    mrr: float
    recall: float


def _ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """With gains 2^grade - 1 over the first ten."""

    def gained(ordered: Sequence[int]) -> float:
        return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ordered[:10]))

    best = gained(sorted(grades.values(), reverse=True))
    return gained([grades.get(key, 0) for key in found]) / best


def _reciprocal_rank(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Of the first article of the highest grade among the first ten."""
    wanted = {key for key, grade in grades.items() if grade == max(grades.values())}
    return next((1 / place for place, key in enumerate(found[:10], 1) if key in wanted), 0.0)


def quality(judged: Sequence[Judged], ranker: Ranker) -> dict[str, Quality]:
    """The averages by kind, and over all queries as ``all``; recall is among the first hundred."""
    rows: dict[str, list[tuple[float, float, float]]] = {}
    for one in judged:
        found = ranker(one.query)
        recall = len(set(found) & set(one.grades)) / len(one.grades)
        row = _ndcg(found, one.grades), _reciprocal_rank(found, one.grades), recall
        for kind in (one.kind, "all"):
            rows.setdefault(kind, []).append(row)
    return {
        kind: Quality(len(rows[kind]), *(fmean(column) for column in zip(*rows[kind], strict=True)))
        for kind in (*KINDS, "all")
        if kind in rows
    }
