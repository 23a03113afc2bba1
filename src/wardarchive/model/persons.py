"""Persons over the whole archive: what they are made of, and what archivists decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from wardarchive.model.times import published_date

DecisionKind = Literal[
    "merge", "separate", "split", "rename", "hide", "show", "attribute", "confirm", "undo"
]
"""merge, separate: two profiles are, or are not, one person; split: the person of some articles is another;
attribute: who made a statement, or that it is not known; confirm: a statement is attributed rightly."""

Attribution = Literal["read", "none", "register", "archivist", "confirmed"]
"""How it is known who made a statement: as read; not at all; by the register of posts at that date; by an
archivist's correction; as read and confirmed by an archivist."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One version of an article that names somebody."""

    version_id: int
    url: str
    """Of the article."""
    name: str
    role: str | None
    """The role that the article states for the person."""
    ward_code: str | None
    published: date | datetime | None
    stated: bool = True
    """Whether the article states a role at all; where it does not, `role` is what stands in for it."""
    official_key: str = ""
    """The person that it counts for at present."""
    article_id: int = 0

    @property
    def on(self) -> date | None:
        return published_date(self.published)


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A spelling of a name in one unit and standing, and the person that it counts for."""

    id: str
    """Name, unit and standing in plain letters; it never comes to mean somebody else."""
    slug: str
    """The folded name."""
    short: str
    name: str
    unit: str
    """A ward's code, or the slug of a district or province."""
    standing: str
    official_key: str
    role: str | None
    ward_code: str | None
    first_on: date | None
    last_on: date | None
    articles: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Why two profiles are one person (``same``), or may be (``proposed``)."""

    one: str
    other: str
    decision: Literal["same", "proposed"]
    score: float
    reason: str
    """A code: ``same-name-same-unit``, ``promotion``, ``misspelling``, ``archivist`` …"""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the register of officials has them."""

    key: str
    name: str
    role: str | None
    first_seen: date | datetime | None
    last_seen: date | datetime | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """Everything that grouping says about the profiles of some folded names."""

    slugs: tuple[str, ...]
    persons: tuple[PersonRow, ...]
    profiles: tuple[ProfileRow, ...]
    links: tuple[LinkRow, ...]
    keys: Mapping[tuple[int, str], str]
    """(version, name) → the person's key, where that is not what the rows have."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log, which only grows. What it speaks of is named by things that outlive every
    re-reading: ids of profiles, addresses of articles, the words of a statement."""

    token: str
    """Unique; other entries refer to it."""
    at: datetime
    who: str
    why: str
    kind: DecisionKind
    one: str | None = None
    """The id of a profile."""
    other: str | None = None
    """The id of another profile; of the speaker, for ``attribute`` (None: nobody is known)."""
    urls: tuple[str, ...] = ()
    text: str | None = None
    """The statement, as published."""
    value: str | None = None
    """The new name; the speaker's name; the token of what is undone."""


@dataclass(frozen=True, slots=True)
class Post:
    """One line of the imported register: who held what, from when to when (both days included)."""

    name: str
    role: str
    unit: str
    from_on: date | None
    to_on: date | None
    source: str
    ward_code: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing to be done, as an article reports it, with its place."""

    speaker: str | None
    obliged: str | None
    """Who must do it, as published; None where the text does not say."""
    deadline: str | None
    """As published: ``trước ngày 30/9``."""
    due: date | None
    text: str
    block: int
    start: int
    end: int
