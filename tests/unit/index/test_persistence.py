"""The index on disk: kept, seen by others, safe from kills, damage, links and second writers."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wardarchive.errors import IndexUnavailable
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import IndexDocument, SearchRequest

ROOT = Path(__file__).resolve().parents[3]


def documents(first: int, last: int, word: str = "họp") -> list[IndexDocument]:
    return [
        IndexDocument(
            n, f"u{n}", f"Tin số {n}", (f"Tổ dân phố {n} {word}.",), ward_code="00142", ward="Phường X"
        )
        for n in range(first, last + 1)
    ]


def total(engine: WhooshEngine, query: str) -> int:
    return engine.search(SearchRequest(query)).total


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild(documents(1, 20))
    engine.replace(documents(21, 25, "chợ"))
    engine.remove([3])
    engine.close()
    return tmp_path / "index"


def test_kept_on_disk(folder: Path) -> None:
    engine = WhooshEngine(folder)
    assert engine.document_count() == 24
    assert (total(engine, "họp"), total(engine, "chợ"), total(engine, '"số 3"')) == (19, 5, 0)


def test_a_folder_that_is_not_there_is_an_empty_index(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "no" / "index")
    assert (engine.document_count(), engine.generation(), total(engine, "")) == (0, 0, 0)
    assert not (tmp_path / "no").exists()
    (tmp_path / "empty").mkdir()
    assert WhooshEngine(tmp_path / "empty").document_count() == 0


def test_readers_see_what_others_commit(folder: Path) -> None:
    reader, writer = WhooshEngine(folder), WhooshEngine(folder)
    seen = [reader.generation()]
    for change in (
        lambda: writer.replace(documents(30, 31)),
        lambda: writer.remove([30]),
        lambda: writer.rebuild(documents(1, 2)),
        lambda: writer.replace(documents(3, 3)),
    ):
        change()
        seen.append(reader.generation())
        assert reader.document_count() == writer.document_count()
    assert seen == sorted(set(seen))
    assert total(reader, "họp") == 3


def test_old_files_are_removed(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for n in range(40):
        engine.replace(documents(n, n))
    engine.rebuild(documents(1, 5))
    assert len(list(folder.glob("g*"))) == 1
    assert len(list(folder.rglob("*.pst"))) == 1
    assert len(list(folder.rglob("*.toc"))) == 1


def test_segments_stay_few(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    for n in range(100):
        engine.replace(documents(n, n))
    assert len(list(tmp_path.rglob("*.pst"))) < 24
    assert engine.document_count() == 100


def test_a_failing_source_changes_nothing(folder: Path) -> None:
    def broken() -> Iterator[IndexDocument]:
        yield from documents(50, 52)
        raise RuntimeError("the store went away")

    engine = WhooshEngine(folder)
    for write in (engine.replace, engine.rebuild):
        with pytest.raises(RuntimeError):
            write(broken())
        assert engine.document_count() == 24
    assert engine.replace(documents(50, 50)) == 1
    assert WhooshEngine(folder).document_count() == 25


def test_a_second_writer_waits_and_then_says_so(folder: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow() -> Iterator[IndexDocument]:
        yield from documents(60, 60)
        entered.set()
        leave.wait(30)
        yield from documents(61, 61)

    first = threading.Thread(target=lambda: WhooshEngine(folder).replace(slow()))
    first.start()
    assert entered.wait(30)
    second = WhooshEngine(folder, writer_wait=0.2)
    for write in (
        lambda: second.replace(documents(70, 70)),
        lambda: second.rebuild([]),
        lambda: second.remove([1]),
    ):
        with pytest.raises(IndexUnavailable, match="another process is writing"):
            write()
    assert second.document_count() == 24, "readers are not blocked"
    leave.set()
    first.join(30)
    assert WhooshEngine(folder, writer_wait=30).replace(documents(70, 70)) == 1
    assert second.document_count() == 27


def test_many_threads_read_while_one_writes(folder: Path) -> None:
    engine = WhooshEngine(folder)
    stop, wrong = threading.Event(), list[object]()

    def read() -> None:
        while not stop.is_set():
            result = engine.search(SearchRequest("dân"))
            if result.total != sum(c.count for c in result.facets["ward"]) or not result.hits:
                wrong.append(result)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(15):
        engine.replace(documents(100 + n, 101 + n))
        if n % 5 == 4:
            engine.rebuild(documents(1, 20))
    stop.set()
    for thread in threads:
        thread.join(30)
    assert wrong == []


_KILLED = """
import sys
from pathlib import Path
from wardarchive.index.whoosh_engine import WhooshEngine
from wardarchive.model import IndexDocument
engine = WhooshEngine(Path(sys.argv[1]))
n = 1000
while True:
    batch = [IndexDocument(n + i, "u", f"Tin {n}", ("dân phố họp " * 50,)) for i in range(20)]
    (engine.rebuild if n % 5 == 4 else engine.replace)(batch)
    print(n, flush=True)
    n += 1
