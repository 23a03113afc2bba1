"""The language of a snapshot, asked from the vocabularies of its segments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wardarchive.index.language import usual
from wardarchive.index.snapshot import Snapshot
from wardarchive.index.vocabulary import Vocabulary

_FOLLOWING = 64
"""So many words behind a word are looked at in each segment."""


class SnapshotLanguage:
    """Counts of removed documents stay in until their segment is written anew: likelihoods, not totals."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def _vocabularies(self) -> Iterator[Vocabulary]:
        for segment in self._snapshot.segments:
            yield from segment.vocabularies.values()

    def size(self) -> int:
        return sum(int(vocabulary.totals.sum()) for vocabulary in self._vocabularies())

    def spellings(self, folded: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for vocabulary in self._vocabularies():
            found.update(vocabulary.spellings(folded))
        return dict(found)

    def near(self, folded: str) -> list[str]:
        return sorted(set().union(*(v.near(folded) for v in self._vocabularies())))

    def beginning(self, folded: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for vocabulary in self._vocabularies():
            found.update(vocabulary.beginning(folded))
        return dict(found)

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> dict[tuple[str, str], int]:
        found: Counter[tuple[str, str]] = Counter()
        for vocabulary in self._vocabularies():
            found.update(vocabulary.pair_counts(first, second))
        return dict(found)

    def after(self, word: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for vocabulary in self._vocabularies():
            found.update(vocabulary.after(word, _FOLLOWING))
        return dict(found)

    def spelled(self, word: str) -> str:
        found: Counter[str] = Counter()
        for segment in self._snapshot.segments:
            found.update(segment.spellings.get(word, {}))
        return usual(found, word)
