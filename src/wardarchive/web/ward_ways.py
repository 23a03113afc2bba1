"""The ward facet in three ways: as published, by today's ward, and with what a ward was made of.

An article belongs to one ward, the one that published it; so counts of several wards add up. A ward whose
area was divided stands under each of today's wards that got a part of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from wardarchive.model import MISSING, FacetCount, Ward
from wardarchive.wards import lineage
from wardarchive.wards.register import register
from wardarchive.wards.units import names, unit
from wardarchive.web.fate import ward_fate
from wardarchive.web.urls import SearchState, WardWay

UNKNOWN = "unknown"
"""Today's ward of units that are gone and of which no list tells into what."""


def ward_of(code: str, way: WardWay) -> Ward | None:
    """The unit that a code names in this way: today's name where the facet is by today's ward."""
    if way != "today":
        return unit(code)
    known = names(code)
    return known[-1] if known else None


@cache
def today_of(code: str) -> tuple[str, ...]:
    """The codes of today's wards that have the area of this one; `UNKNOWN` where nobody knows."""
    fate = ward_fate(code)
    if fate.unknown and not fate.today:
        return (UNKNOWN,)
    return tuple(dict.fromkeys(part.ward.code for part in fate.today)) or (code,)


@cache
def _with_ancestors(code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((code, *(kin.code for kin in lineage.ancestors(code)))))


@cache
def _lost() -> tuple[str, ...]:
    return tuple(code for code in register().records if today_of(code) == (UNKNOWN,))


def published_codes(values: Iterable[str], way: WardWay) -> tuple[str, ...]:
    """The codes of the wards that published what `values` mean in this way."""
    if way == "published":
        return tuple(values)
    codes: list[str] = []
    for value in values:
        if value == UNKNOWN:
            codes += _lost()
        elif value == MISSING:
            codes.append(value)
        else:
            codes += _with_ancestors(value)
    return tuple(dict.fromkeys(codes))


def in_way(counts: Iterable[FacetCount], state: SearchState) -> tuple[FacetCount, ...]:
    """The counts of the wards that published, brought together in the way of `state`, the largest first."""
    way = state.wards
    if way == "published":
        return tuple(counts)
    by_code = {c.value: c.count for c in counts}
    chosen = state.values("ward")
    values: dict[str, int] = dict.fromkeys(chosen, 0)
    for code in by_code:
        listed = (code,) if way == "lineage" or code == MISSING else today_of(code)
        values.update(dict.fromkeys(listed, 0))
    for value in values:
        values[value] = sum(by_code.get(code, 0) for code in published_codes((value,), way))
    found = [FacetCount(v, _label(v, way), n, v in chosen) for v, n in values.items() if n or v in chosen]
    return tuple(sorted(found, key=lambda c: (-c.count, c.value)))


def _label(value: str, way: WardWay) -> str:
    ward = ward_of(value, way)
    return ward.name if ward else value


def switched(state: SearchState, way: WardWay) -> SearchState:
    """The same search with the facet in another way; chosen wards become today's where that is asked."""
    moved = state.by_ward(way)
    if way != "today" or state.wards == "today":
        return moved
    for exclude in (False, True):
        values = [
            new
            for value in state.values("ward", exclude=exclude)
            for new in ((value,) if value == MISSING else today_of(value))
        ]
        moved = moved.with_values("ward", values, exclude=exclude)
    return moved
