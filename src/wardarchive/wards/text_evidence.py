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
    is_accented,
    leading_type,
    without_zeros,
)
from wardarchive.wards.units import spelt

_LONGEST_TEXT = 2_000
_MOST_TEXTS = 50
_LONGEST_NAME = 6
"""Syllables; the longest listed names have six."""
_PIECES = re.compile(r"[,;>|»›/\n]|\s[-–—]\s")
_INSIDE_NAME = re.compile(r"[\s'’]*[-–]?[\s'’]*")
_HYPHENS = ("-", "–")


def read_texts(texts: Sequence[str]) -> Evidence:
    """Everything that `texts` name: after its type, or as a whole piece of a breadcrumb."""
    evidence = Evidence()
    for text in texts[:_MOST_TEXTS]:
        evidence += _Reader(clean(text[:_LONGEST_TEXT])).read()
    return evidence


class _Reader:
    """Reads one text from left to right, a name or a syllable at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._syllables = syllables(text)
        self._caseless = text.islower()
        self._accented = is_accented(text)
        self._namings: list[Naming] = []
        self._districts: dict[str, str] = {}
        self._provinces: dict[str, str] = {}

    def read(self) -> Evidence:
        at = 0
        while at < len(self._syllables):
            at = self._ward(at) or self._district(at) or self._province(at) or at + 1
        for piece in _PIECES.split(self._text):
            self._whole_piece(piece.strip())
        return Evidence(tuple(self._namings), self._districts, self._provinces)

    def _ward(self, at: int) -> int:
        """Where the ward (with its type) at syllable `at` ends; 0: there is none. So the next two."""
        kind, start = _type_at(self._syllables, at, WARD_TYPES)
        end = self._longest(start, self._is_ward) if kind else 0
        if end:
            self._name_ward(self._syllables[start:end], kind, self._quote(at, end))
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

    def _whole_piece(self, piece: str) -> None:
        """A ward or district without its type: ``Hà Nội › Long Biên › Sài Đồng``."""
        found = syllables(piece)
        if not found or len(found) > _LONGEST_NAME or _compact(found).isdigit():
            return
        if spelt(_compact(found), _keys(found), accented=self._accented):
            self._name_ward(found, None, piece)
        if _is_district(found):
            self._districts.setdefault(_compact(found), piece)

    def _name_ward(self, name: Sequence[Syllable], kind: str | None, quoted: str) -> None:
        keys = _keys(name) if self._accented else None
        self._namings.append(Naming(_compact(name), keys, kind, quoted, in_host=False))

    def _is_ward(self, name: Sequence[Syllable]) -> bool:
        """A hyphen with blanks separates places, but for the few names that have one."""
        found = spelt(_compact(name), _keys(name), accented=self._accented)
        hyphened = any(hyphen in self._text[name[0].start : name[-1].end] for hyphen in _HYPHENS)
        return any(not hyphened or "-" in ward.name for ward in found)

    def _longest(self, start: int, is_name: Callable[[Sequence[Syllable]], bool]) -> int:
        """End of the longest name that begins at syllable `start` with a capital or a digit; 0: none."""
        if start >= len(self._syllables):
            return 0
        initial = self._text[self._syllables[start].start]
        if not (self._caseless or initial.isupper() or initial.isdigit()):
            return 0
        for end in range(self._farthest(start), start, -1):
            if is_name(self._syllables[start:end]) and not self._cuts_type(start, end):
                return end
        return 0

    def _farthest(self, start: int) -> int:
        """Where a name that begins at syllable `start` ends at the latest: before a comma, a bracket …"""
        end = start + 1
        last = min(start + _LONGEST_NAME, len(self._syllables))
        while end < last and _INSIDE_NAME.fullmatch(self._gap(end)):
            end += 1
        return end

    def _gap(self, at: int) -> str:
        """What stands between the syllable `at` and the one before."""
        return self._text[self._syllables[at - 1].end : self._syllables[at].start]

    def _cuts_type(self, start: int, end: int) -> bool:
        """Whether a name ending here would take the first half of a type: ``Tân Hòa Thành | phố``."""
        _kind, after_type = _type_at(self._syllables, end - 1, DISTRICT_TYPES)
        return end > start + 1 and after_type == end + 1

    def _quote(self, start: int, end: int) -> str:
        return self._text[self._syllables[start].start : self._syllables[end - 1].end]


def _type_at(found: Sequence[Syllable], at: int, types: Mapping[str, str]) -> tuple[str | None, int]:
    """The type that stands at syllable `at`, and where the name begins."""
    kind, length = leading_type([syllable.key for syllable in found[at : at + 2]], types)
    return kind, at + length


def _compact(name: Sequence[Syllable]) -> str:
    return compacted("".join(without_zeros(syllable.folded) for syllable in name))


def _keys(name: Sequence[Syllable]) -> tuple[str, ...]:
    return tuple(without_zeros(syllable.key) for syllable in name)


def _is_district(name: Sequence[Syllable]) -> bool:
    return _compact(name) in districts()


def _is_province(name: Sequence[Syllable]) -> bool:
    compact = _compact(name)
    return compact in provinces() or compact in PROVINCE_ALIASES
