"""Agreement of two annotators, and the reader beside the second of them.

Run: python -m tests.golden.officials.agreement [--differences] (with `src` on the path)

`second/` holds the marks of a second annotator for all of `test` and for a part of `dev`, made from the
guideline and the bare texts alone, without a look at the first marks or at what the reader finds. Agreement
is F1 (the first marks as truth; it is the same the other way round), which for marks without a fixed number
of candidates is what kappa tends to (Hripcsak & Rothschild 2005); for kinds Cohen's kappa is given as well.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.golden.officials.gold import HERE, GoldStatement, GoldText, Score, Tally, load, parse_marks, same
from wardarchive.text.sentences import sentences

SECOND = HERE / "second"
Place = tuple[int, int, str]
"""Block, sentence and speaker of a statement; empty where the text does not tell the speaker."""


@dataclass
class Agreement:
    """Counts over texts that both have annotated."""

    texts: int = 0
    articles: int = 0
    names: Tally = field(default_factory=Tally)
    roles: Tally = field(default_factory=Tally)
    statements: Tally = field(default_factory=Tally)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    @property
    def kinds_equal(self) -> float:
        """The share of statements found by both that both call the same kind."""
        return sum(n for (a, b), n in self.kinds.items() if a == b) / (self.kinds.total() or 1)

    @property
    def kappa(self) -> float:
        """Cohen's kappa of the kinds."""
        total = self.kinds.total() or 1
        first, second = Counter[str](), Counter[str]()
        for (a, b), n in self.kinds.items():
            first[a] += n
            second[b] += n
        chance = sum(first[kind] * second[kind] for kind in first) / total**2
        return (self.kinds_equal - chance) / (1 - chance) if chance < 1 else 1.0


def pairs(part: str) -> Iterator[tuple[GoldText, GoldText]]:
    """The texts of ``dev`` or ``test`` that were annotated twice: by the first and by the second."""
    second = {}
    for path in sorted(SECOND.glob("*.marks")):
        for entry in path.read_text("utf-8").removeprefix("=== ").split("\n=== "):
            name, _, marks = entry.partition("\n--")
            second[name.strip()] = marks
    for text in load(part):
        if text.name in second:
            other = replace(text, officials={}, statements=[])
            parse_marks(other, second[text.name])
            yield text, other


def _place(text: GoldText, statement: GoldStatement) -> Place:
    spans = sentences(text.text_of(statement.block))
    number = next((n for n, (start, end) in enumerate(spans) if start <= statement.start < end), -1)
    return statement.block, number, same(statement.speaker or "")


def compare(part: str) -> Agreement:
    """The agreement over one part."""
    total = Agreement()
    for text, other in pairs(part):
        total.texts += 1
        total.articles += bool(text.title)
        first = {same(name): role for name, role in text.officials.items()}
        second = {same(name): role for name, role in other.officials.items()}
        both = first.keys() & second.keys()
        _count(total.names, len(both), len(second), len(first))
        equal = sum(same(first[name]) == same(second[name]) for name in both)
        _count(total.roles, equal, len(both), len(both))
        said = {_place(text, s): s for s in text.statements}
        again = {_place(other, s): s for s in other.statements}
        _count(total.statements, len(said.keys() & again.keys()), len(again), len(said))
        total.kinds.update((said[p].kind, again[p].kind) for p in said.keys() & again.keys())
        for who, one, two in (("first", first, second), ("second", second, first)):
            total.differences += [
                f"{text.name} name only of the {who}: {n} = {one[n]}" for n in one.keys() - two.keys()
            ]
        total.differences += [
            f"{text.name} role {n}: {first[n]!r} / {second[n]!r}"
            for n in both
            if same(first[n]) != same(second[n])
        ]
        for who, here, there in (("first", said, again), ("second", again, said)):
            total.differences += [
                f"{text.name} statement only of the {who}: {here[p].speaker} | {here[p].kind} | {here[p].anchor}"
                for p in here.keys() - there.keys()
            ]
    return total


def _count(tally: Tally, right: int, found: int, wanted: int) -> None:
    tally.right += right
    tally.found += found
    tally.wanted += wanted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--differences", action="store_true", help="list them")
    asked = parser.parse_args()
    heads = ("names F1", "exact role", "statements F1", "kind", "kappa", "sure")
    print(f"{'':30}{'texts':>6}" + "".join(f"{head:>14}" for head in heads))
    for part in ("dev", "test"):
        found = compare(part)
        both = (found.names.f1, found.roles.recall, found.statements.f1, found.kinds_equal, found.kappa)
        print(f"{part + ', two annotators':30}{found.texts:>6}" + "".join(f"{x:>14.3f}" for x in both))
        first, second = Score(), Score()
        for text, other in pairs(part):
            first.add(text)
            second.add(other)
        for label, score in (("the reader, first marks", first), ("the reader, second marks", second)):
            figures = score.figures()
            row = [figures[k] for k in ("names_f1", "role_exact", "statements_f1", "kind_accuracy")]
            tail = f"{'':>14}{figures['sure_precision']:>14.3f}"
            print(f"{part + ', ' + label:30}{found.texts:>6}" + "".join(f"{x:>14.3f}" for x in row) + tail)
        if asked.differences:
            print("\n".join(found.differences))


if __name__ == "__main__":
    main()
