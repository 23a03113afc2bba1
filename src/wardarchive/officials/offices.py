"""The words roles are made of: offices, bodies, units, qualifiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from wardarchive.officials.lexicon import phrases
from wardarchive.officials.phrases import Phrasebook


@dataclass(frozen=True, slots=True)
class Office:
    """The head of a role: what somebody is."""

    name: str
    """Abbreviations expanded: ``phó chủ tịch`` for PCT."""
    capitals: bool = False
    """Counts only if written in capitals (CT, BT): in small letters it is another word."""
    weak: bool = False
    """Needs a body behind it, or a name beside it, to be a role (cán bộ, trưởng, phó)."""
    lay: bool = False
    """No public office: what a resident is (hội viên, phụ huynh)."""
    body: str | None = None
    """Said by the office itself: quận ủy viên."""


def _offices() -> Iterator[tuple[str, Office]]:
    for name in phrases("offices", "leading"):
        yield name, Office(name)
        yield f"phó {name}", Office(f"phó {name}")
    for name in phrases("offices", "plain"):
        yield name, Office(name)
    for name in phrases("offices", "weak"):
        yield name, Office(name, weak=True)
    for name in phrases("offices", "lay"):
        yield name, Office(name, lay=True)
    for line in phrases("offices", "members"):
        name, _, body = line.partition(" / ")
        yield name, Office(name, body=body)
    for line in phrases("offices", "periphrases"):
        periphrasis, _, meaning = line.partition(" = ")
        name, _, body = meaning.partition(" / ")
        yield periphrasis, Office(name, body=body)
    for line in phrases("offices", "abbreviations"):
        short, _, meaning = line.partition(" = ")
        name, _, body = meaning.partition(" / ")
        yield short, Office(name, capitals=True, body=body or None)


OFFICES: Phrasebook[Office] = Phrasebook(_offices())

QUALIFIERS: Phrasebook[str] = Phrasebook((word, word) for word in phrases("offices", "qualifiers"))
"""Words before an office that say how somebody holds it."""

BodyKind = Literal["body", "org", "firm", "unit", "number", "after", "compound"]
"""body: complete by itself; org: words of its own follow; firm: a name follows, perhaps a person's;
unit: its name follows; number: a number follows; after: a word such as ``thường trực`` behind an office;
compound: part of a longer name."""

BODIES: Phrasebook[BodyKind] = Phrasebook(
    (phrase, kind) for kind in get_args(BodyKind) for phrase in phrases("bodies", kind)
)
