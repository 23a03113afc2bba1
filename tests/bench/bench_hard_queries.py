"""Queries meant to hurt: each is answered or refused in one line within a second of processor time.

Run: python tests/bench/bench_hard_queries.py [--index FOLDER] [--size N]

Over 5,000 of the articles beside the project (left out where they are missing), or an index that is there.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.bench.search_corpus import ARTICLES, corpus  # noqa: E402 - the path is set above
from wardarchive.errors import QueryError  # noqa: E402
from wardarchive.index.whoosh_engine import WhooshEngine  # noqa: E402
from wardarchive.model import SearchRequest  # noqa: E402

LIMIT_MS = 1_000.0
_COMMON = "người dân phường nước năm ngày tỉnh bệnh nhà đường công thành được trường hội xã"
HARD = {
    "10,000 characters": "họp " * 2500,
    "1,000 terms": " ".join(f"từ{n}" for n in range(1000)),
    "64 common words": " ".join([_COMMON] * 4),
    "*": "*",
    "a*": "a*",
    "th*": "th*",
    "51 wildcards": " ".join(f"{c}h*" for c in "abcdghklmnpqrstvx" * 3),
    "8 beginnings": "th* nh* ng* tr* ch* kh* gi* ph*",
    "8 near words": "thanh~ nhanh~ ngang~ trang~ chanh~ khanh~ giang~ phong~",
    "300 parentheses": "(" * 300 + "họp" + ")" * 300,
    "groups": "(người OR dân) (phường OR xã) -(nước OR năm) " * 3,
    "control characters": "\x00\x01họp\x1b",
    "emoji": "😀 họp",
    "other scripts": "日本語 한국어 עברית",
    "regular expression": "[a-z]+(.*)?$^",
    "SQL": "'; DROP TABLE articles; --",
    "wide window": '"người dân phường nước"~50',
    "common phrase": '"của người dân trong năm"',
}


def main() -> int:
    """0 where everything was answered or refused in time."""
    parser = argparse.ArgumentParser(description="queries meant to hurt")
    parser.add_argument("--index", default="")
    parser.add_argument("--size", type=int, default=5_000)
    asked = parser.parse_args()
    if not asked.index and not ARTICLES.exists():
        print("the articles are not beside the project: nothing is measured")
        return 0
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(asked.index or folder))
        if not asked.index:
            engine.rebuild(corpus(asked.size))
        print(f"{engine.document_count():,} articles\n")
        for name, query in HARD.items():
            started = time.process_time()
            try:
                result = engine.search(SearchRequest(query))
                said = f"{result.total:,} found {' '.join(result.notes)}"
            except QueryError as error:
                said = f"refused: {error}"
            taken = (time.process_time() - started) * 1000
            slow += taken > LIMIT_MS
            print(f"{name:20}{taken:8.0f} ms  {said}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
