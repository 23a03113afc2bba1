"""Quotation marks of a passage, and which of them hold speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from wardarchive.officials.tokens import BREAK, Tokens

_FEWEST_WORDS = 4
"""Shorter quotations are names and slogans (“Phường văn minh”), unless a colon announces them."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens [start, end), marks included."""

    start: int
    end: int
    words: int

    @property
    def speech(self) -> bool:
        return self.words >= _FEWEST_WORDS


def quotations(tokens: Tokens) -> list[Quotation]:
    """Quotations from left to right. One without an end runs to the end of its line."""
    found: list[Quotation] = []
    opened: int | None = None
    curly = False
    words = 0
    for at in range(len(tokens) + 1):
        key = tokens.key[at]
        if opened is None:
            if key in ("“", '"'):
                opened, curly, words = at, key == "“", 0
            continue
        if key == ("”" if curly else '"') or (curly and key == '"'):
            found.append(Quotation(opened, at + 1, words))
            opened = None
        elif tokens.shape[at] == BREAK:
            if curly or words >= _FEWEST_WORDS:
                found.append(Quotation(opened, at, words))
            opened = None
        else:
            words += tokens.shape[at] <= 3
    return found


def holding(quotes: Sequence[Quotation], at: int) -> Quotation | None:
    """The quotation that token `at` is inside of."""
    number = bisect_right(quotes, at, key=_start) - 1
    if number < 0:
        return None
    quote = quotes[number]
    return quote if quote.start < at < quote.end - 1 else None


def touching(quotes: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """The quotations that share a token with [start, end) or stand straight before or behind it."""
    first = max(0, bisect_right(quotes, start, key=_start) - 1)
    return quotes[first : bisect_right(quotes, end, key=_start)]


def _start(quote: Quotation) -> int:
    return quote.start
