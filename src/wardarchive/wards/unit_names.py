"""Names of units taken apart: the type in front (``Phường``, ``P.``, ``Q.``, ``TP``) and the bare name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from wardarchive.text.normalise import clean
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

PROVINCE_ALIASES: Mapping[str, str] = {
    "hcm": "hochiminh",
    "tphcm": "hochiminh",
    "hochiminhcity": "hochiminh",
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
        """Folded and in one piece, as hosts have it: ``saidong``."""
        return "".join(self.folded)


@lru_cache(maxsize=4096)
def _plain_forms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = syllables(clean(text[:LONGEST_NAME]))
    keys = tuple(_number(s.key) for s in found)
    return keys, tuple(_number(s.folded) for s in found)


def _number(syllable: str) -> str:
    """``Phường 01`` is ``Phường 1``."""
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
    for length in (2, 1):
        if len(keys) <= length:
            continue
        for form, kind in _type_forms(tuple(types.items())).get(length, ()):
            if all(typed in {f, bare} for typed, (f, bare) in zip(keys, form, strict=False)):
                return [NameForms(kind, keys[length:], folded[length:]), whole]
    return [whole]


_Form = tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def _type_forms(types: tuple[tuple[str, str], ...]) -> dict[int, list[tuple[_Form, str]]]:
    """Types by their number of syllables, each syllable as (key, folded)."""
    found: dict[int, list[tuple[_Form, str]]] = {}
    for name, kind in types:
        keys, folded = _plain_forms(name)
        found.setdefault(len(keys), []).append((tuple(zip(keys, folded, strict=True)), kind))
    return found


def bare_name(name: str) -> str:
    """The listed name of a ward without its type: ``Sài Đồng``.

    >>> bare_name("Thị trấn Trâu Quỳ"), bare_name("Phường 1")
    ('Trâu Quỳ', '1')
    """
    for kind in ("Phường ", "Xã ", "Thị trấn ", "Đặc khu "):
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def same_place(asked: str, listed: str | None, types: Mapping[str, str]) -> bool:
    """Whether `asked` (any spelling, with or without type or diacritics) can mean the listed district
    or province."""
    if listed is None:
        return False
    wanted = {_alias(reading.compact) for reading in readings(asked, types)}
    known = {_alias(reading.compact) for reading in readings(listed, types)}
    return not wanted.isdisjoint(known)


def _alias(compact: str) -> str:
    return PROVINCE_ALIASES.get(compact, compact)
