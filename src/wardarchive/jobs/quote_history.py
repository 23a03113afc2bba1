"""What later versions of an article did to its statements: changed, removed, given to somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from wardarchive.model import StatementRecord, Version
from wardarchive.store.store import Store
from wardarchive.text.syllables import syllables

Fate = Literal["removed", "changed", "speaker"]

_ALIKE = 0.6
"""Share of words that two states of one statement have in common."""


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A statement that a later version no longer has as it was."""

    fate: Fate
    was: StatementRecord
    """With the version that still had it."""
    now: StatementRecord | None
    """What stands in its place; None where it was removed."""
    version: int
    """The number of the version that did it."""
    observed_at: datetime
    capture_id: int | None


def quote_history(store: Store, article_id: int, versions: Sequence[Version]) -> list[QuoteChange]:
    """Every change of a statement between an article's versions, oldest first; hidden persons left out.

    `versions` are all of them, oldest first.
    """
    if len(versions) < 2:
        return []
    said: dict[int, list[StatementRecord]] = {version.id: [] for version in versions}
    for one in store.statements_of_versions(article_id):
        said[one.version_id].append(one)
    found: list[QuoteChange] = []
    for old, new in pairwise(versions):
        for fate, was, now in compare(said[old.id], said[new.id]):
            found.append(QuoteChange(fate, was, now, new.number, new.observed_at, new.capture_id))
    return found


def compare(
    old: Sequence[StatementRecord], new: Sequence[StatementRecord]
) -> list[tuple[Fate, StatementRecord, StatementRecord | None]]:
    """What became of each old statement that is not among the new ones as it was."""
    left = list(new)
    missing: list[StatementRecord] = []
    for one in old:
        same = next((o for o in left if _words(o) == _words(one) and _speaker(o) == _speaker(one)), None)
        if same is not None:
            left.remove(same)
        else:
            missing.append(one)
    found: list[tuple[Fate, StatementRecord, StatementRecord | None]] = []
    for one in missing:
        nearest = max(left, key=lambda other: _likeness(one, other), default=None)
        if nearest is None or _likeness(one, nearest) < _ALIKE:
            found.append(("removed", one, None))
            continue
        left.remove(nearest)
        found.append(("speaker" if _words(nearest) == _words(one) else "changed", one, nearest))
    return found


def _words(one: StatementRecord) -> tuple[str, ...]:
    return tuple(s.key for s in syllables(one.statement.text))


def _speaker(one: StatementRecord) -> str | None:
    return one.official_key or one.statement.speaker


def _likeness(one: StatementRecord, other: StatementRecord) -> float:
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()
