"""Names of units taken apart: the type in front (``Phường``, ``P.``, ``Q.``, ``TP``) and the bare name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from wardarchive.text.normalise import clean, fold
from wardarchive.text.syllables import syllables

LONGEST_NAME = 200
"""Characters; what is longer is no unit's name and is not looked up."""

WARD_TYPES: Mapping[str, str] = {
    "phường": "phường",
    "p": "phường",
    "ph": "phường",
    "xã": "xã",
    "x": "xã",
    "thị trấn": "thị trấn",
    "tt": "thị trấn",
    "đặc khu": "đặc khu",
    "đk": "đặc khu",
}
DISTRICT_TYPES: Mapping[str, str] = {
    "quận": "quận",
    "q": "quận",
    "huyện": "huyện",
    "h": "huyện",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "thành phố": "thành phố",
    "tp": "thành phố",
}
PROVINCE_TYPES: Mapping[str, str] = {
    "tỉnh": "tỉnh",
    "t": "tỉnh",
    "thành phố": "thành phố",
    "tp": "thành phố",
}

_Y_IS_I = re.compile("(?<=[hklmst])y|(?<=qu)y")

PROVINCE_ALIASES: Mapping[str, str] = {
    "hcm": "hochiminh",
    "tphcm": "hochiminh",
    "saigon": "hochiminh",
    "hn": "hanoi",
    "thuathienhue": "hue",
    "brvt": "bariavungtau",
    "tthue": "hue",
}
"""Other compact names of provinces, as hosts and abbreviations have them."""


class NameForms(NamedTuple):
    """One reading of a name."""

    kind: str | None
    """Its type in full and lower case; None where none is in front."""
    keys: tuple[str, ...]
    """Syllables with diacritics, one spelling of each (`text.normalise.key`)."""
    folded: tuple[str, ...]
    """The same without diacritics."""

    @property
    def compact(self) -> str:
        """Folded and in one piece, as hosts have it: ``saidong`` (see `compacted`)."""
        return compacted("".join(self.folded))


def compacted(letters: str) -> str:
    """The form in which names in one piece are compared: ``tamky`` and ``tamki`` are one.

    >>> compacted("tamky"), compacted("phuyen"), compacted("quyhop")
    ('tamki', 'phuyen', 'quihop')
    """
    return _Y_IS_I.sub("i", letters)


@lru_cache(maxsize=4096)
def _plain_forms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = syllables(clean(text[:LONGEST_NAME]))
    keys = tuple(without_zeros(s.key) for s in found)
    return keys, tuple(without_zeros(s.folded) for s in found)


def without_zeros(syllable: str) -> str:
    """A number without leading zeros, anything else as it is: ``Phường 01`` is ``Phường 1``."""
    return syllable.lstrip("0") or syllable if syllable.isdigit() else syllable


def readings(text: str, types: Mapping[str, str]) -> list[NameForms]:
    """How `text` can be read: with a type in front taken off, and as a bare name as it stands.

    The first is the likelier one. ``xa phien`` is the xã Phiên or a unit named Xà Phiên; ``Xà Phiên`` is
    only the latter.

    >>> [(r.kind, r.compact) for r in readings("P.Sài Đồng", WARD_TYPES)]
    [('phường', 'saidong'), (None, 'psaidong')]
    """
    keys, folded = _plain_forms(text)
    whole = NameForms(None, keys, folded)
    kind, length = leading_type(keys, types)
    if kind is None or length == len(keys):
        return [whole]
    return [NameForms(kind, keys[length:], folded[length:]), whole]


def leading_type(keys: Sequence[str], types: Mapping[str, str]) -> tuple[str | None, int]:
    """The type that a row of syllables begins with, in full, and its number of syllables.

    >>> leading_type(("tt", "trâu", "quỳ"), WARD_TYPES), leading_type(("trâu", "quỳ"), WARD_TYPES)
    (('thị trấn', 1), (None, 0))
    """
    forms = _type_forms(tuple(types.items()))
    for length in (2, 1):
        kind = forms.get(tuple(keys[:length]))
        if kind is not None:
            return kind, length
    return None, 0


@lru_cache(maxsize=8)
def _type_forms(types: tuple[tuple[str, str], ...]) -> dict[tuple[str, ...], str]:
    """Types by their syllables, with diacritics and without."""
    found: dict[tuple[str, ...], str] = {}
    for name, kind in types:
        for form in _plain_forms(name):
            found.setdefault(form, kind)
    return found


def is_accented(text: str) -> bool:
    """Whether `text` is typed with diacritics at all.

    >>> is_accented("phường An Linh"), is_accented("Phuong An Linh")
    (True, False)
    """
    cleaned = clean(text).lower()
    return fold(cleaned) != cleaned


def bare_name(name: str) -> str:
    """The listed name of a ward without its type: ``Sài Đồng``.

    >>> bare_name("Thị trấn Trâu Quỳ"), bare_name("Phường 1")
    ('Trâu Quỳ', '1')
    """
    for kind in ("Phường ", "Xã ", "Thị trấn ", "Đặc khu "):
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def compact_name(listed: str, types: Mapping[str, str]) -> str:
    """The listed name of a district or province without its type, folded and in one piece.

    >>> compact_name("Thành phố Hồ Chí Minh", PROVINCE_TYPES), compact_name("Quận 4", DISTRICT_TYPES)
    ('hochiminh', '4')
    """
    return readings(listed, types)[0].compact


def same_place(asked: str, listed: str | None, types: Mapping[str, str]) -> bool:
    """Whether `asked` (any spelling, with or without type or diacritics) can mean the listed district
    or province."""
    if listed is None:
        return False
    return compact_name(listed, types) in {_alias(reading.compact) for reading in readings(asked, types)}


def _alias(compact: str) -> str:
    return PROVINCE_ALIASES.get(compact, compact)
