"""The values of a facet as names to complete, with the number of documents of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wardarchive.index.completing import Named
from wardarchive.index.name_table import NameTable
from wardarchive.index.term_match import Token
from wardarchive.model import FacetCount


class FacetNames:
    """Names looked up by their words, so that ten thousands of them take no time."""

    def __init__(self, values: Sequence[str], labels: Sequence[str], documents: Sequence[int]) -> None:
        self._values = values
        self._documents = documents
        self._table = NameTable(labels)

    def going_on(self, typed: Sequence[Token]) -> Iterable[Named]:
        for number in self._table.going_on(typed):
            yield Named(
                self._values[number],
                self._table.names[number],
                self._documents[number],
                self._table.tokens[number],
            )


def names_of_counts(counts: Iterable[FacetCount]) -> FacetNames:
    """Names from the counts of a facet."""
    rows = [(c.value, c.label, c.count) for c in counts]
    return FacetNames([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
