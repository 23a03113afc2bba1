"""What an archive's own words tell about language: frequencies, neighbours, usual spellings.

Engines count; restoring and completing ask through `Language` and do not know which engine counted.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from wardarchive.index.term_match import one_edit_apart
from wardarchive.text.syllables import forms, surfaces

_I = frozenset("iìíỉĩị")


class Language(Protocol):
    """Counts over titles and texts. Words are comparison keys."""

    def size(self) -> int:
        """How many words all texts have."""

    def spellings(self, folded: str) -> dict[str, int]:
        """The words of one folded key, with how often each occurs."""

    def near(self, folded: str) -> list[str]:
        """The folded keys one letter away."""

    def beginning(self, folded: str) -> dict[str, int]:
        """The words whose folded key begins so."""

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> dict[tuple[str, str], int]:
        """How often one of `first` stands before one of `second`; only what occurs."""

    def after(self, word: str) -> dict[str, int]:
        """What stands behind `word`, with how often."""

    def spelled(self, word: str) -> str:
        """The usual spelling of a comparison key: ``kĩ`` stands for ``kỹ`` too."""


def unsure(key: str) -> bool:
    """Whether a key may not be the usual spelling of its word: ``kĩ`` stands for ``kỹ`` too."""
    return key[-1] in _I


def spelling(text: str) -> str:
    """A syllable as published, to be shown inside a sentence."""
    return unicodedata.normalize("NFC", text).lower()


def usual(spellings: Counter[str], key: str) -> str:
    """The most frequent spelling; the key itself where there is none."""
    return min(spellings, key=lambda text: (-spellings[text], text), default=key)


class CountedLanguage:
    """A language counted from texts held in memory."""

    def __init__(self) -> None:
        self._folded: dict[str, Counter[str]] = {}
        self._pairs: dict[str, Counter[str]] = {}
        self._spellings: dict[str, Counter[str]] = {}

    def add(self, tokens: Sequence[tuple[str, str]], texts: Iterable[str]) -> None:
        """Count one field of one document: its tokens, and the texts that they come from."""
        for key, folded in tokens:
            self._folded.setdefault(folded, Counter())[key] += 1
        for (first, _), (second, _) in pairwise(tokens):
            self._pairs.setdefault(first, Counter())[second] += 1
        for text in texts:
            for published in surfaces(text):
                key = forms(published)[0]
                if unsure(key):
                    self._spellings.setdefault(key, Counter())[spelling(published)] += 1

    def size(self) -> int:
        return sum(sum(keys.values()) for keys in self._folded.values())

    def spellings(self, folded: str) -> dict[str, int]:
        return dict(self._folded.get(folded, ()))

    def near(self, folded: str) -> list[str]:
        return sorted(other for other in self._folded if one_edit_apart(other, folded))

    def beginning(self, folded: str) -> dict[str, int]:
        return {k: n for f, keys in self._folded.items() if f.startswith(folded) for k, n in keys.items()}

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> dict[tuple[str, str], int]:
        found = {(a, b): self._pairs.get(a, Counter())[b] for a in first for b in second}
        return {pair: count for pair, count in found.items() if count}

    def after(self, word: str) -> dict[str, int]:
        return dict(self._pairs.get(word, ()))

    def spelled(self, word: str) -> str:
        return usual(self._spellings.get(word, Counter()), word)
