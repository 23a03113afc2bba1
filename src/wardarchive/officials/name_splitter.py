"""Where a person's name begins in a run of capitalised words that may open with a place."""

from __future__ import annotations

from collections.abc import Sequence, Set

from wardarchive.officials.name_lexicon import COMMON_SURNAMES, MIDDLES, PLACES
from wardarchive.officials.names import highland, is_foreign, is_foreign_word, is_womans, plausible, sure
from wardarchive.officials.tokens import Tokens
from wardarchive.officials.unit_keys import NameKey, listed_units, unit_keys


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

    def opens_unit(self, tokens: Tokens, at: int) -> bool:
        """Whether two words or more at `at` are a unit's name."""
        return any(self.is_unit(tokens.key[at : at + length]) for length in (2, 3))

    def person_in(
        self,
        tokens: Tokens,
        start: int,
        end: int,
        *,
        after_unit: bool,
        open_name: bool,
        listed: bool = False,
    ) -> int | None:
        """Index at which a person's name begins in tokens[start:end]; None where it holds none.

        `after_unit`: the run follows a word such as `phường`, whose name it may be or begin with.
        `listed`: that word is one of the units whose names are all known, not a hamlet.
        `open_name`: it follows an organisation (`trường`, `công ty`) that wants a proper name.
        """
        keys = tokens.key[start:end]
        for at in range(len(keys) - 1):
            if tuple(keys[at:]) in self._known:
                return start + at
        if not (after_unit or open_name):
            return self._after_body(tokens, start, keys)
        if highland(keys) and not self.is_unit(keys):
            return start
        if is_womans(keys) or (len(keys) > 2 and keys[1] in MIDDLES and sure(keys)):
            return start
        unit = self._unit_length(keys)
        rest = keys[unit:]
        if unit and (plausible(rest) or not rest) and not (unit == 1 and sure(keys)):
            return start + unit if 2 <= len(rest) <= 4 else None
        if open_name:
            return self._after_place(start, keys, shortest=2)
        if sure(keys) and len(keys) in (3, 4):
            return start
        split = self._after_place(start, keys, shortest=1)
        if split is None and listed and len(keys) in (3, 4) and plausible(keys):
            return start  # all units are known, and this is none of them
        return split

    def _after_body(self, tokens: Tokens, start: int, keys: Sequence[str]) -> int | None:
        place = PLACES.longest((*keys, ""), 0)
        unit = max(self._unit_length(keys), place.end if place else 0)
        if unit and len(keys) - unit == 1 and is_foreign_word(keys[unit]):  # `Phó Tổng thống Mỹ Pence`
            return start + unit
        if unit and (plausible(keys[unit:]) or is_foreign(keys[unit:])) and not (unit == 1 and sure(keys)):
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
