"""A ward then and now: what it was made of, what it became, and what its area belongs to today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wardarchive.model import Ward
from wardarchive.wards import lineage
from wardarchive.wards.units import unit


@dataclass(frozen=True, slots=True)
class Part:
    """A unit on the other side of a change; `main` where the larger part went there."""

    ward: Ward
    main: bool


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """What happened to the units of a code on one day."""

    on: date
    made_of: tuple[Part, ...]
    became: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Fate:
    """All known changes by day; `today` is empty where the unit stands or nothing is known."""

    days: tuple[ChangeDay, ...]
    today: tuple[Part, ...]
    since: date | None
    """The day from which `today` holds."""
    unknown: bool
    """Whether the unit is gone and nobody knows into what."""

    @property
    def stands(self) -> bool:
        """Whether the unit exists as it was."""
        return not self.today and not self.unknown


def ward_fate(code: str) -> Fate:
    """What is known about the ward before and after; an unknown successor stays unknown."""
    before, after = lineage.predecessors(code), lineage.successors(code)
    days = sorted({change.changed_on for change in (*before, *after)})
    descent = lineage.descendants(code)
    since = max((kin.changed_on for kin in descent), default=None)
    return Fate(
        days=tuple(
            ChangeDay(
                on=day,
                made_of=_parts(
                    [(c.old_code, c.main) for c in before if c.changed_on == day], day - timedelta(days=1)
                ),
                became=_parts([(c.new_code, c.main) for c in after if c.changed_on == day], day),
            )
            for day in days
        ),
        today=_parts([(k.code, k.main) for k in descent if k.changed_on == since], since) if since else (),
        since=since,
        unknown=descent.unknown,
    )


def _parts(codes: list[tuple[str, bool]], on: date) -> tuple[Part, ...]:
    parts = [Part(ward, main) for code, main in codes if (ward := unit(code, on))]
    return tuple(sorted(parts, key=lambda part: not part.main))
