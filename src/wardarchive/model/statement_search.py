"""Searching what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from wardarchive.model.officials import Statement, StatementKind
from wardarchive.model.persons import Attribution


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand in a statement, one after the other."""

    words: str
    """Comparison keys of the syllables, joined by blanks."""
    accented: bool
    """Whether diacritics were typed: then they count."""


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """What is asked of statements. All parts must hold; within one part, one value is enough."""

    terms: tuple[Term, ...] = ()
    speakers: tuple[str, ...] = ()
    """Keys of persons."""
    kinds: tuple[StatementKind, ...] = ()
    wards: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    """``2020``."""
    date_from: date | None = None
    date_to: date | None = None
    below: float | None = None
    """Only statements of which the program is less sure, and that nobody looked at."""
    ids: tuple[int, ...] | None = None
    """Only these rows: what the terms were found in already."""


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A statement with its proof: article, version, captured page, block and offsets."""

    id: int
    """Of the row: it lasts until the article is read again."""
    statement: Statement
    """With the speaker after all corrections."""
    read_speaker: str | None
    """Whom the program read as the speaker."""
    official_key: str | None
    attribution: Attribution | None
    """None: not settled yet."""
    article_id: int
    url: str
    title: str
    ward_code: str | None
    published: date | datetime | None
    version: int
    version_id: int
    capture_id: int | None
    number: int
    """Its place among the statements that the article's page shows, from 0."""


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """Who speaks of it, and how much."""

    key: str
    name: str
    role: str | None
    statements: int
    articles: int


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many statements have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A page of what was found, with who speaks most of it."""

    total: int
    page: int
    pages: int
    statements: tuple[StatementRecord, ...]
    speakers: tuple[SpeakerCount, ...]
    kinds: tuple[ValueCount, ...]
    years: tuple[ValueCount, ...]
    wards: tuple[ValueCount, ...]
    folded: bool = False
    """Whether the diacritics typed were left aside, because nothing has them."""
