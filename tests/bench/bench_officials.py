"""How fast officials and statements are read: articles a second and core over the shared news, and size.

python tests/bench/bench_officials.py [--limit 20000]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "src"))

from wardarchive.model import Block, Reading  # noqa: E402
from wardarchive.officials.reading import read_officials  # noqa: E402

NEWS = ROOT.parent / "shared" / "data" / "news" / "news_20k.jsonl.gz"
LARGE = (
    "Đồng chí Lê Văn An, Bí thư Đảng ủy phường, nhấn mạnh: “Phải làm ngay”; đề nghị UBND phường báo cáo. "
)


def articles(limit: int) -> list[tuple[str, list[Block]]]:
    found: list[tuple[str, list[Block]]] = []
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            if len(found) == limit:
                break
            article = json.loads(line)
            found.append((article["title"], [Block("paragraph", text) for text in article["body"]]))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=20_000)
    limit = parser.parse_args().limit
    if not NEWS.exists():
        print(f"skipped: no {NEWS.name} beside the project")
        return 0
    texts = articles(limit)
    read_officials(*texts[0])  # the word lists are loaded once
    readings: list[Reading] = []
    slowest = 0.0
    started = time.process_time()
    for title, body in texts:
        began = time.perf_counter()
        readings.append(read_officials(title, body))
        slowest = max(slowest, time.perf_counter() - began)
    seconds = time.process_time() - started
    print(f"articles             {len(texts):>9,}")
    print(f"articles/s and core  {len(texts) / seconds:>9.0f}")
    print(f"slowest article, ms  {slowest * 1000:>9.0f}")
    print(f"officials            {sum(len(r.officials) for r in readings):>9,}")
    print(f"mentions             {sum(len(o.mentions) for r in readings for o in r.officials):>9,}")
    print(f"statements           {sum(len(r.statements) for r in readings):>9,}")
    large = LARGE * (5_000_000 // len(LARGE))
    started = time.process_time()
    read_officials("", [Block("paragraph", large)])
    print(f"5 MB paragraph, s    {time.process_time() - started:>9.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
