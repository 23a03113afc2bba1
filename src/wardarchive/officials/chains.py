"""Further verbs of one speaker in one sentence: `…; đề nghị …; giao …, đồng thời cam kết …`."""

from __future__ import annotations

from dataclasses import replace

from wardarchive.officials.attributions import Sentence
from wardarchive.officials.clauses import Clause
from wardarchive.officials.predicates import PredicateFinder
from wardarchive.officials.quotations import holding
from wardarchive.officials.verbs import AUXILIARIES, VERBS

_MOST_LINKS = 12


def links(sentence: Sentence, clause: Clause) -> list[Clause]:
    """The clauses that go on from `clause` behind a semicolon or `đồng thời`, each with its own verb."""
    key = sentence.tokens.key
    finder = PredicateFinder(sentence.tokens, clause.end)
    found: list[Clause] = []
    for at in range(clause.verb_end, clause.end - 1):
        if key[at] != ";" and key[at : at + 2] != ["đồng", "thời"]:
            continue
        start = at + (1 if key[at] == ";" else 2)
        while (auxiliary := AUXILIARIES.longest(key, start)) is not None:
            start = auxiliary.end
        verb = VERBS.longest(key, start)
        if verb is None or (verb.value.weak and verb.value.kind != "act") or holding(sentence.quotes, at):
            continue
        predicate = finder.verb_at(start)
        if predicate is None or (found and found[-1].verb_end >= predicate.end):
            continue
        if found:
            found[-1].end = at
        found.append(
            replace(
                clause,
                verb=predicate.wording,
                act=predicate.act,
                start=start,
                subject_start=start,
                verb_end=predicate.end,
                confidence=round(clause.confidence - 0.05, 2),
                direct=False,
            )
        )
        if len(found) == _MOST_LINKS:
            break
    return found
