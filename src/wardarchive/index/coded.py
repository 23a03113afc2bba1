"""Names of many documents as codes, joined over segments, and the facets made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardarchive.index.columns import NOTHING, Columns
from wardarchive.index.facet_values import order
from wardarchive.index.name_table import NameTable
from wardarchive.model import MISSING

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]


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


@dataclass(frozen=True)
class Facet:
    """A facet: its codes and what they stand for. Code 0 is that the facet is missing."""

    name: str
    coded: Coded
    values: tuple[str, ...]
    labels: tuple[str, ...]
    numbers: dict[str, int]

    @cached_property
    def places(self) -> Integers:
        """The place of each code among all codes when counts are equal."""
        keys = [
            order(self.name, value, label or value)
            for value, label in zip(self.values, self.labels, strict=True)
        ]
        ordered = sorted(range(len(keys)), key=keys.__getitem__)
        places = np.empty(len(keys), np.int64)
        places[ordered] = np.arange(len(keys))
        return places

    @cached_property
    def names(self) -> NameTable:
        """The labels by their words."""
        return NameTable([label or value for value, label in zip(self.values, self.labels, strict=True)])


def single_codes(
    columns: Sequence[Columns], bases: Sequence[int], column: str, table: str
) -> tuple[list[Any], Coded]:
    """The names of a column with at most one value a document, and their codes."""
    numbers, mappings = _codes(columns, table)
    owners = [np.zeros(0, np.int64)]
    codes = [np.zeros(0, np.int64)]
    for base, part, mapping in zip(bases, columns, mappings, strict=False):
        own: Integers = getattr(part, column)
        rows = np.flatnonzero(own != NOTHING)
        owners.append(rows + base)
        codes.append(mapping[own[rows]])
    return list(numbers), Coded(np.concatenate(codes), np.concatenate(owners), len(numbers))


def several_codes(
    columns: Sequence[Columns], bases: Sequence[int], column: str, table: str
) -> tuple[list[Any], Coded]:
    """The names of a column with any number of values a document, and their codes."""
    numbers, mappings = _codes(columns, table)
    owners = [np.zeros(0, np.int64)]
    codes = [np.zeros(0, np.int64)]
    for base, part, mapping in zip(bases, columns, mappings, strict=False):
        owners.append(getattr(part, f"{column}_of") + base)
        codes.append(mapping[getattr(part, column)])
    return list(numbers), Coded(np.concatenate(codes), np.concatenate(owners), len(numbers))


def _codes(columns: Sequence[Columns], table: str) -> tuple[dict[object, int], list[Integers]]:
    """One numbering of the names of all segments, and each segment's codes in it."""
    numbers: dict[object, int] = {}
    mappings = [
        np.array([numbers.setdefault(name, len(numbers)) for name in getattr(c, table)], np.int64)
        for c in columns
    ]
    return numbers, mappings


def facet_of(name: str, coded: Coded, names: Sequence[tuple[str | None, str | None]], live: Mask) -> Facet:
    """Facet values from names; several names of one value become one, a value of None is missing."""
    used = np.zeros(len(names), bool)
    used[coded.codes[live[coded.owners]]] = True
    numbers: dict[str, int] = {MISSING: 0}
    labels = [""]
    mapped = np.zeros(len(names), np.int64)
    for place, (value, label) in enumerate(names):
        if value is None:
            continue
        number = mapped[place] = numbers.setdefault(value, len(numbers))
        if number == len(labels):
            labels.append("")
        if used[place] and label and (not labels[number] or label < labels[number]):
            labels[number] = label
    codes, owners = mapped[coded.codes], coded.owners
    if len(numbers) <= len(names):  # two names became one: an owner may have it twice
        pairs = np.unique(owners * len(numbers) + codes)
        owners, codes = pairs // len(numbers), pairs % len(numbers)
    owners, codes = owners[codes > 0], codes[codes > 0]
    lacking = np.ones(len(live), bool)
    lacking[owners] = False
    without = np.flatnonzero(lacking)
    owners = np.concatenate([owners, without])
    codes = np.concatenate([codes, np.zeros(len(without), np.int64)])
    return Facet(name, Coded(codes, owners, len(numbers)), tuple(numbers), tuple(labels), numbers)
