"""Which profiles of one name are one person. A pure function of the set: the order in which articles came
decides nothing.

Joins are taken class by class, the surest first. Where a class would bring together two profiles that
cannot be one person (namesakes in two wards who both fit one post in the district), none of its joins is
made there: they are proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from wardarchive.officials.identity import LAY, Judgement, judge, name_likeness, slug
from wardarchive.officials.profiles import UNSTATED, Profile

Pair = tuple[str, str]
"""Ids of two profiles, in order."""
Related = Callable[[Profile, Profile], bool]
"""Whether one's ward became the other's, at a time that fits both."""

MISSPELT = "misspelling-letter"
"""Reason of a proposal across two folded names."""
_OVERLAP = timedelta(days=180)
"""Posts in ward and district stated side by side for longer are more likely two namesakes."""
_MOST_PROPOSED = 5
"""A name that so many could bear is too common to propose anything."""
_AMBIGUOUS = 0.5
_MOST_UNITS = 3
"""A name that is borne in more units is too common to tell who is named without a role."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What archivists decided, by ids of profiles."""

    joined: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    alone: frozenset[str] = frozenset()
    """Tokens that end the ids of profiles that were taken out of another: only an archivist joins them."""


@dataclass(frozen=True, slots=True)
class Link:
    """Why two profiles are one person, or might be."""

    one: str
    other: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """Profiles that are one person."""

    key: str
    """The permalink: readable where nobody else has the same."""
    members: tuple[Profile, ...]
    """By id."""
    links: tuple[Link, ...]
    """What joined them; empty for one profile alone."""


@dataclass(frozen=True, slots=True)
class Grouping:
    persons: tuple[Person, ...]
    proposals: tuple[Link, ...]


def pair(one: str, other: str) -> Pair:
    """Two ids in order."""
    return (one, other) if one <= other else (other, one)


@dataclass(slots=True)
class _Clusters:
    of: dict[str, str]
    members: dict[str, set[str]] = field(default_factory=dict)

    def join(self, ids: Iterable[str]) -> None:
        roots = sorted({self.of[one] for one in ids})
        for other in roots[1:]:
            moved = self.members.pop(other)
            self.members[roots[0]] |= moved
            for one in moved:
                self.of[one] = roots[0]


def group(some: Iterable[Profile], rules: Rules, related: Related) -> Grouping:
    """The persons among profiles whose folded names are the same or that an archivist joined."""
    known = {profile.id: profile for profile in some}
    clusters = _Clusters({i: i for i in known}, {i: {i} for i in known})
    links: list[Link] = []
    for one, other in sorted(rules.joined):
        if one in known and other in known:
            clusters.join((one, other))
            links.append(Link(one, other, 1.0, "archivist"))
    classes: dict[float, list[Link]] = defaultdict(list)
    proposals: list[Link] = []
    common = len({p.unit for p in known.values()}) > _MOST_UNITS
    for one, other in _candidates(known.values()):
        found = _judged(known[one], known[other], rules, related)
        if found.decision == "same" and found.reason == "role-not-stated" and common:
            found = Judgement("proposed", 0.4, "role-not-stated")
        link = Link(one, other, found.score, found.reason)
        if found.decision == "same":
            classes[found.score].append(link)
        elif found.decision == "proposed" and _worth_asking(known[one], known[other], found.reason):
            proposals.append(link)
    for score in sorted(classes, reverse=True):
        for part in _parts(classes[score], clusters):
            if _conflict(part, clusters, known, rules, related):
                proposals += [
                    replace(one, score=_AMBIGUOUS, reason=f"ambiguous-{one.reason}") for one in part
                ]
                continue
            clusters.join(i for link in part for i in (link.one, link.other))
            links += part
    open_ones = [p for p in proposals if clusters.of[p.one] != clusters.of[p.other]]
    return Grouping(tuple(_persons(known, clusters, links)), tuple(_fewest(open_ones)))


def _worth_asking(one: Profile, other: Profile, reason: str) -> bool:
    """A resident and an official who lies under another name or place are hardly one person."""
    if reason == "overlapping-posts":
        return True
    if one.unit != other.unit:
        return False
    return reason != "misspelling" or (one.standing in _NO_OFFICE) == (other.standing in _NO_OFFICE)


def _candidates(some: Iterable[Profile]) -> Iterator[Pair]:
    """Pairs that can be one person: of one unit, of a ward and what it lies in, of wards that follow."""
    by_unit: dict[str, list[str]] = defaultdict(list)
    profiles = sorted(some, key=lambda p: p.id)
    for profile in profiles:
        by_unit[profile.unit].append(profile.id)
    wards = [p for p in profiles if p.unit.isdecimal()]
    found: set[Pair] = set()
    for ids in by_unit.values():
        found.update((a, b) for n, a in enumerate(ids) for b in ids[n + 1 :])
    for profile in profiles:
        for name in (profile.latest.district, profile.latest.province):
            above = slug(name or "")
            if above and above != profile.unit:
                found.update(pair(profile.id, other) for other in by_unit.get(above, ()))
    by_province: dict[str, list[Profile]] = defaultdict(list)
    for ward in wards:  # what follows a ward lies in the same province
        by_province[slug(ward.latest.province or "")].append(ward)
    for near in by_province.values():
        if len(near) <= _NEAR:
            found.update(
                pair(a.id, b.id) for n, a in enumerate(near) for b in near[n + 1 :] if a.unit != b.unit
            )
    yield from sorted(found)


_NEAR = 60
"""Namesakes in so many wards of one province are not compared: the name tells nothing."""


