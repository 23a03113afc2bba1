"""The reporting verb of a subject: `…, thay mặt Đảng ủy, đã ghi nhận và đề nghị …`."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.officials.tokens import MARK, Tokens
from wardarchive.officials.verbs import ASIDES, AUXILIARIES, NO_REPORT, PRESENTED, VERBS, Verb

_LONGEST_ASIDE = 24
_LONGEST_DEED = 28
_SEPARATORS = frozenset((",", "-", ")"))


@dataclass(frozen=True, slots=True)
class Predicate:
    """A reporting verb at tokens [start, end); `near`: straight behind its subject but for adverbs."""

    start: int
    end: int
    verb: Verb
    near: bool = True


def find_predicate(tokens: Tokens, at: int, limit: int) -> Predicate | None:
    """The verb by which a subject that ends at token `at` speaks, before `limit`; None if it does not."""
    at = _skip_marks(tokens, at)
    near = True
    for _ in range(8):
        if at >= limit:
            return None
        verb = verb_at(tokens, at, limit)
        if verb is not None:
            return Predicate(verb.start, verb.end, verb.verb, near)
        auxiliary = AUXILIARIES.longest(tokens.key, at)
        if auxiliary is not None:
            at = auxiliary.end + (tokens.key[auxiliary.end] == ",")
            continue
        aside = _aside_end(tokens, at, limit)
        if aside is None:
            return _after_deed(tokens, at, limit)
        at = aside
    return None


def verb_at(tokens: Tokens, at: int, limit: int) -> Predicate | None:
    """The reporting verb that begins at token `at`, if it reports anything."""
    found = VERBS.longest(tokens.key, at)
    if found is None or found.value is NO_REPORT or found.end > limit:
        return None
    if found.value.weak and not _says_something(tokens, found.end, limit, found.value):
        return None
    return Predicate(at, found.end, found.value)


def _says_something(tokens: Tokens, end: int, limit: int, verb: Verb) -> bool:
    if tokens.key[end] == "của":
        return False
    if verb.presenting:
        at = end + (tokens.key[end] in ("các", "những", "một"))
        return (
            PRESENTED.longest(tokens.key, end) is not None or PRESENTED.longest(tokens.key, at) is not None
        )
    return end < limit and tokens.key[end] not in (".", ";", ")")


def _skip_marks(tokens: Tokens, at: int) -> int:
    if tokens.key[at] == "(":
        for close in range(at + 1, min(at + 20, len(tokens))):
            if tokens.key[close] == ")":
                at = close + 1
                break
    while tokens.key[at] in _SEPARATORS:
        at += 1
    return at


def _aside_end(tokens: Tokens, at: int, limit: int) -> int | None:
    """The end of `thay mặt Đảng ủy, …`: behind its comma, or at the verb that follows without one."""
    if ASIDES.longest(tokens.key, at) is None:
        return None
    for end in range(at + 1, min(limit, at + _LONGEST_ASIDE)):
        if tokens.key[end] == ",":
            return end + 1
        if tokens.shape[end] == MARK and tokens.key[end] not in ("-", "“", "”", '"', "/"):
            return None
        if end > at + 2 and verb_at(tokens, end, limit) is not None:
            return end
    return None


def _after_deed(tokens: Tokens, at: int, limit: int) -> Predicate | None:
    """`đã trao quà và chúc mừng …`: a reporting verb coordinated with another deed of the same subject."""
    if tokens.shape[at] == MARK:
        return None
    for joint in range(at + 1, min(limit, at + _LONGEST_DEED)):
        key = tokens.key[joint]
        if key in (";", ":", "(", "“", '"'):
            return None
        if key in ("và", ",", "đồng thời"):
            start = joint + 1
            auxiliary = AUXILIARIES.longest(tokens.key, start)
            if auxiliary is not None:
                start = auxiliary.end
            verb = verb_at(tokens, start, limit)
            if verb is not None and not verb.verb.weak:
                return Predicate(verb.start, verb.end, verb.verb, near=False)
    return None
