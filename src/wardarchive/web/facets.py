"""Facets as the search page shows them: values, counts, what is selected, where each click leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from wardarchive.model import FACETS, MISSING, FacetCount, Ward
from wardarchive.store.store import Store
from wardarchive.wards.units import unit
from wardarchive.web.urls import SearchState, WardWay
from wardarchive.web.ward_ways import UNKNOWN, in_way, ward_of
from wardarchive.web.wording import gettext

SHOWN = 8
"""Values of a facet that are seen at once; the others are one click away."""
FACET_SIZE = 14
"""Values of a facet on the search page; all others are on a page of their own."""


@dataclass(frozen=True, slots=True)
class FacetItem:
    """One value: what a box beside it selects, and a minus leaves out."""

    value: str
    label: str
    detail: str
    """What tells it from others of its name: a ward's district."""
    count: int
    share: int
    """Hundredths of the largest count of its facet, rounded up."""
    selected: bool


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
        "district": gettext("District and province"),
        "role": gettext("Role"),
        "family": gettext("Kind of portal"),
    }[facet]


def _missing(facet: str) -> str:
    return {
        "ward": gettext("no known ward"),
        "year": gettext("no date"),
        "official": gettext("nobody named"),
        "section": gettext("no section"),
        "district": gettext("no known district"),
        "role": gettext("no role stated"),
        "family": gettext("kind not known"),
    }[facet]


def value_label(facet: str, value: str, store: Store, way: WardWay = "published") -> str:
    """What a value of a facet is called, known to the index or not."""
    if value == MISSING:
        return _missing(facet)
    if facet == "ward":
        if value == UNKNOWN:
            return gettext("successor not known")
        ward = ward_of(value, way)
        return ward.name if ward else value
    if facet == "official":
        record = store.official(value)
        return record.ref.name if record else value
    return value


def _listed(
    facet: str, counts: Mapping[str, tuple[FacetCount, ...]], state: SearchState
) -> tuple[FacetCount, ...]:
    found = counts.get(facet, ())
    return in_way(found, state) if facet == "ward" else found


def _label(facet: str, count: FacetCount) -> str:
    if count.value == MISSING:
        return _missing(facet)
    return gettext("successor not known") if (facet, count.value) == ("ward", UNKNOWN) else count.label


def _detail(facet: str, count: FacetCount, twins: Counter[str], state: SearchState) -> str:
    if facet == "ward":
        ward = ward_of(count.value, state.wards)
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


def facet_groups(
    counts: Mapping[str, tuple[FacetCount, ...]], state: SearchState, *, most: int = FACET_SIZE
) -> list[FacetGroup]:
    """All facets that have something to choose, in their order; selected values come first.

    Of each facet the `most` frequent values and those that are selected.
    """
    groups = []
    for facet in FACETS:
        excluded = state.values(facet, exclude=True)
        known = [c for c in _listed(facet, counts, state) if c.value not in excluded]
        known = [c for place, c in enumerate(known) if place < most or c.selected]
        largest = max((c.count for c in known), default=1) or 1
        twins = Counter(c.label for c in known)
        items = [
            FacetItem(
                value=c.value,
                label=_label(facet, c),
                detail=_detail(facet, c, twins, state),
                count=c.count,
                share=-(-c.count * 100 // largest),
                selected=c.selected,
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
            label=value_label(chosen.facet, value, store, state.wards),
            excluded=chosen.exclude,
            url=state.removing(chosen.facet, value, exclude=chosen.exclude).url(),
        )
        for chosen in state.filters
        for value in chosen.values
    ]
