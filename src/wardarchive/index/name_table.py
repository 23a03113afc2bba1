"""Names of wards, sections, officials and speakers, and which of them a query means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.query_nodes import Phrase, Single, Word
from wardarchive.index.term_match import Token, phrase_spans, worth
from wardarchive.text.syllables import syllables

_END = "\U0010ffff"


@lru_cache(maxsize=200_000)
def _tokens(name: str) -> tuple[Token, ...]:
    """The syllables of a name; after an update of the index nearly all names are those of before."""
    return tuple((s.key, s.folded) for s in syllables(name))


class NameTable:
    """The names of one kind by their codes."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.tokens: list[tuple[Token, ...]] = [_tokens(name) for name in names]
        self._having: dict[str, list[int]] = {}
        """Folded key → names."""
        self._written: dict[str, list[int]] = {}
        """Key → names."""
        for number, tokens in enumerate(self.tokens):
            for folded in dict.fromkeys(folded for _, folded in tokens):
                self._having.setdefault(folded, []).append(number)
            for key in dict.fromkeys(key for key, _ in tokens):
                self._written.setdefault(key, []).append(number)

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self._having)

    def matching(self, leaf: Single | Phrase) -> NDArray[np.bool_]:
        """For each code whether its name has `leaf`."""
        found = np.zeros(len(self.tokens), bool)
        if isinstance(leaf, Phrase):
            rarest = min((self._having.get(word.folded, []) for word in leaf.words), key=len)
            numbers: Iterable[int] = (n for n in rarest if phrase_spans(leaf, self.tokens[n]))
        else:
            numbers = self._with(leaf)
        found[list(numbers)] = True
        return found

    def _with(self, term: Single) -> Iterable[int]:
        if isinstance(term, Word):
            if not term.accented:
                yield from self._having.get(term.folded, ())
                return
            for key in (term.key, term.folded):
                yield from self._written.get(key, ())
            return
        for folded in tuple(self._having):
            for number in self._having.get(folded, ()):
                if any(worth(term, token) > 0 for token in self.tokens[number] if token[1] == folded):
                    yield number

    def going_on(self, typed: Sequence[Token]) -> Iterable[int]:
        """The names that may have the words typed, the last one perhaps unfinished."""
        whole = [self._having.get(folded, []) for _, folded in typed[:-1]]
        if whole:
            return min(whole, key=len)
        first = bisect_left(self._words, typed[-1][1])
        last = bisect_left(self._words, typed[-1][1] + _END)
        return dict.fromkeys(n for word in self._words[first:last] for n in self._having[word])
