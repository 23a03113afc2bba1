"""Other engines over the same documents, each asked for ten hits and the counts of four facets.

Tokens are those of our analyser (tone-normalised syllables), joined by blanks, where an engine allows it.
The text is the body alone, so that titles and names do not matter. Snippets: Whoosh and ours make them; FTS5 makes its own; Tantivy is timed without, which favours it.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from whoosh import sorting
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.index import create_in
from whoosh.query import And, Every, Or, Phrase, Query, Term

from wardarchive.index.facet_values import values_of
from wardarchive.index.query import parse
from wardarchive.index.query_nodes import Phrase as OwnPhrase
from wardarchive.index.query_nodes import Word
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import FacetFilter, IndexDocument, SearchRequest, SearchResult
from wardarchive.text.normalise import fold
from wardarchive.text.syllables import syllables

FACETS = ("ward", "year", "official", "section")
Answer = tuple[int, dict[str, Counter[str]]]
"""(hits, counts by facet)."""


def keys(text: str) -> str:
    return " ".join(s.key for s in syllables(text))


def asked(query: str) -> tuple[list[str], bool, bool]:
    """(words, phrase or not, typed without diacritics) of a benchmark query."""
    root = parse(query).root
    if root.must and isinstance(root.must[0], OwnPhrase):
        phrase = root.must[0]
        exact = phrase.exact
        return [w.key if exact else w.folded for w in phrase.words], True, not exact
    return [w.key for w in root.loose if isinstance(w, Word)], False, False


class Ours:
    """The default engine, asked for the same: words in the body, all of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine = WhooshEngine(folder)

    def build(self, documents: Iterable[IndexDocument]) -> None:
        self._engine.rebuild(documents)

    def ask(self, query: str, years: tuple[str, ...]) -> SearchResult:
        """The query as a reader types it."""
        filters = (FacetFilter("year", years),) if years else ()
        return self._engine.search(SearchRequest(query, filters=filters, page_size=10))

    def search(self, query: str, years: tuple[str, ...]) -> Answer:
        if query.startswith('"'):
            query = f"body:{query}"
        else:
            query = " ".join(f"+body:{word}" for word in query.split())
        found = self.ask(query, years)
        return found.total, {f: Counter({c.value: c.count for c in found.facets[f]}) for f in FACETS}

    def visible(self, documents: Sequence[IndexDocument]) -> float:
        """Wall seconds until a reader with an open index finds what another process's writer replaced."""
        word = "wardarchivexyz"
        changed = [replace(one, body=(*one.body, word)) for one in documents]
        started = time.perf_counter()
        writer = WhooshEngine(self._folder)
        writer.replace(iter(changed))
        writer.close()
        found = self.ask(word, ())
        seconds = time.perf_counter() - started
        if found.total != len(changed):
            raise RuntimeError(f"{found.total} of {len(changed)} replaced articles are found")
        return seconds


class AsTyped(Ours):
    """The default engine with all that it does for a reader: titles, names, most words are enough."""

    def search(self, query: str, years: tuple[str, ...]) -> Answer:
        found = self.ask(query, years)
        return found.total, {f: Counter({c.value: c.count for c in found.facets[f]}) for f in FACETS}


