"""What is handed out of the parser for one page."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.model import Article, Link, NotAnArticle
from wardarchive.parse.profile import Field

GENERIC = "generic"
"""The name of the reading without a family."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page is, where it leads, and how sure the reading is of its family."""

    page: Article | NotAnArticle
    links: tuple[Link, ...] = ()
    family: str = GENERIC
    family_score: float = 0.0
    layout: str = ""
    """The family's layout that fitted; empty for the generic reading."""
    missing: tuple[Field, ...] = ()
    """Fields that the layout expects and the page lacks: signs that the site has changed."""
    charset: str = ""
