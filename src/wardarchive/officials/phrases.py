"""Sets of phrases found in running text, longest first, in time linear in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from wardarchive.officials.tokens import read_tokens

V = TypeVar("V")


class Match(NamedTuple, Generic[V]):
    """A phrase found: the index just behind its last token, and what it stands for."""

    end: int
    value: V


class _Node(Generic[V]):
    __slots__ = ("next", "value")

    def __init__(self) -> None:
        self.next: dict[str, _Node[V]] = {}
        self.value: V | None = None


class Phrasebook(Generic[V]):
    """Phrases as sequences of token keys, so that case, tone placement and composition do not matter.

    >>> book = Phrasebook([("bí thư", "B"), ("bí thư chi bộ", "C")])
    >>> book.longest(("bí", "thư", "chi", "đoàn"), 0)
    Match(end=2, value='B')
    """

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._root: _Node[V] = _Node()
        for phrase, value in entries:
            node = self._root
            for key in phrase_keys(phrase):
                node = node.next.setdefault(key, _Node())
            node.value = value

    @property
    def first_keys(self) -> frozenset[str]:
        """The tokens phrases begin with: what a loop over all tokens asks first."""
        return frozenset(self._root.next)

    def starts(self, key: str) -> bool:
        """Whether any phrase begins with this token: a quick refusal."""
        return key in self._root.next

    def longest(self, keys: Sequence[str], at: int) -> Match[V] | None:
        """The longest phrase that starts at token `at`; `keys` ends in a sentinel that is in no phrase."""
        node = self._root.next.get(keys[at])
        found: Match[V] | None = None
        while node is not None:
            at += 1
            if node.value is not None:
                found = Match(at, node.value)
            if at >= len(keys):
                break
            node = node.next.get(keys[at])
        return found

    def ends_at(self, keys: Sequence[str], end: int, longest: int = 4) -> V | None:
        """What a phrase stands for whose last token is ``end - 1``, the longest one."""
        for length in range(min(longest, end), 0, -1):
            node: _Node[V] | None = self._root
            for key in keys[end - length : end]:
                node = node.next.get(key) if node is not None else None
            if node is not None and node.value is not None:
                return node.value
        return None


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """The token keys of a phrase.

    >>> phrase_keys("Uỷ viên")
    ('ủy', 'viên')
    """
    return read_tokens(phrase).keys()
