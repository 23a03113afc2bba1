"""Where the parts of a query stand in a text as published.

A page of hits has some 10,000 syllables, few of which match. Where all parts are plain words and the text
is composed, one expression over its folded letters finds what can match at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.query_nodes import Either, Group, Phrase, TextField, Word, leaves
from wardarchive.index.term_match import Token, part_of, phrase_spans, worth
from wardarchive.text.normalise import fold
from wardarchive.text.syllables import IGNORED, each, forms, next_syllable, spans

_LETTERS = (range(0x41, 0x250), range(0x1E00, 0x1F00), range(0xFF10, 0xFF5B))
"""Latin letters of all kinds, and the wide ones of East Asian fonts."""
_MARKS = re.compile(f"[{IGNORED}]")
_GAP: Token = ("", "")
"""Stands for whatever syllables lie between two that can match."""


Span = tuple[int, int]


class Match(NamedTuple):
    """One syllable ``text[start:end]`` and the numbers of the parts of the query that it satisfies."""

    start: int
    end: int
    parts: frozenset[int]


_Use = tuple[frozenset[int], tuple[Phrase, ...]]
"""What a syllable is good for: the terms that it satisfies, the phrases that it is a word of."""
_NO_USE: _Use = frozenset(), ()


class Matches:
    """Where the parts of a query stand in texts; what a syllable satisfies is found out once.

    Parts have numbers: a node of a query takes long to hash. `worth` is what each adds to a fragment.
    """

    def __init__(self, root: Group, fields: tuple[TextField, ...]) -> None:
        found = [leaf for leaf in leaves(root) if leaf.field in fields]
        parts = [form for leaf in found for form in (leaf.forms if isinstance(leaf, Either) else (leaf,))]
        self._numbers = {part: number for number, part in enumerate(dict.fromkeys(parts))}
        self.worth = tuple(2.0 if isinstance(part, Phrase) else 1.0 for part in self._numbers)
        self._phrases = [part for part in self._numbers if isinstance(part, Phrase)]
        self._terms = [part for part in self._numbers if not isinstance(part, Phrase)]
        words = [w for part in parts for w in (part.words if isinstance(part, Phrase) else (part,))]
        plain = all(isinstance(word, Word) for word in words)
        self._counted = any(phrase.slop is not None for phrase in self._phrases)
        folded = {word.folded for word in words if isinstance(word, Word)}
        self._pattern = _pattern(frozenset(folded)) if plain else None
        self._uses: dict[str, _Use] = {}

    def __bool__(self) -> bool:
        return bool(self._terms or self._phrases)

    def _use_of(self, published: str) -> _Use:
        token = forms(published)
        terms = frozenset(self._numbers[term] for term in self._terms if worth(term, token) > 0)
        phrases = tuple(phrase for phrase in self._phrases if part_of(phrase, token))
        use = self._uses[published] = (terms, phrases) if terms or phrases else _NO_USE
        return use

    def find(self, text: str) -> list[Match]:
        """All syllables that satisfy a part, in order."""
        places: list[tuple[int, int, _Use]] = []
        uses = self._uses
        for start, end in self._spans(text):
            published = text[start:end]
            use = uses.get(published) or self._use_of(published)
            if use is not _NO_USE:
                places.append((start, end, use))
        if not self._phrases:
            return [Match(start, end, terms) for start, end, (terms, _) in places]
        found = self._with_phrases(text, places)
        return [Match(*places[n][:2], parts) for n, parts in enumerate(found) if parts]

    def _spans(self, text: str) -> Iterator[Span]:
        """All syllables that may match: few others, where the query has plain words only."""
        if self._pattern is None or _MARKS.search(text):
            return (piece.span() for piece in each(text))
        bare = bare_letters(text)
        found = (piece.span() for piece in self._pattern.finditer(bare))
        return ((a, b) for a, b in found if not (a and bare[a - 1].isalnum()))

    def _with_phrases(self, text: str, places: Sequence[tuple[int, int, _Use]]) -> list[frozenset[int]]:
        """The parts of each place; between two that are no neighbours a gap is counted."""
        tokens: list[Token] = []
        owners: list[int] = []
        among: dict[Phrase, list[int]] = {}
        before = 0
        for number, (start, end, (_, phrases)) in enumerate(places):
            gap = self._distance(text, before, start)
            tokens += [_GAP] * gap + [forms(text[start:end])]
            owners += [-1] * gap + [number]
            for phrase in phrases:
                among.setdefault(phrase, []).append(len(tokens) - 1)
            before = end
        found = [use[0] for _, _, use in places]
        for phrase, numbers in among.items():
            for span in phrase_spans(phrase, tokens, numbers):
                for owner in {owners[at] for at in span} - {-1}:
                    found[owner] |= {self._numbers[phrase]}
        return found

    def _distance(self, text: str, start: int, end: int) -> int:
        """How many syllables lie between; where nothing counts them, one stands for all."""
        if self._counted:
            return len(spans(text[start:end]))
        return int(next_syllable(text, start, end))


@lru_cache(maxsize=1)
def _letters() -> NDArray[np.uint16]:
    """For each UTF-16 code unit the folded letter, where it is one for one."""
    table = np.arange(0x10000, dtype=np.uint16)
    for letter in map(chr, chain(*_LETTERS)):
        base = fold(letter)
        if len(base) == 1:
            table[ord(letter)] = ord(base)
    return table


def bare_letters(text: str) -> str:
    """`text` with its letters folded one for one, so that offsets stay.

    By a table of code units: `str.translate` takes 14 times as long.

    >>> bare_letters("Ủy ban 😀 Đảng")
    'uy ban 😀 dang'
    """
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return str(_letters()[units].tobytes(), "utf-16-le", "surrogatepass")


def _pattern(folded: frozenset[str]) -> re.Pattern[str] | None:
    """Finds the ends of words with one of the folded keys in a text of folded letters; None without keys.

    A last ``i`` may be written y (see `normalise.key`).
    """
    words = [
        re.escape(word[:-1]) + ("[iy]" if word[-1] == "i" else re.escape(word[-1]))
        for word in folded
        if word
    ]
    return re.compile(f"(?:{'|'.join(sorted(words))})(?![^\\W_])") if words else None
