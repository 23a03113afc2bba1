"""Searches answered, the last ones from memory for as long as the index does not change."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from wardarchive.index.engine import Engine
from wardarchive.model import SearchRequest, SearchResult

_KEPT = 256
"""Results remembered: some 50 kB each with 20 hits and four facets of 50 values."""


class Answers:
    """An engine with a memory; safe for several threads."""

    def __init__(self, engine: Engine, kept: int = _KEPT) -> None:
        self._engine = engine
        self._kept = kept
        self._results: OrderedDict[tuple[object, SearchRequest], SearchResult] = OrderedDict()
        self._lock = Lock()

    def search(self, request: SearchRequest) -> SearchResult:
        """The engine's result. Raises `QueryError` and `IndexUnavailable` as the engine does."""
        key = (self._engine.generation(), request)
        with self._lock:
            known = self._results.get(key)
            if known is not None:
                self._results.move_to_end(key)
                return known
        result = self._engine.search(request)
        with self._lock:
            self._results[key] = result
            while len(self._results) > self._kept:
                self._results.popitem(last=False)
        return result
