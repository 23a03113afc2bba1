"""The unit that a role belongs to: a ward's code, or the slug of a district or province."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from wardarchive.officials.roles import LEVELS, WARD_LEVELS, Role
from wardarchive.text.normalise import fold
from wardarchive.wards.register import register
from wardarchive.wards.units import find

HAMLETS = tuple(level for level in WARD_LEVELS if level not in LEVELS)
"""Levels inside a ward: tổ dân phố, thôn, chi bộ …"""
_COMMUNES = tuple(level for level in WARD_LEVELS if level in LEVELS)
_DISTRICTS = ("quận", "huyện", "thị xã")
_PROVINCES = ("tỉnh", "thành phố")
_NOT_WORD = re.compile("[^a-z0-9]+")


def _slug(text: str) -> str:
    return _NOT_WORD.sub("-", fold(text)).strip("-")


def role_unit(
    roles: Sequence[Role], ward_code: str | None, district: str | None, province: str | None
) -> str:
    """The unit of a stated role in an article of a ward; ``unknown`` where there is nothing to go by.

    A unit that the role names counts before the article's: a guest from another ward belongs there. A name
    that no list of units has, or that several units bear, is left alone.
    """
    chosen = _deciding(roles)
    level = chosen.level if chosen else None
    if chosen and level in _COMMUNES and chosen.unit:
        named = _named_ward(level or "", chosen.unit, ward_code, district, province)
        if named:
            return named
    if chosen and level in (*_DISTRICTS, *_PROVINCES):
        above = _above(chosen, district, province)
        if above:
            return above
    if level == "trung ương":
        return "trung-uong"
    return ward_code or _slug(district or province or "") or "unknown"


def _deciding(roles: Sequence[Role]) -> Role | None:
    """The role that says where somebody belongs: one in a ward before those above it, none left."""
    holding = [role for role in roles if role.level and "nguyên" not in role.qualifiers]
    holding = holding or [role for role in roles if role.level]
    return next((role for role in holding if role.level in WARD_LEVELS), holding[0] if holding else None)


def _above(role: Role, district: str | None, province: str | None) -> str | None:
    named = _slug(f"{role.level} {role.unit}") if role.unit else ""
    if named and named in _listed():
        return named
    if role.level in _DISTRICTS:
        return _slug(district) if district else None
    if district and district.lower().startswith("thành phố") and role.level == "thành phố":
        return _slug(district)  # a city inside a province
    return _slug(province) if province else None


@cache
def _listed() -> frozenset[str]:
    """The slugs of all districts and provinces on all lists."""
    wards = [ward for records in register().records.values() for ward in records]
    return frozenset(_slug(name) for ward in wards for name in (ward.district, ward.province) if name)


@lru_cache(maxsize=4096)
def _named_ward(
    level: str, name: str, ward_code: str | None, district: str | None, province: str | None
) -> str | None:
    """The code of the unit with this name: the article's own, the one of its district or province."""
    for near in ((district, province), (None, province)):
        codes = {ward.code for ward in find(f"{level} {name}", *near)}
        if ward_code in codes:
            return ward_code
        if len(codes) == 1:
            return codes.pop()
        if codes:
            return None
    return None
