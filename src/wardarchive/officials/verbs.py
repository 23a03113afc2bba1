"""Verbs that report what somebody said or ordered, and what may stand between speaker and verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wardarchive.officials.lexicon import phrases
from wardarchive.officials.phrases import Phrasebook
from wardarchive.officials.tokens import LOWER, Tokens

VerbKind = Literal["say", "act"]
_KINDS: tuple[VerbKind, ...] = ("say", "act")


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb."""

    wording: str
    kind: VerbKind = "say"
    weak: bool = False
    """Reports speech only straight after its subject, with something said behind it."""
    presenting: bool = False
    """Reports speech only with one of `PRESENTED` behind it."""


NO_REPORT = Verb("", weak=True)
"""Stands in the phrasebook for words that only look like a reporting verb."""


def _verbs() -> Iterator[tuple[str, Verb]]:
    weak = frozenset(phrases("verbs", "weak"))
    for wording in phrases("verbs", "no report"):
        yield wording, NO_REPORT
    for kind in _KINDS:
        for wording in phrases("verbs", kind):
            yield wording, Verb(wording, kind, wording in weak)
    for wording in phrases("verbs", "presenting"):
        yield wording, Verb(wording, weak=True, presenting=True)


def _book(section: str) -> Phrasebook[bool]:
    return Phrasebook((word, True) for word in phrases("verbs", section))


VERBS: Phrasebook[Verb] = Phrasebook(_verbs())

PRESENTED = _book("presented")
"""What is presented to a meeting: `triển khai` reports speech only with one of these behind it."""

AUXILIARIES = _book("auxiliaries")

ASIDES = _book("asides")
"""Openings of an aside between speaker and verb: ``đồng chí A, thay mặt Đảng ủy, …``."""

DIRECTED = _book("directed")
"""Words that make the person behind them the one addressed, not the one who speaks."""

NOUN_MAKERS = _book("noun makers")
"""Words behind which a verb's form is a noun: ``sự chỉ đạo``, ``các kiến nghị``."""

CONNECTIVES = _book("connectives")
"""Openings of a sentence whose subject is left out."""

DEEDS = _book("deeds")
"""Words behind a role that belong to the sentence, not to the role."""

SOURCES = _book("sources")
"""Nouns of speech: ``theo chia sẻ của ông A``."""


TOLD: Phrasebook[bool] = Phrasebook((w, True) for s in ("sources", "told") for w in phrases("verbs", s))
"""Nouns of speech behind `đó là`: those of `SOURCES`, and orders."""


def opens_predicate(tokens: Tokens, at: int) -> bool:
    """Whether token `at` goes on with what somebody does: no role reaches beyond it."""
    verb = VERBS.longest(tokens.key, at)
    if verb is not None and verb.value is not NO_REPORT:
        return True
    return tokens.shape[at] == LOWER and (
        AUXILIARIES.longest(tokens.key, at) is not None or DEEDS.longest(tokens.key, at) is not None
    )
