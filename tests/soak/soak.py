"""The long run: portals that fail at random, a crawler that is killed again and again, then a count.

Run: make soak, or python tests/soak/soak.py. Sizes by environment: SOAK_SITES (14), SOAK_PAGES (500 a
site), SOAK_KILLS (200), SOAK_SEED (1), SOAK_PHASES (of "kills costs delay"). It ends by itself, prints a
table and exits 1 where a bound is broken.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.soak.sites import END  # noqa: E402 - the path is set above
from wardarchive.config import load_settings, make_home  # noqa: E402
from wardarchive.jobs.portals import add_portal  # noqa: E402
from wardarchive.store.store import Store  # noqa: E402

SITES = int(os.environ.get("SOAK_SITES", "14"))
PAGES = int(os.environ.get("SOAK_PAGES", "500"))
KILLS = int(os.environ.get("SOAK_KILLS", "200"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
PHASES = os.environ.get("SOAK_PHASES", "kills costs delay").split()
FAULTS = 0.05
MOST_CLEAN_RUNS = 25
CPU_BUDGET_MS = 12.0
MEMORY_GROWTH = 1.10
DELAY, DELAY_SECONDS, DELAY_SITES = 2.0, 60.0, 3
DELAY_SHARE = 0.9


@dataclass
class Report:
    """What was found; the bounds that were broken."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def row(self, name: str, value: str, holds: bool = True) -> None:
        self.rows.append((name, value + ("" if holds else "   <-- broken")))
        print(f"{name:44} {self.rows[-1][1]}", flush=True)
        if not holds:
            self.broken.append(name)


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TMPDIR")}
    return kept | {"PYTHONPATH": str(ROOT / "src")}


def command(home: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "wardarchive", *map(str, words), "--home", str(home)]


