"""Deciding which capitalised words are a person's name, and where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wardarchive.officials.lexicon import phrases
from wardarchive.officials.name_lexicon import (
    COMMON_SURNAMES,
    FAMOUS,
    FEMALE_MIDDLE,
    GIVEN_IN_CAPS,
    MIDDLES,
    NOT_IN_NAMES,
    OTHER_SURNAMES,
    PLACES,
    SAINTS,
    SURNAMES,
)
from wardarchive.officials.offices import BODIES, OFFICES
from wardarchive.officials.phrases import phrase_keys
from wardarchive.officials.tokens import CAP, LOWER, UPPER, Tokens
from wardarchive.officials.unit_keys import NameKey
from wardarchive.officials.verbs import VERBS
from wardarchive.text.normalise import fold

_SHORTEST, _LONGEST = 2, 5
_MARKETS = frozenset(("siêu", "đô", "thành", "chỉ", "thẩm"))
"""Before `thị` they make another word: siêu thị, đô thị."""
_ROYAL = tuple(phrase_keys(name) for name in phrases("names", "royal"))
_HIGHLAND = frozenset(key for word in phrases("names", "highland beginnings") for key in phrase_keys(word))
_BIRTH_ORDER = frozenset(("hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "út"))
_NOT_HIGHLAND = frozenset(("tế", "học", "khoa", "dược", "sĩ"))
_CLANS = frozenset(key for word in phrases("names", "highland clans") for key in phrase_keys(word))
_SYLLABLE = re.compile(
    "(?:ngh?|gh|gi|kh|ph|th|tr|ch|nh|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_ACRONYMS = frozenset(
    [
        "ubnd",
        "hđnd",
        "mttq",
        "tp",
        "hcm",
        "ubmttq",
        "ccb",
        "lhpn",
        "thcs",
        "thpt",
        "clb",
        "vn",
        "bch",
        "btv",
        "đtn",
        "tncs",
        "pccc",
        "ct",
        "pct",
        "bt",
        "pbt",
    ]
)


def is_capitalised(tokens: Tokens, at: int) -> bool:
    return tokens.shape[at] in (CAP, UPPER)


def name_key(tokens: Tokens, start: int, end: int) -> NameKey:
    """What two spellings of one name have in common: keys of its syllables."""
    return tuple(tokens.key[start:end])


def royal_prefix(keys: Sequence[str]) -> int:
    """How many syllables of a name are those of the old royal house: `Công Tằng Tôn Nữ`.

    >>> royal_prefix(("tôn", "nữ", "minh", "châu"))
    2
    """
    return next((len(p) for p in _ROYAL if tuple(keys[: len(p)]) == p), 0)


def is_womans(keys: Sequence[str]) -> bool:
    """Whether `thị` stands where it stands in women's names, whatever the surname: `Bo Bo Thị Yến`.

    >>> is_womans(("bo", "bo", "thị", "yến")), is_womans(("siêu", "thị", "vinmart"))
    (True, False)
    """
    at = next((i for i in (1, 2) if len(keys) > i + 1 and keys[i] == FEMALE_MIDDLE), 0)
    if at == 0 or len(keys) > 5 or keys[0] in NOT_IN_NAMES or keys[0] in _MARKETS:
        return False
    return at == 1 or keys[1] not in SURNAMES


def highland(keys: Sequence[str]) -> bool:
    """Whether these are a name of the central highlands: `Y Sơn Kđoh`, `H'Yim Niê`, `Ama H'Lan`.

    >>> highland(("y", "sơn", "kđoh")), highland(("h'yim", "niê")), highland(("sơn", "la"))
    (True, True, False)
    """
    if not 2 <= len(keys) <= 5:
        return False
    if keys[1] in _NOT_HIGHLAND:
        return False
    marked = keys[0][1:2] in ("'", "’") and keys[0][0] in "hk"
    return marked or keys[0] in _HIGHLAND or (keys[-1] in _CLANS and is_foreign_word(keys[-1]))


def is_nickname(keys: Sequence[str]) -> bool:
    """A name as southern villages give it: order of birth and given name.

    >>> is_nickname(("sáu", "thạnh")), is_nickname(("sáu", "tháng"))
    (True, False)
    """
    return len(keys) == 2 and keys[0] in _BIRTH_ORDER and keys[1] not in NOT_IN_NAMES


def without_saints(keys: Sequence[str]) -> Sequence[str]:
    """A Catholic's name without the saints before it.

    >>> without_saints(("giuse", "maria", "trần", "văn", "an"))
    ('trần', 'văn', 'an')
    """
    at = 0
    while at < len(keys) - 2 and keys[at] in SAINTS:
        at += 1
    return keys[at:]


def plausible(keys: Sequence[str]) -> bool:
    """Whether these syllables can be a full Vietnamese name: a surname, then one to four more.

    >>> plausible(("đặng", "đức", "cường")), plausible(("hội", "nghị"))
    (True, False)
    """
    keys = without_saints(keys)
    royal = royal_prefix(keys)
    if highland(keys) or (royal and 0 < len(keys) - royal <= 3) or is_womans(keys):
        return True
    return (
        _SHORTEST <= len(keys) <= _LONGEST
        and keys[0] in SURNAMES
        and not any(key in NOT_IN_NAMES for key in _doubtful(keys))
        and not any(key in _ACRONYMS for key in keys)
        and tuple(keys) not in FAMOUS
        and not is_place(keys)
    )


def _doubtful(keys: Sequence[str]) -> list[str]:
    """The syllables that could show that this is no name: neither surname nor what Văn or Thị vouch for."""
    if keys[1] in MIDDLES and keys[0] in COMMON_SURNAMES:
        return []
    last = len(keys) - 1
    rest = keys[1:]
    if keys[last - 1] in MIDDLES or (last == 2 and keys[0] in COMMON_SURNAMES and keys[1] in GIVEN_IN_CAPS):
        rest = keys[1:last]
    return [key for key in rest if key not in GIVEN_IN_CAPS]


def sure(keys: Sequence[str]) -> bool:
    """Whether these syllables look like a name even with nothing around them that says so.

    >>> sure(("nguyễn", "thị", "hoa")), sure(("sơn", "trà"))
    (True, False)
    """
    if not plausible(keys):
        return False
    keys = without_saints(keys)
    if is_womans(keys) or highland(keys):
        return True
    if keys[0] in COMMON_SURNAMES:
        return len(keys) > 2 or keys[0] == "nguyễn"
    return keys[0] in OTHER_SURNAMES and len(keys) == 3


def is_foreign(keys: Sequence[str]) -> bool:
    """Whether these are two to four words of which one is no Vietnamese syllable: `rex tillerson`."""
    return 2 <= len(keys) <= 4 and any(is_foreign_word(key) for key in keys)


def is_foreign_word(key: str) -> bool:
    """Whether this is no Vietnamese syllable."""
    return _SYLLABLE.fullmatch(fold(key)) is None


def is_place(keys: Sequence[str]) -> bool:
    found = PLACES.longest((*keys, ""), 0)
    return found is not None and (found.end == len(keys) or found.end >= 2)


def run_end(tokens: Tokens, start: int) -> int:
    """The end of the capitalised run at `start`: it stops before verbs, offices and bodies.

    Capitals-only words end a run of capitalised words and the other way round, so that `UBND` or
    `PBT` behind a name is no part of it.
    """
    shape, at = tokens.shape, start
    all_upper = shape[start] == UPPER and tokens.key[start] not in _ACRONYMS
    while is_capitalised(tokens, at) and at - start < 12:
        if at > start and (_breaks(tokens, at, start) or not _same_case(tokens, at, all_upper)):
            break
        at += 1
    return _past_hyphens(tokens, at)


def _past_hyphens(tokens: Tokens, at: int) -> int:
    """`Kim Jong-un`: a foreign name goes on behind a hyphen that stands without blanks."""
    while tokens.key[at] == "-" and tokens.end[at - 1] == tokens.start[at] and at > 0:
        joined = tokens.end[at] == tokens.start[at + 1] and tokens.shape[at + 1] in (LOWER, CAP)
        if not joined or not (is_foreign_word(tokens.key[at - 1]) or is_foreign_word(tokens.key[at + 1])):
            break
        at += 2
    return at


def _same_case(tokens: Tokens, at: int, all_upper: bool) -> bool:
    if tokens.shape[at] == UPPER:
        return all_upper
    return not all_upper or tokens.end[at] - tokens.start[at] == 1


def _breaks(tokens: Tokens, at: int, start: int) -> bool:
    key = tokens.key
    office = OFFICES.longest(key, at)
    if office is not None and (
        office.end > at + 1 or (office.value.capitals and tokens.shape[at] == UPPER)
    ):
        return not (at - start >= 1 and _spells_name(tokens, at, office.end))
    body = BODIES.longest(key, at)
    if (
        body is not None
        and body.end > at + 1
        and not all(is_capitalised(tokens, i) for i in range(at, body.end))
    ):
        return True
    verb = VERBS.longest(key, at)
    return verb is not None and verb.end > at + 1 and not is_capitalised(tokens, at + 1)


def _spells_name(tokens: Tokens, at: int, end: int) -> bool:
    """`Nguyễn Chủ Tịch` is nobody; but a run such as `Lê Trưởng Ban` must not swallow the office."""
    return end == at + 1 and not is_capitalised(tokens, end)


def name_in_capitals(tokens: Tokens, start: int, limit: int) -> int | None:
    """The end of a full name that starts at `start` inside text that is all capitals, or None."""
    key = tokens.key
    if key[start] not in SURNAMES:
        return None
    at = start + 1
    while at < limit and at - start < 4 and key[at] in GIVEN_IN_CAPS:
        if OFFICES.longest(key, at) is not None:
            break
        at += 1
    return at if at - start >= _SHORTEST else None
