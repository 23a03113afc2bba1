"""The default engine: a Whoosh index on disk, searched through NumPy."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from wardarchive.index import ranking
from wardarchive.index.array_matching import Matched, Matching
from wardarchive.index.array_results import Results
from wardarchive.index.completing import completions
from wardarchive.index.did_you_mean import suggestion
from wardarchive.index.facet_names import FacetNames
from wardarchive.index.highlights import Highlighter
from wardarchive.index.index_folder import IndexFolder
from wardarchive.index.index_writing import IndexWriting
from wardarchive.index.meaning import meaning
from wardarchive.index.page_of_hits import check, hit_of, page_count
from wardarchive.index.query import parse
from wardarchive.index.query_nodes import Query
from wardarchive.index.recent import Recent
from wardarchive.index.snapshot import Snapshot
from wardarchive.index.snapshot_language import SnapshotLanguage
from wardarchive.index.snapshots import Snapshots
from wardarchive.model import IndexDocument, SearchRequest, SearchResult, Suggestion

WRITER_WAIT = 10.0
"""Seconds that a second writer waits for the first."""
_REMEMBERED = 16
"""Queries whose matches are kept, and requests whose results are: another page, order or facet value of one
costs next to nothing. At 100,000 articles an entry has at most 4 MB."""


class WhooshEngine:
    """An engine in one folder; a folder that does not exist is an empty index."""

    def __init__(self, folder: Path, *, writer_wait: float = WRITER_WAIT) -> None:
        self._folder = IndexFolder(Path(folder))
        self._snapshots = Snapshots(self._folder)
        self._writing = IndexWriting(self._folder, self._snapshots, writer_wait)
        self._lock = threading.Lock()
        self._names: tuple[int, FacetNames, FacetNames] | None = None
        self._recent_matches: Recent[tuple[int, str], Matched] = Recent(_REMEMBERED)
        self._recent_results: Recent[tuple[int, SearchRequest], Results] = Recent(_REMEMBERED)

    def replace(self, documents: Iterable[IndexDocument]) -> int:
        return self._writing.replace(documents)

    def remove(self, ids: Iterable[int]) -> None:
        self._writing.remove(ids)

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        return self._writing.rebuild(documents)

    def search(self, request: SearchRequest) -> SearchResult:
        started = time.perf_counter()
        check(request)
        query = parse(request.query)
        snapshot = self._snapshots.for_reading()
        results = self._results(snapshot, request, query)
        rows, scores = results.page(request)
        highlighter = Highlighter(query.root) if request.snippets else None
        hits = [
            hit_of(snapshot.document(row), highlighter, score)
            for row, score in zip(rows, scores, strict=True)
        ]
        return SearchResult(
            query=request.query,
            total=results.total,
            page=request.page,
            pages=page_count(results.total, request.page_size),
            took_ms=(time.perf_counter() - started) * 1000,
            hits=tuple(hits),
            facets=results.facets,
            months=results.months,
            all_words=results.all_words,
            all_first=ranking.shows_all_first(query.root, request.sort),
            suggestion=self._suggestion(snapshot, query, results) if request.page == 1 else None,
            notes=query.notes,
        )

    def _suggestion(self, snapshot: Snapshot, query: Query, results: Results) -> str | None:
        def complete(text: str) -> int:
            matched = self._matched(snapshot, text, parse(text))
            return len(matched.rows) - int(matched.lacking.sum())

        found = results.total if results.all_words is None else results.all_words
        return suggestion(query, SnapshotLanguage(snapshot), found, complete)

    def _results(self, snapshot: Snapshot, request: SearchRequest, query: Query) -> Results:
        """What a request finds; another page or order of it costs next to nothing."""
        everywhere = replace(request, page=1, page_size=1, sort="relevance", snippets=True)
        return self._recent_results.get(
            (snapshot.generation, everywhere),
            lambda: Results(
                snapshot, everywhere, query.root, self._matched(snapshot, request.query, query)
            ),
        )

    def _matched(self, snapshot: Snapshot, text: str, query: Query) -> Matched:
        def match() -> Matched:
            return Matching(snapshot).run(query, meaning(query, SnapshotLanguage(snapshot)))

        return self._recent_matches.get((snapshot.generation, text), match)

    def suggest(self, prefix: str, limit: int = 8) -> list[Suggestion]:
        snapshot = self._snapshots.for_reading()
        with self._lock:
            if self._names is None or self._names[0] != snapshot.generation:
                self._names = snapshot.generation, _names(snapshot, "official"), _names(snapshot, "ward")
            _, officials, wards = self._names
        return completions(prefix, limit, officials, wards, SnapshotLanguage(snapshot))

    def generation(self) -> int:
        """That of what the next search sees; a search under way may still see the one before."""
        if self._snapshots.opened:
            return self._snapshots.for_reading().generation
        state = self._folder.state()
        return state.generation if state else 0

    def document_count(self) -> int:
        return self._snapshots.for_reading().document_count

    def close(self) -> None:
        self._snapshots.close()
        self._recent_matches.clear()
        self._recent_results.clear()


def _names(snapshot: Snapshot, name: str) -> FacetNames:
    """The values of a facet with their documents; number 0 is what is missing."""
    facet = snapshot.facet(name)
    live = snapshot.live[facet.coded.owners]
    counts = np.bincount(facet.coded.codes[live], minlength=facet.coded.count).tolist()
    return FacetNames(facet.values[1:], facet.labels[1:], counts[1:])