def run(home: Path, *words: object, allowed: tuple[int, ...] = (0,)) -> str:
    """Run one command to its end; its standard output."""
    done = subprocess.run(
        command(home, *words), capture_output=True, text=True, env=environment(), check=False
    )
    if done.returncode not in allowed:
        raise SystemExit(f"{words} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


@contextmanager
def portals(count: int, faults: float, *, restarts: bool) -> Iterator[list[str]]:
    """Serve the sites in another process; their addresses."""
    words = [count, PAGES, faults, SEED, int(restarts)]
    server = subprocess.Popen(
        [sys.executable, str(HERE / "sites.py"), *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None and server.stdin is not None
        yield [f"http://127.0.0.1:{port}/" for port in json.loads(server.stdout.readline())]
        server.stdin.close()
        server.wait(30)
    finally:
        server.kill()
        server.wait()


def make_archive(home: Path, addresses: list[str], delay: float) -> None:
    make_home(home)
    with Store.open(load_settings(home).database_url) as store:
        for number, address in enumerate(addresses):
            add_portal(store, address, now=datetime.now(UTC), delay=delay, name=f"Phường {number}")


def kill_at_random(home: Path, chance: random.Random) -> bool:
    """Start a crawl and kill -9 it after a random time; False if it had ended by itself."""
    process = subprocess.Popen(
        command(home, "crawl"),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(chance.uniform(1.5, 6.0))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def killed_crawls(report: Report, folder: Path) -> None:
    """Kills, then clean runs until nothing waits; then everything is counted."""
    home, chance = folder / "killed", random.Random(SEED)
    with portals(SITES, FAULTS, restarts=True) as addresses:
        make_archive(home, addresses, 0)
        kills = sum(kill_at_random(home, chance) for _ in range(KILLS))
        report.row("kill -9 of the crawler", f"{kills} of {KILLS} runs were killed under way", kills > 0)
        clean, calm = 0, False
        while not calm and clean < MOST_CLEAN_RUNS:
            outcomes = json.loads(run(home, "crawl", "--json", allowed=(0, 1)))
            clean, calm = clean + 1, all(o["outcome"] == "done" and not o["errors"] for o in outcomes)
        report.row("runs to the end until no error was left", str(clean), calm)
        count_articles(report, home, addresses)
    run(home, "index")
    verified = subprocess.run(
        command(home, "verify"), capture_output=True, text=True, env=environment(), check=False
    )
    report.row(
        "verify: digests, rows, versions",
        (verified.stdout.strip() or verified.stderr.strip()).splitlines()[-1].rpartition(" · ")[2],
        verified.returncode == 0,
    )
    total = json.loads(run(home, "search", "phường triển khai công tác", "--json"))["total"]
    report.row("articles that the index finds", str(total), total == SITES * PAGES)


def count_articles(report: Report, home: Path, addresses: list[str]) -> None:
    """Every article of every site once, whole; every capture has its row."""
    wanted = {f"{address}tin/{n}.html" for address in addresses for n in range(PAGES)}
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        found: Counter[str] = Counter()
        cut = versions = 0
        for record in store.records(store.article_ids()):
            found[record.article.url] += 1
            cut += END not in record.article.body[-1].text if record.article.body else 1
        versions = store.version_count()
        captures = store.capture_count()
    missing, strange = wanted - set(found), set(found) - wanted
    report.row("articles there", f"{len(wanted) - len(missing)} of {len(wanted)}", not missing)
    report.row("articles twice, or that are none", f"{sum(found.values()) - len(found)}, {len(strange)}",
               sum(found.values()) == len(found) and not strange)  # fmt: skip
    report.row("articles whose text was cut off", str(cut), cut == 0)
    report.row("captures, versions", f"{captures}, {versions}")


def measured(home: Path, *words: object) -> dict[str, Any]:
    script = str(HERE / "measured_crawl.py")
    done = subprocess.run(
        [sys.executable, script, str(home), *map(str, words)],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def costs(report: Report, folder: Path) -> None:
    """One crawl without delay: CPU besides parsing, memory at its beginning and at its end."""
    home = folder / "costs"
    with portals(SITES, 0.0, restarts=False) as addresses:
        make_archive(home, addresses, 0)
        found = measured(home)
    pages, memory = found["pages"], found["memory_kb"]
    besides = 1000 * (found["cpu"] - found["parsing"]) / pages
    report.row(
        "CPU a page besides parsing",
        f"{besides:.1f} ms (budget {CPU_BUDGET_MS:.0f} ms)",
        besides < CPU_BUDGET_MS,
    )
    report.row("CPU a page of parsing", f"{1000 * found['parsing'] / pages:.1f} ms")
    part = min(1_000, pages // 3)
    first, last = max(memory[:part]) / 1024, max(memory[-part:]) / 1024
    report.row(f"peak memory, first and last {part} of {pages} pages", f"{first:.0f} MB, {last:.0f} MB",
               pages < 3_000 or last <= MEMORY_GROWTH * first)  # fmt: skip


def with_delay(report: Report, folder: Path) -> None:
    """With a delay the crawl is as fast as the delay allows."""
    home = folder / "delay"
    with portals(DELAY_SITES, 0.0, restarts=False) as addresses:
        make_archive(home, addresses, DELAY)
        found = measured(home, DELAY_SECONDS)
    # Between the first page and the last of a portal stand one rest and one response less than its pages.
    needed = found["needed"][len(found["spans"]) :]
    mean = sum(needed) / len(needed)
    done, allowed = found["pages"] - len(found["spans"]), sum(found["spans"]) / mean
    share = done / allowed
    report.row(
        f"pages with a delay of {DELAY:g} s",
        f"{done} of {allowed:.0f} that the delays allow ({share:.0%}); a page needs {mean:.2f} s on average",
        share >= DELAY_SHARE,
    )


def main() -> int:
    report, started = Report(), time.monotonic()
    print(f"{SITES} sites x {PAGES} pages, {FAULTS:.0%} faults, seed {SEED}", flush=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as place:
        for name, phase in (("kills", killed_crawls), ("costs", costs), ("delay", with_delay)):
            if name in PHASES:
                phase(report, Path(place))
    report.row("took", f"{time.monotonic() - started:.0f} s")
    for name in report.broken:
        print(f"broken: {name}")
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
