"""Facet values of documents, and how counted values are ordered and cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wardarchive.model import FACETS, MISSING, FacetCount, IndexDocument, SearchRequest, published_date
from wardarchive.text.normalise import fold


def values_of(document: IndexDocument) -> dict[str, dict[str, str]]:
    """For each facet the values of one document with their labels; `MISSING` where it has none."""
    day = published_date(document.published)
    year = f"{day.year:04d}" if day else None
    found: dict[str, dict[str, str]] = {
        "ward": {document.ward_code: document.ward or document.ward_code} if document.ward_code else {},
        "year": {year: year} if year else {},
        "official": {ref.key: ref.name for ref in document.officials},
        "section": {document.section: document.section} if document.section else {},
    }
    return {facet: found[facet] or {MISSING: ""} for facet in FACETS}


def _order(facet: str, count: FacetCount) -> tuple[object, ...]:
    missing = count.value == MISSING
    if facet == "year":
        return (missing, -int(count.value) if count.value.isdigit() else 0, count.value)
    return (-count.count, missing, fold(count.label), count.label, count.value)


def facet_counts(
    facet: str, counts: Mapping[str, int], labels: Mapping[str, str], request: SearchRequest
) -> tuple[FacetCount, ...]:
    """Most frequent first, years newest first; selected values always, and at most `facet_size` others."""
    selected = frozenset(request.selected(facet))
    shown = [
        FacetCount(value, labels.get(value) or value, counts.get(value, 0), value in selected)
        for value in {*selected, *(value for value, count in counts.items() if count)}
    ]
    shown.sort(key=lambda count: _order(facet, count))
    others = 0
    kept: list[FacetCount] = []
    for count in shown:
        others += not count.selected
        if count.selected or others <= request.facet_size:
            kept.append(count)
    return tuple(kept)


def allows(request: SearchRequest, values: Mapping[str, Iterable[str]], *, without: str = "") -> bool:
    """Whether one document's facet values pass the filters, those of the facet `without` left out."""
    for facet in FACETS:
        own = set(values[facet])
        chosen = request.selected(facet)
        if chosen and facet != without and own.isdisjoint(chosen):
            return False
    return all(
        set(values[f.facet]).isdisjoint(f.values)
        for f in request.filters
        if f.exclude and f.facet in values and f.facet != without
    )
