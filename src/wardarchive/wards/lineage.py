"""What became of a unit, and what it was made of.

The register knows all changes of 2025-07-01 and one of the earlier ones. Of 566 units that were gone by
2025-06-30 it does not know where they went, and hardly of any what they were before: this is said as
`Relatives.unknown`, never guessed. Codes outlive their units (00145 before and after 2025-07-01 are two
areas), so chains are followed by day: what came on a day can only change on a later one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from wardarchive.wards.register import Change, register


@dataclass(frozen=True, slots=True)
class Relatives:
    """The changes next to a unit on one side of time."""

    code: str
    changes: tuple[Change, ...]
    """By day, the main ones first; a unit that kept its code is among its own successors."""
    unknown: bool
    """Whether there are, or may be, changes that the register does not know."""

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit reached over one or more changes."""

    code: str
    changed_on: date
    """The day of the change nearest to it."""
    main: bool
    """Whether every step on the way there was the main one."""
    steps: int


@dataclass(frozen=True, slots=True)
class Descent:
    """All units before or after one."""

    code: str
    kin: tuple[Kin, ...]
    """By steps, day and code; a unit reached in several ways comes once, over main steps if it can."""
    unknown: bool
    """Whether the register lacks a change somewhere on the way."""

    def __iter__(self) -> Iterator[Kin]:
        return iter(self.kin)

    def __len__(self) -> int:
        return len(self.kin)


def successors(code: str) -> Relatives:
    """What the unit became. An unknown code has no changes and is not `unknown`.

    >>> [(c.changed_on.isoformat(), c.new_code, c.main) for c in successors("00142")]
    [('2025-01-01', '00151', True)]
    >>> successors("00010")
    Relatives(code='00010', changes=(), unknown=True)
    """
    changes = register().successors.get(code, ())
    return Relatives(code, changes, unknown=_end_unknown(code, changes))


def predecessors(code: str) -> Relatives:
    """What the unit was made of; `unknown` where it existed before 2025-07-01: the register knows
    nearly nothing of earlier changes, so more may have gone into it."""
    changes = register().predecessors.get(code, ())
    return Relatives(code, changes, unknown=_start_unknown(code, changes))


def _end_unknown(code: str, changes: tuple[Change, ...]) -> bool:
    known = register()
    records = known.records.get(code, ())
    return bool(records) and not changes and records[-1].listed_on < known.newest_list


def _start_unknown(code: str, changes: tuple[Change, ...]) -> bool:
    known = register()
    records = known.records.get(code, ())
    return bool(records) and (records[0].listed_on < known.newest_list or not changes)


def descendants(code: str) -> Descent:
    """Everything the unit became, over all steps.

    >>> [(k.code, k.main, k.steps) for k in descendants("00142")]
    [('00151', True, 1), ('00118', False, 2), ('00127', False, 2), ('00136', True, 2), ('00145', False, 2)]
    """
    return _follow(code, forward=True)


def ancestors(code: str) -> Descent:
    """Everything the unit was made of, over all steps."""
    return _follow(code, forward=False)


def _follow(code: str, *, forward: bool) -> Descent:
    known = register()
    table = known.successors if forward else known.predecessors
    missing: Callable[[str, tuple[Change, ...]], bool] = _end_unknown if forward else _start_unknown
    reached: dict[tuple[str, date], Kin] = {}
    unknown = missing(code, table.get(code, ()))
    level = [Kin(code, date.min if forward else date.max, main=True, steps=0)]
    while level:
        following: list[Kin] = []
        for kin in level:
            for change in table.get(kin.code, ()):
                if change.changed_on > kin.changed_on if forward else change.changed_on < kin.changed_on:
                    target = change.new_code if forward else change.old_code
                    found = Kin(target, change.changed_on, kin.main and change.main, kin.steps + 1)
                    old = reached.get((target, change.changed_on))
                    if old is None or (found.main and not old.main):
                        reached[target, change.changed_on] = found
                        following.append(found)
        level = following
    unknown = unknown or any(missing(k.code, table.get(k.code, ())) for k in reached.values())
    found_kin = sorted(reached.values(), key=lambda k: (k.steps, k.changed_on, k.code))
    return Descent(code, tuple(found_kin), unknown)
