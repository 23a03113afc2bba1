"""`make load`: 20 readers at once over an archive of 20,000 articles, and what they wait.

Run: python tests/load/run.py [--readers 20] [--seconds 30] [--workers 2] [--file ARTICLES.jsonl.gz]

The archive is made once, in .load/ beside the project's files, from ARTICLES (the article JSON, a line
each; by default the news of ../shared), which takes some ten minutes. `wardarchive serve` shows it in
processes of its own, the readers are another one, all on this machine. Two runs for each number of worker
processes: readers who look at a page for five seconds on average, which is the promise (p95 below 150 ms,
no error), and readers who never pause, which is as much as the machine can do at all.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.load.readers import Times, queries, read  # noqa: E402 - the path is set above

HOME = ROOT / ".load" / "archive"
NEWS = ROOT.parent / "shared" / "data" / "news" / "news_20k.jsonl.gz"
TARGET_MS = 150.0
_WARM_SECONDS = 5.0
"""Until every process of the server has warmed up and takes its share of the connections."""
_COMMAND = (sys.executable, "-m", "wardarchive")
_ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "src")}


def make_archive(home: Path, articles: Path) -> None:
    """Make the archive where it is not there as a whole."""
    done = home / "complete"
    if done.exists():
        return
    if not articles.is_file():
        raise SystemExit(f"no articles at {articles}: name a file with --file (or FILE= to make)")
    for words in (("init",), ("import", str(articles)), ("index",)):
        subprocess.run([*_COMMAND, *words, "--home", str(home)], env=_ENVIRONMENT, check=True)
    done.touch()


@contextmanager
def serving(home: Path, workers: int) -> Iterator[tuple[int, int]]:
    """(port, process) of a server as users run it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["serve", "--home", str(home), "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen([*_COMMAND, *words], env=_ENVIRONMENT, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10).close()
                break
            except (urllib.error.URLError, OSError):
                if server.poll() is not None:
                    raise SystemExit(f"the server ended with status {server.returncode}") from None
                time.sleep(0.1)
        time.sleep(_WARM_SECONDS)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def cpu_seconds(process: int) -> float:
    """Seconds of CPU that a process and its children have used; 0 where the system does not tell."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    own = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_seconds(int(child)) for child in children)


def _cache_share(port: int) -> float:
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30).read().decode()
    hits, misses = (
        float(re.search(rf"^wardarchive_cache_{kind}_total (\S+)", text, re.M)[1])  # type: ignore[index]
        for kind in ("hits", "misses")
    )
    return hits / (hits + misses) if hits + misses else 0.0


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(times: Times, errors: int, seconds: float) -> float:
    """Print the table of one run; returns the p95 of all requests in milliseconds."""
    print(f"{'':11}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}")
    everything = [t for found in times.values() for t in found]
    for kind, found in [*sorted(times.items()), ("all", everything)]:
        ordered = sorted(found)
        row = "".join(f"{_at(ordered, share):>9.1f}" for share in (0.5, 0.95, 0.99, 1.0))
        print(f"{kind:11}{len(ordered):>9,}{row}")
    print(f"{len(everything) / seconds:.1f} answers a second, {errors} errors")
    return _at(sorted(everything), 0.95)


def run(home: Path, workers: int, pause: float, readers: int, seconds: float) -> tuple[float, int]:
    """(p95, errors) of one run with a server of its own: nothing is remembered from the run before."""
    with serving(home, workers) as (port, process), ProcessPoolExecutor(1, get_context("spawn")) as pool:
        before = cpu_seconds(process)
        times, errors, largest = pool.submit(read, port, queries(home), pause, readers, seconds).result()
        used = cpu_seconds(process) - before
        p95 = report(times, errors, seconds)
        count = sum(map(len, times.values()))
        print(
            f"{used / count * 1000:.1f} ms of CPU a request, {used / seconds:.2f} cores busy, "
            f"{_cache_share(port):.0%} of searches from memory, largest answer {largest / 1000:.1f} kB\n"
        )
    return p95, errors


def main() -> int:
    """0 where readers who pause are served within the target and without an error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--file", type=Path, default=NEWS)
    parser.add_argument("--home", type=Path, default=HOME)
    asked = parser.parse_args()
    make_archive(asked.home, asked.file)
    good = True
    for workers in asked.workers:
        for pause in (5.0, 0.0):
            who = f"who look for {pause:g} s" if pause else "without a pause"
            print(f"== {asked.readers} readers {who}, {workers} process(es), {os.cpu_count()} cores")
            p95, errors = run(asked.home, workers, pause, asked.readers, asked.seconds)
            good = good and (not pause or (p95 < TARGET_MS and not errors))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
