"""What a portal family is, as data: how to recognise it, and its layouts with their dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

SignalKind = Literal["selector", "markup", "url", "generator"]
Field = Literal["title", "published", "views", "body", "section", "author", "lead"]


ANY = "?"
"""In place of a title's selector: what the generic reading finds counts as the layout's own."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign of a family: a selector that finds something, a piece of raw markup, a pattern of the
    URL, or a word in ``<meta name=generator>``. Weights of the signs that are there add up; 1.0 is sure.
    """

    kind: SignalKind
    pattern: str
    weight: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one generation of a family's article page keeps its fields, as selectors in order of
    preference. A layout that sites have left keeps its `until`, so that old captures still read.
    """

    name: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    """The first selector that finds anything gives all its elements: a body may be split."""
    meta: tuple[str, ...] = ()
    """The line with date, time and views."""
    published: tuple[str, ...] = ()
    """Elements that hold only the date."""
    machine: tuple[str, ...] = ()
    """Elements that hold the date for machines (content, datetime or text)."""
    views: tuple[str, ...] = ()
    """Elements that hold only the views, with or without a label."""
    lead: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    gallery: tuple[str, ...] = ()
    """Elements outside the body whose images belong to the article."""
    drop: tuple[str, ...] = ()
    """Elements inside the body that are none of it."""
    expects: tuple[Field, ...] = ("title", "published", "body")
    """Fields whose absence is a sign that the layout has changed."""
    since: date | None = None
    until: date | None = None
    """First day and first day no more, as far as known; the capture's date decides which is tried first."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How a family's list pages look."""

    items: tuple[str, ...] = ()
    """Selectors of one item each."""
    links: tuple[str, ...] = ("h1 a", "h2 a", "h3 a", "h4 a", "a")
    """Inside an item, the link to the article."""
    pager: tuple[str, ...] = ()
    """Elements that hold the links to further pages."""
    page_parameters: tuple[str, ...] = ()
    """Endings of query parameters that hold the page number."""
    page_path: str = ""
    """Pattern of the path of a further page, where the number is in the path."""
    related: tuple[str, ...] = ()
    """Lists of other articles on an article page."""


@dataclass(frozen=True, slots=True)
class UrlForm:
    """One spelling of an article's URL and the canonical one.

    `needs` are query parameters that must be there; `path` may name them as ``{parameter}`` and the
    old path as ``{path}``; `keeps` are parameters that stay.
    """

    needs: tuple[str, ...]
    path: str = "{path}"
    keeps: tuple[str, ...] = ()
    path_pattern: str = ""
    """Where given, the old path must fit it."""
    values: tuple[tuple[str, str], ...] = ()
    """Parameters and the patterns that their values must fit: what tells an article from a list."""


@dataclass(frozen=True, slots=True)
class Family:
    """A CMS as the portals use it."""

    name: str
    label: str
    signals: tuple[Signal, ...]
    layouts: tuple[Layout, ...]
    listing: Listing = field(default_factory=Listing)
    article_urls: tuple[str, ...] = ()
    """Patterns of path and query of article pages."""
    url_forms: tuple[UrlForm, ...] = ()
    home_selectors: tuple[str, ...] = ()
    """What only a home or list page has."""
