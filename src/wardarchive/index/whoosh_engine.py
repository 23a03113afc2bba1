"""The default engine: a Whoosh index on disk, searched through NumPy."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from wardarchive.index.array_matching import Matched, Matching
from wardarchive.index.array_results import Results
from wardarchive.index.highlights import Highlighter
from wardarchive.index.index_folder import IndexFolder
from wardarchive.index.index_writing import IndexWriting
from wardarchive.index.page_of_hits import check, hit_of, page_count
from wardarchive.index.query import parse
from wardarchive.index.query_nodes import Query
from wardarchive.index.snapshot import Snapshot
from wardarchive.index.snapshots import Snapshots
from wardarchive.model import IndexDocument, SearchRequest, SearchResult, Suggestion

WRITER_WAIT = 10.0
"""Seconds that a second writer waits for the first."""
_REMEMBERED = 16
"""Queries whose matches are kept: another page or facet value of the same query costs next to nothing."""


class WhooshEngine:
    """An engine in one folder; a folder that does not exist is an empty index."""

    def __init__(self, folder: Path, *, writer_wait: float = WRITER_WAIT) -> None:
        self._folder = IndexFolder(Path(folder))
        self._snapshots = Snapshots(self._folder)
        self._writing = IndexWriting(self._folder, self._snapshots, writer_wait)
        self._lock = threading.Lock()
        self._matches: OrderedDict[tuple[int, str], Matched] = OrderedDict()

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
        snapshot = self._snapshots.current()
        results = Results(snapshot, request, query.root, self._matched(snapshot, request.query, query))
        rows, scores = results.page()
        highlighter = Highlighter(query.root)
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
            facets=results.facets(),
            all_words=results.all_words,
            notes=query.notes,
        )

    def _matched(self, snapshot: Snapshot, text: str, query: Query) -> Matched:
        key = (snapshot.generation, text)
        with self._lock:
            known = self._matches.get(key)
            if known is not None:
                self._matches.move_to_end(key)
                return known
        matched = Matching(snapshot).run(query)
        with self._lock:
            self._matches[key] = matched
            while len(self._matches) > _REMEMBERED:
                self._matches.popitem(last=False)
        return matched

    def suggest(self, prefix: str, limit: int = 8) -> list[Suggestion]:
        return []

    def generation(self) -> int:
        state = self._folder.state()
        return state.generation if state else 0

    def document_count(self) -> int:
        return self._snapshots.current().document_count

    def close(self) -> None:
        self._snapshots.close()
        with self._lock:
            self._matches.clear()
