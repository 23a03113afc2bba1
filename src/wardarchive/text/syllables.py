"""Syllables with their offsets into the text as published.

A syllable is a run of letters or digits with the combining marks and invisible characters inside it,
so that NFD text and text with soft hyphens keep their offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wardarchive.text.normalise import fold, key

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
IGNORED = f"\u0300-\u036f{_UNSEEN}"
"""Marks and invisible characters that do not end a syllable, as a class of a regular expression."""
_SYLLABLE = re.compile(f"(?:[^\\W_][{IGNORED}]*)+")
_MEMO_LIMIT = 200_000


class Syllable(NamedTuple):
    """One syllable: ``text[start:end]``, its comparison key and its folded key."""

    start: int
    end: int
    key: str
    folded: str


_memo: dict[str, tuple[str, str]] = {}


def forms(syllable: str) -> tuple[str, str]:
    """(key, folded key) of one syllable, memoised: texts repeat a few thousand syllables.

    >>> forms("Uỷ")
    ('ủy', 'uy')
    """
    known = _memo.get(syllable)
    if known is None:
        accented = key(syllable)
        known = (accented, fold(accented))
        if len(_memo) < _MEMO_LIMIT:
            _memo[syllable] = known
    return known


def syllables(text: str) -> list[Syllable]:
    """All syllables of `text`, in order.

    >>> [(s.key, s.folded) for s in syllables("Đ/c Hoà, 16:07")]
    [('đ', 'd'), ('c', 'c'), ('hòa', 'hoa'), ('16', '16'), ('07', '07')]
    """
    return [Syllable(m.start(), m.end(), *forms(m.group())) for m in _SYLLABLE.finditer(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Where the syllables of `text` stand, in order.

    >>> spans("Đ/c Hoà")
    [(0, 1), (2, 3), (4, 7)]
    """
    return [found.span() for found in _SYLLABLE.finditer(text)]


def each(text: str) -> Iterator[re.Match[str]]:
    """The syllables of `text` one by one."""
    return _SYLLABLE.finditer(text)


def first_syllable(text: str) -> tuple[int, int] | None:
    """Where the first syllable of `text` stands."""
    found = _SYLLABLE.search(text)
    return found.span() if found else None


def next_syllable(text: str, start: int, end: int) -> bool:
    """Whether a syllable begins in ``text[start:end]``.

    >>> next_syllable("họp - dân", 3, 6), next_syllable("họp cả dân", 3, 7)
    (False, True)
    """
    return _SYLLABLE.search(text, start, end) is not None


def _is_part(letter: str) -> bool:
    """Whether a character can stand inside a syllable."""
    return letter.isalnum() or "\u0300" <= letter <= "\u036f" or letter in _UNSEEN


def begin_of_word(text: str, start: int, end: int) -> int:
    """Where in ``text[start:end]`` a syllable begins that `start` does not cut; `end` where none does.

    >>> begin_of_word("phường Sài Đồng", 3, 11)
    7
    """
    if start and _is_part(text[start - 1]):
        while start < end and _is_part(text[start]):
            start += 1
    while start < end and not _is_part(text[start]):
        start += 1
    return start


def end_of_word(text: str, start: int, end: int) -> int:
    """Where in ``text[start:end]`` the last syllable ends that `end` does not cut; `start` where none does.

    >>> end_of_word("phường Sài Đồng", 0, 12)
    10
    """
    if end < len(text) and _is_part(text[end]):
        while end > start and _is_part(text[end - 1]):
            end -= 1
    while end > start and not _is_part(text[end - 1]):
        end -= 1
    return end


def surfaces(text: str) -> list[str]:
    """All syllables of `text` as published, in order: what indexing counts before it compares.

    >>> surfaces("Đ/c Hoà")
    ['Đ', 'c', 'Hoà']
    """
    found: list[str] = _SYLLABLE.findall(text)
    return found
