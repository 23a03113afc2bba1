"""The identity of an official across articles."""

from __future__ import annotations

import re

from wardarchive.officials.roles import WARD_LEVELS, Role, parse_roles
from wardarchive.text.normalise import fold

_NOT_WORD = re.compile("[^a-z0-9]+")
_DISTRICT_LEVELS = ("quận", "huyện", "thị xã")
_PROVINCE_LEVELS = ("tỉnh", "thành phố")


def slug(text: str) -> str:
    """Folded words joined by hyphens.

    >>> slug("Đặng Đức  Cường")
    'dang-duc-cuong'
    """
    return _NOT_WORD.sub("-", fold(text)).strip("-")


def official_key(
    name: str, role: str | None, ward_code: str | None, district: str | None, province: str | None
) -> str:
    """A stable key of a person: folded name and the unit the role belongs to.

    Ward-level roles, and roles that name no level, belong to the ward of the portal; higher ones to
    the district or province.

    >>> official_key("Đường Hoài Nam", "Bí thư Quận ủy", "00142", "Quận Long Biên", "Thành phố Hà Nội")
    'duong-hoai-nam.quan-long-bien'
    """
    return f"{slug(name)}.{_unit(parse_roles(role or ''), ward_code, district, province)}"


def _unit(
    roles: tuple[Role, ...], ward_code: str | None, district: str | None, province: str | None
) -> str:
    level = next((r.level for r in roles if r.level), None)
    if level in _DISTRICT_LEVELS and district:
        return slug(district)
    if level in _PROVINCE_LEVELS and province:
        return slug(province)
    if level == "trung ương":
        return "trung-uong"
    if level is None or level in WARD_LEVELS or ward_code:
        return ward_code or slug(district or province or "") or "unknown"
    return slug(district or province or "") or "unknown"
