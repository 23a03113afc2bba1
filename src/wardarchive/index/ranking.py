"""The ranking that all engines share: BM25F over title, body and names, plus neighbours.

The functions take numbers or NumPy arrays alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from wardarchive.index.query_nodes import Either, Group, Leaf, Word, leaves

K1 = 1.2
TITLE_WEIGHT = 3.0
NAME_WEIGHT = 0.5
BODY_B = 0.6
TITLE_B = 0.3
PAIR_WEIGHT = 2.0
MEANT_WEIGHT = 1.0
"""What a word counts for that was not typed but is likely meant (see `meaning`), beside the one typed."""
COVERAGE = 1.0
"""Exponent of the share of the query, by rarity, that a document has."""
ALL_FIRST = 8
"""Up to so many loose words (syllables: an office, a body and a ward are seven), documents that lack one
stand behind all that have all. Longer queries are remembered sentences: there a long document that happens
to have every word somewhere is not the better one, and the share counts."""
WINDOW = 500
"""So many hits, the best by words alone, are ranked again with their neighbouring words."""


def idf(documents: int, having: int) -> float:
    """Rarity of what `having` of `documents` have; never negative."""
    return math.log1p((documents - having + 0.5) / (having + 0.5))


def frequency(title: Any, body: Any, named: Any, title_length: Any, body_length: Any) -> Any:
    """The combined frequency of a term; lengths are relative to the average of the index."""
    return (
        TITLE_WEIGHT * title / (1 - TITLE_B + TITLE_B * title_length)
        + body / (1 - BODY_B + BODY_B * body_length)
        + NAME_WEIGHT * named
    )


def saturated(frequency: Any) -> Any:
    """BM25's diminishing return of repetition: 0 for none, towards K1 + 1."""
    return frequency * (K1 + 1) / (frequency + K1)


def all_first(root: Group) -> bool:
    """Whether what has all loose words stands first whatever its score."""
    return len(root.wanted) <= ALL_FIRST


def loose_leaves(root: Group) -> list[Leaf]:
    """The different loose words; each is a leaf of its own."""
    return [leaf for word in root.wanted for leaf in leaves(word)]


def covered(having: Any, whole: float) -> Any:
    """The factor of a document with `having` of `whole` of the rarity of the loose words."""
    return (having / whole) ** COVERAGE if whole else 1.0


def neighbours(root: Group, meant: Mapping[Word, Word]) -> tuple[tuple[Word | Either, Word | Either], ...]:
    """The pairs of loose words that stand side by side in the query, as typed and as meant.

    Threes were tried too: 65 remembered articles came out at .88 instead of .90 of MRR@10.
    """
    found = [
        (first, second)
        for first, second in pairwise(root.loose)
        if isinstance(first, Word | Either)
        and isinstance(second, Word | Either)
        and first.field == second.field == "any"
    ]
    likely = [(meant.get(plain(first), first), meant.get(plain(second), second)) for first, second in found]
    return tuple(dict.fromkeys([*found, *likely]))


def plain(node: Word | Either) -> Word:
    """The word as typed."""
    return node.word if isinstance(node, Either) else node


def run_score(rarities: Sequence[float], title: Any, body: Any) -> Any:
    """What words add that stand side by side `title` times in the title and `body` times in the text."""
    count = TITLE_WEIGHT * title + body
    return PAIR_WEIGHT * sum(rarities) / len(rarities) * count / (count + K1)
