"""Persons settled over the whole archive: which namings are one person, and who made each statement.

It is incremental: only names with new or changed namings are looked at, with everything that the archive
has of them. It gives the same persons whatever the order in which articles came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from wardarchive.jobs.decision_rules import DecisionRules, rules_of
from wardarchive.jobs.settle_statements import settle_statements
from wardarchive.model import LinkRow, Naming, PersonRow, ProfileRow, Settlement
from wardarchive.officials.grouping import Grouping, Link, Person, group, misspellings
from wardarchive.officials.identity import Appearance, is_lay
from wardarchive.officials.profiles import Profile, profiles
from wardarchive.store.store import Store
from wardarchive.wards.lineage import descendants

_BATCH = 300
"""Folded names in one transaction."""
_SETTLING_IN = timedelta(days=400)
"""How long articles may go on naming somebody in a ward that is gone."""


@dataclass(slots=True)
class Settled:
    """What was settled."""

    names: int = 0
    statements: int = 0


def settle_persons(store: Store) -> Settled:
    """Settle everything that is new or was decided since the last time."""
    while store.fill_search_words():
        pass
    rules = rules_of(store.decisions())
    done = Settled()
    units: set[str] = set()
    near = rules.joined_slugs()
    while stamps := store.unsettled(_BATCH):
        whole = _closed(list(stamps), near)
        units |= store.settle_names(_settlement(store.namings(whole), whole, rules), stamps)
        done.names += len(whole)
    if units:
        _propose_misspellings(store, sorted(units), rules)
    done.statements = settle_statements(store, rules)
    return done


def _closed(slugs: Sequence[str], near: Mapping[str, set[str]]) -> list[str]:
    """These names, with all that archivists joined to them."""
    found, ahead = set(slugs), list(slugs)
    while ahead:
        for other in near.get(ahead.pop(), set()) - found:
            found.add(other)
            ahead.append(other)
    return sorted(found)


def _settlement(namings: Sequence[Naming], slugs: Sequence[str], rules: DecisionRules) -> Settlement:
    known, places = profiles(namings, rules.taken_out)
    persons: list[PersonRow] = []
    rows: list[ProfileRow] = []
    links: list[LinkRow] = []
    key_of: dict[str, str] = {}
    by_profile: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        by_profile[places[naming.version_id, naming.name]].append(naming)
    for part in _components(known, rules):
        found = group(part, rules.grouping, _follows)
        links += _links(found)
        for person in found.persons:
            persons.append(_person(person, by_profile, rules))
            rows += [_row(profile, person.key) for profile in person.members]
            key_of |= {profile.id: person.key for profile in person.members}
    moved = {
        (n.version_id, n.name): key
        for n in namings
        if (key := key_of[places[n.version_id, n.name]]) != n.official_key
    }
    return Settlement(tuple(slugs), tuple(persons), tuple(rows), tuple(links), moved)


def _components(known: Mapping[str, Profile], rules: DecisionRules) -> Iterable[list[Profile]]:
    """The profiles by folded name, names that were joined together."""
    near = rules.joined_slugs()
    by_slug: dict[str, list[Profile]] = defaultdict(list)
    for profile in known.values():
        by_slug[profile.id.partition(".")[0]].append(profile)
    done: set[str] = set()
    for one in sorted(by_slug):
        if one not in done:
            whole = _closed([one], near)
            done.update(whole)
            yield [profile for name in whole for profile in by_slug.get(name, ())]


def _person(person: Person, namings: Mapping[str, list[Naming]], rules: DecisionRules) -> PersonRow:
    ids = [profile.id for profile in person.members]
    seen = [n for i in ids for n in namings[i]]
    dated = sorted((n for n in seen if n.published), key=_moment)
    in_office = [n for n in dated if not is_lay(n.role)] or dated
    given = [name for i, name in rules.names.items() if i in ids]
    shown = max(person.members, key=lambda p: (not p.standing, p.articles, p.id))
    last = in_office[-1] if in_office else max(seen, key=lambda n: (n.role or "", n.url))
    return PersonRow(
        key=person.key,
        name=given[-1] if given else shown.name,
        role=last.role,
        first_seen=dated[0].published if dated else None,
        last_seen=dated[-1].published if dated else None,
        hidden=any(i in rules.hidden for i in ids),
    )


def _moment(naming: Naming) -> tuple[date, str, str, str]:
    return naming.on or date.min, str(naming.published), naming.role or "", naming.url


def _row(profile: Profile, key: str) -> ProfileRow:
    return ProfileRow(
        id=profile.id,
        slug=profile.id.partition(".")[0],
        short=profile.short,
        name=profile.name,
        unit=profile.unit,
        standing=profile.standing,
        official_key=key,
        role=profile.latest.role,
        ward_code=profile.latest.ward_code,
        first_on=profile.first,
        last_on=profile.last,
        articles=profile.articles,
    )


def _links(found: Grouping) -> list[LinkRow]:
    best: dict[tuple[str, str], LinkRow] = {}
    for person in found.persons:
        for link in person.links:
            best.setdefault((link.one, link.other), _link(link, proposed=False))
    for link in found.proposals:
        best.setdefault((link.one, link.other), _link(link, proposed=True))
    return list(best.values())


def _link(link: Link, *, proposed: bool) -> LinkRow:
    return LinkRow(link.one, link.other, "proposed" if proposed else "same", link.score, link.reason)


def _follows(one: Profile, other: Profile) -> bool:
    """Whether the ward of one became that of the other, and nobody is named in both at one time."""
    return _became(one, other) or _became(other, one)


def _became(old: Profile, new: Profile) -> bool:
    if not (old.last and new.first):
        return False
    return any(
        code == new.unit and new.first >= day and old.last <= day + _SETTLING_IN
        for code, day in _descendants(old.unit)
    )


@cache
def _descendants(code: str) -> tuple[tuple[str, date], ...]:
    return tuple((kin.code, kin.changed_on) for kin in descendants(code))


def _propose_misspellings(store: Store, units: Sequence[str], rules: DecisionRules) -> None:
    """Names of one unit that differ by a letter, proposed anew for the units that changed."""
    for start in range(0, len(units), _BATCH):
        rows = store.profiles_in_units(units[start : start + _BATCH])
        some = [_profile(row) for row in rows]
        found = [_link(link, proposed=True) for link in misspellings(some, rules.grouping)]
        store.replace_misspellings([row.id for row in rows], found)


def _profile(row: ProfileRow) -> Profile:
    return Profile(
        row.id,
        row.short,
        row.name,
        row.standing,
        Appearance(row.name, row.role, row.ward_code),
        row.unit,
        row.first_on,
        row.last_on,
        row.articles,
    )
