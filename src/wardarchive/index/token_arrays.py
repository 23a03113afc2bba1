"""The tokens of one field of many documents, turned into the postings of each term."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.language import spelling, unsure
from wardarchive.index.whoosh_codec import HEAD, ITEM, TermBlock
from wardarchive.text.syllables import forms


class TokenArrays:
    """Tokens as numbers, document after document. Spellings become keys when all are known."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens = array("i")
        self._lengths = array("q")

    def __len__(self) -> int:
        return len(self._tokens)

    def add(self, spellings: Sequence[str]) -> None:
        """The tokens of the next document, as published."""
        numbers = self._numbers
        self._tokens.extend([numbers.setdefault(text, len(numbers)) for text in spellings])
        self._lengths.append(len(spellings))

    def keys(self) -> list[str]:
        """All keys in the order of their UTF-8 bytes, which is the order of Whoosh's term index."""
        return sorted({forms(text)[0] for text in self._numbers})  # code points sort as UTF-8 does

    def spellings(self) -> list[tuple[str, str, int]]:
        """(key, spelling in lower case, occurrences) where the key may not be the usual spelling."""
        if not self._tokens:
            return []
        counts = np.bincount(np.frombuffer(self._tokens, np.int32)).tolist()
        found: Counter[tuple[str, str]] = Counter()
        for text, number in self._numbers.items():
            key = forms(text)[0]
            if unsure(key):
                found[key, spelling(text)] += counts[number]
        return [(*pair, count) for pair, count in found.items()]

    def _renumbered(self, keys: Sequence[str]) -> NDArray[np.int32]:
        """The tokens as numbers of `keys`."""
        number = {key: n for n, key in enumerate(keys)}
        mapping = np.array([number[forms(text)[0]] for text in self._numbers], np.int32)
        renumbered: NDArray[np.int32] = mapping[np.frombuffer(self._tokens, np.int32)]
        return renumbered

    def blocks(self) -> Iterator[TermBlock]:
        """The terms in the order of `keys`."""
        if not self._tokens:
            return
        keys = self.keys()
        tokens = self._renumbered(keys)
        order = np.argsort(tokens, kind="stable")
        tokens = tokens[order]
        lengths = np.frombuffer(self._lengths, np.int64)
        documents = np.repeat(np.arange(len(lengths), dtype=ITEM), lengths)[order]
        starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        positions = (np.arange(len(tokens)) - starts).astype(ITEM)[order]
        del order, starts
        yield from _cut(keys, tokens, documents, positions)

    def pairs(self, keys: Sequence[str], least: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Neighbours as ``first * len(keys) + second``, ascending, with their counts of at least `least`.

        `keys` are all keys in the order in which they are numbered.
        """
        if not self._tokens:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        tokens = self._renumbered(keys).astype(np.int64)
        inside = np.ones(len(tokens) - 1, bool)
        ends = np.cumsum(np.frombuffer(self._lengths, np.int64))
        inside[ends[(ends > 0) & (ends < len(tokens))] - 1] = False
        codes, counts = np.unique((tokens[:-1] * len(keys) + tokens[1:])[inside], return_counts=True)
        return codes[counts >= least], counts[counts >= least]


def _cut(
    keys: list[str],
    tokens: NDArray[np.int32],
    documents: NDArray[np.uint32],
    positions: NDArray[np.uint32],
) -> Iterator[TermBlock]:
    new = np.empty(len(tokens), bool)
    new[0] = True
    new[1:] = (tokens[1:] != tokens[:-1]) | (documents[1:] != documents[:-1])
    posting = np.flatnonzero(new)
    counts = np.diff(np.append(posting, len(tokens))).astype(ITEM)
    owners = documents[posting]
    first_token = np.searchsorted(tokens, np.arange(len(keys) + 1))
    first_posting = np.searchsorted(posting, first_token).tolist()
    owner_bytes, count_bytes, place_bytes = (memoryview(a.tobytes()) for a in (owners, counts, positions))
    size = ITEM.itemsize
    for number, key in enumerate(keys):
        a, b = first_posting[number], first_posting[number + 1]
        c, d = int(first_token[number]), int(first_token[number + 1])
        block = b"".join(
            (
                HEAD.pack(b - a, d - c),
                owner_bytes[a * size : b * size],
                count_bytes[a * size : b * size],
                place_bytes[c * size : d * size],
            )
        )
        yield TermBlock(key, block, b - a, d - c, int(owners[a]), int(owners[b - 1]))
