"""The identity of an official across articles: a stable key, and whether two appearances are one person."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from wardarchive.officials.people import RESIDENT
from wardarchive.officials.phrases import phrase_keys
from wardarchive.officials.role_units import HAMLETS, role_unit
from wardarchive.officials.roles import Role, parse_roles
from wardarchive.text.normalise import fold

Decision = Literal["same", "proposed", "different"]
_NOT_WORD = re.compile("[^a-z0-9]+")
_PART_TIME = ("tổ trưởng", "tổ phó", "trưởng thôn", "trưởng khu phố", "bí thư")
LAY = "nguoidan"
"""What ends the key of a person without an office: no syllable, so that no name is written so."""
_SAME_TERM_DAYS = 900
"""Two posts of one kind in two hamlets within this time are two people."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person as one article has them."""

    name: str
    role: str | None
    ward_code: str | None
    district: str | None = None
    province: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two appearances are one person: the decision, how sure (0 to 1) and why, as a code."""

    decision: Decision
    score: float
    reason: str


def slug(text: str) -> str:
    """Folded words joined by hyphens.

    >>> slug("Đặng Đức  Cường")
    'dang-duc-cuong'
    """
    return _NOT_WORD.sub("-", fold(text)).strip("-")


def official_key(
    name: str, role: str | None, ward_code: str | None, district: str | None, province: str | None
) -> str:
    """A stable key of a person: folded name and the unit the role belongs to; who holds no office is told
    from an official of the same name.

    Ward-level roles, and roles that name no level, belong to the ward that the role names, else to that of
    the portal; higher ones to the district or province.

    >>> official_key("Đường Hoài Nam", "Bí thư Quận ủy", "00142", "Quận Long Biên", "Thành phố Hà Nội")
    'duong-hoai-nam.quan-long-bien'
    >>> official_key("Đặng Đức Cường", "Bí thư Đảng ủy phường", "00142", "Quận Long Biên", None)
    'dang-duc-cuong.00142'
    >>> official_key("Lê An", "người dân", "00142", "Quận Long Biên", None)
    'le-an.00142.nguoidan'
    """
    unit = role_unit(_roles(role), ward_code, district, province)
    return f"{slug(name)}.{unit}{'.' + LAY if is_lay(role) else ''}"


@lru_cache(maxsize=8192)
def _roles(role: str | None) -> tuple[Role, ...]:
    return parse_roles(role or "")


def is_lay(role: str | None) -> bool:
    """Whether somebody with this role, as an article states it, is known to hold no office.

    A role whose words are not understood is an office: it was stated with a title.

    >>> is_lay("người dân"), is_lay("Tổ trưởng tổ dân phố số 5"), is_lay("Chủ tịch UBND phường")
    (True, False, False)
    """
    roles = _roles(role)
    return role == RESIDENT or (bool(roles) and roles[0].lay)


def hamlet_office(role: str | None) -> str:
    """The office in one hamlet, group or party cell that a role names, as a slug; empty where none.

    >>> hamlet_office("Tổ trưởng tổ dân phố số 5"), hamlet_office("Chủ tịch UBND phường")
    ('to-truong-to-dan-pho-5', '')
    """
    for one in _roles(role):
        if one.office in _PART_TIME and one.level in HAMLETS and one.unit:
            return slug(f"{one.office} {one.body or ''} {one.unit}")
    return ""


def judge(
    one: Appearance, other: Appearance, *, related: Callable[[str, str], bool] = str.__eq__
) -> Judgement:
    """Whether two appearances are one person.

    Spellings that differ in case, tone placement or i/y are one name. A misspelling is only ever
    proposed. The same name in two wards is two people, unless the wards are `related` (one became part
    of the other) or one role is of the district that the other's ward lies in: a promotion.

    >>> a = Appearance("Lê Thị Thuý", "Phó Chủ tịch UBND phường", "00142", "Quận Long Biên")
    >>> b = Appearance("LÊ THỊ THÚY", "Chủ tịch UBND phường", "00142", "Quận Long Biên")
    >>> judge(a, b)
    Judgement(decision='same', score=0.95, reason='same-name-same-unit')
    """
    alike = name_likeness(one.name, other.name)
    if alike == "other":
        return Judgement("different", 0.0, "other-name")
    placed = _placed(one, other, related)
    if placed is None:
        return Judgement("different", 0.3, "namesake-elsewhere")
    score, reason = placed
    if one.role is None or other.role is None:
        return _without_role(one, other, alike, reason)
    if alike == "misspelt":
        return Judgement("proposed", round(score - 0.3, 2), "misspelling")
    if alike == "unaccented":
        score = round(score - 0.1, 2)
    if _clash(one, other):
        return Judgement("proposed", 0.5, "clashing-roles")
    return Judgement("same", score, reason)


def name_likeness(one: str, other: str) -> Literal["same", "unaccented", "misspelt", "other"]:
    """How two names compare.

    >>> [name_likeness("Chu Mạnh Tường", n) for n in ("CHU MẠNH TƯỜNG", "Chu Manh Tuong")]
    ['same', 'unaccented']
    >>> name_likeness("Chu Mạnh Tường", "Chu Mạnh Tưởng"), name_likeness("Lê An", "Lê Ba")
    ('misspelt', 'other')
    """
    first, second = phrase_keys(one), phrase_keys(other)
    if first == second:
        return "same"
    if len(first) != len(second):
        return "other"
    folded = [(fold(a), fold(b)) for a, b in zip(first, second, strict=True)]
    if all(a == b for a, b in folded) and (fold(one) == one.lower() or fold(other) == other.lower()):
        return "unaccented"
    differing = [number for number, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(first) > 2 and len(differing) == 1 and _one_slip(*folded[differing[0]]):
        return "misspelt"
    return "other"


def _one_slip(one: str, other: str) -> bool:
    """Whether two folded syllables differ by at most one letter put in, left out or mistaken."""
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    shorter, longer = sorted((one, other), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _without_role(one: Appearance, other: Appearance, alike: str, reason: str) -> Judgement:
    """Somebody named without a role: the official of that name whom readers know, or a resident.

    Only a name that few can bear, written alike, in one unit and at one time, is taken for evidence.
    """
    if reason != "same-name-same-unit":
        return Judgement("different", 0.3, "role-not-stated")
    days = abs((one.on - other.on).days) if one.on and other.on else 0
    if alike != "same" or len(one.name.split()) < 3 or days > _SAME_TERM_DAYS:
        return Judgement("proposed", 0.4, "role-not-stated")
    return Judgement("same", 0.7, "role-not-stated")


def _placed(
    one: Appearance, other: Appearance, related: Callable[[str, str], bool]
) -> tuple[float, str] | None:
    here, there = unit_of(one), unit_of(other)
    if here == there and here != "unknown":
        return 0.95, "same-name-same-unit"
    if here.isdecimal() and there.isdecimal():
        return (0.85, "successor-ward") if related(here, there) else None
    for low, high in ((one, there), (other, here)):
        if high != unit_of(low) and high in _above(low) and len(low.name.split()) > 2:
            return 0.8, "promotion"
    return None


def unit_of(who: Appearance) -> str:
    """The unit of a person's role: a ward's code, or the slug of a district or province."""
    return role_unit(_roles(who.role), who.ward_code, who.district, who.province)


def _above(who: Appearance) -> tuple[str, ...]:
    """The units in which the unit of an appearance lies."""
    district, province = slug(who.district or ""), slug(who.province or "")
    unit = unit_of(who)
    if unit.isdecimal():
        return tuple(name for name in (district, province) if name)
    return (province,) if province and unit == district else ()


def _clash(one: Appearance, other: Appearance) -> bool:
    """Two heads of different hamlets at one time, or an official and a resident without office."""
    if is_lay(one.role) != is_lay(other.role):
        return True
    mine, theirs = _roles(one.role), _roles(other.role)
    if one.on is not None and other.on is not None and abs((one.on - other.on).days) > _SAME_TERM_DAYS:
        return False
    return any(
        a.office == b.office in _PART_TIME and a.body == b.body and a.unit and b.unit and a.unit != b.unit
        for a in mine
        for b in theirs
    )
