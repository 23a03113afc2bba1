"""Completions of what is being typed: officials, wards, and phrases that the archive uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Protocol

from wardarchive.index.language import Language
from wardarchive.index.query_nodes import Word
from wardarchive.index.restoring import restored
from wardarchive.index.term_match import Token
from wardarchive.model import Suggestion
from wardarchive.text.normalise import clean
from wardarchive.text.syllables import syllables

LONGEST = 200
"""Characters of a prefix that is completed at all."""
MOST_WORDS = 12
LIKELY = 0.3
"""A further word is offered where at least this share of the places go on with it."""

RARE = 0.03
"""What is rarer than this share of the likeliest is chance or mistake."""


class Named(NamedTuple):
    """A name that can be completed."""

    value: str
    name: str
    documents: int
    tokens: Sequence[Token]


class Names(Protocol):
    """The names of one kind."""

    def going_on(self, typed: Sequence[Token]) -> Iterable[Named]:
        """At least all names that have the words typed, the last one perhaps unfinished."""


def _equals(typed: Token, token: Token) -> bool:
    key, folded = typed
    return token[0] == key if key != folded else token[1] == folded


def _begins(typed: Token, token: Token) -> bool:
    key, folded = typed
    return token[0].startswith(key) if key != folded else token[1].startswith(folded)


def place_in(typed: Sequence[Token], name: Sequence[Token]) -> int | None:
    """At which word of `name` the words typed stand, the last one perhaps unfinished."""
    for at in range(len(name) - len(typed) + 1):
        part = name[at : at + len(typed)]
        if _begins(typed[-1], part[-1]) and all(map(_equals, typed[:-1], part[:-1])):
            return at
    return None


def _names(
    kind: Literal["official", "ward"], typed: Sequence[Token], names: Names, most: int
) -> list[Suggestion]:
    """The names that go on from what was typed: most documents first."""
    found = [
        (-named.documents, at, named.name, named.value)
        for named in names.going_on(typed)
        if named.documents and (at := place_in(typed, named.tokens)) is not None
    ]
    return [Suggestion(kind, name, value) for _, _, name, value in sorted(found)[:most]]


def _phrases(typed: Sequence[Token], unfinished: bool, language: Language, most: int) -> list[str]:
    """Words and phrases that go on from what was typed, likeliest first."""
    done = typed[:-1] if unfinished else typed
    keys = restored([Word(*token) for token in done], language, mend=False)
    nexts = language.after(keys[-1]) if keys else {}
    if unfinished:
        last = typed[-1]
        if not keys:
            nexts = language.beginning(last[1]) if len(last[1]) > 1 else {}
        nexts = {key: n for key, n in nexts.items() if _begins(last, (key, _folded(key)))}
    least = RARE * max(nexts.values(), default=0)
    best = sorted((k for k in nexts if nexts[k] >= least), key=lambda key: (-nexts[key], key))[:most]
    return [" ".join(map(language.spelled, [*keys, key, *_further(key, language)])) for key in best]


def _folded(key: str) -> str:
    return syllables(key)[0].folded


def _further(key: str, language: Language) -> list[str]:
    """The word that mostly follows `key`, where there is one."""
    after = language.after(key)
    best = min(after, key=lambda word: (-after[word], word), default=None)
    if best is None or after[best] < max(2.0, LIKELY * sum(after.values())):
        return []
    return [best]


def completions(
    prefix: str, limit: int, officials: Names, wards: Names, language: Language
) -> list[Suggestion]:
    """At most `limit` completions: some officials, some wards, the rest phrases."""
    text = clean(prefix[:LONGEST])
    typed = [(s.key, s.folded) for s in syllables(text)]
    if not typed or len(typed) > MOST_WORDS or limit < 1:
        return []
    share = max(1, limit // 3)
    named = _names("official", typed, officials, share) + _names("ward", typed, wards, share)
    unfinished = not prefix[-1:].isspace()
    phrases = _phrases(typed, unfinished, language, limit)
    found = named + [Suggestion("phrase", text, text) for text in dict.fromkeys(phrases)]
    return found[:limit]
