"""The columns of a segment: what facets, orders and ranking need of every document, as arrays."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.facet_values import district_of
from wardarchive.index.page_of_hits import moment
from wardarchive.model import IndexDocument, published_date

Integers = NDArray[np.int64]

NOTHING = -1
"""Code of what a document lacks: no ward, no views, no day."""
NO_MOMENT = np.iinfo(np.int64).min
"""Undated; years before 1970 are negative moments."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a document in the order of the segment; names are codes into the tables."""

    id: Integers
    ward: Integers
    section: Integers
    district: Integers
    family: Integers
    day: Integers
    """Proleptic ordinal of the day of publication."""
    moment: Integers
    views: Integers
    title_length: Integers
    body_length: Integers
    officials: Integers
    """Codes of all documents, one after the other."""
    officials_of: Integers
    """The row of each of `officials`."""
    speakers: Integers
    speakers_of: Integers
    roles: Integers
    roles_of: Integers
    wards: tuple[tuple[str | None, str | None], ...]
    """(code, name)."""
    sections: tuple[str, ...]
    districts: tuple[str, ...]
    families: tuple[str, ...]
    offices: tuple[str, ...]
    """Names of roles."""
    people: tuple[tuple[str, str], ...]
    """(key, name) of officials."""
    voices: tuple[str, ...]
    """Names of speakers."""

    def __len__(self) -> int:
        return len(self.id)


_TABLES = ("wards", "sections", "districts", "families", "offices", "people", "voices")
_SINGLE = {"section": "sections", "district": "districts", "family": "families"}
"""Columns with at most one name a document, and their tables."""
_ARRAYS = tuple(f.name for f in fields(Columns) if f.name not in _TABLES)


class _Table:
    """Gives each different value a code."""

    def __init__(self) -> None:
        self._codes: dict[Any, int] = {}

    def code(self, value: Any) -> int:
        return self._codes.setdefault(value, len(self._codes))

    def values(self) -> tuple[Any, ...]:
        return tuple(self._codes)


class ColumnsBuilder:
    """Collects the rows of a segment."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {name: [] for name in _ARRAYS}
        self._tables = {name: _Table() for name in _TABLES}

    def add(self, document: IndexDocument, title_length: int, body_length: int) -> None:
        rows, row = self._rows, len(self._rows["id"])
        day = published_date(document.published)
        when = moment(document.published)
        values = {
            "id": document.id,
            "ward": self._ward(document),
            "day": day.toordinal() if day else NOTHING,
            "moment": NO_MOMENT if when is None else when,
            "views": NOTHING if document.views is None else document.views,
            "title_length": title_length,
            "body_length": body_length,
        }
        single = {"section": document.section, "district": district_of(document), "family": document.family}
        values |= {name: self._code(_SINGLE[name], text) for name, text in single.items()}
        for name, value in values.items():
            rows[name].append(value)
        people = dict.fromkeys((ref.key, ref.name) for ref in document.officials)
        self._several("officials", row, "people", people)
        self._several("speakers", row, "voices", dict.fromkeys(document.speakers))
        self._several("roles", row, "offices", dict.fromkeys(document.roles))

    def _code(self, table: str, text: str | None) -> int:
        return self._tables[table].code(text) if text else NOTHING

    def _ward(self, document: IndexDocument) -> int:
        if not (document.ward_code or document.ward):
            return NOTHING
        return self._tables["wards"].code((document.ward_code or None, document.ward or None))

    def _several(self, column: str, row: int, table: str, values: Iterable[Any]) -> None:
        for value in values:
            self._rows[column].append(self._tables[table].code(value))
            self._rows[f"{column}_of"].append(row)

    def __len__(self) -> int:
        return len(self._rows["id"])

    def build(self) -> Columns:
        found: dict[str, Any] = {name: np.array(rows, np.int64) for name, rows in self._rows.items()}
        found |= {name: table.values() for name, table in self._tables.items()}
        return Columns(**found)


def json_array(value: Any) -> NDArray[np.uint8]:
    """Plain data as an array of bytes, so that one file without pickles holds arrays and names."""
    return np.frombuffer(json.dumps(value).encode("ascii"), np.uint8)


def array_json(array: NDArray[Any]) -> Any:
    return json.loads(array.astype(np.uint8).tobytes())


def columns_arrays(columns: Columns) -> dict[str, NDArray[Any]]:
    """The columns as named arrays for one ``.npz`` file."""
    arrays: dict[str, NDArray[Any]] = {name: getattr(columns, name) for name in _ARRAYS}
    return arrays | {name: json_array(getattr(columns, name)) for name in _TABLES}


def columns_of(arrays: Any) -> Columns:
    """Columns from named arrays. Raises `KeyError` or `ValueError` where something is missing or wrong."""
    found: dict[str, Any] = {name: np.asarray(arrays[name], np.int64) for name in _ARRAYS}
    for name in _TABLES:
        rows = array_json(arrays[name])
        found[name] = tuple(tuple(row) if isinstance(row, list) else row for row in rows)
    columns = Columns(**found)
    _check(columns)
    return columns


def _check(columns: Columns) -> None:
    rows = len(columns)
    same = ("ward", *_SINGLE, "day", "moment", "views", "title_length", "body_length")
    codes: Sequence[tuple[Integers, int]] = (
        (columns.ward, len(columns.wards)),
        *((getattr(columns, name), len(getattr(columns, table))) for name, table in _SINGLE.items()),
        (columns.officials, len(columns.people)),
        (columns.officials_of, rows),
        (columns.speakers, len(columns.voices)),
        (columns.speakers_of, rows),
        (columns.roles, len(columns.offices)),
        (columns.roles_of, rows),
    )
    if any(len(getattr(columns, name)) != rows for name in same):
        raise ValueError("columns of different lengths")
    if any(len(array) and not (array.min() >= NOTHING and array.max() < limit) for array, limit in codes):
        raise ValueError("a code without a name")


def npz_bytes(arrays: dict[str, NDArray[Any]]) -> bytes:
    """Named arrays as one uncompressed ``.npz`` file."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()
