"""An archive whose database is PostgreSQL: crawled, read, backed up, restored and rebuilt."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.postgresql import Cluster
from wardarchive.demo.server import serve_portals
from wardarchive.jobs.collect import collect
from wardarchive.jobs.portals import add_portal
from wardarchive.jobs.reindex import update_index
from wardarchive.model import SearchRequest
from wardarchive.web.app import create_app
from wardarchive.wiring import (
    back_up_archive,
    open_crawl,
    open_services,
    open_store,
    rebuild_archive,
    restore_archive,
)

_READ = (
    "/",
    "/?q=thu+gom+rác",
    "/article/1",
    "/coverage",
    "/metrics",
    "/api/v1/articles?limit=200",
    "/api/v1/persons?limit=5",
    "/api/v1/statements?q=rác&kind=indirect&year=2020",
    "/api/v1/wards",
    "/api/v1/coverage",
)


def _silent(*_words: object) -> None:
    pass


def _crawl(home: Path) -> None:
    """Two of the demo's portals at once, which write at once, some pages of each; indexed."""
    stop = threading.Event()
    with open_store(home) as store, serve_portals() as served:
        for portal in served[:2]:
            add_portal(store, portal.url, now=datetime.now(UTC), ward=portal.portal.ward_code, delay=0.0)
        with open_crawl(home, stop) as (_, tools):
            outcomes = collect(store.portals(), tools, limit=18, stop=stop, report=_silent)
    assert [outcome.errors for outcome in outcomes] == [0, 0]
    with open_services(home) as services:
        update_index(services.store, services.engine, _silent)


def _looked_at(home: Path) -> dict[str, Any]:
    """What readers and programs see of an archive, without what differs from one copy to the next."""
    with open_services(home) as services:
        client = create_app(services).test_client()
        for path in _READ:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.text)
        persons = client.get("/api/v1/persons?limit=200").json
        assert persons and persons["persons"]
        key = persons["persons"][0]["key"]
        for page in (f"/api/v1/persons/{key}", f"/official/{key}"):
            assert client.get(page).status_code == 200, page
        found = services.engine.search(SearchRequest("thu gom rác"))
        return {
            "articles": services.store.article_count(),
            "captures": services.store.capture_count(),
            "persons": [person["key"] for person in persons["persons"]],
            "found": sorted((hit.url, hit.title) for hit in found.hits),
        }


@pytest.mark.timeout(900)  # four archives are made; a machine with other work takes its time
def test_from_the_first_crawl_to_the_rebuild(home: Path, postgresql: Cluster) -> None:
    """Portals of the demo over HTTP; its backup in a second database; its WARC files in a third."""
    home.mkdir()
    config = home / "config.toml"
    config.write_text(f'database = "{postgresql.new_database()}"\n', encoding="utf-8")
    _crawl(home)
    assert not (home / "archive.db").exists()
    seen = _looked_at(home)
    assert seen["articles"] > 10 and seen["found"]

    back_up_archive(home, home.parent / "backup", _silent)
    restored, faults = home.parent / "restored", list[object]()
    restore_archive(
        home.parent / "backup",
        restored,
        database=postgresql.new_database(),
        verified=True,
        tell=faults.append,
        progress=_silent,
    )
    assert _looked_at(restored) == seen and not faults

    config.write_text(f'database = "{postgresql.new_database()}"\n', encoding="utf-8")
    rebuild_archive(home, accept_loss=False, progress=_silent)
    assert _looked_at(home) == seen
