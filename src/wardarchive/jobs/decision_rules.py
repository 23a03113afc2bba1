"""What the log of decisions says as a whole, once what was undone is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from wardarchive.model import Decision
from wardarchive.officials.grouping import Pair, Rules, pair
from wardarchive.text.syllables import syllables


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """The decisions that hold. Of two that contradict each other, the later one does."""

    grouping: Rules = field(default_factory=Rules)
    taken_out: dict[tuple[str, str], str] = field(default_factory=dict)
    """(folded name, URL of an article) → the token of the split that took its person out."""
    names: dict[str, str] = field(default_factory=dict)
    """Id of a profile → the name that its person was given."""
    hidden: frozenset[str] = frozenset()
    """Ids of profiles whose persons are hidden."""
    statements: dict[tuple[str, str], Decision] = field(default_factory=dict)
    """(URL, `statement_key`) → who made a statement."""

    def joined_slugs(self) -> dict[str, set[str]]:
        """Folded name → the folded names that an archivist joined to it."""
        near: dict[str, set[str]] = {}
        for one, other in self.grouping.joined:
            a, b = slug_of_profile(one), slug_of_profile(other)
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
        return near


def statement_key(text: str) -> str:
    """What a statement is known by in its article: its words, whatever their case and punctuation."""
    return " ".join(s.key for s in syllables(text))


def slug_of_profile(profile_id: str) -> str:
    """The folded name that a profile's id begins with.

    >>> slug_of_profile("le-an.00142.lee-an")
    'le-an'
    """
    return profile_id.partition(".")[0]


def standing(log: Iterable[Decision]) -> list[Decision]:
    """The entries that hold, oldest first; an undo of an undo lets the first hold again."""
    entries = list(log)
    undone: set[str] = set()
    for one in reversed(entries):
        if one.kind == "undo" and one.token not in undone and one.value:
            undone.add(one.value)
    return [one for one in entries if one.kind != "undo" and one.token not in undone]


def rules_of(log: Iterable[Decision]) -> DecisionRules:
    """The rules that a log, oldest entry first, comes to."""
    pairs: dict[Pair, bool] = {}
    taken_out: dict[tuple[str, str], str] = {}
    names: dict[str, str] = {}
    hidden: dict[str, bool] = {}
    said: dict[tuple[str, str], Decision] = {}
    for one in standing(log):
        if one.kind in ("merge", "separate") and one.one and one.other:
            pairs[pair(one.one, one.other)] = one.kind == "merge"
        elif one.kind == "split" and one.one:
            taken_out |= {(slug_of_profile(one.one), url): one.token for url in one.urls}
        elif one.kind == "rename" and one.one and one.value:
            names.pop(one.one, None)  # the last one given stands last
            names[one.one] = one.value
        elif one.kind in ("hide", "show") and one.one:
            hidden[one.one] = one.kind == "hide"
        elif one.kind in ("attribute", "confirm") and one.text:
            said |= {(url, statement_key(one.text)): one for url in one.urls}
    return DecisionRules(
        Rules(
            frozenset(both for both, joined in pairs.items() if joined),
            frozenset(both for both, joined in pairs.items() if not joined),
            frozenset(taken_out.values()),
        ),
        taken_out,
        names,
        frozenset(one for one, is_hidden in hidden.items() if is_hidden),
        said,
    )
