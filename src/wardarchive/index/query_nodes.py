"""The query language as a tree: what parsing yields and every engine executes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wardarchive.text.normalise import fold

TextField = Literal["any", "title", "body", "ward", "official", "speaker", "section"]
"""Where words are looked for; ``any`` is title, body and the names in ward, official, speaker, section."""


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable as typed: comparison key and folded key."""

    key: str
    folded: str
    field: TextField = "any"

    @property
    def accented(self) -> bool:
        """Typed with diacritics: other diacritics do not match, missing ones do at a lower weight."""
        return self.key != self.folded


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words whose key (`accented`) or folded key begins with one of `starts`."""

    starts: tuple[str, ...]
    accented: bool
    field: TextField = "any"

    @property
    def folded_starts(self) -> tuple[str, ...]:
        """Beginnings of the folded keys of all that can match."""
        return tuple(dict.fromkeys(fold(start) for start in self.starts))


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words one letter away (insertion, deletion, change, swap of neighbours), diacritics ignored."""

    folded: str
    field: TextField = "any"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Syllables side by side in this order; with `slop`, all of them within that many further ones."""

    words: tuple[Word, ...]
    slop: int | None = None
    field: TextField = "any"

    @property
    def exact(self) -> bool:
        """Typed with diacritics: compared with diacritics."""
        return any(word.accented for word in self.words)


@dataclass(frozen=True, slots=True)
class Either:
    """A word, or another way to write the name that it belongs to (see `equivalents`)."""

    word: Word
    others: tuple[Word | Phrase, ...]

    @property
    def field(self) -> TextField:
        return self.word.field

    @property
    def forms(self) -> tuple[Word | Phrase, ...]:
        return (self.word, *self.others)


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Years, view counts: both ends inclusive, None where open."""

    field: Literal["year", "views"]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days of publication, both inclusive, None where open."""

    low: date | None
    high: date | None


@dataclass(frozen=True, slots=True)
class Code:
    """A ward by its code."""

    value: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part must match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All of `must`, none of `never`, and `needed` of the loose words (all are wanted, most are enough)."""

    must: tuple[Node, ...] = ()
    loose: tuple[Node, ...] = ()
    never: tuple[Node, ...] = ()

    @property
    def wanted(self) -> tuple[Node, ...]:
        """The loose words, each once."""
        return tuple(dict.fromkeys(self.loose))

    @property
    def needed(self) -> int:
        """Of up to four different loose words two thirds, of more the half, rounded up.

        Longer queries are remembered in one's own words: over the demo two thirds found 92 of 100 articles
        looked for, the half 95 and more.
        """
        count = len(self.wanted)
        return -(-2 * count // 3) if count < 5 else -(-count // 2)

    @property
    def empty(self) -> bool:
        return not (self.must or self.loose or self.never)


Single = Word | Prefix | Fuzzy
"""What one syllable of a text can match."""

Leaf = Word | Prefix | Fuzzy | Phrase | Either
"""What occurs in texts a number of times, and therefore scores."""

Node = Word | Prefix | Fuzzy | Phrase | Either | NumberRange | DateRange | Code | AnyOf | Group


@dataclass(frozen=True, slots=True)
class Typed:
    """One word with its place in the text of the query."""

    start: int
    end: int
    word: Word


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    root: Group
    notes: tuple[str, ...] = ()
    """What was not understood: ``unclosed-quote``, ``only-punctuation``, ``unknown-field``, ``bad-value``,
    ``unclosed-group``, ``too-deep``, ``short-prefix``, ``short-fuzzy``, ``too-many-wildcards``."""
    nothing: bool = False
    """The query has characters but nothing to look for: it finds nothing."""
    text: str = ""
    """The query as it was read: composed, without control characters."""
    typed: tuple[Typed, ...] = ()
    """The words looked for in texts, in order, without those that must not occur."""


def leaves(node: Node, *, negative: bool = False) -> list[Leaf]:
    """The scoring leaves of a tree from left to right, without those under a NOT."""
    if isinstance(node, Word | Prefix | Fuzzy | Phrase | Either):
        return [node]
    parts: tuple[Node, ...] = ()
    if isinstance(node, AnyOf):
        parts = node.parts
    elif isinstance(node, Group):
        parts = (*node.must, *node.loose, *(node.never if negative else ()))
    return [leaf for part in parts for leaf in leaves(part, negative=negative)]
