"""What the archive has of one name in one unit and standing: the pieces that persons are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wardarchive.model import Naming
from wardarchive.officials.identity import (
    LAY,
    Appearance,
    hamlet_office,
    is_lay,
    slug,
    unit_of,
)
from wardarchive.text.telex import telex
from wardarchive.wards.units import unit

UNSTATED = "unstated"
"""What ends the id of a profile whose articles state no role."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A spelling of a name in one unit and standing, over all articles that have it."""

    id: str
    """A function of name, unit and standing alone, so that it never comes to mean somebody else."""
    short: str
    """The readable key that it shares with other spellings and hamlets."""
    name: str
    """As most articles write it."""
    standing: str
    """Empty for an office; ``nguoidan`` for none; ``unstated``; the office in a hamlet as a slug."""
    latest: Appearance
    """With the role stated last."""
    unit: str
    first: date | None
    last: date | None
    articles: int


def profile_ids(naming: Naming, apart: Mapping[tuple[str, str], str]) -> tuple[str, str]:
    """(id, short key) of the profile that a naming belongs to.

    `apart` maps (folded name, URL of an article) to a token where an archivist took its person out.
    """
    full, short = naming_ids(naming.name, naming.role, naming.ward_code)
    if is_unstated(naming):
        full = f"{full}.{UNSTATED}"
    token = apart.get((slug(naming.name), naming.url))
    return (f"{full}.{token}", f"{short}.{token}") if token else (full, short)


def is_unstated(naming: Naming) -> bool:
    """Whether an article names somebody without any role: an official whom readers know, or a resident."""
    return not naming.stated and is_lay(naming.role)


@lru_cache(maxsize=8192)
def naming_ids(name: str, role: str | None, ward_code: str | None) -> tuple[str, str]:
    """(id, short key) of a name with a role in an article of a ward.

    >>> naming_ids("Lê Ân", "Tổ trưởng tổ dân phố số 5", "00142")
    ('le-an.00142.lee-aan.to-truong-to-dan-pho-5', 'le-an.00142')
    """
    unit_name = unit_of(_placed(name, role, ward_code, None))
    lay = f".{LAY}" if is_lay(role) else ""
    short = f"{slug(name)}.{unit_name}{lay}"
    office = "" if lay else hamlet_office(role)
    return f"{short}.{telex(name)}" + (f".{office}" if office else ""), short


def unit_of_role(role: str | None, ward_code: str | None) -> str:
    """The unit that a role stated in an article of a ward belongs to."""
    return unit_of(_placed("", role, ward_code, None))


def profiles(
    namings: Iterable[Naming], apart: Mapping[tuple[str, str], str]
) -> tuple[dict[str, Profile], dict[tuple[int, str], str]]:
    """The profiles by id, and the profile of each (version, name)."""
    grouped: dict[str, list[Naming]] = defaultdict(list)
    shorts: dict[str, str] = {}
    places: dict[tuple[int, str], str] = {}
    for naming in namings:
        full, short = profile_ids(naming, apart)
        grouped[full].append(naming)
        shorts[full] = short
        places[naming.version_id, naming.name] = full
    return {key: _profile(key, shorts[key], some) for key, some in grouped.items()}, places


def _profile(key: str, short: str, namings: list[Naming]) -> Profile:
    last = max(namings, key=lambda n: (n.on or date.min, n.role or "", n.name, n.url))
    days = [n.on for n in namings if n.on]
    spellings = Counter(n.name for n in namings)
    latest = _appearance(last)
    return Profile(
        id=key,
        short=short,
        name=min(spellings, key=lambda name: (name.isupper(), -spellings[name], name)),
        standing=_standing(last),
        latest=latest,
        unit=unit_of(latest),
        first=min(days, default=None),
        last=max(days, default=None),
        articles=len({n.url for n in namings}),
    )


def _standing(naming: Naming) -> str:
    if is_unstated(naming):
        return UNSTATED
    return LAY if is_lay(naming.role) else hamlet_office(naming.role)


def _appearance(naming: Naming) -> Appearance:
    role = None if is_unstated(naming) else naming.role
    return _placed(naming.name, role, naming.ward_code, naming.on)


def _placed(name: str, role: str | None, ward_code: str | None, on: date | None) -> Appearance:
    ward = unit(ward_code) if ward_code else None
    return Appearance(
        name, role, ward_code, ward.district if ward else None, ward.province if ward else None, on
    )
