"""Searches and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from wardarchive.model.records import OfficialRef

Sort = Literal["relevance", "newest", "oldest", "views"]
FACETS = ("ward", "district", "year", "official", "role", "section", "family")
"""The facets of a search, in the order in which they are shown."""

MISSING = "none"
"""The facet value of documents that lack the facet."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One article as an engine sees it."""

    id: int
    url: str
    title: str
    body: tuple[str, ...]
    """The texts of the blocks, as published."""
    ward_code: str | None = None
    ward: str | None = None
    """``Phường Sài Đồng``."""
    district: str | None = None
    province: str | None = None
    published: date | datetime | None = None
    views: int | None = None
    section: str | None = None
    officials: tuple[OfficialRef, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """The roles that the article states, without the names of units: ``Chủ tịch UBND phường``."""
    family: str | None = None


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """Values of one facet: OR among them; `exclude` turns them into a NOT."""

    facet: str
    values: tuple[str, ...]
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Hashable, so that a cache can use it as its key."""

    query: str = ""
    filters: tuple[FacetFilter, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    """Both inclusive, calendar days in Asia/Ho_Chi_Minh."""
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 20
    facet_size: int = 50
    """At most this many values of each facet; selected values are always among them."""

    facet_query: tuple[str, str] | None = None
    """(facet, words): of this facet only values whose label has the words side by side, the last one
    perhaps unfinished, with or without diacritics. Selected values are always among them."""

    snippets: bool = True
    """False: hits come without snippets and marked titles, which cost most of the time of a page."""

    def selected(self, facet: str) -> tuple[str, ...]:
        return tuple(v for f in self.filters if f.facet == facet and not f.exclude for v in f.values)


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    url: str
    title: str
    ward_code: str | None
    ward: str | None
    published: date | datetime | None
    views: int | None
    score: float
    snippets: tuple[str, ...]
    """HTML: escaped text with ``<mark>`` around what matched."""
    title_html: str = ""
    """The title, escaped, with ``<mark>``."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many hits were published in one month of Hanoi's calendar."""

    month: str
    """``2020-12``."""
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    query: str
    total: int
    page: int
    pages: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    months: tuple[MonthCount, ...] = ()
    """The dated hits by month, oldest first; months without a hit are left out."""
    suggestion: str | None = None
    all_words: int | None = None
    """How many of the hits have all the words; None where the query has no loose words."""
    all_first: bool = False
    """Whether those that have all the words stand first: by relevance, and in short queries only."""
    notes: tuple[str, ...] = ()
    """What could not be understood in the query and was searched as words, as codes."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of autocompletion."""

    kind: Literal["official", "ward", "phrase"]
    text: str
    value: str
