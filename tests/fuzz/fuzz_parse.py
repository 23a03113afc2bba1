"""Golden pages broken in every way, read one after the other: no exception, no page too slow or too large.

    python tests/fuzz/fuzz_parse.py [--count 20000] [--seed 1]

Ends with status 1 and the broken page in a file when one raises, takes over 2 s of CPU, or when the
process grows by over 300 MB.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.golden.parse.gold import gold_pages  # noqa: E402
from wardarchive.model import Article  # noqa: E402
from wardarchive.parse.page import read_page  # noqa: E402

SLOWEST = 2.0
GROWTH_MB = 300
_TAGS = (
    b"<div> </div> <table><tr><td> </table> <ul><li> <p> <b> <a/href='/x'> <!-- <script> ]]> <br> <form>"
    b" <select><option> <title> <base/href='//'>"
).split()
_TEXTS = ("15/12/2020 | 16:07", "Lượt xem: 1.320", "\u202e", "\x00", "&#x110000;", "&nbsp;" * 50, "9" * 400)
_REMOVED = (b"</p>", b"</div>", b">", b'"', b"class")
_CODECS = ("utf-16", "cp1258", "utf-8")


def mutated(r: random.Random, page: bytes, other: bytes) -> bytes:
    """`page` with one to eight things done to it."""
    body = bytearray(page)
    for _ in range(r.randrange(1, 9)):
        at = r.randrange(len(body) + 1)
        size = r.choice((1, 3, 40, 900, 5000))
        kind = r.randrange(9)
        if kind == 0:
            del body[at : at + size]
        elif kind == 1:
            body[at:at] = r.choice(_TAGS) * r.choice((1, 1, 3, 200))
        elif kind == 2:
            body[at:at] = r.choice(_TEXTS).encode("utf-8", "surrogatepass")
        elif kind == 3:
            body[at:at] = body[max(0, at - size) : at] * r.choice((1, 2, 20))
        elif kind == 4:
            start = r.randrange(len(other) + 1)
            body[at:at] = other[start : start + size]
        elif kind == 5:
            body[at : at + 4] = r.randbytes(4)
        elif kind == 6:
            body = body[:at]
        elif kind == 7:
            body = bytearray(body.replace(r.choice(_REMOVED), b"", r.randrange(1, 50)))
        else:
            text = bytes(body).decode("utf-8", "replace")
            body = bytearray(text.encode(r.choice(_CODECS), "ignore"))
    return bytes(body[:2_000_000])


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    r = random.Random(args.seed)
    gold = gold_pages()
    bodies = [page.body for page in gold]
    before, slowest, articles = _peak_mb(), 0.0, 0
    for number in range(args.count):
        page = r.choice(gold)
        body = mutated(r, page.body, r.choice(bodies))
        begin = time.process_time()
        fault = ""
        try:
            found = read_page(body, page.wanted["url"], content_type=page.wanted["content_type"]).page
            articles += isinstance(found, Article)
        except Exception:  # whatever it is, it is what is looked for
            fault = traceback.format_exc()
        taken = time.process_time() - begin
        if taken > SLOWEST:
            fault = fault or f"{taken:.1f} s of CPU"
        if not fault and _peak_mb() - before > GROWTH_MB:
            fault = f"grew by {_peak_mb() - before:.0f} MB"
        if fault:
            kept = Path(tempfile.mkdtemp()) / f"fuzz-{args.seed}-{number}.html"
            kept.write_bytes(body)
            print(f"page {number} ({page.name}): {fault}\nkept as {kept}")
            return 1
        slowest = max(slowest, taken)
        if number % 1000 == 999:
            grown = _peak_mb() - before
            print(f"{number + 1} pages, {articles} articles, slowest {slowest:.2f} s, peak +{grown:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
