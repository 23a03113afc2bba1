"""One committed state of the index, all segments as one: what a search sees from first to last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.columns import NOTHING, Columns
from wardarchive.index.name_table import NameTable
from wardarchive.index.segment_reading import Segment
from wardarchive.model import MISSING, IndexDocument

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]

NAME_FIELDS = ("ward", "section", "official", "speaker")
_GAP = 256
"""Positions between two documents, more than any window of near words is wide."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Values of documents as codes: value ``codes[i]`` belongs to document ``owners[i]``."""

    codes: Integers
    owners: Integers
    count: int
    """Codes are below this."""

    def having(self, chosen: Mask, documents: int) -> Mask:
        """The documents that have one of the chosen codes."""
        found = np.zeros(documents, bool)
        found[self.owners[chosen[self.codes]]] = True
        return found


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its codes and what they stand for. Code 0 is that the facet is missing."""

    coded: Coded
    values: tuple[str, ...]
    labels: tuple[str, ...]
    numbers: dict[str, int] = field(compare=False)


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
        self._code_names(columns)
        self.names = {kind: NameTable(names) for kind, names in self._names.items()}

    def relative_lengths(self, name: str) -> NDArray[np.float64]:
        """Lengths of titles or bodies as multiples of the average of what is live."""
        lengths = self.lengths[name]
        average = float(lengths[self.live].sum()) / max(1, self.document_count)
        return lengths / max(1.0, average)

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

    def _code_names(self, columns: Sequence[Columns]) -> None:
        wards, ward_rows = _single(columns, self.bases, "ward", "wards")
        sections, section_rows = _single(columns, self.bases, "section", "sections")
        people, person_rows = _several(columns, self.bases, "officials", "people")
        voices, voice_rows = _several(columns, self.bases, "speakers", "voices")
        self.coded = {
            "ward": ward_rows, "section": section_rows, "official": person_rows, "speaker": voice_rows,
        }  # fmt: skip
        self._names = {
            "ward": [name or "" for _, name in wards],
            "section": list(sections),
            "official": [name for _, name in people],
            "speaker": list(voices),
        }
        self.ward_codes = [code or "" for code, _ in wards]
        years = _years(self.day)
        present = sorted({int(y) for y in np.unique(years[years > 0])})
        year_rows = np.flatnonzero(years > 0)
        year_codes = np.searchsorted(present, years[year_rows]).astype(np.int64)
        self.years = years
        self.facets = {
            "ward": self._facet(ward_rows, [(code, name or code) for code, name in wards]),
            "year": self._facet(
                Coded(year_codes, year_rows, len(present)), [(f"{y:04d}",) * 2 for y in present]
            ),
            "official": self._facet(person_rows, people),
            "section": self._facet(section_rows, [(name, name) for name in sections]),
        }

    def _facet(self, coded: Coded, names: Sequence[tuple[str | None, str | None]]) -> Facet:
        """Facet values from names; several names of one value become one, a value of None is missing."""
        used = np.zeros(len(names), bool)
        used[coded.codes[self.live[coded.owners]]] = True
        numbers: dict[str, int] = {MISSING: 0}
        labels = [""]
        mapped = np.zeros(len(names), np.int64)
        for name, (value, label) in enumerate(names):
            if value is None:
                continue
            number = mapped[name] = numbers.setdefault(value, len(numbers))
            if number == len(labels):
                labels.append("")
            if used[name] and label and (not labels[number] or label < labels[number]):
                labels[number] = label
        pairs = np.unique(np.stack([coded.owners, mapped[coded.codes]]), axis=1)
        pairs = pairs[:, pairs[1] > 0]
        lacking = np.ones(self.count, bool)
        lacking[pairs[0]] = False
        without = np.flatnonzero(lacking)
        owners = np.concatenate([pairs[0], without])
        codes = np.concatenate([pairs[1], np.zeros(len(without), np.int64)])
        return Facet(Coded(codes, owners, len(numbers)), tuple(numbers), tuple(labels), numbers)


def _joined(columns: Sequence[Columns], name: str) -> Integers:
    return np.concatenate([np.zeros(0, np.int64), *(getattr(c, name) for c in columns)])


def _starts(lengths: Integers) -> Integers:
    """Where each document's tokens begin when all stand in one row with gaps between them."""
    ends = np.cumsum(lengths + _GAP)
    return np.concatenate([np.zeros(1, np.int64), ends])[: len(lengths)]


def _codes(columns: Sequence[Columns], table: str) -> tuple[dict[object, int], list[Integers]]:
    """One numbering of the names of all segments, and each segment's codes in it."""
    numbers: dict[object, int] = {}
    mappings = [
        np.array([numbers.setdefault(name, len(numbers)) for name in getattr(c, table)], np.int64)
        for c in columns
    ]
    return numbers, mappings


def _single(
    columns: Sequence[Columns], bases: Sequence[int], column: str, table: str
) -> tuple[list[Any], Coded]:
    numbers, mappings = _codes(columns, table)
    owners = [np.zeros(0, np.int64)]
    codes = [np.zeros(0, np.int64)]
    for base, part, mapping in zip(bases, columns, mappings, strict=False):
        own: Integers = getattr(part, column)
        rows = np.flatnonzero(own != NOTHING)
        owners.append(rows + base)
        codes.append(mapping[own[rows]])
    return list(numbers), Coded(np.concatenate(codes), np.concatenate(owners), len(numbers))


def _several(
    columns: Sequence[Columns], bases: Sequence[int], column: str, table: str
) -> tuple[list[Any], Coded]:
    numbers, mappings = _codes(columns, table)
    owners = [np.zeros(0, np.int64)]
    codes = [np.zeros(0, np.int64)]
    for base, part, mapping in zip(bases, columns, mappings, strict=False):
        owners.append(getattr(part, f"{column}_of") + base)
        codes.append(mapping[getattr(part, column)])
    return list(numbers), Coded(np.concatenate(codes), np.concatenate(owners), len(numbers))


def _years(days: Integers) -> Integers:
    """The year of each proleptic ordinal; 0 where there is none."""
    dates = (days - 719_163).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return np.where(days == NOTHING, 0, dates)
