"""A query tree over all documents of a snapshot: which match, what they score, which lack words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardarchive.index import ranking
from wardarchive.index.array_counts import Counting
from wardarchive.index.coded import Integers, Mask
from wardarchive.index.columns import NOTHING
from wardarchive.index.meaning import Meaning
from wardarchive.index.query_nodes import (
    AnyOf,
    Code,
    DateRange,
    Group,
    Leaf,
    Node,
    NumberRange,
    Query,
    leaves,
)
from wardarchive.index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Matched:
    """What a query finds before any filter, in the order of the rows."""

    rows: Integers
    scores: NDArray[np.float64]
    """By words alone."""
    lacking: Mask
    """Which of `rows` lack a loose word."""
    meant: Meaning


class Matching:
    """Tries the nodes of one query on all documents."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._counting = Counting(snapshot)

    def run(self, query: Query, meant: Meaning) -> Matched:
        snapshot, root = self._snapshot, query.root
        mask = snapshot.live & self._group(root) & (not query.nothing)
        rows = np.flatnonzero(mask)
        rarity: dict[Leaf, float] = {}
        scores = np.zeros(len(rows))
        lengths = [snapshot.relative_lengths(name)[rows] for name in ("title", "body")]
        weights = dict.fromkeys(meant.words.values(), ranking.MEANT_WEIGHT) | dict.fromkeys(
            leaves(root), 1.0
        )
        for leaf, weight in weights.items():
            counts = self._counting.leaf(leaf)
            having = int(np.count_nonzero(counts.mask & snapshot.live))
            rarity[leaf] = ranking.idf(snapshot.document_count, having)
            found = ranking.frequency(*(found[rows] for found in counts.fields), *lengths)
            scores += weight * rarity[leaf] * ranking.saturated(found)
        lacking = np.zeros(len(rows), bool)
        shares = np.zeros(len(rows), np.float64)
        wanted = ranking.loose_leaves(root)
        for word in wanted:
            present = self._mask(word)[rows]
            lacking |= ~present
            shares += rarity[word] * present
        scores *= ranking.covered(shares, sum((rarity[word] for word in wanted), 0.0))
        return Matched(rows, scores, lacking, meant)

    def _group(self, group: Group) -> Mask:
        mask = np.ones(self._snapshot.count, bool)
        for part in group.must:
            mask &= self._mask(part)
        for part in group.never:
            mask &= ~self._mask(part)
        if group.loose:
            having = np.zeros(self._snapshot.count, np.int64)
            for part in group.wanted:
                having += self._mask(part)
            mask &= having >= group.needed
        return mask

    def _mask(self, node: Node) -> Mask:
        snapshot = self._snapshot
        if isinstance(node, Group):
            return self._group(node)
        if isinstance(node, AnyOf):
            mask: Mask = np.logical_or.reduce([self._mask(part) for part in node.parts])
            return mask
        if isinstance(node, DateRange):
            return _within(
                snapshot.day,
                node.low.toordinal() if node.low else None,
                node.high.toordinal() if node.high else None,
                snapshot.day != NOTHING,
            )
        if isinstance(node, NumberRange):
            if node.field == "views":
                return _within(snapshot.views, node.low, node.high, snapshot.views != NOTHING)
            return _within(snapshot.years, node.low, node.high, snapshot.years > 0)
        if isinstance(node, Code):
            chosen = np.array([code == node.value for code in snapshot.ward_codes], bool)
            return snapshot.coded("ward").having(chosen, snapshot.count)
        return self._counting.leaf(node).mask


def _within(values: Integers, low: int | None, high: int | None, known: Mask) -> Mask:
    mask = known.copy()
    if low is not None:
        mask &= values >= low
    if high is not None:
        mask &= values <= high
    return mask
