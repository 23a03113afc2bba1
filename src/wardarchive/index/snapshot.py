"""One committed state of the index, all segments as one: what a search sees from first to last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.coded import Coded, Facet, Integers, facet_of, several_codes, single_codes
from wardarchive.index.columns import NOTHING, Columns
from wardarchive.index.name_table import NameTable
from wardarchive.index.segment_reading import Segment
from wardarchive.model import FACETS, IndexDocument

NAME_FIELDS = ("ward", "section", "official", "speaker")
_EPOCH = 719_163
"""Proleptic ordinal of 1970-01-01."""
_GAP = 256
"""Positions between two documents, more than any window of near words is wide."""


class Snapshot:
    """All documents as rows 0 to count - 1, segment after segment; `live` tells which are not gone."""

    def __init__(
        self, generation: int, segments: Sequence[Segment], deleted: Sequence[Sequence[int]]
    ) -> None:
        self.generation = generation
        self.segments = tuple(segments)
        self.bases: list[int] = np.cumsum([0, *map(len, segments)]).tolist()
        self.count = self.bases[-1]
        self.live = np.ones(self.count, bool)
        for base, gone in zip(self.bases, deleted, strict=False):
            self.live[np.asarray(gone, np.int64) + base] = False
        columns = [segment.columns for segment in segments]
        self.id = _joined(columns, "id")
        self.day = _joined(columns, "day")
        self.moment = _joined(columns, "moment")
        self.views = _joined(columns, "views")
        self.lengths = {name: _joined(columns, f"{name}_length") for name in ("title", "body")}
        self.starts = {name: _starts(lengths) for name, lengths in self.lengths.items()}
        self.document_count = int(self.live.sum())
        self._columns = columns
        self._facets: dict[str, Facet] = {}
        self._relative: dict[str, NDArray[np.float64]] = {}

    def relative_lengths(self, name: str) -> NDArray[np.float64]:
        """Lengths of titles or bodies as multiples of the average of what is live."""
        known = self._relative.get(name)
        if known is None:
            lengths = self.lengths[name]
            average = float(lengths[self.live].sum()) / max(1, self.document_count)
            known = self._relative[name] = lengths / max(1.0, average)
        return known

    def place(self, row: int) -> tuple[int, int]:
        """The number of the segment and the row in it."""
        at = bisect_right(self.bases, row) - 1
        return at, row - self.bases[at]

    def document(self, row: int) -> IndexDocument:
        number, own = self.place(row)
        return self.segments[number].document(own)

    def rows_of(self, ids: Sequence[int]) -> Integers:
        """Live rows of the documents with these ids."""
        return np.flatnonzero(self.live & np.isin(self.id, np.asarray(ids, np.int64)))

    @cached_property
    def years(self) -> Integers:
        """The year of each row; 0 where it has no day."""
        return _years(self.day)

    @cached_property
    def months(self) -> Integers:
        """Months since January of the year 0; -1 where a row has no day."""
        months = (self.day - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        return np.where(self.day == NOTHING, NOTHING, months + 1970 * 12)

    @cached_property
    def _coded_names(self) -> dict[str, tuple[list[Any], Coded]]:
        columns, bases = self._columns, self.bases
        return {
            "ward": single_codes(columns, bases, "ward", "wards"),
            "section": single_codes(columns, bases, "section", "sections"),
            "district": single_codes(columns, bases, "district", "districts"),
            "family": single_codes(columns, bases, "family", "families"),
            "official": several_codes(columns, bases, "officials", "people"),
            "speaker": several_codes(columns, bases, "speakers", "voices"),
            "role": several_codes(columns, bases, "roles", "offices"),
        }

    @property
    def ward_codes(self) -> list[str]:
        return [code or "" for code, _ in self._coded_names["ward"][0]]

    def coded(self, kind: str) -> Coded:
        """The names of one kind as codes."""
        return self._coded_names[kind][1]

    @cached_property
    def names(self) -> dict[str, NameTable]:
        """The names of each kind that words are looked for in, by code."""
        found = {kind: self._coded_names[kind][0] for kind in NAME_FIELDS}
        for kind in ("ward", "official"):
            found[kind] = [name or "" for _, name in found[kind]]
        return {kind: NameTable(names) for kind, names in found.items()}

    def prepare(self) -> None:
        """Make what searches need, before any of them waits for it."""
        _ = self.names
        for name in FACETS:
            _ = self.facet(name).places

    def facet(self, name: str) -> Facet:
        """One facet; made when it is first asked for."""
        known = self._facets.get(name)
        if known is None:
            known = self._facets[name] = self._made(name)
        return known

    def _made(self, name: str) -> Facet:
        if name == "year":
            present = np.unique(self.years[self.years > 0])
            rows = np.flatnonzero(self.years > 0)
            codes = np.searchsorted(present, self.years[rows]).astype(np.int64)
            named = [(f"{y:04d}",) * 2 for y in present.tolist()]
            return facet_of(name, Coded(codes, rows, len(present)), named, self.live)
        names, coded = self._coded_names[name]
        if name == "ward":
            names = [(code, label or code) for code, label in names]
        elif name != "official":
            names = [(text, text) for text in names]
        return facet_of(name, coded, names, self.live)


def _joined(columns: Sequence[Columns], name: str) -> Integers:
    return np.concatenate([np.zeros(0, np.int64), *(getattr(c, name) for c in columns)])


def _starts(lengths: Integers) -> Integers:
    """Where each document's tokens begin when all stand in one row with gaps between them."""
    ends = np.cumsum(lengths + _GAP)
    return np.concatenate([np.zeros(1, np.int64), ends])[: len(lengths)]


def _years(days: Integers) -> Integers:
    """The year of each proleptic ordinal; 0 where there is none."""
    dates = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return np.where(days == NOTHING, 0, dates)
