"""A backup made while a crawl writes, brought back elsewhere: everything is there and proven."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands import command, environment
from tests.functional.conftest import Run
from tests.functional.servers import serving
from tests.functional.test_kill import site
from wardarchive.config import make_home
from wardarchive.errors import ArchiveError, UsageError
from wardarchive.jobs.backup import MANIFEST, read_manifest
from wardarchive.jobs.collect import collect
from wardarchive.jobs.portals import add_portal
from wardarchive.model import SearchRequest
from wardarchive.store.store import Store
from wardarchive.wiring import (
    back_up_archive,
    open_crawl,
    open_services,
    open_store,
    restore_archive,
)


def _silent(*_numbers: object) -> None:
    pass


def _articles(home: Path) -> dict[str, str]:
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        return {r.article.url: r.article.title for r in store.records(store.article_ids())}


def _with_portal(home: Path, url: str, delay: float) -> None:
    make_home(home)
    with open_store(home) as store:
        add_portal(store, url, now=datetime.now(UTC), delay=delay)


@pytest.fixture
def crawled(home: Path) -> Path:
    """A small archive."""
    stop = threading.Event()
    with serving(site) as portal:
        _with_portal(home, portal.url, 0.0)
        with open_crawl(home, stop) as (store, tools):
            collect(store.portals(), tools, limit=12, stop=stop, report=_silent)
    assert _articles(home)
    return home


def test_backup_of_a_running_crawl(home: Path, run: Run, tmp_path: Path) -> None:
    """Two backups into one folder while pages come in; what is restored is whole, and a part of the end."""
    target, again = tmp_path / "backup", tmp_path / "again"
    with serving(site) as portal:
        _with_portal(home, portal.url, 0.05)
        crawl = subprocess.Popen(
            command(home, "crawl"),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while len(portal.asked) < 12 and crawl.poll() is None:
                time.sleep(0.05)
            back_up_archive(home, target, _silent)
            while len(portal.asked) < 20 and crawl.poll() is None:
                time.sleep(0.05)
            made = back_up_archive(home, target, _silent)
            assert crawl.poll() is None, "the crawl was over before the backup: nothing was tested"
        finally:
            crawl.wait(120)
    assert any(f.name.endswith(".open") for f in made.files)
    assert "archive.db" in {f.name for f in made.files} and not (target / "index").exists()

    shutil.move(home, tmp_path / "lost")
    done = run("restore", target, "--json", at=again)
    assert done.status == 0, done.out + done.err
    restored, everything = _articles(again), _articles(tmp_path / "lost")
    assert done.json["faults"] == [] and 0 < len(restored) == done.json["articles"]
    assert restored.items() <= everything.items()
    with open_services(again) as services:
        assert services.engine.search(SearchRequest("thu gom rác thải")).total == len(restored)


def test_what_was_altered_is_not_brought_back(crawled: Path, tmp_path: Path) -> None:
    """A byte of a backup that is not as it was kept, and nothing is left of the attempt."""
    target = tmp_path / "backup"
    made = back_up_archive(crawled, target, _silent)
    warc = target / next(f.name for f in made.files if f.name.startswith("warc/"))
    whole = warc.read_bytes()
    warc.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(ArchiveError, match="altered"):
        restore_archive(
            target, tmp_path / "new", database=None, verified=False, tell=_silent, progress=_silent
        )
    assert not (tmp_path / "new").exists()

    listed = json.loads((target / MANIFEST).read_text())
    listed["files"][0]["name"] = "../outside"
    (target / MANIFEST).write_text(json.dumps(listed))
    with pytest.raises(UsageError, match="outside"):
        read_manifest(target)


def test_a_backup_never_takes_the_place_of_something_else(crawled: Path, tmp_path: Path) -> None:
    """Neither of a folder that is none, nor of the archive, nor of a database that config.toml names."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    for target in (tmp_path / "full", crawled, crawled / "backup"):
        with pytest.raises(UsageError):
            back_up_archive(crawled, target, _silent)

    elsewhere = tmp_path / "elsewhere.db"
    shutil.move(crawled / "archive.db", elsewhere)
    (crawled / "config.toml").write_text(f'database = "sqlite:///{elsewhere}"\ntitle = "Kho"\n')
    back_up_archive(crawled, tmp_path / "backup", _silent)
    before = elsewhere.read_bytes()
    articles = restore_archive(
        tmp_path / "backup", tmp_path / "new", database=None, verified=False, tell=_silent, progress=_silent
    )
    assert elsewhere.read_bytes() == before and articles == len(_articles(tmp_path / "new"))
    assert (tmp_path / "new" / "config.toml").read_text() == 'title = "Kho"\n'
    with pytest.raises(UsageError, match="not empty"):
        restore_archive(
            tmp_path / "backup", crawled, database=None, verified=False, tell=_silent, progress=_silent
        )
