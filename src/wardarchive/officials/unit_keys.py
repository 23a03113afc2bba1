"""Names of wards, districts and provinces as token keys, so that they do not become persons."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from wardarchive.officials.phrases import phrase_keys
from wardarchive.wards.register import register

NameKey = tuple[str, ...]
"""A name as the keys of its syllables."""

_TYPES = ("Phường ", "Xã ", "Thị trấn ", "Đặc khu ", "Quận ", "Huyện ", "Thị xã ", "Thành phố ", "Tỉnh ")
_memo: dict[int, tuple[Set[str], frozenset[NameKey]]] = {}


@cache
def listed_units() -> frozenset[NameKey]:
    """Every unit of the lists that come with the project, without its type; numbers are left out."""
    names: set[str] = set()
    for records in register().records.values():
        for ward in records:
            names.update(_bare(name) for name in (ward.name, ward.district, ward.province) if name)
    return _keys(names)


def _bare(name: str) -> str:
    """The name without its type.

    >>> _bare("Thành phố Hà Nội"), _bare("Phường Sài Đồng")
    ('Hà Nội', 'Sài Đồng')
    """
    kind = next((kind for kind in _TYPES if name.startswith(kind)), "")
    return name.removeprefix(kind)


def unit_keys(ward_names: Set[str]) -> frozenset[NameKey]:
    """`ward_names` as keys, remembered for the set given last: callers hand in thousands each time."""
    known = _memo.get(id(ward_names))
    if known is not None and known[0] is ward_names:
        return known[1]
    found = _keys(ward_names)
    _memo.clear()
    _memo[id(ward_names)] = (ward_names, found)
    return found


def _keys(names: Set[str]) -> frozenset[NameKey]:
    return frozenset(phrase_keys(name) for name in names if name[:1].isalpha())
