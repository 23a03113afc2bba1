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
from wardarchive.index.ranking import LEAD
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


def occurrences(leaf: Single | Phrase, tokens: Sequence[Token], first: int | None = None) -> float:
    """How often `leaf` stands in a text, weaker matches counting less; a phrase stands where it begins.

    With `first`, in so many first tokens.
    """
    if isinstance(leaf, Phrase):
        return float(sum(first is None or span[0] < first for span in phrase_spans(leaf, tokens)))
    return sum(worth(leaf, token) for token in tokens[:first])


class MemoryDocument:
    """A document cut into syllables once."""

    def __init__(self, document: IndexDocument) -> None:
        self.document = document
        self.title = tokens_of(document.title)
        self.body = [token for block in document.body for token in tokens_of(block)]
        self.names = {f: [tokens_of(n) for n in names] for f, names in names_of(document).items()}
        self.day = published_date(document.published)
        self.values = values_of(document)

    def counts(self, leaf: Leaf) -> tuple[float, float, float, float]:
        """Occurrences of `leaf` in title, lead and body, and whether a name has it (0 or 1)."""
        if isinstance(leaf, Either):
            parts = [self.counts(form) for form in leaf.forms]
            in_title, in_lead, in_body = (sum(part[i] for part in parts) for i in range(3))
            return in_title, in_lead, in_body, max(part[3] for part in parts)
        field = leaf.field
        title = occurrences(leaf, self.title) if field in ("any", "title") else 0.0
        lead, body = (
            occurrences(leaf, self.body, first) if field in ("any", "body") else 0.0
            for first in (LEAD, None)
        )
        names = [n for f in NAME_FIELDS if field in ("any", f) for n in self.names[f]]
        return title, lead, body, float(any(occurrences(leaf, name) > 0 for name in names))

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
