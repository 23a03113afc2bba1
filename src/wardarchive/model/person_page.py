"""Everything that the archive has of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from wardarchive.model.persons import LinkRow, Post, ProfileRow
from wardarchive.model.search import MonthCount


@dataclass(frozen=True, slots=True)
class NameVariant:
    """A spelling of the name, and how many articles have it."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class RolePeriod:
    """A role as it was stated; wordings that mean the same office of the same body are one."""

    role: str
    """As most articles word it."""
    wordings: tuple[str, ...]
    first: date | None
    """The day of the first and of the last article that states it; not the days of taking office."""
    last: date | None
    articles: int
    unit: str
    """A ward's code, or the slug of a district or province."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody named in the same articles."""

    key: str
    name: str
    role: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class PersonArticle:
    """An article that names the person."""

    id: int
    url: str
    title: str
    ward_code: str | None
    published: date | datetime | None


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A person in a line."""

    key: str
    name: str
    role: str | None
    first: date | None
    last: date | None
    articles: int
    statements: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person: names, roles over time, articles, companions, and why all this is one person."""

    summary: PersonSummary
    variants: tuple[NameVariant, ...]
    roles: tuple[RolePeriod, ...]
    """By the first day."""
    articles: tuple[PersonArticle, ...]
    """Newest first, as many as were asked for."""
    companions: tuple[Companion, ...]
    months: tuple[MonthCount, ...]
    """By month, those without articles left out."""
    profiles: tuple[ProfileRow, ...]
    links: tuple[LinkRow, ...]
    """What joined the profiles, with score and reason, and what is proposed for them."""
    posts: tuple[Post, ...]
    """What the imported register says."""
