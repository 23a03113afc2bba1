"""Two states of the demo's sites: edition 1, and edition 2 some days later, with changes of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from wardarchive.demo.articles import (
    DemoArticle,
    article_from,
    newest_first,
    raw_articles,
    read_table,
)
from wardarchive.demo.portals import DemoPortal

EDITIONS = (1, 2)

ChangeKind = Literal[
    "new", "edited", "number", "quote-removed", "attribution", "deleted", "moved", "views", "restyled"
]


@dataclass(frozen=True, slots=True)
class Change:
    """What edition 2 does to one article."""

    portal: str
    id: int
    kind: ChangeKind
    note: str
    """In Vietnamese: what a reader should notice."""
    section: str | None = None
    """Where a moved article went."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of one site."""

    number: int
    articles: tuple[DemoArticle, ...]
    """Newest first."""
    gone: frozenset[int]
    """Deleted articles: their addresses answer 404."""
    moved: Mapping[int, str]
    """Article → the section whose address it had before (301 to the new one)."""

    def article(self, number: int) -> DemoArticle | None:
        """The article with that number, if the site has it."""
        return next((a for a in self.articles if a.id == number), None)

    def of_section(self, path: str) -> tuple[DemoArticle, ...]:
        """The articles that the list of a section shows, newest first."""
        return tuple(a for a in self.articles if a.section == path)


@cache
def edition(portal: DemoPortal, number: int = 1) -> Edition:
    """The state `number` (1 or 2) of a portal."""
    if number not in EDITIONS:
        raise ValueError(f"no edition {number}; there are {EDITIONS}")
    raws = {int(raw["id"]): dict(raw) for raw in raw_articles(portal)}
    gone: set[int] = set()
    moved: dict[int, str] = {}
    for raw in _raw_changes(portal) if number == 2 else ():
        _apply(raw, raws, gone, moved)
    articles = tuple(article_from(raw) for raw in raws.values())
    return Edition(number, newest_first(articles), frozenset(gone), moved)


@cache
def changes(portal: DemoPortal) -> tuple[Change, ...]:
    """What differs between edition 1 and edition 2 of a portal."""
    return tuple(
        Change(portal.name, _number(raw), raw["kind"], raw["note"], raw.get("section"))
        for raw in _raw_changes(portal)
    )


def _raw_changes(portal: DemoPortal) -> list[dict[str, Any]]:
    return [raw for raw in read_table("edition2")["change"] if raw["portal"] == portal.name]


def _number(raw: Mapping[str, Any]) -> int:
    return int(raw["article"]["id"] if raw["kind"] == "new" else raw["id"])


def _apply(
    raw: Mapping[str, Any], raws: dict[int, dict[str, Any]], gone: set[int], moved: dict[int, str]
) -> None:
    number = _number(raw)
    if raw["kind"] == "new":
        raws[number] = dict(raw["article"])
        return
    if raw["kind"] == "deleted":
        del raws[number]
        gone.add(number)
        return
    fields = raws[number]
    if raw["kind"] == "moved":
        moved[number] = fields["section"]
    for old, new in raw.get("replace", ()):
        if fields["body"].count(old) != 1:
            raise ValueError(f"edition 2, article {number}: not exactly once in the body: {old!r}")
        fields["body"] = fields["body"].replace(old, new)
    fields.update(
        {key: raw[key] for key in ("title", "lead", "views", "section", "people", "dress") if key in raw}
    )
