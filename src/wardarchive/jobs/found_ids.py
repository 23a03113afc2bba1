"""Everything that a search finds, as ids in its order: eight bytes an article, however many there are."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace

from wardarchive.errors import IndexUnavailable
from wardarchive.index.engine import Engine
from wardarchive.model import SearchRequest, SearchResult

_PAGE = 500
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of all hits, and the state of the index that they are of."""

    ids: array[int]
    generation: int
    notes: tuple[str, ...]


def found_ids(engine: Engine, request: SearchRequest) -> Found:
    """All hits of a request, its page ignored, of one generation of the index.

    Raises `IndexUnavailable` where the index changes again and again while it is read.
    """
    for _ in range(_ATTEMPTS):
        generation = engine.generation()
        ids, result = _all_pages(engine, request)
        if engine.generation() == generation and len(ids) == result.total:
            return Found(ids, generation, result.notes)
    raise IndexUnavailable(
        "the index changed while it was being read", "wait for the crawl or index to end"
    )


def _all_pages(engine: Engine, request: SearchRequest) -> tuple[array[int], SearchResult]:
    ids: array[int] = array("q")
    page = 1
    while True:
        result = engine.search(replace(request, page=page, page_size=_PAGE, facet_size=0, snippets=False))
        ids.extend(hit.id for hit in result.hits)
        if page >= result.pages or not result.hits:
            return ids, result
        page += 1
