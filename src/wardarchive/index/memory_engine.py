"""The reference engine: every document is looked at for every query. Naive, and obviously right."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from wardarchive.index import ranking
from wardarchive.index.completing import completions
from wardarchive.index.did_you_mean import suggestion
from wardarchive.index.facet_names import names_of_counts
from wardarchive.index.facet_values import allows, facet_counts
from wardarchive.index.highlights import Highlighter
from wardarchive.index.language import CountedLanguage
from wardarchive.index.meaning import NOTHING, Meaning, meaning
from wardarchive.index.memory_documents import MemoryDocument
from wardarchive.index.page_of_hits import check, hit_of, moment, page_count
from wardarchive.index.query import parse
from wardarchive.index.query_nodes import Leaf, Query, leaves
from wardarchive.index.term_match import run_count
from wardarchive.model import (
    FACETS,
    MISSING,
    FacetCount,
    IndexDocument,
    MonthCount,
    SearchRequest,
    SearchResult,
    Suggestion,
)


class MemoryEngine:
    """An engine that keeps everything in memory; for tests and for small collections."""

    def __init__(self) -> None:
        self._documents: dict[int, MemoryDocument] = {}
        self._generation = 0

    def replace(self, documents: Iterable[IndexDocument]) -> int:
        new = [MemoryDocument(document) for document in documents]
        self._commit(self._documents | {d.document.id: d for d in new})
        return len(new)

    def remove(self, ids: Iterable[int]) -> None:
        gone = set(ids)
        self._commit({i: d for i, d in self._documents.items() if i not in gone})

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        new = [MemoryDocument(document) for document in documents]
        self._commit({d.document.id: d for d in new})
        return len(new)

    def _commit(self, documents: dict[int, MemoryDocument]) -> None:
        self._documents = documents
        self._generation += 1
        self.__dict__.pop("_language", None)

    def search(self, request: SearchRequest) -> SearchResult:
        started = time.perf_counter()
        check(request)
        query = parse(request.query)
        documents = [self._documents[i] for i in sorted(self._documents)]
        search = _Search(request, query, documents, meaning(query, self._language))
        ordered = search.ordered
        first = (request.page - 1) * request.page_size
        highlighter = Highlighter(query.root) if request.snippets else None
        hits = [
            hit_of(d.document, highlighter, score)
            for d, score in ordered[first : first + request.page_size]
        ]
        return SearchResult(
            query=request.query,
            total=len(ordered),
            page=request.page,
            pages=page_count(len(ordered), request.page_size),
            took_ms=(time.perf_counter() - started) * 1000,
            hits=tuple(hits),
            facets={facet: search.facet(facet) for facet in FACETS},
            months=search.months,
            all_words=search.all_words,
            all_first=ranking.shows_all_first(query.root, request.sort),
            suggestion=self._suggestion(search, query) if request.page == 1 else None,
            notes=query.notes,
        )

    def _suggestion(self, search: _Search, query: Query) -> str | None:
        def complete(text: str) -> int:
            again = _Search(SearchRequest(text), parse(text), list(self._documents.values()), NOTHING)
            return again.complete

        return suggestion(query, self._language, search.complete, complete)

    @cached_property
    def _language(self) -> CountedLanguage:
        language = CountedLanguage()
        for document in self._documents.values():
            language.add(document.title, (document.document.title,))
            language.add(document.body, document.document.body)
        return language

    def suggest(self, prefix: str, limit: int = 8) -> list[Suggestion]:
        every = self.search(SearchRequest(page_size=1, facet_size=len(self._documents) * 100)).facets
        officials, wards = (
            names_of_counts(count for count in every[facet] if count.value != MISSING)
            for facet in ("official", "ward")
        )
        return completions(prefix, limit, officials, wards, self._language)

    def generation(self) -> int:
        return self._generation

    def document_count(self) -> int:
        return len(self._documents)

    def close(self) -> None:
        self._documents = {}


class _Search:
    """One request over a list of documents in order of their ids."""

    def __init__(
        self, request: SearchRequest, query: Query, documents: list[MemoryDocument], meant: Meaning
    ) -> None:
        self._request = request
        self._root = query.root
        self._meant = meant
        self._documents = documents
        self._found = [
            d for d in documents if not query.nothing and d.matches(query.root) and self._dated(d)
        ]
        self._hits = [d for d in self._found if allows(request, d.values)]

    def _dated(self, document: MemoryDocument) -> bool:
        first, last, day = self._request.date_from, self._request.date_to, document.day
        if first is None and last is None:
            return True
        return day is not None and (first is None or day >= first) and (last is None or day <= last)

    def facet(self, facet: str) -> tuple[FacetCount, ...]:
        counts: Counter[str] = Counter()
        for document in self._found:
            if allows(self._request, document.values, without=facet):
                counts.update(document.values[facet].keys())
        labels: dict[str, str] = {}
        for document in self._documents:
            for value, label in document.values[facet].items():
                labels[value] = min(label, labels.get(value, label))
        return facet_counts(facet, counts, labels, self._request)

    @property
    def months(self) -> tuple[MonthCount, ...]:
        counts = Counter(f"{d.day.year:04d}-{d.day.month:02d}" for d in self._hits if d.day)
        return tuple(MonthCount(month, counts[month]) for month in sorted(counts))

    @property
    def complete(self) -> int:
        """How many have all that was asked for."""
        return len(self._hits) if self.all_words is None else self.all_words

    @property
    def all_words(self) -> int | None:
        if not self._root.loose:
            return None
        return sum(not self._lacking(d) for d in self._hits)

    def _lacking(self, document: MemoryDocument) -> bool:
        return not all(document.matches(word) for word in self._root.wanted)

    @cached_property
    def _averages(self) -> tuple[float, float]:
        """Average length of titles and bodies, at least 1."""
        count = max(1, len(self._documents))
        title = sum(len(d.title) for d in self._documents) / count
        return max(1.0, title), max(1.0, sum(len(d.body) for d in self._documents) / count)

    def _rarity(self, leaf: Leaf) -> float:
        return ranking.idf(len(self._documents), sum(any(d.counts(leaf)) for d in self._documents))

    @property
    def ordered(self) -> list[tuple[MemoryDocument, float]]:
        """All hits in the order asked for, with their scores."""
        scores = self._scores()
        if self._request.sort == "relevance":
            return scores
        return sorted(scores, key=lambda scored: self._place(scored[0]))

    def _place(self, document: MemoryDocument) -> tuple[bool, int, int]:
        if self._request.sort == "views":
            number, sign = document.document.views, -1
        else:
            number = moment(document.document.published)
            sign = -1 if self._request.sort == "newest" else 1
        return number is None, sign * (number or 0), document.document.id

    def _scores(self) -> list[tuple[MemoryDocument, float]]:
        title, body = self._averages
        weights: dict[Leaf, float] = dict.fromkeys(self._meant.words.values(), ranking.MEANT_WEIGHT)
        weights |= dict.fromkeys(leaves(self._root), 1.0)
        rarity = {leaf: self._rarity(leaf) for leaf in weights}
        scored: list[tuple[bool, float, MemoryDocument]] = []
        for document in self._hits:
            lengths = len(document.title) / title, len(document.body) / body
            score = 0.0
            for leaf, rare in rarity.items():
                found = ranking.frequency(*document.counts(leaf), *lengths)
                score += weights[leaf] * rare * ranking.saturated(found)
            wanted = ranking.loose_leaves(self._root)
            having = sum((rarity[word] for word in wanted if document.matches(word)), 0.0)
            score *= ranking.covered(having, sum((rarity[word] for word in wanted), 0.0))
            behind = self._lacking(document) and ranking.all_first(self._root)
            scored.append((behind, score, document))
        scored.sort(key=_order)
        window = [
            (lacking, score + self._runs(document), document)
            for lacking, score, document in scored[: ranking.WINDOW]
        ]
        window.sort(key=_order)
        return [(document, score) for _, score, document in window + scored[ranking.WINDOW :]]

    def _runs(self, document: MemoryDocument) -> float:
        total, length = 0.0, len(document.body) / self._averages[1]
        for score, run, together in self._meant.runs:
            title, body = (run_count(run, tokens) for tokens in (document.title, document.body))
            rarity = ranking.idf(len(self._documents), min(together, len(self._documents)))
            total += score(rarity, title, body, length)
        return total


def _order(scored: tuple[bool, float, MemoryDocument]) -> tuple[bool, float, int]:
    lacking, score, document = scored
    return lacking, -round(score, 9), document.document.id
