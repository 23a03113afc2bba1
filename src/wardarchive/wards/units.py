"""Administrative units of commune level: by code, and by name.

A code can carry different names on different lists, and a name can belong to many codes. Lookups are
maps made on first use; none is slower than the number of units it returns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from wardarchive.model import Ward
from wardarchive.wards.register import register
from wardarchive.wards.unit_names import (
    DISTRICT_TYPES,
    LONGEST_NAME,
    PROVINCE_TYPES,
    WARD_TYPES,
    NameForms,
    bare_name,
    is_accented,
    readings,
    same_place,
)


def unit(code: str, on: date | None = None) -> Ward | None:
    """The unit with this five-digit code; None where there is none.

    Without `on`, as it was last named while there were districts (until 2025-06-30), where it existed
    then: an article of 2020 belongs to Phường Sài Đồng, Quận Long Biên. With `on`, as it was named on that
    day, as far as the lists tell; the nearest list decides for days that none covers.

    >>> unit("00142")
    Ward(code='00142', name='Phường Sài Đồng', district='Quận Long Biên', province='Thành phố Hà Nội', \
listed_on='2024-12-31')
    """
    records = names(code)
    if not records:
        return None
    if on is not None:
        return next((ward for ward in records if ward.listed_on >= on.isoformat()), records[-1])
    return next((ward for ward in reversed(records) if ward.district), records[-1])


def names(code: str) -> tuple[Ward, ...]:
    """The unit as each dated list has it, oldest first; `Ward.listed_on` is that list's date."""
    return register().records.get(code, ())


@cache
def bare_names() -> frozenset[str]:
    """The names of all units on all lists without their types, as listed (``Sài Đồng``, ``1``)."""
    return frozenset(bare_name(ward.name) for records in register().records.values() for ward in records)


def find(name: str, district: str | None = None, province: str | None = None) -> list[Ward]:
    """The units that a name can mean, those with its exact diacritics before any others.

    The name may have a type in front (``P.``, ``xã``) or not, any tone style, any case, and no
    diacritics; ``Sài Đồng, Long Biên, Hà Nội`` names district and province as well. Units whose name has
    the diacritics typed hide those that only look alike without them. A unit with the same name on several
    lists comes once, with its district where it had one.
    """
    parts = [part for part in name[:LONGEST_NAME].split(",") if part.strip()]
    if not parts:
        return []
    accented = is_accented(parts[0])
    for reading in readings(parts[0], WARD_TYPES):
        alike = spelt(reading.compact, reading.keys, accented=accented)
        found = [
            ward
            for ward in alike or with_compact_name(reading.compact)
            if (not district or same_place(district, ward.district, DISTRICT_TYPES))
            and (not province or same_place(province, ward.province, PROVINCE_TYPES))
            and all(_lies_in(ward, asked) for asked in parts[1:])
        ]
        if found:
            exact = set(spelt(reading.compact, reading.keys, accented=True))
            return sorted(_once(_of_kind(found, reading.kind)), key=lambda ward: ward not in exact)
    return []


def _lies_in(ward: Ward, asked: str) -> bool:
    return same_place(asked, ward.district, DISTRICT_TYPES) or same_place(
        asked, ward.province, PROVINCE_TYPES
    )


@dataclass(frozen=True, slots=True)
class _Named:
    ward: Ward
    forms: NameForms


@cache
def _by_compact_name() -> dict[str, list[_Named]]:
    """All records by their bare name, folded and in one piece."""
    found: dict[str, list[_Named]] = {}
    for records in register().records.values():
        for ward in records:
            forms = readings(bare_name(ward.name), {})[0]
            found.setdefault(forms.compact, []).append(_Named(ward, forms))
    return found


def with_compact_name(compact: str) -> list[Ward]:
    """Every record whose bare name is `compact` once folded and written in one piece (``saidong``)."""
    return [named.ward for named in _by_compact_name().get(compact, ())]


def spelt(compact: str, keys: Sequence[str], *, accented: bool) -> list[Ward]:
    """Records of that compact name with these syllables, or of which these are the syllables with some
    diacritics left out (``sài dong``).

    Where the text around the name is `accented`, exact ones hide the others: ``phường An Linh`` cannot be
    An Lĩnh, but ``phuong an linh`` can.
    """
    alike = _by_compact_name().get(compact, ())
    typed = tuple(keys)
    exact = [named.ward for named in alike if named.forms.keys == typed]
    if exact and accented:
        return exact
    return [named.ward for named in alike if _lacks_marks_of(typed, named.forms)]


def _lacks_marks_of(keys: tuple[str, ...], forms: NameForms) -> bool:
    return len(keys) == len(forms.keys) and all(
        typed in pair for typed, *pair in zip(keys, forms.keys, forms.folded, strict=True)
    )


def _of_kind(wards: list[Ward], kind: str | None) -> list[Ward]:
    """Those of the type asked for, if there are any: a thị trấn may have become a phường."""
    same = [ward for ward in wards if kind and ward.name.lower().startswith(kind + " ")]
    return same or wards


def _once(wards: list[Ward]) -> list[Ward]:
    """One record for each code and name: the newest with a district, else the newest."""
    found: dict[tuple[str, str], Ward] = {}
    for ward in sorted(wards, key=lambda ward: (ward.district is not None, ward.listed_on)):
        found[ward.code, ward.name] = ward
    return sorted(found.values(), key=lambda ward: (ward.province, ward.district or "", ward.code))
