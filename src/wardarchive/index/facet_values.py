"""Facet values of documents, and how counted values are ordered, searched and cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from wardarchive.index.completing import place_in
from wardarchive.index.term_match import Token
from wardarchive.model import FACETS, MISSING, FacetCount, IndexDocument, SearchRequest, published_date
from wardarchive.text.normalise import clean, fold
from wardarchive.text.syllables import syllables


def district_of(document: IndexDocument) -> str | None:
    """What the ward lies in: ``Quận Long Biên, Thành phố Hà Nội``; the province alone since July 2025."""
    return ", ".join(name for name in (document.district, document.province) if name) or None


def values_of(document: IndexDocument) -> dict[str, dict[str, str]]:
    """For each facet the values of one document with their labels; `MISSING` where it has none."""
    day = published_date(document.published)
    year = f"{day.year:04d}" if day else None
    single = {
        "district": district_of(document), "year": year, "section": document.section,
        "family": document.family,
    }  # fmt: skip
    found: dict[str, dict[str, str]] = {
        "ward": {document.ward_code: document.ward or document.ward_code} if document.ward_code else {},
        "official": {ref.key: ref.name for ref in document.officials},
        "role": {role: role for role in document.roles},
        **{facet: {value: value} if value else {} for facet, value in single.items()},
    }
    return {facet: found[facet] or {MISSING: ""} for facet in FACETS}


_folded = lru_cache(maxsize=200_000)(fold)
"""After an update of the index nearly all labels are those of before."""


def order(facet: str, value: str, label: str) -> tuple[object, ...]:
    """The order of values with equal counts; years come newest first whatever their counts."""
    if facet == "year":
        return (value == MISSING, -int(value) if value.isdigit() else 0, value)
    return (value == MISSING, _folded(label), label, value)


def typed_in(request: SearchRequest, facet: str) -> list[Token] | None:
    """The words that a label of the facet must have; None where all values are wanted."""
    asked, text = request.facet_query or ("", "")
    tokens = [(s.key, s.folded) for s in syllables(clean(text))] if asked == facet else []
    return tokens or None


def _has(label: str, typed: list[Token]) -> bool:
    return place_in(typed, [(s.key, s.folded) for s in syllables(label)]) is not None


def facet_counts(
    facet: str, counts: Mapping[str, int], labels: Mapping[str, str], request: SearchRequest
) -> tuple[FacetCount, ...]:
    """Most frequent first, years newest first; selected values always, and at most `facet_size` others."""
    selected = frozenset(request.selected(facet))
    typed = typed_in(request, facet)
    shown = [
        FacetCount(value, labels.get(value) or value, counts.get(value, 0), value in selected)
        for value in {*selected, *(value for value, count in counts.items() if count)}
    ]
    if typed is not None:
        shown = [c for c in shown if c.selected or (c.value != MISSING and _has(c.label, typed))]
    by_count = facet != "year"
    shown.sort(key=lambda c: (-c.count if by_count else 0, *order(facet, c.value, c.label)))
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