def _judged(one: Profile, other: Profile, rules: Rules, related: Related) -> Judgement:
    if pair(one.id, other.id) in rules.apart:
        return Judgement("different", 0.0, "archivist")
    mine, theirs = (p.id.rpartition(".")[2] for p in (one, other))
    if mine != theirs and (mine in rules.alone or theirs in rules.alone):
        return Judgement("different", 0.0, "archivist")
    first, second = _nearest(one, other)
    found = judge(
        replace(one.latest, name=one.name, on=first),
        replace(other.latest, name=other.name, on=second),
        related=lambda _a, _b: related(one, other),
    )
    if found.decision == "same" and found.reason == "promotion" and _side_by_side(one, other):
        return Judgement("proposed", _AMBIGUOUS, "overlapping-posts")
    return found


def _nearest(one: Profile, other: Profile) -> tuple[date | None, date | None]:
    """The two days, one of each, that are closest: none where they overlap in time."""
    if not (one.first and one.last and other.first and other.last):
        return None, None
    if one.last < other.first:
        return one.last, other.first
    if other.last < one.first:
        return one.first, other.last
    shared = max(one.first, other.first)
    return shared, shared


def _side_by_side(one: Profile, other: Profile) -> bool:
    """Whether both posts were stated over the same time; a seat in a council can be held beside a post."""
    if not (one.first and one.last and other.first and other.last):
        return False
    high = other if one.unit.isdecimal() else one
    if slug(high.latest.role or "").startswith(_SEATS):
        return False
    return min(one.last, other.last) - max(one.first, other.first) > _OVERLAP


_NO_OFFICE = (LAY, UNSTATED)
_SEATS = ("dai-bieu", "uy-vien", "quan-uy-vien", "huyen-uy-vien", "thanh-uy-vien", "tinh-uy-vien")


def _parts(links: Sequence[Link], clusters: _Clusters) -> Iterator[list[Link]]:
    """The links of one class by the clusters that they would bring together."""
    parts = _Clusters({r: r for r in clusters.members}, {r: {r} for r in clusters.members})
    for link in links:
        parts.join((clusters.of[link.one], clusters.of[link.other]))
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if clusters.of[link.one] != clusters.of[link.other]:
            found[parts.of[clusters.of[link.one]]].append(link)
    yield from (found[root] for root in sorted(found))


def _conflict(
    part: Sequence[Link], clusters: _Clusters, known: dict[str, Profile], rules: Rules, related: Related
) -> bool:
    """Whether joining the clusters of these links would make one person of two that cannot be one."""
    roots = sorted({clusters.of[i] for link in part for i in (link.one, link.other)})
    sworn = _sworn(known, rules)
    for n, root in enumerate(roots):
        for other in roots[n + 1 :]:
            for a in sorted(clusters.members[root]):
                for b in sorted(clusters.members[other]):
                    found = _judged(known[a], known[b], rules, related)
                    if found.decision == "same" or found.reason == "role-not-stated":
                        continue
                    if found.reason in ("misspelling", "other-name") and any(
                        _judged(known[c], known[d], rules, related).decision == "same"
                        for c in sworn[a]
                        for d in sworn[b]
                    ):
                        continue
                    return True
    return False


def _sworn(known: dict[str, Profile], rules: Rules) -> dict[str, set[str]]:
    """For each profile those that an archivist joined to it: one person, however the name is spelt."""
    groups = _Clusters({i: i for i in known}, {i: {i} for i in known})
    for both in sorted(rules.joined):
        if all(i in known for i in both):
            groups.join(both)
    return {i: groups.members[root] for i, root in groups.of.items()}


def _persons(known: dict[str, Profile], clusters: _Clusters, links: Sequence[Link]) -> Iterator[Person]:
    claims: dict[str, set[str]] = defaultdict(set)
    for profile in known.values():
        claims[profile.short].add(clusters.of[profile.id])
    for root, ids in sorted(clusters.members.items()):
        members = tuple(known[i] for i in sorted(ids))
        lead = min(members, key=lambda p: (_rank(p), not p.unit.isdecimal(), p.id))
        key = lead.short if len(claims[lead.short]) == 1 else lead.id
        yield Person(key, members, tuple(link for link in links if clusters.of[link.one] == root))


def _rank(profile: Profile) -> int:
    """Offices before hamlets before none: a person is known by the best of them."""
    return 2 if profile.standing in _NO_OFFICE else int(bool(profile.standing))


def _fewest(proposals: Sequence[Link]) -> Iterator[Link]:
    """One proposal of each pair, none for profiles that could be anybody."""
    best: dict[Pair, Link] = {}
    for link in sorted(proposals, key=lambda p: (-p.score, p.one, p.other, p.reason)):
        best.setdefault(pair(link.one, link.other), link)
    count: dict[str, int] = defaultdict(int)
    for link in best.values():
        count[link.one] += 1
        count[link.other] += 1
    for link in best.values():
        if max(count[link.one], count[link.other]) <= _MOST_PROPOSED:
            yield link


def misspellings(some: Iterable[Profile], rules: Rules) -> Iterator[Link]:
    """Pairs of one unit whose names differ by a letter: to be looked at by an archivist, never joined.

    Names that differ by a tone alone are compared by `group` already.
    """
    holes: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    for profile in sorted(some, key=lambda p: p.id):
        words = slug(profile.name).split("-")
        for n in range(len(words)):
            holes[profile.unit, *words[:n], "", *words[n + 1 :]].append(profile)
    decided, seen = rules.apart | rules.joined, set[Pair]()
    for alike in holes.values():
        for n, one in enumerate(alike[:_NEAR]):
            for other in alike[n + 1 : _NEAR]:
                both = pair(one.id, other.id)
                if both in seen or slug(one.name) == slug(other.name):
                    continue
                seen.add(both)
                if one.standing != other.standing or both in decided:
                    continue
                if name_likeness(one.name, other.name) == "misspelt":
                    yield Link(*both, 0.65, MISSPELT)
