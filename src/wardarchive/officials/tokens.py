"""Words and marks of one text, with their offsets into it as published.

Everything in this package reads tokens, not characters: a token's key does not depend on case, tone
placement or Unicode composition, so NFD text needs no second form and keeps its offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wardarchive.text.sentences import ABBREVIATIONS
from wardarchive.text.syllables import forms

LOWER, CAP, UPPER, NUMBER, MARK, BREAK = range(6)
"""Shapes of a token: ``phường``, ``Sài``, ``UBND``, ``12/2020``, ``,`` and a line's end."""

_INNER = "[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*"
_LETTER = f"[^\\W\\d_]{_INNER}"
_TOKEN = re.compile(
    "</?[a-zA-Z][^<>\n]{0,300}>|&[a-z]{2,6};"  # markup left in the text: no token at all
    "|(?P<comrade>[ĐđÐð][ ]?/[ ]?[cC](?![^\\W_]))"
    "|(?P<number>\\d+(?:[.,/:]\\d+)*[^\\W_]*)"
    f"|(?P<word>(?:{_LETTER})+(?:['’](?:{_LETTER})+)?[0-9]*)"
    "|(?P<mark>\n|\\.{2,}|[^\\s])"
)
_MARKS = {
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    "„": "“", "«": "“", "»": "”", "″": '"', "‘": "“", "’": "”", "'": '"', "…": "...", "：": ":", "；": ";",
}  # fmt: skip
_LONGEST_WORD = 40
_SENTINELS = 4
_MEMO_LIMIT = 100_000
_memo: dict[str, tuple[str, int]] = {}


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token, closed by sentinels of shape BREAK with an empty key.

    Index -1 is a sentinel as well, so looking a token back or a few ahead needs no bounds check.
    """

    text: str
    start: list[int]
    end: list[int]
    key: list[str]
    shape: list[int]

    def __len__(self) -> int:
        return len(self.key) - _SENTINELS

    def keys(self) -> tuple[str, ...]:
        """The keys of all tokens, without the sentinels."""
        return tuple(self.key[: len(self)])

    def slice(self, first: int, last: int) -> str:
        """The text from token `first` to just before token `last`, as published."""
        return self.text[self.start[first] : self.end[last - 1]] if last > first else ""


def _word(raw: str) -> tuple[str, int]:
    known = _memo.get(raw)
    if known is not None:
        return known
    if len(raw) > _LONGEST_WORD:
        return raw[:_LONGEST_WORD].lower(), LOWER
    if raw[0].isupper():
        letters = [c for c in raw if c.isalpha()]
        shape = UPPER if len(letters) > 1 and all(c.isupper() for c in letters) else CAP
    else:
        shape = LOWER
    found = (forms(raw)[0], shape)
    if len(_memo) < _MEMO_LIMIT:
        _memo[raw] = found
    return found


def read_tokens(text: str) -> Tokens:
    """All tokens of `text`. A full stop that belongs to an abbreviation is no token.

    >>> tokens = read_tokens("Đ/c Lê An, PCT.UBND TP. Huế")
    >>> tokens.key[: len(tokens)]
    ['đ/c', 'lê', 'an', ',', 'pct', 'ubnd', 'tp', 'huế']
    """
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    shapes: list[int] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind is None:
            continue
        start, end = found.span()
        if kind == "word":
            key, shape = _word(found.group())
        elif kind == "number":
            key, shape = found.group()[:_LONGEST_WORD], NUMBER
        elif kind == "comrade":
            key, shape = "đ/c", (CAP if found.group()[0] in "ĐÐ" else LOWER)
        else:
            mark = found.group()
            if mark == "." and keys and ends[-1] == start and _belongs(text, end, keys[-1], shapes[-1]):
                continue
            key = _MARKS.get(mark, "..." if mark[0] == "." and len(mark) > 1 else mark)
            shape = BREAK if mark == "\n" else MARK
        starts.append(start)
        ends.append(end)
        keys.append(key)
        shapes.append(shape)
    starts += [len(text)] * _SENTINELS
    ends += [len(text)] * _SENTINELS
    keys += [""] * _SENTINELS
    shapes += [BREAK] * _SENTINELS
    return Tokens(text, starts, ends, keys, shapes)


def _belongs(text: str, end: int, key: str, shape: int) -> bool:
    """Whether the full stop before `end` is part of the abbreviation before it."""
    if shape not in (CAP, UPPER) or len(key) > 5:
        return False
    follower = text[end] if end < len(text) else ""
    if follower.isalnum():
        return shape == UPPER or len(key) <= 3
    return key in ABBREVIATIONS and bool(text[end : end + 40].strip())
