"""What one way of reading a page found: the fields before they become an article."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.parse.body import Body
from wardarchive.parse.moment import Published
from wardarchive.parse.profile import Field

NOT_DATED = Published()


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a page as one layout, or the generic reading, finds them."""

    title: str
    body: Body
    published: Published = NOT_DATED
    views: int | None = None
    section: str | None = None
    author: str | None = None
    source: str | None = None
    images: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """Address as written and name."""
    tags: tuple[str, ...] = ()
    missing: tuple[Field, ...] = ()
    """What the layout expects and the page lacks."""
    layout: str = ""
    places: tuple[int, ...] = ()
    """Elements that hold the body."""
