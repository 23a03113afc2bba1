"""From what a URL names to what an engine knows: names become codes and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from wardarchive.errors import UnknownWard, UsageError
from wardarchive.jobs.searching import official_values, ward_values
from wardarchive.model import MISSING, FacetFilter, SearchRequest
from wardarchive.store.store import Store
from wardarchive.wards.units import unit
from wardarchive.web.facets import FACET_SIZE
from wardarchive.web.urls import PAGE_SIZE, SearchState
from wardarchive.web.ward_ways import UNKNOWN, published_codes
from wardarchive.web.wording import gettext


def resolved(state: SearchState, store: Store) -> SearchState:
    """The same search with codes of wards and keys of officials.

    Raises `UsageError` where a name means nobody.
    """
    known: dict[str, Callable[[str], Iterable[str]]] = {
        "ward": _wards,
        "official": lambda value: _officials(value, store),
    }
    filters = []
    for chosen in state.filters:
        find = known.get(chosen.facet)
        values = [v for value in chosen.values for v in find(value)] if find else chosen.values
        filters.append(FacetFilter(chosen.facet, tuple(dict.fromkeys(values)), chosen.exclude))
    return replace(state, filters=tuple(filters))


def _wards(value: str) -> Iterable[str]:
    if value in (MISSING, UNKNOWN) or unit(value):
        return (value,)
    try:
        return ward_values([value])
    except UnknownWard as error:
        raise UsageError(
            gettext("No ward is named “%(name)s”.", name=value),
            gettext("Give its name with phường or xã, or its code."),
        ) from error


def _officials(value: str, store: Store) -> Iterable[str]:
    if value == MISSING or store.official(value):
        return (value,)
    try:
        return official_values(store, [value])
    except UsageError as error:
        raise UsageError(
            gettext("No official is named “%(name)s”.", name=value),
            gettext("Search for the name to see how it is written."),
        ) from error


MOST_VALUES = 5000
"""Values of a facet that the engine is ever asked for; all communes of the country are 3,321."""


def search_request(state: SearchState, *, facet_size: int = FACET_SIZE) -> SearchRequest:
    """What the engine is asked: wards as they published, all of them where counts are to be added up."""
    filters = tuple(
        replace(f, values=published_codes(f.values, state.wards)) if f.facet == "ward" else f
        for f in state.filters
    )
    if state.wards != "published":
        facet_size = MOST_VALUES
    return SearchRequest(
        query=state.query,
        filters=filters,
        date_from=state.date_from,
        date_to=state.date_to,
        sort=state.order,
        page=state.page,
        page_size=PAGE_SIZE,
        facet_size=facet_size,
    )
