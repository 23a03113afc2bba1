"""A crawl that breaks off between the WARC record and its row: the next one adds the row."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run
from tests.functional.servers import Reply, serving
from wardarchive.jobs import article_sights
from wardarchive.jobs.collect import collect
from wardarchive.jobs.ingest import new_version
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
    assert run("index").status == 0
    assert json.loads(run("verify", "--json").out)["faults"] == []
