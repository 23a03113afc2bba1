"""Diacritics restored and typing mistakes mended from the archive's own words: "did you mean".

The likeliest sequence under a bigram model (Viterbi). A word typed without diacritics stands for all
words of its folded key; one typed with them stands for itself, and for others only where no text has it or
the query finds nothing as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from wardarchive.index.language import Language
from wardarchive.index.query_nodes import Word

CHANGED = math.log(0.02)
"""What it costs to change diacritics that were typed."""
MISTYPED = math.log(0.001)
"""What it costs to change a letter."""
PAIR_SHARE = 0.9
"""Weight of the neighbour against the word alone."""
_CANDIDATES = 16
_NEAR = 12


@dataclass(frozen=True, slots=True)
class _Candidate:
    key: str
    cost: float
    count: int


def _candidates(word: Word, language: Language, *, mend: bool) -> list[_Candidate]:
    spellings = language.spellings(word.folded)
    mend = mend or (word.accented and word.key not in spellings and word.folded not in spellings)
    found: dict[str, _Candidate] = {}
    for key, count in spellings.items():
        if not word.accented or key == word.key:
            found[key] = _Candidate(key, 0.0, count)
        elif mend:
            found[key] = _Candidate(key, CHANGED, count)
    letters = not any(c.isdigit() for c in word.folded)
    if letters and len(word.folded) > 2 and (mend or not spellings):
        near = [
            (key, n) for other in language.near(word.folded) for key, n in language.spellings(other).items()
        ]
        near.sort(key=lambda item: (-item[1], item[0]))
        for key, count in near[:_NEAR]:
            found.setdefault(key, _Candidate(key, MISTYPED, count))
    best = sorted(found.values(), key=lambda c: (-c.cost, -c.count, c.key))[:_CANDIDATES]
    return best or [_Candidate(word.key, 0.0, 0)]


def restored(words: Sequence[Word], language: Language, *, mend: bool) -> list[str]:
    """The likeliest keys, one for each word. `mend` allows what was typed with diacritics to be changed."""
    columns = [_candidates(word, language, mend=mend) for word in words]
    size = language.size() + 1
    scores: list[float] = []
    paths: list[list[int]] = []
    for number, column in enumerate(columns):
        alone = [(candidate.count + 0.5) / size for candidate in column]
        if not number:
            scores = [math.log(p) + c.cost for p, c in zip(alone, column, strict=True)]
            paths = [[i] for i in range(len(column))]
            continue
        before = columns[number - 1]
        pairs = language.pairs([c.key for c in before], [c.key for c in column])
        steps = [_best_step(before, scores, pairs, c, p) for c, p in zip(column, alone, strict=True)]
        paths = [[*paths[came], i] for i, (_, came) in enumerate(steps)]
        scores = [score for score, _ in steps]
    if not scores:
        return []
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    return [column[i].key for column, i in zip(columns, paths[best], strict=True)]


def _best_step(
    before: Sequence[_Candidate],
    scores: Sequence[float],
    pairs: dict[tuple[str, str], int],
    candidate: _Candidate,
    alone: float,
) -> tuple[float, int]:
    """(score, number of the word before) of the likeliest way to a candidate."""
    found = (-math.inf, 0)
    for number, (previous, score) in enumerate(zip(before, scores, strict=True)):
        joint = pairs.get((previous.key, candidate.key), 0) / (previous.count + 1)
        value = score + math.log(PAIR_SHARE * joint + (1 - PAIR_SHARE) * alone) + candidate.cost
        if value > found[0]:
            found = (value, number)
    return found
