"""Places in what a portal calls itself: breadcrumbs, the site's name, the footer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from wardarchive.text.normalise import clean
from wardarchive.text.syllables import Syllable, syllables
from wardarchive.wards.evidence import Evidence, Naming
from wardarchive.wards.places import districts, provinces
from wardarchive.wards.unit_names import (
    DISTRICT_TYPES,
    PROVINCE_ALIASES,
    PROVINCE_TYPES,
    WARD_TYPES,
    compacted,
    leading_type,
    without_zeros,
)
from wardarchive.wards.units import spelt

_LONGEST_TEXT = 2_000
_MOST_TEXTS = 50
_LONGEST_NAME = 6
"""Syllables; the longest listed names have six."""
_PIECES = re.compile(r"[,;>|»›/\n]|\s[-–—]\s")


def read_texts(texts: Sequence[str]) -> Evidence:
    """Everything that `texts` name: after its type, or as a whole piece of a breadcrumb."""
    evidence = Evidence()
    for text in texts[:_MOST_TEXTS]:
        cleaned = clean(text[:_LONGEST_TEXT])
        evidence += _Reader(cleaned).read()
        evidence += _bare_pieces(cleaned)
    return evidence


class _Reader:
    """Reads one text from left to right, a name or a syllable at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._syllables = syllables(text)
        self._caseless = text.islower()
        self._namings: list[Naming] = []
        self._districts: dict[str, str] = {}
        self._provinces: dict[str, str] = {}

    def read(self) -> Evidence:
        at = 0
        while at < len(self._syllables):
            at = self._ward(at) or self._district(at) or self._province(at) or at + 1
        return Evidence(tuple(self._namings), self._districts, self._provinces)

    def _ward(self, at: int) -> int:
        kind, start = _type_at(self._syllables, at, WARD_TYPES)
        end = self._longest(start, _is_ward) if kind else 0
        if not end:
            return 0
        name = self._syllables[start:end]
        self._namings.append(Naming(_compact(name), _keys(name), kind, self._quote(at, end), in_host=False))
        return end

    def _district(self, at: int) -> int:
        kind, start = _type_at(self._syllables, at, DISTRICT_TYPES)
        end = self._longest(start, _is_district) if kind else 0
        if end:
            compact = _compact(self._syllables[start:end])
            self._districts[compact] = self._quote(at, end)
            if kind == "thành phố" and compact in provinces():
                self._provinces[compact] = self._quote(at, end)
        return end

    def _province(self, at: int) -> int:
        _kind, start = _type_at(self._syllables, at, PROVINCE_TYPES)
        end = self._longest(start, _is_province)
        if end:
            compact = _compact(self._syllables[start:end])
            self._provinces[PROVINCE_ALIASES.get(compact, compact)] = self._quote(at, end)
        return end

    def _longest(self, start: int, is_name: Callable[[Sequence[Syllable]], bool]) -> int:
        """End of the longest name that begins at syllable `start` with a capital or a digit; 0: none."""
        if start >= len(self._syllables):
            return 0
        initial = self._text[self._syllables[start].start]
        if not (self._caseless or initial.isupper() or initial.isdigit()):
            return 0
        for end in range(min(start + _LONGEST_NAME, len(self._syllables)), start, -1):
            if is_name(self._syllables[start:end]):
                return end
        return 0

    def _quote(self, start: int, end: int) -> str:
        return self._text[self._syllables[start].start : self._syllables[end - 1].end]


def _type_at(found: Sequence[Syllable], at: int, types: Mapping[str, str]) -> tuple[str | None, int]:
    """The type that stands at syllable `at`, and where the name begins."""
    kind, length = leading_type([syllable.key for syllable in found[at : at + 2]], types)
    return kind, at + length


def _bare_pieces(text: str) -> Evidence:
    """Names that are a whole piece of `text`, without any type: ``Hà Nội › Long Biên › Sài Đồng``."""
    evidence = Evidence()
    for piece in _PIECES.split(text):
        found = syllables(piece)
        compact = _compact(found)
        if not found or len(found) > _LONGEST_NAME or compact.isdigit():
            continue
        if _is_ward(found):
            evidence += Evidence((Naming(compact, _keys(found), None, piece.strip(), in_host=False),))
        if compact in districts():
            evidence.districts.setdefault(compact, piece.strip())
    return evidence


def _compact(name: Sequence[Syllable]) -> str:
    return compacted("".join(without_zeros(syllable.folded) for syllable in name))


def _keys(name: Sequence[Syllable]) -> tuple[str, ...]:
    return tuple(without_zeros(syllable.key) for syllable in name)


def _is_ward(name: Sequence[Syllable]) -> bool:
    return bool(spelt(_compact(name), _keys(name)))


def _is_district(name: Sequence[Syllable]) -> bool:
    return _compact(name) in districts()


def _is_province(name: Sequence[Syllable]) -> bool:
    compact = _compact(name)
    return compact in provinces() or compact in PROVINCE_ALIASES
