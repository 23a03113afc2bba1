"""Districts and provinces by their compact names, as hosts and texts have them."""

from __future__ import annotations

from functools import cache

from wardarchive.wards.register import register
from wardarchive.wards.unit_names import (
    DISTRICT_TYPES,
    PROVINCE_ALIASES,
    PROVINCE_TYPES,
    compact_name,
    compacted,
)

_ABBREVIATIONS = {
    "quận": ("q", "quan"),
    "huyện": ("h", "huyen"),
    "thị xã": ("tx", "thixa"),
    "thành phố": ("tp", "thanhpho"),
    "tỉnh": ("t", "tinh"),
}


@cache
def districts() -> frozenset[str]:
    """Compact bare names of all districts: ``longbien``, ``4``."""
    found = {ward.district for records in register().records.values() for ward in records}
    return frozenset(compact_name(name, DISTRICT_TYPES) for name in found if name)


@cache
def provinces() -> frozenset[str]:
    """Compact bare names of all provinces of both systems: ``hanoi``."""
    found = {ward.province for records in register().records.values() for ward in records}
    return frozenset(compact_name(name, PROVINCE_TYPES) for name in found)


@cache
def district_labels() -> dict[str, str]:
    """{label in a host: compact bare name}: ``longbien``, ``quanlongbien``, ``q4``, ``vinhcity``."""
    found: dict[str, str] = {}
    names = {ward.district for records in register().records.values() for ward in records}
    for name in sorted(name for name in names if name):
        found.update(_labels(name, compact_name(name, DISTRICT_TYPES)))
    return found


@cache
def province_labels() -> dict[str, str]:
    """{label in a host: compact bare name}: ``hanoi``, ``tphanoi``, ``hochiminhcity``."""
    found: dict[str, str] = dict(PROVINCE_ALIASES)
    names = {ward.province for records in register().records.values() for ward in records}
    for name in sorted(names):
        found.update(_labels(name, compact_name(name, PROVINCE_TYPES)))
    return found


def is_province(text: str) -> bool:
    """Whether a text is a province's name and no more, of any time, as datelines and hosts write it.

    >>> is_province("Hà Nội"), is_province("Hoà Bình"), is_province("Sài Gòn"), is_province("Hà Nội Thu")
    (True, True, True, False)
    """
    return compact_name(text, PROVINCE_TYPES) in province_labels()


def _labels(name: str, compact: str) -> dict[str, str]:
    found = {} if compact.isdigit() else {compact: compact, compacted(compact + "city"): compact}
    for kind, forms in _ABBREVIATIONS.items():
        if name.lower().startswith(kind + " "):
            found.update({compacted(form + compact): compact for form in forms})
    return found
