"""A whole crawl of a portal that is nothing but faults: every kind recorded, memory and addresses bounded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile_server import FAULTS, HTML, HostileServer, Request
from wardarchive.config import load_settings, make_home
from wardarchive.crawl.warc import ArchivedResponse, iterate
from wardarchive.model import FETCH_ERROR_KINDS
from wardarchive.store.store import Store

ROOT = Path(__file__).resolve().parents[3]
MEMORY_LIMIT_MB = 200
LONG_PAUSES = ("/503-long", "/429-date")
"""Ask for a pause of hours: a crawl obeys by ending, see test_politeness."""

_CHILD = """
import json, re, sys, threading
from datetime import UTC, datetime
from pathlib import Path
from wardarchive.jobs.collect import collect
from wardarchive.jobs.portals import add_portal
from wardarchive.wiring import open_crawl

home, site = Path(sys.argv[1]), sys.argv[2]
contacted = set()

def watch(event, arguments):
    if event == "socket.connect":
        contacted.add(repr(arguments[1]))

sys.addaudithook(watch)
stop = threading.Event()
with open_crawl(home, stop) as (store, tools):
    add_portal(store, site, now=datetime.now(UTC), delay=0.0)
    (outcome,) = collect(store.portals(), tools, limit=None, stop=stop, report=lambda step: None)
# Not getrusage: its peak counts the process that started this one as well.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps({"outcome": outcome.outcome, "peak_mb": int(peak[1]) / 1024, "contacted": sorted(contacted)}))
"""


def front_page(paths: list[str]) -> bytes:
    """A link to each fault, a good page after each; links of other schemes and to other machines."""
    links = "".join(
        f'<p><a href="{path}">x</a> <a href="/ok?n={n}">y</a></p>' for n, path in enumerate(paths)
    )
    others = (
        "file:///etc/passwd gopher://127.0.0.1/1 http://user:secret@127.0.0.1/ http://10.0.0.1/ http://[::1]/ "
        "http://169.254.169.254/latest/meta-data/ http://xn--sidong-3nf.vn/ http://sаidong.vn/ //127.1/ "
    )
    return (links + "".join(f'<a href="{url}">z</a>' for url in others.split())).encode()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_a_crawl_of_faults_ends_with_every_kind_recorded(tmp_path: Path) -> None:
    """Every fault is settled with its kind, what could be kept is whole, nobody else is contacted."""
    paths = [p.replace("/*", "/10000") for p in FAULTS if p not in LONG_PAUSES]
    home = tmp_path / "archive"
    make_home(home)
    with (home / "config.toml").open("a") as config:
        config.write("request_timeout = 0.7\npage_timeout = 1.5\nretries = 0\n")

    def start(request: Request) -> None:
        request.answer("200 OK", HTML, front_page(paths))

    with HostileServer() as server:
        server.add("/", start)
        server.add("/robots.txt", FAULTS["/robots-50-mb"])
        server.add("/sitemap.xml", FAULTS["/sitemap-self.xml"])
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, str(home), server.url("/")],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=True,
            timeout=240,
        )
        asked = set(server.seen)
    report = json.loads(done.stdout)
    with Store.open(load_settings(home).database_url) as store:
        portal = store.portals()[0]
        kinds = {error.kind for error in store.errors_of_run(1)}
        waiting = store.url_counts(portal.id).get("due", 0)
    kept = [entry for file in sorted((home / "warc").glob("*.warc.gz")) for entry in iterate(file)]

    assert report["outcome"] == "done" and waiting == 0
    assert set(paths) <= asked
    assert kinds <= set(FETCH_ERROR_KINDS)
    assert kinds >= {
        "connection", "timeout", "redirect-loop", "too-many-redirects", "too-large", "bad-encoding",
        "bad-response", "private-address", "bad-url", "http-error",
    }  # fmt: skip
    assert all(isinstance(entry, ArchivedResponse) and entry.digest_ok for entry in kept)
    assert report["contacted"] == [repr(("127.0.0.1", server.port))]
    assert report["peak_mb"] < MEMORY_LIMIT_MB
    print(f"peak memory {report['peak_mb']:.0f} MB over {len(paths)} faults")
