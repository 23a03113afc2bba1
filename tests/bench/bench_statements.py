"""Settling persons and searching statements over many articles: seconds of processor time, and row counts.

    python tests/bench/bench_statements.py [--limit N]

The articles are those of ``../shared/data/news``; where they are missing nothing is measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from wardarchive.jobs.ingest import new_version
from wardarchive.jobs.settle import settle_persons
from wardarchive.jobs.statement_search import find_statements, statement_filter
from wardarchive.model import Article, Block
from wardarchive.store.store import Store

NEWS = Path("../shared/data/news/news_20k.jsonl.gz")
QUERIES = ("rác", "thu gom rác", "phòng cháy chữa cháy", "dich benh", '"người dân"', "khongcotunay")


def _timed(what: str, work: Callable[[], object], repeat: int = 1) -> float:
    begun = time.process_time()
    for _ in range(repeat):
        found = work()
    spent = (time.process_time() - begun) / repeat
    print(f"{what:<44}{spent:>10.3f} s   {found}")
    return spent


def _fill(store: Store, limit: int) -> int:
    kept = 0
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        batch = []
        for line in lines:
            row = json.loads(line)
            body = tuple(Block("paragraph", b if isinstance(b, str) else b["text"]) for b in row["body"])
            day = row.get("published_at")
            article = Article(
                row["url"],
                row["title"],
                body,
                published=datetime.fromisoformat(day) if day and "T" in day else None,
            )
            batch.append(
                new_version(
                    article, observed_at=datetime(2026, 1, 1, tzinfo=UTC), ward_code=row.get("ward_code")
                )
            )
            kept += 1
            if len(batch) == 200 or kept == limit:
                store.keep_all(batch)
                batch = []
            if kept == limit:
                break
        store.keep_all(batch)
    return kept


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=20_000)
    limit = parser.parse_args().limit
    if not NEWS.is_file():
        print(f"{NEWS} is missing: nothing to measure")
        return 0
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/a.db") as store:
        _timed("read and keep the articles", lambda: _fill(store, limit))
        _timed("settle all persons", lambda: settle_persons(store))
        _timed("settle again: nothing is new", lambda: settle_persons(store))
        print(f"{store.official_count()} persons, {store.proposals()[0]} proposals")
        for query in QUERIES:
            _timed(
                f"statements: {query}",
                lambda q=query: find_statements(store, statement_filter(store, q)).total,  # type: ignore[misc]
                3,
            )
        _timed("statements of 2020 in one ward", lambda: find_statements(
            store, statement_filter(store, "công tác", year=["2020"], ward=["00142"])
        ).total, 3)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
