"""Word lists written as text."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """The words of `text`.

    >>> sorted(wordset("b a"))
    ['a', 'b']
    """
    return frozenset(text.split())
