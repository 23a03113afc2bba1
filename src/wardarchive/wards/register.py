"""The register of wards as it is kept in the package: dated lists of units, and what became of them.

Three lists: 2024-12-31 (only the 567 units that were gone by 2025-06-30), 2025-06-30 (all 10,035 units,
with their districts, on the last day of the three-level system) and 2025-07-01 (all 3,321 units since).
``data/wards.json.gz`` is made by ``scripts/build_wards.py``; sources and licences stand beside it.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from wardarchive.model import Ward


@dataclass(frozen=True, slots=True)
class Change:
    """A unit became (part of) another, or stayed as it under the same code, on one day."""

    changed_on: date
    old_code: str
    new_code: str
    main: bool
    """Whether the larger part of the old unit went there."""


@dataclass(frozen=True, slots=True)
class Register:
    """Everything known of the units, by code."""

    records: dict[str, tuple[Ward, ...]]
    """A record for each list that has the code, oldest first."""
    successors: dict[str, tuple[Change, ...]]
    predecessors: dict[str, tuple[Change, ...]]
    """By day, the main ones first."""
    newest_list: str
    """ISO date: units on this list exist today, as far as the register knows."""


@cache
def register() -> Register:
    """The register, read on first use (about 0.05 s)."""
    packed = files(__package__).joinpath("data", "wards.json.gz").read_bytes()
    content = json.loads(gzip.decompress(packed))
    records: dict[str, list[Ward]] = {}
    for listed_on, provinces in sorted(content["lists"].items()):
        for province, districts in provinces.items():
            for district, names in districts.items():
                for code, name in names.items():
                    ward = Ward(code, name, district or None, province, listed_on)
                    records.setdefault(code, []).append(ward)
    changes = [
        Change(date.fromisoformat(day), old_code, new_code, main=number == 0)
        for day, old_codes in sorted(content["lineage"].items())
        for old_code, new_codes in old_codes.items()
        for number, new_code in enumerate(new_codes.split(" "))
        if new_code != "-"
    ]
    return Register(
        records={code: tuple(found) for code, found in records.items()},
        successors=_grouped(changes, old=True),
        predecessors=_grouped(changes, old=False),
        newest_list=max(content["lists"]),
    )


def _grouped(changes: list[Change], *, old: bool) -> dict[str, tuple[Change, ...]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.old_code if old else change.new_code, []).append(change)
    return {
        code: tuple(sorted(group, key=lambda change: (change.changed_on, not change.main)))
        for code, group in found.items()
    }
