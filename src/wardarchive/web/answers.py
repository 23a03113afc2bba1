"""Searches answered, the last ones from memory for as long as the index does not change."""

from __future__ import annotations

from collections import OrderedDict
from threading import BoundedSemaphore, Lock

from wardarchive.index.engine import Engine
from wardarchive.model import SearchRequest, SearchResult

_KEPT = 256
"""Results remembered: some 50 kB each with 20 hits and four facets."""
_AT_ONCE = 2
"""Searches under way at once. More would only take turns on the interpreter's lock and slow each other, and
the articles that others want to read, down."""

_Key = tuple[int, SearchRequest]


class Answers:
    """An engine with a memory; safe for several threads. Who asks what is just being asked waits for it."""

    def __init__(self, engine: Engine, kept: int = _KEPT) -> None:
        self._engine = engine
        self._kept = kept
        self._results: OrderedDict[_Key, SearchResult] = OrderedDict()
        self._lock = Lock()
        self._asking: dict[_Key, Lock] = {}
        self._turn = BoundedSemaphore(_AT_ONCE)

    def search(self, request: SearchRequest) -> SearchResult:
        """The engine's result. Raises `QueryError` and `IndexUnavailable` as the engine does."""
        key = (self._engine.generation(), request)
        known = self._known(key)
        if known is not None:
            return known
        with self._lock:
            asking = self._asking.setdefault(key, Lock())
        try:
            with asking:
                known = self._known(key)
                return known if known is not None else self._ask(key)
        finally:
            with self._lock:
                self._asking.pop(key, None)

    def _known(self, key: _Key) -> SearchResult | None:
        with self._lock:
            found = self._results.get(key)
            if found is not None:
                self._results.move_to_end(key)
            return found

    def _ask(self, key: _Key) -> SearchResult:
        with self._turn:
            result = self._engine.search(key[1])
        with self._lock:
            self._results[key] = result
            while len(self._results) > self._kept:
                self._results.popitem(last=False)
        return result
