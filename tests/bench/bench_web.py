"""How fast the web answers many readers at once, over real HTTP.

Run: python tests/bench/bench_web.py HOME [readers] [seconds]

HOME is an archive with an index, opened as `serve` opens it. The readers are a process of their own. Each
draws from searches of one to three words (taken from the archive's titles), facets, pages and articles, out
of 500 addresses, so that some are asked again, as with real readers. Two runs: readers who look at a page
for two seconds on average, and readers who never pause, which is as much as one process can do at all.
The target is p95 below 150 ms with 20 readers and no error.
"""

from __future__ import annotations

import random
import sys
import threading
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import requests  # noqa: E402 - the path is set above

from wardarchive.web.serve import serving  # noqa: E402
from wardarchive.wiring import Services, open_services  # noqa: E402

TARGET_MS = 150.0
_SAMPLE = 400
_ADDRESSES = 500


def addresses(services: Services, count: int) -> list[tuple[str, str]]:
    """(kind, path) of `count` requests, the same ones for the same archive."""
    draw = random.Random(20201215)
    ids = services.store.article_ids()
    records = list(services.store.records(sorted(draw.sample(ids, min(_SAMPLE, len(ids))))))
    found: list[tuple[str, str]] = []
    for _ in range(count):
        record = draw.choice(records)
        words = [w for w in record.article.title.split() if w.isalpha()] or ["phường"]
        start = draw.randrange(len(words))
        query = {"q": " ".join(words[start : start + draw.randint(1, 3)])}
        kind = draw.choices(("search", "facets", "page", "article", "front"), (40, 25, 10, 20, 5))[0]
        if kind == "article":
            found.append((kind, f"/article/{record.id}"))
            continue
        if kind == "front":
            query = {}
        if kind == "facets" and record.ward_code:
            query["ward"] = record.ward_code
        if kind == "page":
            query["page"] = str(draw.randint(2, 4))
        found.append((kind, "/?" + urlencode(query)))
    return found


Times = dict[str, list[float]]


class Readers:
    """Threads that ask one after another until the time is over."""

    def __init__(self, base: str, paths: list[tuple[str, str]], pause: float) -> None:
        self._base = base
        self._paths = paths
        self._pause = pause
        self._lock = threading.Lock()
        self.times: Times = defaultdict(list)
        self.errors = 0

    def _read(self, seed: int, until: float) -> None:
        draw = random.Random(seed)
        with requests.Session() as session:
            while time.monotonic() < until:
                if self._pause:
                    time.sleep(draw.expovariate(1 / self._pause))
                kind, path = draw.choice(self._paths)
                started = time.perf_counter()
                try:
                    good = session.get(self._base + path, timeout=30).status_code == 200
                except requests.RequestException:
                    good = False
                taken = (time.perf_counter() - started) * 1000
                with self._lock:
                    self.times[kind].append(taken)
                    self.errors += not good

    def run(self, readers: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=self._read, args=(seed, until)) for seed in range(readers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def measured(
    base: str, paths: list[tuple[str, str]], pause: float, readers: int, seconds: float
) -> tuple[Times, int]:
    """One run, in the readers' process."""
    bench = Readers(base, paths, pause)
    bench.run(readers, seconds)
    return dict(bench.times), bench.errors


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _report(times: Times, errors: int, seconds: float) -> bool:
    print(f"{'':10}{'requests':>10}{'p50 ms':>10}{'p95 ms':>10}{'max ms':>10}")
    everything = [t for found in times.values() for t in found]
    for kind, found in [*sorted(times.items()), ("all", everything)]:
        ordered = sorted(found)
        p50, p95, worst = _at(ordered, 0.5), _at(ordered, 0.95), ordered[-1]
        print(f"{kind:10}{len(ordered):>10,}{p50:>10.1f}{p95:>10.1f}{worst:>10.1f}")
    print(f"{len(everything) / seconds:.1f} answers a second, {errors} errors\n")
    return _at(sorted(everything), 0.95) < TARGET_MS and not errors


def main() -> int:
    """0 where readers who pause are served within the target."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    readers = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 20.0
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
        open_services(Path(sys.argv[1])) as services,
        serving(services) as base,
    ):
        paths = addresses(services, _ADDRESSES)
        print(
            f"{services.store.article_count():,} articles, {readers} readers, {seconds:g} s, one process\n"
        )
        good = []
        for name, pause in (("readers who look for 2 s", 2.0), ("readers without a pause", 0.0)):
            print(name)
            times, errors = pool.submit(measured, base, paths, pause, readers, seconds).result()
            good.append(_report(times, errors, seconds))
    return 0 if good[0] else 1


if __name__ == "__main__":
    sys.exit(main())
