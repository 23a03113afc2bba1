"""The ranking that all engines share: BM25F over title, lead, body and names, plus neighbours.

The functions take numbers or NumPy arrays alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from wardarchive.index.query_nodes import Either, Group, Leaf, Prefix, Word, leaves
from wardarchive.model import Sort

Pair = tuple[Word | Either, Word | Either]
"""Two loose words that stand side by side in a query."""

K1 = 3.0
"""High: title, lead and text together count up to some twenty before repetition tells nothing more."""
TITLE_WEIGHT = 6.0
LEAD_WEIGHT = 4.0
NAME_WEIGHT = 0.5
BODY_B = 0.7
TITLE_B = 0.3
LEAD = 30
"""So many syllables at the beginning of a text are its lead: a sentence or two that tell its subject."""
PAIR_WEIGHT = 1.0
PAIR_TITLE_WEIGHT = 3.0
PAIR_K1 = 1.6
FULL_NAME_WEIGHT = 2.0
FULL_NAME_K1 = 0.5
"""Low: a text that has the full name once is about that person."""
MEANT_WEIGHT = 1.0
"""What a word counts for that was not typed but is likely meant (see `meaning`), beside the one typed."""
COVERAGE = 0.25
"""Exponent of the share of the query, by rarity, that a document has."""
ALL_FIRST = 6
"""Up to so many loose words (syllables: three words of two), documents that lack one stand behind all that
have all. Longer queries are remembered sentences: there a long document that happens to have every word
somewhere is not the better one, and the share counts."""
ALL_FIRST_BARE = 4
"""The same where no word has diacritics: each stands for several, of which long documents have some."""
WINDOW = 500
"""So many hits, the best by words alone, are ranked again with their neighbouring words."""


def idf(documents: int, having: int) -> float:
    """Rarity of what `having` of `documents` have; never negative."""
    return math.log1p((documents - having + 0.5) / (having + 0.5))


def frequency(title: Any, lead: Any, body: Any, named: Any, title_length: Any, body_length: Any) -> Any:
    """The combined frequency of a term; lengths are relative to the average of the index.

    `body` has what is in the `lead` too.
    """
    return (
        TITLE_WEIGHT * title / (1 - TITLE_B + TITLE_B * title_length)
        + LEAD_WEIGHT * lead
        + body / (1 - BODY_B + BODY_B * body_length)
        + NAME_WEIGHT * named
    )


def saturated(frequency: Any) -> Any:
    """BM25's diminishing return of repetition: 0 for none, towards K1 + 1."""
    return frequency * (K1 + 1) / (frequency + K1)


def all_first(root: Group) -> bool:
    """Whether what has all loose words stands first whatever its score."""
    marked = any(_is_accented(leaf) for leaf in loose_leaves(root))
    return len(root.wanted) <= (ALL_FIRST if marked else ALL_FIRST_BARE)


def _is_accented(leaf: Leaf) -> bool:
    word = leaf.word if isinstance(leaf, Either) else leaf
    return isinstance(word, Word | Prefix) and word.accented


def shows_all_first(root: Group, sort: Sort) -> bool:
    """Whether a page of results may say so."""
    return bool(root.loose) and sort == "relevance" and all_first(root)


def loose_leaves(root: Group) -> list[Leaf]:
    """The different loose words; each is a leaf of its own."""
    return [leaf for word in root.wanted for leaf in leaves(word)]


def covered(having: Any, whole: float) -> Any:
    """The factor of a document with `having` of `whole` of the rarity of the loose words."""
    return (having / whole) ** COVERAGE if whole else 1.0


def neighbours(root: Group, meant: Mapping[Word, Word]) -> tuple[Pair, ...]:
    """The pairs of loose words that stand side by side in the query, as typed and as `meant`.

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


def pair_score(rarity: float, title: Any, body: Any, body_length: Any) -> Any:
    """What two words add that stand side by side `title` times in the title and `body` times in the text.

    A pair is a term of its own, with its own rarity: "of the" side by side says little, however long the
    query; long texts have it by chance.
    """
    count = _side_by_side(title, body, body_length)
    return PAIR_WEIGHT * rarity * count / (count + PAIR_K1)


def full_name_score(rarity: float, title: Any, body: Any, body_length: Any) -> Any:
    """What a full name adds that stands as it was typed; its rarity is at most known by its rarest pair."""
    count = _side_by_side(title, body, body_length)
    return FULL_NAME_WEIGHT * rarity * count / (count + FULL_NAME_K1)


def _side_by_side(title: Any, body: Any, body_length: Any) -> Any:
    return PAIR_TITLE_WEIGHT * title + body / (1 - BODY_B + BODY_B * body_length)
