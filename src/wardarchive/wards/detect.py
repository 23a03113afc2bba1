"""Which ward a portal belongs to, from its host and from what it calls itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wardarchive.model import Ward
from wardarchive.wards.evidence import Evidence, Naming
from wardarchive.wards.host_evidence import read_host
from wardarchive.wards.places import districts
from wardarchive.wards.text_evidence import read_texts
from wardarchive.wards.unit_names import DISTRICT_TYPES, PROVINCE_TYPES, compact_name
from wardarchive.wards.units import spelt, with_compact_name

_HOST_NAMES_IT, _TEXT_NAMES_IT, _TEXT_MAY_NAME_IT = 0.5, 0.6, 0.2
_DISTRICT_FITS, _PROVINCE_FITS, _NO_DISTRICT_FITS, _ONLY_ONE = 0.5, 0.3, 0.2, 0.3
_OTHER_DISTRICT, _OTHER_PROVINCE, _OTHER_TYPE = 0.4, 0.3, 0.5
_HIDDEN_LABEL, _LABEL_OF_DISTRICT, _PORTAL_OF_DISTRICT = 0.5, 0.7, 0.3
_SHARPNESS = 4
"""How much more than its part a stronger candidate gets: of .72 and .65 the first has 60 %."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One ward a portal may belong to."""

    ward: Ward
    score: float
    """How sure, 0 to 1: of several that fit equally well each has its share, so none has much."""
    reason: str
    """What was seen, as written there, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """What one kind of evidence says of a candidate."""

    chance: float = 0.0
    """That it alone is enough."""
    factor: float = 1.0
    """Less than 1 where it speaks against the candidate."""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    ward: Ward
    strength: float
    reason: str


def detect_ward(host: str, names: Sequence[str] = (), *, limit: int = 10) -> list[Guess]:
    """The wards that a portal may belong to, likeliest first; empty where nothing names one.

    `host` is a name such as ``saidong.longbien.hanoi.gov.vn`` (a port is ignored); `names` are texts in
    which the site names itself: breadcrumb, title, footer. Each fact (the host or a text names the ward,
    its district, its province) is one independent chance of being right; a fact that names another place
    counts against. What stays ambiguous comes as several guesses with low scores.

    >>> [(g.ward.code, g.score > 0.8) for g in detect_ward("saidong.longbien.hanoi.gov.vn")]
    [('00142', True), ('00145', False)]
    """
    evidence = read_host(host) + read_texts(names)
    best: dict[str, _Candidate] = {}
    for ward, namings in _named_wards(evidence.namings).items():
        candidate = _weigh(ward, namings, evidence)
        known = best.get(ward.code)
        if known is None or _rank(candidate) > _rank(known):
            best[ward.code] = candidate
    found = sorted(best.values(), key=lambda c: (-c.strength, c.ward.province, c.ward.code))
    return _shared(found)[:limit]


def _named_wards(namings: Iterable[Naming]) -> dict[Ward, list[Naming]]:
    found: dict[Ward, list[Naming]] = {}
    for naming in dict.fromkeys(namings):
        same = with_compact_name(naming.compact)
        if naming.keys is not None:
            same = spelt(naming.compact, naming.keys, accented=True)
        for ward in same:
            found.setdefault(ward, []).append(naming)
    return found


def _rank(candidate: _Candidate) -> tuple[float, bool, str]:
    """Of the records of one code the strongest; of equal ones that with a district, then the newest."""
    return candidate.strength, candidate.ward.district is not None, candidate.ward.listed_on


def _shared(found: list[_Candidate]) -> list[Guess]:
    """Each candidate's strength times its share among all: two equal ones have half of it each."""
    weights = sum(candidate.strength**_SHARPNESS for candidate in found)
    return [
        Guess(c.ward, round(c.strength ** (_SHARPNESS + 1) / weights, 3), c.reason)
        for c in found
        if c.strength > 0.0
    ]


def _weigh(ward: Ward, namings: Sequence[Naming], evidence: Evidence) -> _Candidate:
    facts = [_best(namings, ward, in_host=True), _best(namings, ward, in_host=False)]
    facts += [_district_fact(ward, namings, evidence), _province_fact(ward, evidence)]
    if len({other.code for other in with_compact_name(namings[0].compact)}) == 1:
        facts.append(_Fact(_ONLY_ONE))
    doubt = factor = 1.0
    for fact in facts:
        doubt *= 1.0 - fact.chance
        factor *= fact.factor
    return _Candidate(ward, factor * (1.0 - doubt), ", ".join(fact.seen for fact in facts if fact.seen))


def _best(namings: Sequence[Naming], ward: Ward, *, in_host: bool) -> _Fact:
    """The strongest of the namings in the host, or in the texts."""
    found = [_naming_fact(naming, ward) for naming in namings if naming.in_host is in_host]
    return max(found, key=lambda fact: fact.chance, default=_Fact())


def _naming_fact(naming: Naming, ward: Ward) -> _Fact:
    if naming.in_host:
        chance = _HOST_NAMES_IT * (_HIDDEN_LABEL if naming.hidden else 1.0)
        if not naming.kind and naming.compact in districts():
            chance *= _LABEL_OF_DISTRICT
    else:
        chance = _TEXT_NAMES_IT if naming.kind else _TEXT_MAY_NAME_IT
    if naming.kind and not _is_of_kind(ward, naming.kind):
        chance *= _OTHER_TYPE
    return _Fact(chance, seen=f"tên miền “{naming.quoted}”" if naming.in_host else f"“{naming.quoted}”")


def _district_fact(ward: Ward, namings: Sequence[Naming], evidence: Evidence) -> _Fact:
    """Whether the district fits; where a ward bears its district's name, one word cannot stand for both."""
    own = {naming.compact for naming in namings}
    named_with_type = any(naming.kind for naming in namings)
    others = evidence.districts.keys() - own
    district = compact_name(ward.district, DISTRICT_TYPES) if ward.district else None
    if district in evidence.districts and (named_with_type or district not in own):
        return _Fact(_DISTRICT_FITS, seen=f"quận/huyện “{evidence.districts[district]}”")
    if others:
        return _Fact(factor=_OTHER_DISTRICT)
    if evidence.districts and not named_with_type:
        return _Fact(factor=_PORTAL_OF_DISTRICT)
    return _Fact(_NO_DISTRICT_FITS if evidence.provinces and not district else 0.0)


def _province_fact(ward: Ward, evidence: Evidence) -> _Fact:
    province = compact_name(ward.province, PROVINCE_TYPES)
    if province in evidence.provinces:
        return _Fact(_PROVINCE_FITS, seen=f"tỉnh/thành “{evidence.provinces[province]}”")
    return _Fact(factor=_OTHER_PROVINCE if evidence.provinces else 1.0)


def _is_of_kind(ward: Ward, kind: str) -> bool:
    return ward.name.lower().startswith(kind + " ")
