"""What changed between two versions of an article, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from wardarchive.model import Article

_WORDS = re.compile(r"\s+|\d+(?:[.,/:-]\d+)+|\w+|[^\w\s]")
"""Words; a date or a number is one, so that 30/11/2020 → 15/12/2020 is one change."""
_MOST_WORDS = 6000
"""Words of one block that are compared one by one; comparing is quadratic at worst."""
_MOST_BLOCKS = 3000


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Changes of the title and of each block that changed; facts as (name, before, after)."""

    title: tuple[Change, ...]
    blocks: tuple[tuple[Change, ...], ...]
    """Blocks that are the same in both are left out."""
    facts: tuple[tuple[str, str, str], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.blocks or self.facts or any(c.kind != "same" for c in self.title))


def changes(old: str, new: str) -> tuple[Change, ...]:
    """`old` → `new` word by word; joined, what is not new is `old`, what is not gone is `new`.

    >>> [(c.kind, c.text) for c in changes("thu gom rác", "thu gom chất thải")]
    [('same', 'thu gom '), ('gone', 'rác'), ('new', 'chất thải')]
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return _whole(old, new)
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(before[a:b])))
            continue
        found += _whole("".join(before[a:b]), "".join(after[c:d]), differs=True)
    return tuple(found)


def _whole(old: str, new: str, *, differs: bool = False) -> tuple[Change, ...]:
    if old == new and not differs:
        return (Change("same", old),) if old else ()
    parts = (Change("gone", old), Change("new", new))
    return tuple(part for part in parts if part.text)


def difference(old: Article, new: Article) -> Difference:
    """What a reader of `new` should know about `old`."""
    before = [block.text for block in old.body][:_MOST_BLOCKS]
    after = [block.text for block in new.body][:_MOST_BLOCKS]
    return Difference(
        title=changes(old.title, new.title),
        blocks=tuple(_changed_blocks(before, after)),
        facts=tuple(_changed_facts(old, new)),
    )


def _changed_blocks(before: Sequence[str], after: Sequence[str]) -> list[tuple[Change, ...]]:
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [changes(x, y) for x, y in zip_longest(before[a:b], after[c:d], fillvalue="")]
    return found


def _changed_facts(old: Article, new: Article) -> list[tuple[str, str, str]]:
    pairs = (
        ("published", str(old.published or ""), str(new.published or "")),
        ("section", old.section or "", new.section or ""),
        ("author", old.author or "", new.author or ""),
        ("source", old.source or "", new.source or ""),
        ("images", str(len(old.images)), str(len(new.images))),
        ("attachments", str(len(old.attachments)), str(len(new.attachments))),
    )
    return [pair for pair in pairs if pair[1] != pair[2]]
