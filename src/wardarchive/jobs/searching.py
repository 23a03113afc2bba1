"""Searches as the command line and the API ask for them, and their results as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wardarchive.errors import UnknownWard, UsageError
from wardarchive.jobs.article_json import publication_json
from wardarchive.jobs.ingest import find_ward
from wardarchive.jobs.person_lookup import find_key
from wardarchive.jobs.role_names import role_name
from wardarchive.model import FACETS, MISSING, FacetCount, FacetFilter, SearchResult
from wardarchive.store.store import Store
from wardarchive.text.normalise import fold

_YEAR = re.compile("[0-9]{4}")


def ward_values(asked: Sequence[str]) -> tuple[str, ...]:
    """Ward codes for codes or names; a name that several units bear means all of them."""
    codes: list[str] = []
    for text in asked:
        if text == MISSING:
            codes.append(text)
            continue
        found = find_ward(text)
        if not found:
            raise UnknownWard(f"no ward is named {text!r}", "give its name with phường or xã, or its code")
        codes.extend(ward.code for ward in found)
    return tuple(dict.fromkeys(codes))


def official_values(store: Store, asked: Sequence[str]) -> tuple[str, ...]:
    """Keys of the register for keys or names, with or without diacritics."""
    if not asked:
        return ()
    register = store.officials()
    keys: list[str] = []
    for text in asked:
        wanted = fold(text.strip())
        exact = [ref.key for ref in register if text in (ref.key, ref.name)]
        if not exact:  # a permalink of before a merge
            exact = [key for key in find_key(store, text).keys if store.official(key)]
        found = exact or [ref.key for ref in register if fold(ref.name) == wanted]
        if text == MISSING:
            found = [text]
        if not found:
            raise UsageError(
                f"no official is named {text!r}", "search for the name to see how it is written"
            )
        keys.extend(found)
    return tuple(dict.fromkeys(keys))


def role_values(asked: Sequence[str]) -> tuple[str, ...]:
    """Roles as the index has them: without the name of the unit, bodies by their initials."""
    return tuple(dict.fromkeys(role_name(text) or text for text in asked))


def check_years(asked: Sequence[str]) -> None:
    """Raises `UsageError` for what has not four digits."""
    for text in asked:
        if not _YEAR.fullmatch(text):
            raise UsageError(f"{text!r} is no year", "write it with four digits, like 2020")


def facet_filters(
    store: Store, chosen: Mapping[str, Sequence[str]], excluded: Mapping[str, Sequence[str]] | None = None
) -> tuple[FacetFilter, ...]:
    """Filters for the values asked of each facet; names become codes and keys.

    Raises `UnknownWard` and `UsageError` for names that nobody bears.
    """
    filters = []
    for exclude, asked in ((False, chosen), (True, excluded or {})):
        for facet in FACETS:
            values = facet_values(store, facet, asked.get(facet, ()))
            if values:
                filters.append(FacetFilter(facet, values, exclude))
    return tuple(filters)


def facet_values(store: Store, facet: str, asked: Sequence[str]) -> tuple[str, ...]:
    """What an engine calls the values of a facet that somebody typed."""
    if facet == "ward":
        return ward_values(asked)
    if facet == "official":
        return official_values(store, asked)
    if facet == "role":
        return role_values(asked)
    if facet == "year":
        check_years([text for text in asked if text != MISSING])
    return tuple(dict.fromkeys(asked))


def result_json(result: SearchResult) -> dict[str, Any]:
    """The search JSON of the interface."""
    return {
        "query": result.query,
        "total": result.total,
        "page": result.page,
        "pages": result.pages,
        "took_ms": round(result.took_ms, 1),
        "all_words": result.all_words,
        "all_first": result.all_first,
        "notes": list(result.notes),
        "hits": [
            {
                "id": hit.id,
                "url": hit.url,
                "title": hit.title,
                "ward_code": hit.ward_code,
                "ward": hit.ward,
                "published_at": publication_json(hit.published),
                "views": hit.views,
                "score": round(hit.score, 4),
                "snippets": list(hit.snippets),
            }
            for hit in result.hits
        ],
        "facets": {
            name: [_count_json(count) for count in counts] for name, counts in result.facets.items()
        },
        "months": [{"month": m.month, "count": m.count} for m in result.months],
        "suggestion": result.suggestion,
    }


def _count_json(count: FacetCount) -> dict[str, Any]:
    return {
        "value": count.value, "label": count.label, "count": count.count, "selected": count.selected,
    }  # fmt: skip
