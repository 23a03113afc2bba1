"""Readers do not wait for another one that opens a new state; nobody goes back to an older one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from wardarchive.index.snapshot import Snapshot
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import IndexDocument, SearchRequest


def _document(number: int) -> IndexDocument:
    return IndexDocument(id=number, url=f"https://a.vn/{number}", title=f"Bản tin {number}", body=("Một.",))


def test_a_reader_sees_the_state_before_while_another_opens_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = WhooshEngine(tmp_path / "index"), WhooshEngine(tmp_path / "index")
    writer.replace([_document(1)])
    assert reader.search(SearchRequest("bản tin")).total == 1
    before = reader.generation()
    opening, go_on = threading.Event(), threading.Event()
    prepare = Snapshot.prepare

    def slow(snapshot: Snapshot) -> None:
        opening.set()
        assert go_on.wait(30)
        prepare(snapshot)

    monkeypatch.setattr(Snapshot, "prepare", slow)
    writer.replace([_document(2)])
    found: list[int] = []
    first = threading.Thread(target=lambda: found.append(reader.search(SearchRequest("bản tin")).total))
    first.start()
    assert opening.wait(30)

    assert reader.search(SearchRequest("bản")).total == 1, "not a wait, and not a mix"
    assert reader.generation() == before
    go_on.set()
    first.join(30)

    assert found == [2]
    assert reader.search(SearchRequest("bản")).total == 2
    assert reader.generation() == before + 1
