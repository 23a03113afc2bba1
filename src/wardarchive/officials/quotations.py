"""Quotation marks of a passage, and which of them hold speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from wardarchive.officials.tokens import BREAK, NUMBER, Tokens

_FEWEST_WORDS = 4
_MARKS = frozenset(("“", "”", '"'))
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
    """Quotations from left to right.

    One without an end runs to the end of its line, and an end without a beginning makes a quotation of
    the line before it: long speeches are spread over paragraphs.
    """
    found: list[Quotation] = []
    line = 0
    for at in range(len(tokens) + 1):
        if tokens.shape[at] == BREAK:
            found += _in_line(tokens, line, at)
            line = at + 1
    return found


def _in_line(tokens: Tokens, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    curly = False
    for at in range(start, end):
        key = tokens.key[at]
        if key not in _MARKS:
            continue
        if opened is None:
            if not found and at > start and (key == "”" or (key == '"' and _closes(tokens, at, end))):
                found.append(Quotation(start, at + 1, _words(tokens, start, at)))
            elif key != "”":
                opened, curly = at, key == "“"
        elif key == '"' or (curly and key == "”"):
            found.append(Quotation(opened, at + 1, _words(tokens, opened, at)))
            opened = None
    if opened is not None and (curly or _words(tokens, opened, end) >= _FEWEST_WORDS):
        found.append(Quotation(opened, end, _words(tokens, opened, end)))
    return found


def _words(tokens: Tokens, start: int, end: int) -> int:
    """Words between two tokens, as far as they matter."""
    return sum(tokens.shape[at] <= NUMBER for at in range(start, min(end, start + 4 * _FEWEST_WORDS)))


def _closes(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a straight mark that nothing opened ends a speech: `… một năm nữa ", ông A nói.`"""
    return at + 1 == end or (tokens.key[at + 1] in (",", "-") and tokens.key[at - 1] != ":")


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
