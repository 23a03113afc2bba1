"""The persons of one article: namings brought together, short forms resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from wardarchive.officials.name_lexicon import FEMALE_MIDDLE
from wardarchive.officials.names import NameKey, sure
from wardarchive.officials.namings import Naming
from wardarchive.officials.roles import Role, parse_roles
from wardarchive.officials.titles import Gender
from wardarchive.text.normalise import clean, old_tone

RESIDENT = "người dân"


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the article."""

    key: NameKey
    namings: list[Naming] = field(default_factory=list)
    gender: Gender | None = None
    roles: tuple[Role, ...] = ()
    role: str | None = None
    """The public role first stated."""
    lay_role: str | None = None
    """What the text says of one who holds no office: cử tri, phụ huynh …"""
    speaks: bool = False
    callings: set[str] = field(default_factory=set)

    @property
    def given(self) -> str:
        return self.key[-1]

    @property
    def name(self) -> str:
        """The name as first published in mixed case and good spelling."""
        spellings = [
            clean(n.passage.tokens.slice(n.start, n.end)) for n in self.namings if n.key == self.key
        ]
        mixed = [s for s in spellings if not s.isupper()]
        well_spelt = [s for s in mixed if all(_well_placed(w) for w in s.split())]
        if well_spelt or mixed:
            return (well_spelt or mixed)[0]
        return " ".join(word.capitalize() for word in spellings[0].split())

    @property
    def stated_role(self) -> str:
        return self.role or self.lay_role or RESIDENT


def _well_placed(word: str) -> bool:
    """Whether a tone mark stands where either style puts it: `Tường`, `Hoà` and `Hòa`, not `Từơng`."""
    lowered = word.lower()
    mended = old_tone(lowered)
    return (
        mended == lowered
        or len(mended) < 2
        or mended[-1] in "aeoyàáảãạèéẻẽẹòóỏõọ"
        or lowered[-1] in "àáảãạèéẻẽẹýỳỷỹỵ"
    )


class People:
    """All persons of an article, in the order of their first naming."""

    def __init__(self, namings: Sequence[Naming]) -> None:
        self.by_key: dict[NameKey, Person] = {}
        self._by_given: dict[str, list[Person]] = defaultdict(list)
        self._by_office: dict[str, list[Person]] = defaultdict(list)
        self.of: dict[int, Person] = {}
        """id of a naming → its person."""
        for naming in namings:
            if naming.pattern not in ("bare", "given"):
                self._add(naming)
        for naming in namings:
            if naming.pattern == "bare" and naming.key in self.by_key:
                self._add(naming)
        self._given_names(namings)

    def admit(self, naming: Naming) -> Person | None:
        """Make a person of a name that the text shows speaking, if it is one beyond doubt."""
        if naming.pattern == "bare" and not sure(naming.key):
            return None
        if naming.role is not None and len(naming.key) == 1:
            return None
        return self._add(naming)

    def holders(self, office: str) -> list[Person]:
        """The persons with that office, each once."""
        return list(dict.fromkeys(self._by_office.get(office, ())))

    def _add(self, naming: Naming) -> Person:
        person = self.by_key.get(naming.key)
        if person is None:
            person = self.by_key[naming.key] = Person(naming.key)
            self._by_given[person.given].append(person)
        self._attach(person, naming)
        return person

    def _attach(self, person: Person, naming: Naming) -> None:
        person.namings.append(naming)
        self.of[id(naming)] = person
        for title in naming.titles:
            person.gender = person.gender or title.gender
            if title.calling:
                person.callings.add(title.wording)
                person.lay_role = person.lay_role or title.wording
        if person.gender is None and FEMALE_MIDDLE in person.key[1:-1]:
            person.gender = "female"
        if naming.role is None:
            return
        if naming.lay:
            person.lay_role = naming.role
            return
        for role in parse_roles(naming.role):
            person.roles = (*person.roles, role)
            self._by_office[role.office].append(person)
        in_body = naming.passage.block >= 0
        first_in_title = person.role is not None and all(
            n.passage.block < 0 for n in person.namings[:-1] if n.role
        )
        if person.role is None or (first_in_title and in_body):
            person.role = naming.role

    def _given_names(self, namings: Sequence[Naming]) -> None:
        """`đồng chí Cường`: the last person before it who bears that name, else the only one at all."""
        for naming in namings:
            if naming.pattern != "given" or id(naming) in self.of:
                continue
            candidates = [
                p for p in self._by_given.get(naming.key[-1], ()) if p.key[-len(naming.key) :] == naming.key
            ]
            candidates = [p for p in candidates if _fits(p, naming)]
            before = [p for p in candidates if _first(p) < _place(naming)]
            if before:
                self._attach(
                    max(
                        before,
                        key=lambda p: max(_place(n) for n in p.namings if _place(n) < _place(naming)),
                    ),
                    naming,
                )
            elif len(candidates) == 1:
                self._attach(candidates[0], naming)


def _place(naming: Naming) -> tuple[int, int]:
    return naming.passage.block, naming.start


def _first(person: Person) -> tuple[int, int]:
    return min(_place(n) for n in person.namings)


def _fits(person: Person, naming: Naming) -> bool:
    gender = next((t.gender for t in naming.titles if t.gender), None)
    return gender is None or person.gender is None or gender == person.gender
