"""A disk that is full: one line, nothing kept is lost, and the work goes on when there is room again.

A limit on the size of files stands in for the full disk: the write fails in the same calls.
"""

from __future__ import annotations

import json
import resource
import subprocess
from pathlib import Path

from tests.commands import command, environment
from tests.functional.conftest import Run
from tests.functional.servers import Reply, serving
from wardarchive.store.store import Store

PAGE = """<html><head><title>Tin số {n}</title><meta property="og:type" content="article"></head><body>
<article><h1>Tin số {n}</h1><p>Ngày đăng: 05/03/2024 08:15</p><p>{text}</p></article></body></html>"""


def run_limited(home: Path, limit: int, *words: object) -> tuple[int, str]:
    """Run a command that can make no file larger than `limit` bytes."""
    done = subprocess.run(
        command(home, *words),
        env=environment(),
        capture_output=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    return done.returncode, done.stderr.decode()


def one_line(status: int, err: str) -> None:
    """It failed as it should."""
    assert status == 1, err
    assert "Traceback" not in err
    assert [line for line in err.splitlines() if line.startswith("wardarchive: ")], err


def test_import_on_a_full_disk(run: Run, home: Path, tmp_path: Path) -> None:
    """The database cannot grow: told in one line; afterwards the import goes on from what was kept."""
    lines = tmp_path / "many.jsonl"
    text = "Phường tổ chức hội nghị. " * 40
    lines.write_text(
        "".join(
            json.dumps({"url": f"https://phuong.example/{n}", "title": f"Tin {n}", "body": [text]}) + "\n"
            for n in range(1500)
        )
    )
    run("init")

    one_line(*run_limited(home, 1_200_000, "import", lines))
    assert run("import", lines).status == 0

    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        assert store.article_count() == 1500


def test_crawl_on_a_full_disk(run: Run, home: Path) -> None:
    """The WARC file cannot grow: told in one line; the next crawl completes the archive."""

    def answer(path: str) -> Reply:
        if path == "/":
            links = "".join(f'<li><a href="/tin/{n}">Tin số {n}</a></li>' for n in range(12))
            return Reply(body=f"<html><body><ul>{links}</ul></body></html>".encode())
        if not path.startswith("/tin/"):
            return Reply(404)
        number = int(path.rsplit("/", 1)[1])
        text = " ".join(f"Câu thứ {k * 7919 + number * 104729} của bài." for k in range(2500))
        return Reply(body=PAGE.format(n=number, text=text).encode())

    run("init")
    with serving(answer) as site:
        run("portal", "add", site.url, "--delay", 0)
        one_line(*run_limited(home, 120_000, "crawl"))
        last = run("crawl")

    assert last.status == 0, last.err
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        assert store.article_count() == 12
