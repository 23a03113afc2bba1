"""Facets as the search page shows them: values, counts, what is selected, where each click leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from wardarchive.model import FACETS, MISSING, FacetCount, Ward
from wardarchive.store.store import Store
from wardarchive.wards.units import unit
from wardarchive.web.urls import SearchState
from wardarchive.web.wording import gettext

SHOWN = 8
"""Values of a facet that are seen at once; the others are one click away."""
FACET_SIZE = 20
"""Values of a facet on the search page; all others are on a page of their own."""


@dataclass(frozen=True, slots=True)
class FacetItem:
    """One value: what a box beside it selects, and the address that excludes it."""

    value: str
    label: str
    detail: str
    """What tells it from others of its name: a ward's district."""
    count: int
    share: int
    """Hundredths of the largest count of its facet, rounded up."""
    selected: bool
    exclude_url: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    name: str
    title: str
    first: tuple[FacetItem, ...]
    more: tuple[FacetItem, ...]

    @property
    def is_long(self) -> bool:
        """Whether there may be values that the engine did not list."""
        return len(self.items) >= FACET_SIZE

    @property
    def items(self) -> tuple[FacetItem, ...]:
        return self.first + self.more


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the search, and the address without it."""

    title: str
    label: str
    excluded: bool
    url: str


def facet_title(facet: str) -> str:
    """The heading of a facet, in the reader's language."""
    return {
        "ward": gettext("Ward or commune"),
        "year": gettext("Year"),
        "official": gettext("Official"),
        "section": gettext("Section"),
    }[facet]


def _missing(facet: str) -> str:
    return {
        "ward": gettext("no known ward"),
        "year": gettext("no date"),
        "official": gettext("nobody named"),
        "section": gettext("no section"),
    }[facet]


def value_label(facet: str, value: str, store: Store) -> str:
    """What a value of a facet is called, known to the index or not."""
    if value == MISSING:
        return _missing(facet)
    if facet == "ward":
        ward = unit(value)
        return ward.name if ward else value
    if facet == "official":
        record = store.official(value)
        return record.ref.name if record else value
    return value


def _detail(facet: str, count: FacetCount, twins: Counter[str]) -> str:
    if facet == "ward":
        ward = unit(count.value)
        return (ward.district or ward.province) if ward else ""
    if facet == "official" and twins[count.label] > 1:
        ward = unit_of_key(count.value)
        return ward.name if ward else ""
    return ""


def unit_of_key(key: str) -> Ward | None:
    """The ward that a person's key names, if it is one.

    >>> ward = unit_of_key("le-an.00142.nguoidan")
    >>> ward and ward.name
    'Phường Sài Đồng'
    """
    return unit(key.split(".")[1]) if "." in key else None


def facet_groups(counts: Mapping[str, tuple[FacetCount, ...]], state: SearchState) -> list[FacetGroup]:
    """All facets that have something to choose, in their order; selected values come first."""
    groups = []
    for facet in FACETS:
        excluded = state.values(facet, exclude=True)
        known = [c for c in counts.get(facet, ()) if c.value not in excluded]
        largest = max((c.count for c in known), default=1) or 1
        twins = Counter(c.label for c in known)
        items = [
            FacetItem(
                value=c.value,
                label=_missing(facet) if c.value == MISSING else c.label,
                detail=_detail(facet, c, twins),
                count=c.count,
                share=-(-c.count * 100 // largest),
                selected=c.selected,
                exclude_url=state.adding(facet, c.value, exclude=True).url(),
            )
            for c in known
        ]
        if facet == "year":
            items.sort(key=lambda item: (item.value != MISSING, item.value), reverse=True)
        items.sort(key=lambda item: not item.selected)
        shown = max(SHOWN, sum(item.selected for item in items))
        if items:
            groups.append(FacetGroup(facet, facet_title(facet), tuple(items[:shown]), tuple(items[shown:])))
    return groups


def chips(state: SearchState, store: Store) -> list[Chip]:
    """Everything that narrows the search besides its words."""
    return [
        Chip(
            title=facet_title(chosen.facet),
            label=value_label(chosen.facet, value, store),
            excluded=chosen.exclude,
            url=state.removing(chosen.facet, value, exclude=chosen.exclude).url(),
        )
        for chosen in state.filters
        for value in chosen.values
    ]
