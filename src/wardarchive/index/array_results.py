"""From what a query finds to one page: filters, facets, order."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wardarchive.index import ranking
from wardarchive.index.array_counts import TEXT_FIELDS, Runs
from wardarchive.index.array_matching import Matched
from wardarchive.index.coded import Facet, Integers, Mask
from wardarchive.index.columns import NO_MOMENT, NOTHING
from wardarchive.index.completing import place_in
from wardarchive.index.facet_values import facet_counts, typed_in
from wardarchive.index.query_nodes import Group
from wardarchive.index.snapshot import Snapshot
from wardarchive.model import FACETS, FacetCount, MonthCount, SearchRequest, Sort

Scores = NDArray[np.float64]


class Results:
    """One request over what its query finds: the same for all its pages and orders."""

    def __init__(self, snapshot: Snapshot, request: SearchRequest, root: Group, matched: Matched) -> None:
        self._snapshot = snapshot
        self._request = request
        self._root = root
        self._matched = matched
        self._dated = self._in_dates()
        self._allowed = {facet: self._allowed_by(facet) for facet in FACETS}
        keep = self._dated & self._all_but("")
        self._keep = keep
        self.total = int(np.count_nonzero(keep))
        self.all_words = int(np.count_nonzero(keep & ~matched.lacking)) if root.loose else None

    def _in_dates(self) -> Mask:
        days = self._snapshot.day[self._matched.rows]
        first, last = self._request.date_from, self._request.date_to
        mask = np.ones(len(days), bool)
        if first is not None or last is not None:
            mask &= days != NOTHING
        if first is not None:
            mask &= days >= first.toordinal()
        if last is not None:
            mask &= days <= last.toordinal()
        return mask

    def _allowed_by(self, name: str) -> Mask | None:
        """Which of the rows pass the filters of one facet; None where it has none."""
        snapshot, facet = self._snapshot, self._snapshot.facet(name)
        mask: Mask | None = None
        groups = [(self._request.selected(name), False)]
        groups += [(f.values, True) for f in self._request.filters if f.facet == name and f.exclude]
        for values, exclude in groups:
            if not values:
                continue
            chosen = np.zeros(facet.coded.count, bool)
            chosen[[facet.numbers[value] for value in values if value in facet.numbers]] = True
            own = facet.coded.having(chosen, snapshot.count)[self._matched.rows] ^ exclude
            mask = own if mask is None else mask & own
        return mask

    def _all_but(self, without: str) -> Mask:
        mask = np.ones(len(self._matched.rows), bool)
        for facet, allowed in self._allowed.items():
            if facet != without and allowed is not None:
                mask &= allowed
        return mask

    @cached_property
    def facets(self) -> dict[str, tuple[FacetCount, ...]]:
        """The values of each facet with their counts."""
        return {name: self._counted(name) for name in FACETS}

    def _counted(self, name: str) -> tuple[FacetCount, ...]:
        if not (self._request.facet_size or self._request.selected(name)):
            return ()
        facet = self._snapshot.facet(name)
        inside = np.zeros(self._snapshot.count, bool)
        inside[self._matched.rows[self._dated & self._all_but(name)]] = True
        codes = facet.coded.codes[inside[facet.coded.owners]]
        counts = np.bincount(codes, minlength=facet.coded.count)
        selected = {v: facet.numbers[v] for v in self._request.selected(name) if v in facet.numbers}
        numbers = [*self._first_numbers(facet, counts, set(selected.values())), *selected.values()]
        found = {facet.values[n]: int(counts[n]) for n in numbers}
        labels = {facet.values[n]: facet.labels[n] for n in numbers}
        return facet_counts(name, found, labels, self._request)

    def _first_numbers(self, facet: Facet, counts: Integers, selected: set[int]) -> list[int]:
        """The values that are shown besides the selected ones, without a look at all the others."""
        wanted = counts > 0
        wanted[list(selected)] = False
        typed = typed_in(self._request, facet.name)
        if typed is not None:
            table, having = facet.names, np.zeros(len(wanted), bool)
            going_on = (n for n in table.going_on(typed) if place_in(typed, table.tokens[n]) is not None)
            having[[n for n in going_on if n]] = True
            wanted &= having
        numbers = np.flatnonzero(wanted)
        by_count = -counts[numbers] if facet.name != "year" else np.zeros(len(numbers), np.int64)
        best = np.lexsort((facet.places[numbers], by_count))[: self._request.facet_size]
        first: list[int] = numbers[best].tolist()
        return first

    @cached_property
    def months(self) -> tuple[MonthCount, ...]:
        """The dated hits by month."""
        months = self._snapshot.months[self._matched.rows[self._keep]]
        months, counts = np.unique(months[months != NOTHING], return_counts=True)
        return tuple(
            MonthCount(f"{month // 12:04d}-{month % 12 + 1:02d}", count)
            for month, count in zip(months.tolist(), counts.tolist(), strict=True)
        )

    @cached_property
    def _ranked(self) -> tuple[Integers, Scores]:
        """All hits by relevance, with their scores."""
        snapshot, matched = self._snapshot, self._matched
        rows, scores = matched.rows[self._keep], matched.scores[self._keep]
        lacking, ids = matched.lacking[self._keep] & ranking.all_first(self._root), snapshot.id[rows]
        order = np.lexsort((ids, -np.round(scores, 9), lacking))
        top, rest = order[: ranking.WINDOW], order[ranking.WINDOW :]
        scores[top] += self._runs(rows[top])
        top = top[np.lexsort((ids[top], -np.round(scores[top], 9), lacking[top]))]
        order = np.concatenate([top, rest])
        return rows[order], scores[order]

    def _runs(self, rows: Integers) -> Scores:
        """What neighbouring words add to each of `rows`."""
        found = np.zeros(len(rows))
        only = np.zeros(self._snapshot.count, bool)
        only[rows] = True
        runs, lengths = Runs(self._snapshot, only), self._snapshot.relative_lengths("body")[rows]
        documents = self._snapshot.document_count
        for score, run, together in self._matched.meant.runs:
            title, body = (runs.counts(run, field)[rows] for field in TEXT_FIELDS)
            rarity = ranking.idf(documents, min(together, documents))
            found += score(rarity, title, body, lengths)
        return found

    def page(self, request: SearchRequest) -> tuple[list[int], list[float]]:
        """The rows of the page asked for, with their scores."""
        rows, scores = self._ranked
        start = (request.page - 1) * request.page_size
        end = start + request.page_size
        if request.sort != "relevance":
            order = self._sorted(rows, request.sort)
            rows, scores = rows[order], scores[order]
        return rows[start:end].tolist(), scores[start:end].tolist()

    def _sorted(self, rows: Integers, sort: Sort) -> Integers:
        snapshot = self._snapshot
        if sort == "views":
            values, missing, sign = snapshot.views[rows], snapshot.views[rows] == NOTHING, -1
        else:
            values, missing = snapshot.moment[rows], snapshot.moment[rows] == NO_MOMENT
            sign = -1 if sort == "newest" else 1
        return np.lexsort((snapshot.id[rows], sign * np.where(missing, 0, values), missing))
