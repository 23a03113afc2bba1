"""The demo's articles: facts from the TOML files in ``articles/``, as frozen values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any, Literal

from wardarchive.demo.markup import Piece, read_markup
from wardarchive.demo.portals import DemoPortal
from wardarchive.model import HANOI_TIME

MetaStyle = Literal["vi", "vi12", "mixed", "en", "bare"]
"""How a Liferay page writes date and views; see `metaline`."""

Dress = Literal["plain", "word", "indent", "stray", "breaks"]
"""How the editor's HTML looks: plain paragraphs, pasted from a word processor, indented with
non-breaking spaces, with closing tags that were never opened, or one paragraph full of line breaks."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody an article names."""

    name: str
    """As published, misspelt or in capitals where the article has it so."""
    role: str | None
    """The fullest role that the article states (after an appointment the new one); None where it states
    none. Who is only somebody of the neighbourhood is ``người dân``."""
    right_name: str = ""
    """The name as it should be written, where the article has it otherwise."""

    @property
    def identity(self) -> str:
        """The name under which the person is known."""
        return self.right_name or self.name


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article of a demo portal."""

    id: int
    section: str
    """The path of its section."""
    title: str
    published: date | datetime
    """A date alone where the site knows no time (it then prints midnight)."""
    views: int | None
    lead: str
    """Empty where the article has none."""
    body: tuple[Piece, ...]
    people: tuple[Person, ...] = ()
    author: str | None = None
    meta: MetaStyle = "vi"
    dress: Dress = "plain"
    lead_repeated: bool = False
    """The lead stands again as the first paragraph of the body, as it often does on real pages."""
    nfd: bool = False
    """The page is sent with decomposed letters."""
    tags: tuple[str, ...] = ()

    @property
    def image(self) -> str:
        """The name of its first picture; empty where it has none."""
        return next((piece.file for piece in self.body if piece.kind == "image"), "")


def article_from(fields: Mapping[str, Any]) -> DemoArticle:
    """An article from one table of a TOML file; `body` is in the marks of `markup`."""
    values = dict(fields)
    published = values["published"]
    if isinstance(published, datetime):
        values["published"] = published.replace(tzinfo=HANOI_TIME)
    values["body"] = read_markup(values["body"])
    values["people"] = tuple(
        Person(name, role or None, *right) for name, role, *right in values.get("people", ())
    )
    values["tags"] = tuple(values.get("tags", ()))
    values.setdefault("views", None)
    values.setdefault("lead", "")
    return DemoArticle(**values)


def read_table(name: str) -> Mapping[str, Any]:
    """The TOML file of that name in ``articles/``."""
    text = resources.files("wardarchive.demo").joinpath("articles", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def raw_articles(portal: DemoPortal) -> tuple[Mapping[str, Any], ...]:
    """The tables of a portal's articles as they stand in its file (edition 1)."""
    return tuple(read_table(portal.name)["article"])


def newest_first(articles: tuple[DemoArticle, ...]) -> tuple[DemoArticle, ...]:
    """Sorted as lists show them."""
    return tuple(sorted(articles, key=_list_key, reverse=True))


def _list_key(article: DemoArticle) -> tuple[str, int]:
    return article.published.strftime("%Y-%m-%dT%H:%M"), article.id
