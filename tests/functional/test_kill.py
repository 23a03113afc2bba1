"""kill -9 in the middle of `crawl` and of `index`, again and again: nothing is missing, nothing double."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

from tests.commands import command, environment
from tests.functional.conftest import Run
from tests.functional.servers import Reply, serving
from wardarchive.crawl.warc import BrokenRecord, iterate, read_content
from wardarchive.store.store import Store

ARTICLES = 40
KILLS = 20

PAGE = """<html><head><title>{title}</title><meta property="og:type" content="article"></head><body>
<article><h1>{title}</h1><p class="date">Ngày đăng: 05/03/2024 08:{minute:02d} | Lượt xem: {views}</p>
<p>Sáng nay, Ủy ban nhân dân phường tổ chức buổi làm việc số {number} với các tổ dân phố trên địa bàn.</p>
<p>Bà Lê Thị Thử Nghiệm, Chủ tịch UBND phường, đề nghị các tổ giữ gìn vệ sinh chung ở ngõ số {number}.</p>
<p>Buổi làm việc thống nhất nhiều nội dung về thu gom rác thải và giữ gìn vỉa hè thông thoáng.</p>
</article></body></html>"""


def page(number: int) -> bytes:
    """One article of the site."""
    return PAGE.format(
        title=f"Phường làm việc với tổ dân phố số {number}", minute=number % 60, views=number, number=number
    ).encode()


def site(path: str) -> Reply:
    """A front page with lists of ten articles each, a little slow."""
    time.sleep(0.01)
    if path == "/":
        links = "".join(f'<li><a href="/ds/{n}">Trang {n}</a></li>' for n in range(ARTICLES // 10))
        return Reply(body=f"<html><body><h1>Phường</h1><ul>{links}</ul></body></html>".encode())
    kind, _, number = path.strip("/").partition("/")
    if kind == "ds":
        first = int(number) * 10
        items = "".join(
            f'<li><h3><a href="/tin/{n}">Phường làm việc với tổ dân phố số {n}</a></h3></li>'
            for n in range(first, first + 10)
        )
        return Reply(body=f"<html><body><ul>{items}</ul></body></html>".encode())
    return Reply(body=page(int(number))) if kind == "tin" else Reply(404)


def kill_at_random(home: Path, chance: random.Random, longest: float, *words: object) -> bool:
    """Start a command and kill -9 it after a random time; True if it had ended by itself."""
    process = subprocess.Popen(
        command(home, *words),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(chance.uniform(0.3, longest))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def test_killed_crawls_and_index_runs_lose_nothing(run: Run, home: Path) -> None:
    """Twenty kills at random times of each; then one clean run: every article once, every byte readable."""
    chance = random.Random(20201215)
    run("init")
    with serving(site) as served:
        run("portal", "add", served.url, "--delay", 0)
        ended = [kill_at_random(home, chance, 2.2, "crawl") for _ in range(KILLS)]
        assert not all(ended), "no crawl was killed in its middle: the times are too long"
        last = run("crawl")
        assert last.status == 0, last.err
    killed = [kill_at_random(home, chance, 1.6, "index") for _ in range(KILLS)]
    assert not all(killed), "no index run was killed in its middle: the times are too long"
    assert run("index").status == 0

    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        articles = Counter(r.article.url.rsplit("/", 1)[1] for r in store.records(store.article_ids()))
        captures = store.capture_count()
        versions = [len(store.versions(i)) for i in store.article_ids()]
        assert articles == Counter(str(n) for n in range(ARTICLES))
        assert set(versions) == {1}
        kept = 0
        for warc in sorted((home / "warc").glob("*.warc.gz")):
            for entry in iterate(warc):
                assert not isinstance(entry, BrokenRecord), entry
                assert entry.location is not None
                assert store.capture_at(entry.location) is not None, "a record without its row"
                assert read_content(home / "warc", entry.location).status
                kept += 1
        assert kept == captures, "a row without its record"

    found = run("search", "phường làm việc", "--json").json
    assert found["total"] == ARTICLES
    assert run("status", "--json").json["waiting"] == 0
