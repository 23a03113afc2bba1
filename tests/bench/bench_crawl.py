"""What one page costs the crawler besides parsing, and how WARC files are read beside warcio.

Run: python tests/bench/bench_crawl.py [pages]
"""

from __future__ import annotations

import gzip
import random
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from warcio.archiveiterator import ArchiveIterator  # noqa: E402 - the path is set above

from tests.hostile_server import HostileServer, gzip_body  # noqa: E402
from wardarchive.crawl.fetch import Fetcher  # noqa: E402
from wardarchive.crawl.politeness import Politeness  # noqa: E402
from wardarchive.crawl.urls import canonical  # noqa: E402
from wardarchive.crawl.warc import WarcWriter, iterate, read_content  # noqa: E402
from wardarchive.model import WarcLocation  # noqa: E402

BUDGET_MS = 12.0
"""CPU a page besides parsing that the project allows itself."""


def made_up_page(seed: int) -> bytes:
    """About 80 kB of HTML that packs like a portal's page."""
    draw = random.Random(seed)
    words = ["phường", "cư", "dân", "hội", "nghị", "Đảng", "ủy", "tổ", "chức", "triển", "khai"]
    lines = [
        f"<p class='n{draw.randrange(900)}'>{' '.join(draw.choices(words, k=14))}</p>" for _ in range(800)
    ]
    return "\n".join(lines).encode()


def per_item(count: int, work: Callable[[int], object]) -> float:
    """Milliseconds of this thread's CPU an item."""
    started = time.thread_time()
    for number in range(count):
        work(number)
    return (time.thread_time() - started) / count * 1_000


def main(pages: int) -> None:
    body = made_up_page(1)
    links = [
        f"HTTP://Saidong.hanoi.gov.vn:80/tin/-/view_content/{n}-le-hoi.html?utm_source=z&b=2&a=1"
        for n in range(2_000)
    ]
    rows: list[tuple[str, str]] = [("page", f"{len(body):,} bytes, {len(gzip.compress(body)):,} packed")]
    rows.append(("canonical URL", f"{per_item(len(links), lambda n: canonical(links[n])) * 1_000:.1f} µs"))
    with HostileServer() as server, Fetcher() as fetcher, tempfile.TemporaryDirectory() as home:
        server.add("/page", gzip_body(gzip.compress(body)))
        folder = Path(home)
        politeness = Politeness()
        places: list[WarcLocation] = []

        def visit(_number: int) -> None:
            with politeness.turn(server.key, delay=0.0) as turn:
                page = fetcher.fetch(server.url("/page"), allowed_hosts=frozenset({server.key}))
                turn.page(page)
            places.append(writer.write(page)[0])

        with WarcWriter(folder) as writer:
            per_item(20, visit)
            started = time.monotonic()
            cost = per_item(pages, visit)
            wall = (time.monotonic() - started) / pages * 1_000
        rows.append(("fetch + keep, CPU a page", f"{cost:.2f} ms (budget {BUDGET_MS:.0f} ms)"))
        rows.append(("fetch + keep, wall clock a page", f"{wall:.2f} ms with fsync"))
        rows.append(
            (
                "read one capture",
                f"{per_item(200, lambda n: read_content(folder, places[n % len(places)])):.2f} ms",
            )
        )
        (path,) = folder.iterdir()
        ours = per_item(1, lambda _: sum(1 for _ in iterate(path))) / len(places)
        peer = per_item(1, lambda _: read_with_warcio(path)) / len(places)
        rows.append(("read in a row, digests checked", f"{ours:.2f} ms a page; warcio {peer:.2f} ms"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    rows.append(("peak memory", f"{peak:.0f} MB with {threading.active_count()} threads"))
    for name, value in rows:
        print(f"{name:34} {value}")


def read_with_warcio(path: Path) -> None:
    """The same work with warcio's own reader: digests checked, bodies unpacked."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
