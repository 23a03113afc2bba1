"""All faults of the hostile server in one process, with the sizes that a real crawl allows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile_server import FAULTS, HostileServer
from wardarchive.crawl.warc import ArchivedResponse, iterate
from wardarchive.model import FETCH_ERROR_KINDS

ROOT = Path(__file__).resolve().parents[3]
MEMORY_LIMIT_MB = 200

_CHILD = """
import json, re, sys
from pathlib import Path
from wardarchive.crawl.fetch import Fetcher, FetchSettings
from wardarchive.crawl.warc import WarcWriter
from wardarchive.errors import FetchError

site, folder, paths = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
kinds = {}
settings = FetchSettings(read_timeout=0.7, total_timeout=2.5, retries=0)
with Fetcher(settings) as fetcher, WarcWriter(folder) as writer:
    for path in paths:
        kinds[path] = "page"
        try:
            for page in fetcher.hops(f"http://{site}{path}", allowed_hosts=frozenset({site})):
                writer.write(page)
                if page.truncated:
                    kinds[path] = "truncated"
        except FetchError as error:
            kinds[path] = error.kind
# Not getrusage: its peak counts the process that started this one as well.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps({"kinds": kinds, "peak_mb": int(peak[1]) / 1024}))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_every_fault_within_the_memory_of_a_crawl(tmp_path: Path) -> None:
    """Every fault ends as a page or with a kind, the good ones are kept, and memory stays under 200 MB."""
    paths = [path.replace("/*", "/10000") for path in FAULTS]
    with HostileServer() as server:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, server.key, str(tmp_path), *paths],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=True,
            timeout=240,
        )
    report = json.loads(done.stdout)
    kept = list(iterate(next(tmp_path.glob("*.warc.gz"))))

    assert set(report["kinds"]) == set(paths)
    assert set(report["kinds"].values()) <= {*FETCH_ERROR_KINDS, "page", "truncated"}
    assert {"timeout", "too-large", "bad-response", "bad-encoding", "bad-url", "private-address"} <= set(
        report["kinds"].values()
    )
    assert all(isinstance(entry, ArchivedResponse) and entry.digest_ok for entry in kept)
    assert report["peak_mb"] < MEMORY_LIMIT_MB
    print(f"peak memory {report['peak_mb']:.0f} MB over {len(paths)} faults")
