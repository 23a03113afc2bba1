"""Names of wards, sections, officials and speakers, and which of them a query means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.query_nodes import Phrase, Single, Word
from wardarchive.index.term_match import Token, phrase_spans, worth
from wardarchive.text.syllables import syllables


class NameTable:
    """The names of one kind by their codes."""

    def __init__(self, names: Sequence[str]) -> None:
        self._tokens: list[list[Token]] = [[(s.key, s.folded) for s in syllables(n)] for n in names]
        self._having: dict[str, list[int]] = {}
        for number, tokens in enumerate(self._tokens):
            for folded in dict.fromkeys(folded for _, folded in tokens):
                self._having.setdefault(folded, []).append(number)

    def matching(self, leaf: Single | Phrase) -> NDArray[np.bool_]:
        """For each code whether its name has `leaf`."""
        found = np.zeros(len(self._tokens), bool)
        if isinstance(leaf, Phrase):
            rarest = min((self._having.get(word.folded, []) for word in leaf.words), key=len)
            numbers: Iterable[int] = (n for n in rarest if phrase_spans(leaf, self._tokens[n]))
        else:
            numbers = self._with(leaf)
        found[list(numbers)] = True
        return found

    def _with(self, term: Single) -> Iterable[int]:
        candidates = (term.folded,) if isinstance(term, Word) else tuple(self._having)
        for folded in candidates:
            for number in self._having.get(folded, ()):
                if any(worth(term, token) > 0 for token in self._tokens[number] if token[1] == folded):
                    yield number
