"""Text in capitals, or without any: shapes put back so that the rules for mixed case can read it."""

from __future__ import annotations

from wardarchive.officials.name_lexicon import COMMON_SURNAMES, PLACES
from wardarchive.officials.name_splitter import NameSplitter
from wardarchive.officials.names import name_in_capitals
from wardarchive.officials.offices import BODIES, OFFICES
from wardarchive.officials.titles import TITLES
from wardarchive.officials.tokens import BREAK, CAP, LOWER, MARK, NUMBER, UPPER, Tokens

_FEWEST = 5
"""Words in capitals side by side that make a headline of them; names and acronyms are shorter."""


def lower_capitals(tokens: Tokens, splitter: NameSplitter) -> bool:
    """Give such text the shapes it would have in mixed case; whether there was any."""
    at, total, lowered = 0, len(tokens), False
    if total >= _FEWEST and not any(shape in (CAP, UPPER) for shape in tokens.shape):
        _lower(tokens, 0, total, splitter)
        return True
    while at < total:
        if tokens.shape[at] != UPPER:
            at += 1
            continue
        end, words = at, 0
        while end < total and tokens.shape[end] in (UPPER, MARK, NUMBER, CAP):
            if tokens.shape[end] == CAP and tokens.end[end] - tokens.start[end] > 1:
                break
            words += tokens.shape[end] == UPPER
            end += 1
        if words >= _FEWEST:
            _lower(tokens, at, end, splitter)
            lowered = True
        at = max(end, at + 1)
    return lowered


def _lower(tokens: Tokens, start: int, end: int, splitter: NameSplitter) -> None:
    original = tokens.shape[start:end]
    at = start
    while at < end:
        if tokens.shape[at] in (MARK, NUMBER, BREAK):
            at += 1
            continue
        office = OFFICES.longest(tokens.key, at)
        if office is not None:
            for i in range(at, office.end):
                tokens.shape[i] = UPPER if office.value.capitals else LOWER
            at = office.end
            continue
        body = BODIES.longest(tokens.key, at)
        if body is not None:
            for i in range(at, min(body.end, end)):
                tokens.shape[i] = LOWER
            at = body.end
            if body.value == "unit":
                at = _unit(tokens, at, end, splitter)
            continue
        place = PLACES.longest(tokens.key, at)
        name = _name(tokens, at, end, splitter)
        if name is None and place is not None and at + 1 < place.end <= end:
            name = place.end
        for i in range(at, name or at + 1):
            tokens.shape[i] = CAP if name else LOWER
        at = name or at + 1
    if original and tokens.shape[start] == LOWER:
        tokens.shape[start] = CAP


def _unit(tokens: Tokens, at: int, end: int, splitter: NameSplitter) -> int:
    """Capitalise the unit's name at `at`; the index behind it."""
    for length in (4, 3, 2, 1):
        if length == 1 and (name_in_capitals(tokens, at, end) or 0) - at > 2:
            return at  # a town is called Lâm, but `PHƯỜNG LÂM TẤN ĐẠT` goes on with a person
        if at + length <= end and splitter.is_unit(tokens.key[at : at + length]):
            for i in range(at, at + length):
                tokens.shape[i] = CAP
            return at + length
    return at


def _name(tokens: Tokens, at: int, end: int, splitter: NameSplitter) -> int | None:
    for length in (4, 3, 2, 5):
        if at + length <= end and splitter.is_known(tokens.key[at : at + length]):
            return at + length
    found = name_in_capitals(tokens, at, end)
    if found is None:
        return None
    titled = TITLES.ends_at(tokens.key, at) is not None
    if found - at == 2 and not titled:
        return None
    return found if titled or tokens.key[at] in COMMON_SURNAMES else None
