"""Finding the person behind `đồng chí Bí thư Đảng ủy phường`, `ông`, or no subject at all."""

from __future__ import annotations

from wardarchive.officials.passages import Passage
from wardarchive.officials.people import People, Person
from wardarchive.officials.roles import parse_roles
from wardarchive.officials.subjects import Subject
from wardarchive.officials.titles import Title

_REACH = 12
"""How many persons back a pronoun may look."""


class Focus:
    """The persons spoken of so far, the last one on top; grows as an article is read."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._recent: list[Person] = []
        self.chair: Person | None = None
        """Who is said to preside: `Chủ tọa kỳ họp` is this person."""

    def push(self, person: Person) -> None:
        """Put `person` on top."""
        if person in self._recent:
            self._recent.remove(person)
        self._recent.append(person)
        del self._recent[:-_REACH]

    def by_title(self, title: Title | None) -> Person | None:
        """The person a bare `ông`, `bà`, `đồng chí` stands for."""
        for person in reversed(self._recent):
            if suits(person, title):
                return person
        return None

    def by_role(self, passage: Passage, subject: Subject) -> Person | None:
        """The one person of the article whose stated role fits; of several, the last one spoken of."""
        if subject.role is None:
            return None
        asked = parse_roles(passage.wording(subject.role.start, subject.role.end))
        if not asked:
            return None
        if asked[0].office == "chủ tọa" and not self._people.holders("chủ tọa"):
            return self.chair
        fitting = [
            person
            for person in self._people.holders(asked[0].office)
            if all(any(wanted.fits(held) for held in person.roles) for wanted in asked)
        ]
        if len(fitting) <= 1:
            return fitting[0] if fitting else None
        exact = [
            p
            for p in fitting
            if any(h.body == asked[0].body and h.office == asked[0].office for h in p.roles)
        ]
        if len(exact) == 1:
            return exact[0]
        return next((person for person in reversed(self._recent) if person in fitting), None)


def suits(person: Person, title: Title | None) -> bool:
    """Whether a form of address can mean this person."""
    if title is None:
        return True
    if title.calling:
        return title.wording in person.callings
    return title.gender is None or person.gender in (None, title.gender)