"""


def test_a_killed_writer_leaves_the_last_commit(folder: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    for pause in (0.0, 0.03, 0.07, 0.11, 0.23):
        process = subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(folder)], env=environment, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        process.stdout.close()
        engine = WhooshEngine(folder, writer_wait=5)
        result = engine.search(SearchRequest("dân"))
        assert result.total >= 20
        assert sum(c.count for c in result.facets["ward"]) == result.total
        assert engine.replace(documents(1, 5)) == 5
        assert total(engine, '"số 4"') >= 1
        engine.close()
    assert WhooshEngine(folder).rebuild(documents(1, 3)) == 3
    assert len(list(folder.glob("g*"))) == 1


def attempts(folder: Path, name: str) -> None:
    """Every use of a damaged index works or says what to do; a rebuild mends it."""
    try:
        engine = WhooshEngine(folder)
        engine.document_count()
        for query in ("", "họp", '"dân phố"', "chợ"):
            engine.search(SearchRequest(query, page_size=100))
    except IndexUnavailable as error:
        assert error.hint == "wardarchive index --rebuild", name
        assert "\n" not in str(error)


def test_truncated_and_changed_files_are_named(folder: Path, tmp_path: Path) -> None:
    files = [p.relative_to(folder) for p in folder.rglob("*") if p.is_file() and p.name != "write.lock"]
    unavailable = 0
    for name in files:
        whole = (folder / name).read_bytes()
        for length in {0, 1, len(whole) // 3, len(whole) // 2, len(whole) - 1}:
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy)
            (copy / name).write_bytes(whole[: max(0, length)])
            attempts(copy, f"{name} cut to {length}")
            try:
                WhooshEngine(copy).document_count()
            except IndexUnavailable:
                unavailable += 1
            assert WhooshEngine(copy).rebuild(documents(1, 4)) == 4
            assert WhooshEngine(copy).document_count() == 4
            shutil.rmtree(copy)
        for at in range(0, len(whole), max(1, len(whole) // 12)):
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy)
            (copy / name).write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
            attempts(copy, f"{name} changed at {at}")
            shutil.rmtree(copy)
    assert unavailable > 10


def test_missing_files_are_named(folder: Path, tmp_path: Path) -> None:
    for name in ("current", "g*/*.toc", "g*/*.pst", "g*/*.columns.npz", "g*/*.documents"):
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        for path in copy.glob(name):
            path.unlink()
        with pytest.raises(IndexUnavailable) as caught:
            WhooshEngine(copy).document_count()
        assert caught.value.hint == "wardarchive index --rebuild"
        assert WhooshEngine(copy).rebuild(documents(1, 4)) == 4
        shutil.rmtree(copy)


def test_another_version_is_named(folder: Path) -> None:
    pointer = json.loads((folder / "current").read_text())
    (folder / "current").write_text(json.dumps(pointer | {"format": 99}))
    with pytest.raises(IndexUnavailable, match="another version"):
        WhooshEngine(folder).search(SearchRequest())
    with pytest.raises(IndexUnavailable, match="another version"):
        WhooshEngine(folder).replace(documents(1, 1))
    assert WhooshEngine(folder).rebuild(documents(1, 4)) == 4


@pytest.mark.parametrize("target", ["../elsewhere", "/", "", "g1", 5, None, "g000001/../.."])
def test_the_pointer_points_inside(folder: Path, target: object) -> None:
    (folder / "current").write_text(json.dumps({"format": 2, "folder": target}))
    with pytest.raises(IndexUnavailable):
        WhooshEngine(folder).document_count()


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    for path in [*folder.glob("g*/*.toc"), *folder.glob("g*/*.columns.npz"), folder / "current"]:
        outside = tmp_path / "outside"
        outside.write_bytes(path.read_bytes())
        kept = path.read_bytes()
        path.unlink()
        path.symlink_to(outside)
        with pytest.raises(IndexUnavailable):
            WhooshEngine(folder).document_count()
        path.unlink()
        path.write_bytes(kept)
    generation = next(folder.glob("g*"))
    generation.rename(tmp_path / "moved")
    generation.symlink_to(tmp_path / "moved")
    with pytest.raises(IndexUnavailable):
        WhooshEngine(folder).document_count()
    assert WhooshEngine(folder).rebuild(documents(1, 4)) == 4
    assert (tmp_path / "moved").is_dir(), "what a link leads to is left alone"


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("pwned",)


def test_foreign_pickles_do_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    toc = next(folder.glob("g*/*.toc"))
    whole = toc.read_bytes()
    start = whole.rindex(b"\x80")  # the pickle of the segments is the last thing in the file
    toc.write_bytes(whole[:start] + pickle.dumps([_Evil()]))
    with pytest.raises(IndexUnavailable):
        WhooshEngine(folder).document_count()
    assert not (tmp_path / "pwned").exists()
