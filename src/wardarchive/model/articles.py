"""What a page says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

BlockKind = Literal["paragraph", "heading", "caption", "list", "table", "quote"]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an article's body, in reading order."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says, as published."""

    url: str
    title: str
    body: tuple[Block, ...]
    """The lead (sapo) is its first paragraph, once."""
    section: str | None = None
    published: date | datetime | None = None
    views: int | None = None
    author: str | None = None
    source: str | None = None
    """Where the page says that it was taken from (Nguồn, Theo): an office, a newspaper, a site."""
    images: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    tags: tuple[str, ...] = ()
    family: str = "generic"
    markers: tuple[str, ...] = ()
    """What was unusual: ``tcvn3``, ``vni``, ``nfd``, ``mislabelled-charset``, ``date-disagrees`` …"""


@dataclass(frozen=True, slots=True)
class NotAnArticle:
    """A page that is no article, with the reason as a short English phrase."""

    url: str
    reason: str
    family: str = "generic"


@dataclass(frozen=True, slots=True)
class Link:
    """One link found on a page."""

    url: str
    """Absolute; once the page has been ingested, canonical: the identity of what it leads to."""
    kind: Literal["start", "sitemap", "article", "list", "next", "page", "file"]
    """article: looks like a detail page; next: paging of a list; list: a section; file: a picture or
    document of an article, kept and not read; page: unknown."""
    text: str = ""
    address: str = ""
    """Where to fetch it, in the site's own spelling, where that is not `url`."""
