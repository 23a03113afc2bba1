"""The persons of one article: namings brought together, short forms resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from wardarchive.officials.name_lexicon import FEMALE_MIDDLE
from wardarchive.officials.names import sure
from wardarchive.officials.namings import Naming
from wardarchive.officials.roles import Role, parse_roles
from wardarchive.officials.titles import Gender
from wardarchive.officials.unit_keys import NameKey
from wardarchive.text.normalise import clean, old_tone

RESIDENT = "người dân"
_MOST_NAMESAKES = 16
"""Persons of one given name, or of one office, that are compared: articles have two or three."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the article."""

    key: NameKey
    name: str = ""
    """The name as first published in mixed case and good spelling."""
    namings: list[Naming] = field(default_factory=list)
    gender: Gender | None = None
    roles: tuple[Role, ...] = ()
    role: str | None = None
    """The public role first stated, in the body if it is stated there."""
    role_from_title: bool = False
    lay_role: str | None = None
    """What the text says of one who holds no office: cử tri, phụ huynh …"""
    ranked: bool = False
    """Whether a title says what public role he has: clergy, ranks."""
    speaks: bool = False
    callings: set[str] = field(default_factory=set)
    """Words that can stand for this person alone: bác sĩ, cử tri."""
    _spelling: int = 3
    """How good the spelling of `name` is: 0 mixed case and well spelt, 1 mixed case, 2 one case only."""

    @property
    def listed(self) -> bool:
        """Whether he is one of the article's officials: holds something public, or speaks."""
        return self.role is not None or self.ranked or self.speaks

    @property
    def stated_role(self) -> str:
        return self.role or self.lay_role or RESIDENT

    def take(self, naming: Naming) -> None:
        """Learn what one naming says."""
        self.namings.append(naming)
        if naming.key == self.key and self._spelling > 0:
            self._spell(clean(naming.passage.tokens.slice(naming.start, naming.end)))
        for title in naming.titles:
            self.gender = self.gender or title.gender
            if title.calling:
                self.callings.add(title.wording)
                self.lay_role = self.lay_role or naming.calling
                self.ranked = self.ranked or title.public
        if self.gender is None and FEMALE_MIDDLE in self.key[1:-1]:
            self.gender = "female"
        if naming.role is not None:
            self._take_role(naming.role, lay=naming.lay, in_title=naming.passage.kind == "heading")

    def learn(self, wording: str, *, lay: bool) -> None:
        """Hold a role that is told of this person away from the name, if none has been told yet."""
        if self.role is None and (self.lay_role is None or not lay):
            self._take_role(wording, lay=lay, in_title=False)

    def _spell(self, name: str) -> None:
        words = name.split()
        if name.isupper() or name.islower():
            spelling, name = 2, " ".join(word.capitalize() for word in words)
        else:
            spelling = 0 if all(is_well_spelt(word) for word in words) else 1
        if spelling < self._spelling:
            self.name, self._spelling = name, spelling

    def _take_role(self, wording: str, *, lay: bool, in_title: bool) -> None:
        roles = parse_roles(wording)
        self.callings.update(role.office for role in roles)
        self.roles = (*self.roles, *(role for role in roles if role not in self.roles))[:_MOST_NAMESAKES]
        if lay:
            self.lay_role = wording
            return
        if self.role is None or (self.role_from_title and not in_title):
            self.role = wording
            self.role_from_title = in_title


def is_well_spelt(word: str) -> bool:
    """Whether a tone mark stands where one of the two styles puts it.

    >>> [is_well_spelt(word) for word in ("Tường", "Hòa", "Hoà", "Từơng")]
    [True, True, True, False]
    """
    lowered = word.lower()
    mended = old_tone(lowered)
    return mended == lowered or lowered[-1] in _NEW_STYLE_ENDINGS


_NEW_STYLE_ENDINGS = "àáảãạèéẻẽẹỳýỷỹỵ"
"""hoà, hoè, thuý: where the new style puts the mark and the old style does not."""


class People:
    """All persons of an article, in the order of their first naming."""

    def __init__(self, namings: Sequence[Naming]) -> None:
        self.by_key: dict[NameKey, Person] = {}
        self.of: dict[int, Person] = {}
        """id of a naming → its person."""
        self._by_given: dict[str, list[Person]] = defaultdict(list)
        self._by_office: dict[str, list[Person]] = defaultdict(list)
        self._alias = {n.alias_of: n.key for n in namings if n.alias_of is not None}
        named = {n.key for n in namings if n.pattern not in ("bare", "given")}
        for naming in namings:
            if naming.pattern == "given" and naming.key not in self._alias:
                continue
            if naming.pattern != "bare" or naming.key in named or sure(naming.key):
                self._add(naming)
        self._given_names(namings)

    def admit(self, naming: Naming) -> Person | None:
        """Make a person of a name alone that the text shows speaking; None where that is no name."""
        titled = bool(naming.titles) and (naming.role is None or (naming.lay and not naming.before))
        return self._add(naming) if naming.pattern == "given" and titled else None

    def holders(self, office: str) -> list[Person]:
        """The persons with that office, each once."""
        return self._by_office.get(office, [])

    def _add(self, naming: Naming) -> Person:
        key = self._alias.get(naming.key, naming.key)
        person = self.by_key.get(key)
        if person is None:
            person = self.by_key[key] = Person(key)
            self._by_given[person.key[-1]].append(person)
        self._attach(person, naming)
        return person

    def _attach(self, person: Person, naming: Naming) -> None:
        person.take(naming)
        self.of[id(naming)] = person
        for role in person.roles:
            holders = self._by_office[role.office]
            if person not in holders and len(holders) < _MOST_NAMESAKES:
                holders.append(person)

    def _given_names(self, namings: Sequence[Naming]) -> None:
        """`đồng chí Cường`: the last person before it who bears that name, else the only one at all."""
        recent: dict[str, list[Person]] = defaultdict(list)
        for naming in namings:
            person = self.of.get(id(naming))
            if person is None and naming.pattern == "given":
                person = self._resolve(naming, recent[naming.key[-1]])
                if person is not None:
                    self._attach(person, naming)
            if person is not None:
                bearers = recent[person.key[-1]]
                if person in bearers:
                    bearers.remove(person)
                bearers.append(person)
                del bearers[:-_MOST_NAMESAKES]

    def _resolve(self, naming: Naming, recent: list[Person]) -> Person | None:
        for person in reversed(recent):
            if _fits(person, naming):
                return person
        bearers = [p for p in self._by_given.get(naming.key[-1], ())[:_MOST_NAMESAKES] if _fits(p, naming)]
        return bearers[0] if len(bearers) == 1 else None


def _fits(person: Person, naming: Naming) -> bool:
    if len(person.key) <= len(naming.key) or person.key[-len(naming.key) :] != naming.key:
        return person.key == naming.key
    gender = next((t.gender for t in naming.titles if t.gender), None)
    return gender is None or person.gender is None or gender == person.gender
