"""One crawl in a process of its own, measured: CPU besides parsing, memory as pages go by.

Run: python tests/soak/measured_crawl.py HOME [SECONDS]

Prints JSON. `SECONDS` ends the crawl after that time. "Parsing" is what depends on the page's content and
not on the crawler: reading the page and finding its people.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from wardarchive.crawl import politeness  # noqa: E402 - the path is set above
from wardarchive.jobs import article_sights, page_visit  # noqa: E402
from wardarchive.jobs.collect import CrawlProgress, collect  # noqa: E402
from wardarchive.wiring import open_crawl  # noqa: E402

P = ParamSpec("P")
R = TypeVar("R")
_parsing = 0.0
_guard = threading.Lock()


def timed(work: Callable[P, R]) -> Callable[P, R]:
    """The same function, its CPU counted as parsing."""

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        global _parsing
        started = time.thread_time()
        try:
            return work(*args, **kwargs)
        finally:
            with _guard:
                _parsing += time.thread_time() - started

    return run


def noted(work: Callable[P, float], seconds: list[float]) -> Callable[P, float]:
    """`politeness.delay_after`, with the response time and the rest that each request must take."""

    def run(*args: P.args, **kwargs: P.kwargs) -> float:
        rest = work(*args, **kwargs)
        seconds.append(rest + float(args[1]))  # type: ignore[arg-type] # rules, elapsed
        return rest

    return run


def resident_kb() -> int:
    """The process's resident memory now (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def main(home: Path, seconds: float | None) -> None:
    for module, name in ((page_visit, "read"), (article_sights, "new_version")):
        vars(module)[name] = timed(vars(module)[name])
    needed: list[float] = []
    vars(politeness)["delay_after"] = noted(politeness.delay_after, needed)
    memory: list[int] = []
    begun_at: dict[int, float] = {}
    last_at: dict[int, float] = {}
    pages: dict[int, int] = {}

    def report(step: CrawlProgress) -> None:
        with _guard:
            memory.append(resident_kb())
            now = time.monotonic()
            begun_at.setdefault(step.portal.id, now)
            last_at[step.portal.id] = now
            pages[step.portal.id] = step.fetched

    stop = threading.Event()
    with open_crawl(home, stop) as (store, tools):
        if seconds is not None:
            threading.Timer(seconds, stop.set).start()
        cpu = time.process_time()
        outcomes = collect(store.portals(), tools, limit=None, stop=stop, report=report)
        cpu = time.process_time() - cpu
    spans = [last_at[i] - begun_at[i] for i in pages]
    print(
        json.dumps(
            {
                "pages": sum(o.fetched for o in outcomes),
                "cpu": cpu,
                "parsing": _parsing,
                "memory_kb": memory,
                "spans": spans,
                "needed": needed,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else None)
