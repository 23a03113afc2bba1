"""Searches as the command line and the API ask for them, and their results as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wardarchive.errors import UnknownWard, UsageError
from wardarchive.jobs.article_json import publication_json
from wardarchive.jobs.ingest import find_ward
from wardarchive.jobs.person_lookup import find_key
from wardarchive.model import MISSING, FacetFilter, SearchResult
from wardarchive.store.store import Store
from wardarchive.text.normalise import fold


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


def facet_filters(
    store: Store,
    *,
    ward: Sequence[str] = (),
    year: Sequence[str] = (),
    official: Sequence[str] = (),
    section: Sequence[str] = (),
) -> tuple[FacetFilter, ...]:
    """Filters for what was asked; names become codes and keys."""
    values = {
        "ward": ward_values(ward),
        "year": tuple(year),
        "official": official_values(store, official),
        "section": tuple(section),
    }
    return tuple(FacetFilter(facet, chosen) for facet, chosen in values.items() if chosen)


def result_json(result: SearchResult) -> dict[str, Any]:
    """The search JSON of the interface."""
    return {
        "query": result.query,
        "total": result.total,
        "page": result.page,
        "pages": result.pages,
        "took_ms": round(result.took_ms, 1),
        "all_words": result.all_words,
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
            name: [
                {"value": c.value, "label": c.label, "count": c.count, "selected": c.selected}
                for c in counts
            ]
            for name, counts in result.facets.items()
        },
        "suggestion": result.suggestion,
    }
