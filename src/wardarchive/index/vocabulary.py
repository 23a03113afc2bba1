"""The words of one field of a segment, in the order of their folded keys."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.query_nodes import Fuzzy, Phrase, Prefix, Single, Word
from wardarchive.index.term_match import one_edit_apart, worth

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
        self._by_length: dict[int, list[int]] | None = None
        if len(self._first) != len(self.folded) + 1 or self._first[-1] != len(self.keys):
            raise ValueError("a vocabulary that contradicts itself")
        if not len(self.offsets) == len(self.lengths) == len(self.sums) == len(self.keys):
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
