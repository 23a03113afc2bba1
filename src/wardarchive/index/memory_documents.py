"""One document as the memory engine holds it, and how a query tree is tried on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wardarchive.index.facet_values import values_of
from wardarchive.index.query_nodes import (
    AnyOf,
    Code,
    DateRange,
    Either,
    Group,
    Leaf,
    Node,
    NumberRange,
    Phrase,
    Single,
)
from wardarchive.index.term_match import Token, phrase_spans, worth
from wardarchive.model import IndexDocument, published_date
from wardarchive.text.syllables import syllables

NAME_FIELDS = ("ward", "official", "speaker", "section")


def tokens_of(text: str) -> list[Token]:
    return [(s.key, s.folded) for s in syllables(text)]


def names_of(document: IndexDocument) -> dict[str, tuple[str, ...]]:
    """The names that words are also looked for in."""
    return {
        "ward": (document.ward,) if document.ward else (),
        "official": tuple(ref.name for ref in document.officials),
        "speaker": document.speakers,
        "section": (document.section,) if document.section else (),
    }


def occurrences(leaf: Single | Phrase, tokens: Sequence[Token]) -> float:
    """How often `leaf` stands in a text, weaker matches counting less."""
    if isinstance(leaf, Phrase):
        return float(len(phrase_spans(leaf, tokens)))
    return sum(worth(leaf, token) for token in tokens)


class MemoryDocument:
    """A document cut into syllables once."""

    def __init__(self, document: IndexDocument) -> None:
        self.document = document
        self.title = tokens_of(document.title)
        self.body = [token for block in document.body for token in tokens_of(block)]
        self.names = {f: [tokens_of(n) for n in names] for f, names in names_of(document).items()}
        self.day = published_date(document.published)
        self.values = values_of(document)

    def counts(self, leaf: Leaf) -> tuple[float, float, float]:
        """Occurrences of `leaf` in the title, in the body, and whether a name has it (0 or 1)."""
        if isinstance(leaf, Either):
            parts = [self.counts(form) for form in leaf.forms]
            return sum(p[0] for p in parts), sum(p[1] for p in parts), max(p[2] for p in parts)
        field = leaf.field
        title = occurrences(leaf, self.title) if field in ("any", "title") else 0.0
        body = occurrences(leaf, self.body) if field in ("any", "body") else 0.0
        names = [n for f in NAME_FIELDS if field in ("any", f) for n in self.names[f]]
        return title, body, float(any(occurrences(leaf, name) > 0 for name in names))

    def matches(self, node: Node) -> bool:
        if isinstance(node, Group):
            return (
                all(self.matches(part) for part in node.must)
                and not any(self.matches(part) for part in node.never)
                and sum(self.matches(part) for part in node.wanted) >= node.needed
            )
        if isinstance(node, AnyOf):
            return any(self.matches(part) for part in node.parts)
        if isinstance(node, NumberRange):
            number = self.document.views if node.field == "views" else self.day and self.day.year
            return number is not None and _within(number, node.low, node.high)
        if isinstance(node, DateRange):
            return self.day is not None and _within(self.day, node.low, node.high)
        if isinstance(node, Code):
            return self.document.ward_code == node.value
        return any(self.counts(node))


def _within(value: Any, low: Any, high: Any) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
