"""The words of one field of a segment, in the order of their folded keys."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.query_nodes import Fuzzy, Phrase, Prefix, Single, Word
from wardarchive.index.term_match import one_edit_apart, worth
from wardarchive.text.syllables import forms

_END = "\U0010ffff"


class Vocabulary:
    """Terms as keys, grouped by folded key, with the place of their postings."""

    def __init__(self, arrays: Any, field: str) -> None:
        self.keys: list[str] = _texts(arrays[f"{field}_keys"])
        self.folded: list[str] = _texts(arrays[f"{field}_folded"])
        self._first: list[int] = arrays[f"{field}_first"].tolist()
        self.offsets: NDArray[np.int64] = np.asarray(arrays[f"{field}_offsets"], np.int64)
        self.lengths: NDArray[np.int64] = np.asarray(arrays[f"{field}_lengths"], np.int64)
        self.sums: NDArray[np.int64] = np.asarray(arrays[f"{field}_sums"], np.int64)
        self.totals: NDArray[np.int64] = np.asarray(arrays[f"{field}_totals"], np.int64)
        self._pairs: NDArray[np.int64] = np.asarray(arrays[f"{field}_pairs"], np.int64)
        self._pair_counts: NDArray[np.int64] = np.asarray(arrays[f"{field}_pair_counts"], np.int64)
        self._by_length: dict[int, list[int]] | None = None
        if len(self._first) != len(self.folded) + 1 or self._first[-1] != len(self.keys):
            raise ValueError("a vocabulary that contradicts itself")
        if len({len(a) for a in (self.offsets, self.lengths, self.sums, self.totals, self.keys)}) > 1:
            raise ValueError("a vocabulary without places")

    def group(self, number: int) -> range:
        """The terms of folded key `number`."""
        return range(self._first[number], self._first[number + 1])

    def _group_of(self, folded: str) -> range:
        at = bisect_left(self.folded, folded)
        return self.group(at) if at < len(self.folded) and self.folded[at] == folded else range(0)

    def _candidates(self, term: Single) -> Iterator[int]:
        """Numbers of folded keys that may hold a match."""
        if isinstance(term, Prefix):
            for start in term.folded_starts:
                yield from range(bisect_left(self.folded, start), bisect_left(self.folded, start + _END))
        elif isinstance(term, Fuzzy):
            if self._by_length is None:
                self._by_length = _by_length(self.folded)
            for length in range(len(term.folded) - 1, len(term.folded) + 2):
                for number in self._by_length.get(length, ()):
                    folded = self.folded[number]
                    if folded == term.folded or one_edit_apart(folded, term.folded):
                        yield number

    def matching(self, term: Single) -> list[tuple[int, float]]:
        """The terms that match, with what they are worth."""
        if isinstance(term, Word):
            groups = [(term.folded, self._group_of(term.folded))]
        else:
            candidates = dict.fromkeys(self._candidates(term))
            groups = [(self.folded[number], self.group(number)) for number in candidates]
        valued = ((n, worth(term, (self.keys[n], folded))) for folded, group in groups for n in group)
        return [(number, value) for number, value in valued if value > 0]

    def same(self, phrase: Phrase, word: Word) -> list[int]:
        """The terms that are `word` inside `phrase`."""
        group = self._group_of(word.folded)
        return [n for n in group if self.keys[n] == word.key] if phrase.exact else list(group)

    def number(self, key: str) -> int | None:
        """The term of a key."""
        return next((n for n in self._group_of(forms(key)[1]) if self.keys[n] == key), None)

    def spellings(self, folded: str) -> dict[str, int]:
        """The keys of one folded key with their occurrences."""
        return {self.keys[n]: int(self.totals[n]) for n in self._group_of(folded)}

    def near(self, folded: str) -> set[str]:
        """Folded keys one letter away."""
        return {self.folded[n] for n in self._candidates(Fuzzy(folded))} - {folded}

    def beginning(self, folded: str) -> dict[str, int]:
        """The keys whose folded key begins so, with their occurrences."""
        first = bisect_left(self.folded, folded)
        last = bisect_left(self.folded, folded + _END)
        terms = range(self._first[first], self._first[last])
        return {self.keys[n]: int(self.totals[n]) for n in terms}

    def pair_counts(self, first: Sequence[str], second: Sequence[str]) -> dict[tuple[str, str], int]:
        """How often one of `first` stands before one of `second`."""
        rows = [n for key in first if (n := self.number(key)) is not None]
        columns = [n for key in second if (n := self.number(key)) is not None]
        if not (rows and columns and len(self._pairs)):
            return {}
        size = len(self.keys)
        codes = np.add.outer(np.array(rows, np.int64) * size, np.array(columns, np.int64)).ravel()
        at = np.minimum(np.searchsorted(self._pairs, codes), len(self._pairs) - 1)
        known = self._pairs[at] == codes
        return {
            (self.keys[code // size], self.keys[code % size]): count
            for code, count in zip(
                codes[known].tolist(), self._pair_counts[at[known]].tolist(), strict=True
            )
        }

    def after(self, key: str, most: int) -> dict[str, int]:
        """The `most` frequent words behind one."""
        number, size = self.number(key), len(self.keys)
        if number is None:
            return {}
        first, last = np.searchsorted(self._pairs, (number * size, (number + 1) * size)).tolist()
        counts = self._pair_counts[first:last]
        best = np.argsort(-counts, kind="stable")[:most] + first
        return {self.keys[int(self._pairs[n]) % size]: int(self._pair_counts[n]) for n in best.tolist()}


def _texts(array: NDArray[Any]) -> list[str]:
    data = array.astype(np.uint8).tobytes()
    return data.decode("utf-8", "surrogatepass").split("\n") if data else []


def text_array(texts: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("utf-8", "surrogatepass"), np.uint8)


def _by_length(folded: list[str]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, text in enumerate(folded):
        found.setdefault(len(text), []).append(number)
    return found
