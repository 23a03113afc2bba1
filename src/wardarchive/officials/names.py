"""Deciding which capitalised words are a person's name, and where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from wardarchive.officials.name_lexicon import (
    COMMON_SURNAMES,
    FAMOUS,
    GIVEN_IN_CAPS,
    MIDDLES,
    NOT_IN_NAMES,
    OTHER_SURNAMES,
    PLACES,
    SURNAMES,
)
from wardarchive.officials.offices import BODIES, OFFICES
from wardarchive.officials.tokens import CAP, UPPER, Tokens
from wardarchive.officials.unit_keys import NameKey, listed_units, unit_keys
from wardarchive.officials.verbs import VERBS
from wardarchive.text.normalise import fold

_SHORTEST, _LONGEST = 2, 5
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


def plausible(keys: Sequence[str]) -> bool:
    """Whether these syllables can be a full Vietnamese name: a surname, then one to four more.

    >>> plausible(("đặng", "đức", "cường")), plausible(("hội", "nghị"))
    (True, False)
    """
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


class NameSplitter:
    """Finds where a person begins in a run of capitalised words that may open with a place.

    `ward_names` are bare names of administrative units besides the listed ones; `known` are full names
    that the same article gives where no doubt is possible.
    """

    def __init__(self, ward_names: Set[str], known: Set[NameKey] = frozenset()) -> None:
        self._listed = listed_units()
        self._units = unit_keys(ward_names)
        self._known = known

    def is_unit(self, keys: Sequence[str]) -> bool:
        """Whether a unit has exactly this name."""
        key = tuple(keys)
        return key in self._listed or key in self._units

    def is_known(self, keys: Sequence[str]) -> bool:
        return tuple(keys) in self._known

    def person_in(
        self, tokens: Tokens, start: int, end: int, *, after_unit: bool, open_name: bool
    ) -> int | None:
        """Index at which a person's name begins in tokens[start:end]; None where it holds none.

        `after_unit`: the run follows a word such as `phường`, whose name it may be or begin with.
        `open_name`: it follows an organisation (`trường`, `công ty`) that wants a proper name.
        """
        keys = tokens.key[start:end]
        for at in range(len(keys) - 1):
            if tuple(keys[at:]) in self._known:
                return start + at
        if not (after_unit or open_name):
            return self._after_body(tokens, start, keys)
        unit = self._unit_length(keys)
        rest = keys[unit:]
        if unit and (plausible(rest) or not rest):
            return start + unit if 2 <= len(rest) <= 4 else None
        if open_name:
            return self._after_place(start, keys, shortest=2)
        if sure(keys) and len(keys) in (3, 4) and tuple(keys) not in FAMOUS:
            return start
        return self._after_place(start, keys, shortest=1)

    def _after_body(self, tokens: Tokens, start: int, keys: Sequence[str]) -> int | None:
        place = PLACES.longest((*keys, ""), 0)
        unit = max(self._unit_length(keys), place.end if place else 0)
        if unit and (plausible(keys[unit:]) or is_foreign(keys[unit:])):
            return start + unit
        if plausible(keys) and not self.is_unit(keys):
            return start
        return self._after_place(start, keys, shortest=1)

    def _unit_length(self, keys: Sequence[str]) -> int:
        place = PLACES.longest((*keys, ""), 0)
        lengths = [n for n in range(1, min(len(keys), 6) + 1) if self.is_unit(keys[:n])]
        return max([*lengths, place.end if place else 0])

    @staticmethod
    def _after_place(start: int, keys: Sequence[str], *, shortest: int) -> int | None:
        """The best split into a place of one to four syllables and a name of two to four."""
        best: tuple[int, int] | None = None
        for at in range(shortest, min(len(keys) - 1, 5)):
            rest = keys[at:]
            if not (2 <= len(rest) <= 4 and plausible(rest)):
                continue
            score = (
                (3 if at == 2 else 1)
                + (2 if len(rest) == 3 else 1)
                + (4 if rest[0] in COMMON_SURNAMES else 0)
            )
            if best is None or score > best[0]:
                best = (score, at)
        return None if best is None or best[0] < 6 else start + best[1]


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
