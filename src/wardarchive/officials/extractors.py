"""The extractors of namings, in a tuple: each reads all passages of an article.

A later one may say more of a place that an earlier one found; its naming then stands instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from wardarchive.officials.name_splitter import NameSplitter
from wardarchive.officials.names import name_key, plausible
from wardarchive.officials.namings import Naming, find_namings
from wardarchive.officials.passages import Passage
from wardarchive.officials.tokens import BREAK, Tokens

Extractor = Callable[[Sequence[Passage], NameSplitter], list[Naming]]

_SIGNING_FOR = frozenset(("tm", "kt", "tl", "tuq", "q", "."))
_LINES_BETWEEN = 3
_LONGEST_LINE = 16


def running_text(passages: Sequence[Passage], splitter: NameSplitter) -> list[Naming]:
    """Names in sentences, lists, captions and headlines."""
    return [naming for passage in passages for naming in find_namings(passage, splitter)]


def signatures(passages: Sequence[Passage], splitter: NameSplitter) -> list[Naming]:
    """`KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / (Đã ký) / Phùng Thế Vinh`: role and name on lines of their own."""
    found: list[Naming] = []
    role: str | None = None
    age = 0
    for passage in passages:
        for start, end in _lines(passage.tokens):
            held = _role_line(passage, start, end)
            if held is not None:
                role, age = held, 0
                continue
            key = name_key(passage.tokens, start, end)
            if role is not None and age <= _LINES_BETWEEN and plausible(key) and not splitter.is_unit(key):
                found.append(
                    Naming(passage, start, end, start, end, "signature", key, role=role, before=True)
                )
                role = None
            age += 1
    return found


EXTRACTORS: tuple[Extractor, ...] = (running_text, signatures)


def all_namings(passages: Sequence[Passage], splitter: NameSplitter) -> dict[int, list[Naming]]:
    """The namings of each block, in order of place, none overlapping another."""
    found: dict[int, list[Naming]] = {passage.block: [] for passage in passages}
    for extractor in EXTRACTORS:
        for naming in extractor(passages, splitter):
            found[naming.passage.block].append(naming)
    return {block: _last_word(namings) for block, namings in found.items()}


def _last_word(namings: list[Naming]) -> list[Naming]:
    """In order of place; of two that overlap, the one found later stays."""
    kept: list[Naming] = []
    for _, naming in sorted(enumerate(namings), key=lambda pair: (pair[1].start, pair[0])):
        if kept and naming.start < kept[-1].end:
            kept.pop()
        kept.append(naming)
    return kept


def _lines(tokens: Tokens) -> list[tuple[int, int]]:
    """Short lines of a text as token ranges; long ones are no part of a signature."""
    breaks = [-1, *(at for at in range(len(tokens)) if tokens.shape[at] == BREAK), len(tokens)]
    lines = [(a + 1, b) for a, b in pairwise(breaks)]
    return [(a, b) for a, b in lines if 0 < b - a <= _LONGEST_LINE]


def _role_line(passage: Passage, start: int, end: int) -> str | None:
    at = start
    while at < end and passage.tokens.key[at] in _SIGNING_FOR:
        at += 1
    span = passage.role_at.get(at)
    if span is None or span.office.lay or span.name_start is not None or span.end != end:
        return None
    return passage.wording(span.start, span.end) if passage.tokens.slice(at, end).isupper() else None
