"""A crawl that breaks off between the WARC record and its row: the next one adds the row."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run
from tests.functional.servers import Reply, serving
from wardarchive.crawl.urls import host_key
from wardarchive.jobs import article_sights
from wardarchive.jobs.collect import collect
from wardarchive.jobs.ingest import new_version
from wardarchive.model import Portal
from wardarchive.store.keeping import NewVersion
from wardarchive.store.store import Store
from wardarchive.wiring import open_crawl

PAGE = """<html><head><title>Tin số {n}</title><meta property="og:type" content="article"></head><body>
<article><h1>Tin số {n}</h1><p>Ngày đăng: 05/03/2024 08:15</p><p>Tổ dân phố số {n} ra quân tổng vệ sinh.</p>
</article></body></html>"""


def answer(path: str) -> Reply:
    if path == "/":
        links = "".join(f'<li><a href="/tin/{n}">Tin số {n}</a></li>' for n in range(4))
        return Reply(body=f"<html><body><ul>{links}</ul></body></html>".encode())
    if not path.startswith("/tin/"):
        return Reply(404)
    return Reply(body=PAGE.format(n=path.rsplit("/", 1)[1]).encode())


def test_an_error_while_a_page_is_read_loses_nothing(run: Run, home: Path) -> None:
    """Its record is there and gets its row; the page itself is fetched again, for it was not settled."""
    run("init")
    with serving(answer) as site, pytest.MonkeyPatch.context() as patch:
        run("portal", "add", site.url, "--delay", 0)
        calls = [0]

        def broken(*args: Any, **kwargs: Any) -> NewVersion:
            calls[0] += 1
            if calls[0] == 3:
                raise RuntimeError("the parser")
            return new_version(*args, **kwargs)

        patch.setattr(article_sights, "new_version", broken)
        with (
            pytest.raises(RuntimeError, match="the parser"),
            open_crawl(home, threading.Event()) as (store, tools),
        ):
            collect(store.portals(), tools, limit=None, stop=threading.Event(), report=lambda _: None)
        with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
            assert store.article_count() == 2
        assert run("crawl").status == 0

    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        assert store.article_count() == 4
        asked = [capture.url for capture in store.captures_by_time() if "/tin/" in capture.url]
    assert len(asked) == 5 and len(set(asked)) == 4


def test_every_record_has_its_row(run: Run, home: Path) -> None:
    """Redirects, also to another site, pages that are gone, errors, what is no page: all of it is kept."""
    elsewhere = Reply(body=b"<html><body><h1>Trang khac</h1></body></html>")
    with serving(lambda _: elsewhere) as other:

        def here(path: str) -> Reply:
            targets = {"/tin/0": other.url, "/tin/1": "/tin/9", "/tin/2": "mailto:a@phuong.example"}
            if path in targets:
                return Reply(302, headers=(("Location", targets[path]),))
            if path == "/tin/3":
                return Reply(410)
            return Reply(300) if path == "/sitemap.xml" else answer(path)

        run("init")
        with serving(here) as site:
            hosts = (host_key(site.url), host_key(other.url))
            portal = Portal(0, site.url, "Phường", delay=0.0, allowed_hosts=hosts)
            with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
                store.add_portal(portal, datetime.now(UTC))
            run("crawl")

    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        statuses = sorted(capture.status for capture in store.captures_by_time())
    assert {200, 300, 302, 410} <= set(statuses) and statuses.count(302) == 3
    run("index")
    assert json.loads(run("verify", "--json").out)["faults"] == []
