"""Sentences as spans of a text."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]*[^\W\d_a-zà-ỹđ])|\n+")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `text`, without the blanks around it.

    >>> [("Một. Hai.")[a:b] for a, b in sentences("Một. Hai.")]
    ['Một.', 'Hai.']
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    for boundary in _END.finditer(text):
        spans.append((begin, boundary.end()))
        begin = boundary.end()
    spans.append((begin, len(text)))
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if right > left:
            trimmed.append((left, right))
    return trimmed
