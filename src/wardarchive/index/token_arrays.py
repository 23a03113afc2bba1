"""The tokens of one field of many documents, turned into the postings of each term."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.whoosh_codec import HEAD, ITEM, TermBlock


class TokenArrays:
    """Tokens as numbers, document after document."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens = array("i")
        self._lengths = array("q")

    def __len__(self) -> int:
        return len(self._tokens)

    def add(self, keys: Sequence[str]) -> None:
        """The tokens of the next document."""
        numbers = self._numbers
        self._tokens.extend([numbers.setdefault(key, len(numbers)) for key in keys])
        self._lengths.append(len(keys))

    def blocks(self) -> Iterator[TermBlock]:
        """The terms in the order of their UTF-8 bytes, which is the order of Whoosh's term index."""
        if not self._tokens:
            return
        keys = sorted(self._numbers)  # code points sort as their UTF-8 bytes do
        rank = np.empty(len(keys), np.int32)
        rank[[self._numbers[key] for key in keys]] = np.arange(len(keys), dtype=np.int32)
        tokens = rank[np.frombuffer(self._tokens, np.int32)]
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
        number = np.empty(len(keys), np.int64)
        number[[self._numbers[key] for key in keys]] = np.arange(len(keys))
        tokens = number[np.frombuffer(self._tokens, np.int32)] if self._tokens else np.zeros(0, np.int64)
        inside = np.ones(max(0, len(tokens) - 1), bool)
        ends = np.cumsum(np.frombuffer(self._lengths, np.int64)) if self._lengths else np.zeros(0, np.int64)
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
