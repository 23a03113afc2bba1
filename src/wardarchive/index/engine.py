"""What every search engine of the archive can do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from wardarchive.model import IndexDocument, SearchRequest, SearchResult, Suggestion


class Engine(Protocol):
    """A search backend. Raises only `QueryError` and `IndexUnavailable`.

    Readers in several threads see one committed state each; writers come one at a time.
    """

    def replace(self, documents: Iterable[IndexDocument]) -> int:
        """Add `documents`, each in place of the one with its id; returns how many. One commit."""

    def remove(self, ids: Iterable[int]) -> None:
        """Take documents out; ids that are not in the index are no error."""

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Build the index anew beside the old one, then swap; a crash leaves the old one."""

    def search(self, request: SearchRequest) -> SearchResult:
        """One page of hits with facets, snippets and notes."""

    def suggest(self, prefix: str, limit: int = 8) -> list[Suggestion]:
        """Completions of what is being typed, best first."""

    def generation(self) -> int:
        """Grows with every committed change."""

    def document_count(self) -> int:
        """Documents that a search for everything finds."""

    def close(self) -> None:
        """Let go of files; the engine is not used afterwards."""
