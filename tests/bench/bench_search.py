"""The default search engine beside stock Whoosh, SQLite FTS5 and Tantivy: one table.

Run: python tests/bench/bench_search.py [--size N] [--queries N] [--engines a,b]

N is 3,000 by default, which takes a few minutes; 20,000 is all real articles beside the project (left out
where they are missing), 100,000 adds copies with their sentences in another order. Each engine has a
process of its own. Every search asks for ten hits and counts four facets. Times are of the processor, as
the machine may be shared; "same hits" says whether totals and counts equal those of stock Whoosh.
Tantivy is left out where it is not installed (pip install tantivy).

Ends with 1 where ours is not 5 times as fast as stock Whoosh on faceted queries, or answers differ.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.bench.search_corpus import ARTICLES, KINDS, corpus, queries  # noqa: E402 - the path is set above
from tests.bench.search_peers import AsTyped, FullTextSqlite, Ours, StockWhoosh, Tantivy  # noqa: E402

ENGINES: dict[str, Any] = {
    "ours": Ours, "ours as typed": AsTyped, "stock Whoosh": StockWhoosh, "FTS5": FullTextSqlite, "Tantivy": Tantivy,
}  # fmt: skip
YEARS = ("2017", "2018")
TIMES_FASTER = 5.0
COMPARED = ("one common word", "two words", "phrase", "folded phrase", "two facet values")


@dataclass
class Measured:
    """One engine: seconds to index, megabytes on disk and in memory, milliseconds by kind of query."""

    seconds: float
    disk: float
    memory: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)
    answers: dict[str, list[tuple[int, dict[str, Counter[str]]]]] = field(default_factory=dict)
    visible: dict[int, float] = field(default_factory=dict)
    """Wall seconds until so many replaced articles are found, where the engine was asked."""


def measured(name: str, size: int, count: int) -> Measured:
    """Build and ask, in this process."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "index"
        engine = ENGINES[name](folder)
        documents = corpus(size)
        started = time.process_time()
        engine.build(documents)
        found = Measured(time.process_time() - started, _megabytes(folder))
        engine.search(queries(count)["all"][0], ())  # what each builds once, before the clock runs
        for kind, asked in queries(count).items():
            years = YEARS if kind == "two facet values" else ()
            for query in dict.fromkeys(asked):
                started = time.process_time()
                answer = engine.search(query, years)
                found.times.setdefault(kind, []).append((time.process_time() - started) * 1000)
                found.answers.setdefault(kind, []).append(answer)
        found.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if isinstance(engine, AsTyped):
            for replaced in (1, 100):
                found.visible[replaced] = engine.visible(list(islice(corpus(size), replaced)))
        return found


def _megabytes(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def _at(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _same(ours: Measured, stock: Measured) -> str:
    """``yes``, or the kinds of queries whose totals or counts differ. Ours lists 50 values of a facet."""
    wrong = []
    for kind in COMPARED:
        for (total, counts), (expected, every) in zip(ours.answers[kind], stock.answers[kind], strict=True):
            same = total == expected
            for facet, found in counts.items():
                if facet == "official" or (kind == "two facet values" and facet == "year"):
                    continue  # missing values and the facet's own selection are counted differently
                same &= all(every[facet][value] == n for value, n in found.items() if value != "none")
            if not same:
                wrong.append(kind)
                break
    return ", ".join(wrong) or "yes"


def main() -> int:
    """0 where ours is fast enough beside stock Whoosh, with the same answers."""
    parser = argparse.ArgumentParser(description="the default engine beside others")
    parser.add_argument("--size", type=int, default=3_000)
    parser.add_argument("--queries", type=int, default=15)
    parser.add_argument("--engines", default=",".join(ENGINES))
    asked = parser.parse_args()
    if not ARTICLES.exists():
        print("the articles are not beside the project: nothing is measured")
        return 0
    names = [n for n in asked.engines.split(",") if n in ENGINES]
    if "Tantivy" in names and importlib.util.find_spec("tantivy") is None:
        print("tantivy is not installed: left out")
        names.remove("Tantivy")
    print(
        f"{asked.size:,} articles, {asked.queries} queries a kind, 10 hits and 4 facets each; CPU ms p50 / p95\n"
    )
    print(f"{'':15}{'docs/s':>8}{'MB':>7}{'RSS MB':>8}" + "".join(f"{kind:>18}" for kind in KINDS))
    found: dict[str, Measured] = {}
    for name in names:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            one = found[name] = pool.submit(measured, name, asked.size, asked.queries).result()
        cells = "".join(f"{_at(one.times[k], 0.5):>9.1f} /{_at(one.times[k], 0.95):7.1f}" for k in KINDS)
        print(
            f"{name:15}{asked.size / one.seconds:8.0f}{one.disk:7.0f}{one.memory:8.0f}{cells}", flush=True
        )
    for name, one in found.items():
        for replaced, seconds in one.visible.items():
            print(f"{name}: {replaced} replaced and found by an open reader after {seconds:.2f} s")
    return _verdict(found)


def _verdict(found: dict[str, Measured]) -> int:
    if not {"ours", "stock Whoosh"} <= set(found):
        return 0
    ours, stock = found["ours"], found["stock Whoosh"]
    ratios = {k: _at(stock.times[k], 0.5) / _at(ours.times[k], 0.5) for k in COMPARED}
    print("\ntimes as fast as stock Whoosh: " + ", ".join(f"{k} {r:.1f}" for k, r in ratios.items()))
    whole = sum(sum(stock.times[k]) for k in COMPARED) / sum(sum(ours.times[k]) for k in COMPARED)
    same = _same(ours, stock)
    print(f"over all of them {whole:.1f} times; same hits and counts: {same}")
    return 0 if whole >= TIMES_FASTER and same == "yes" else 1


if __name__ == "__main__":
    sys.exit(main())