class StockWhoosh:
    """Whoosh as it comes: its codec, its searcher, ``groupedby``; the same tokens as ours."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        text = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True, stored=False)
        schema = Schema(
            id=NUMERIC(stored=True), body=text, folded=text, shown=STORED(), year=KEYWORD(sortable=True),
            ward=KEYWORD(sortable=True), section=KEYWORD(sortable=True), official=KEYWORD(),
        )  # fmt: skip
        self._index = create_in(str(folder), schema)

    def build(self, documents: Iterable[IndexDocument]) -> None:
        writer = self._index.writer(limitmb=256)
        for document in documents:
            text = "\n".join(document.body)
            found = {f: " ".join(values_of(document)[f]) for f in FACETS}
            cut = keys(text)
            writer.add_document(id=document.id, body=cut, folded=fold(cut), shown=text, **found)
        writer.commit()
        self._searcher = self._index.searcher()

    def _query(self, query: str) -> Query:
        words, phrase, folded = asked(query)
        field = "folded" if folded else "body"
        if not words:
            return Every()
        if phrase:
            return Phrase(field, words)
        # As ours: a word typed with diacritics also means a text that has none.
        return And(
            [
                Or([Term("body", w), Term("body", fold(w))]) if w != fold(w) else Term("folded", w)
                for w in words
            ]
        )

    def search(self, query: str, years: tuple[str, ...]) -> Answer:
        groups = {f: sorting.FieldFacet(f, allow_overlap=f == "official") for f in FACETS}
        allowed = Or([Term("year", y) for y in years]) if years else None
        found = self._searcher.search(self._query(query), limit=10, groupedby=groups, filter=allowed)
        counts = {f: Counter({k: len(v) for k, v in found.groups(f).items()}) for f in FACETS}
        for hit in found:
            hit.highlights("body", text=hit["shown"][:5000])
        return len(found), counts


class FullTextSqlite:
    """SQLite FTS5 with unicode61 and diacritics removed; facets by joins on a table of values."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._db = sqlite3.connect(folder / "fts.db")
        self._db.executescript(
            "CREATE VIRTUAL TABLE t USING fts5(body, tokenize='unicode61 remove_diacritics 2');"
            "CREATE TABLE v (doc INTEGER, facet TEXT, value TEXT); CREATE INDEX vd ON v (doc, facet, value);"
        )

    def build(self, documents: Iterable[IndexDocument]) -> None:
        with self._db:
            for document in documents:
                text = "\n".join(document.body).replace("đ", "d").replace("Đ", "D")
                self._db.execute("INSERT INTO t (rowid, body) VALUES (?, ?)", (document.id, text))
                rows = [(document.id, f, v) for f in FACETS for v in values_of(document)[f]]
                self._db.executemany("INSERT INTO v VALUES (?, ?, ?)", rows)

    def search(self, query: str, years: tuple[str, ...]) -> Answer:
        words, phrase, _ = asked(query)
        quoted = [f'"{fold(w)}"' for w in words]
        match = f'"{fold(" ".join(words))}"' if phrase else " AND ".join(quoted)
        where, values = ("t MATCH ?", [match]) if words else ("1", [])
        if years:
            places = ",".join("?" * len(years))
            where += f" AND t.rowid IN (SELECT doc FROM v WHERE facet='year' AND value IN ({places}))"  # noqa: S608
            values += years
        self._db.execute("DROP TABLE IF EXISTS temp.found")
        self._db.execute(f"CREATE TEMP TABLE found AS SELECT rowid AS doc FROM t WHERE {where}", values)  # noqa: S608
        (total,) = self._db.execute("SELECT count(*) FROM found").fetchone()
        counts: dict[str, Counter[str]] = {f: Counter() for f in FACETS}
        for facet, value, n in self._db.execute(
            "SELECT facet, value, count(*) FROM found JOIN v USING (doc) GROUP BY facet, value"
        ):
            counts[facet][value] = n
        order = "ORDER BY rank" if words else ""
        snippet = "snippet(t, 0, '<mark>', '</mark>', '…', 40)" if words else "''"
        first = f"SELECT rowid, {snippet} FROM t WHERE {where} {order} LIMIT 10"  # noqa: S608
        self._db.execute(first, values).fetchall()
        return total, counts


class Tantivy:
    """Tantivy with blanks as its only tokenizer, facets by its terms aggregation."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._module: Any = tantivy
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True)
        for field in ("body", "folded"):
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
        for facet in FACETS:
            builder.add_text_field(facet, tokenizer_name="raw", fast=True, index_option="basic")
        self._schema: Any = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))

    def build(self, documents: Iterable[IndexDocument]) -> None:
        writer = self._index.writer(heap_size=128_000_000, num_threads=1)
        for document in documents:
            cut = keys("\n".join(document.body))
            row = self._module.Document(id=document.id, body=[cut], folded=[fold(cut)])
            for facet in FACETS:
                for value in values_of(document)[facet]:
                    row.add_text(facet, value)
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher: Any = self._index.searcher()

    def _query(self, query: str, years: tuple[str, ...]) -> Any:
        tantivy = self._module
        words, phrase, folded = asked(query)
        field = "folded" if folded else "body"
        term: Callable[[str, str], Any] = lambda f, w: tantivy.Query.term_query(self._schema, f, w)  # noqa: E731
        must = tantivy.Occur.Must
        if not words:
            found = tantivy.Query.all_query()
        elif phrase:
            found = tantivy.Query.phrase_query(self._schema, field, list(words))
        else:
            found = tantivy.Query.boolean_query([(must, term(field, w)) for w in words])
        if years:
            either = tantivy.Query.boolean_query([(tantivy.Occur.Should, term("year", y)) for y in years])
            found = tantivy.Query.boolean_query([(must, found), (must, either)])
        return found

    def search(self, query: str, years: tuple[str, ...]) -> Answer:
        built = self._query(query, years)
        found: Any = self._searcher.search(built, limit=10, count=True)
        for _, address in found.hits:
            self._searcher.doc(address)
        terms = {f: {"terms": {"field": f, "size": 50}} for f in FACETS}
        answer: Any = self._searcher.aggregate(built, terms)
        counts = {f: Counter({b["key"]: b["doc_count"] for b in answer[f]["buckets"]}) for f in FACETS}
        return int(found.count), counts
