"""After a crash: whatever was said to be kept is kept, whatever was half written is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.crawl.warc_pages import page
from wardarchive.crawl.warc import WarcWriter, iterate, read_content, recover
from wardarchive.crawl.warc_recovery import DAMAGED_SUFFIX
from wardarchive.model import WarcLocation


def crashed(folder: Path, count: int = 3) -> tuple[bytes, list[WarcLocation], str]:
    """The bytes of a file whose writer died, the places it told, and its name."""
    writer = WarcWriter(folder / "writing")
    places = [writer.write(page(n))[0] for n in range(count)]
    (path,) = (folder / "writing").glob("*.open")
    data = path.read_bytes()
    writer.close()
    return data, places, path.name


def test_every_cut_is_mended(tmp_path: Path) -> None:
    """Wherever the file ends, all whole records are found, and the file ends with the last of them."""
    data, places, name = crashed(tmp_path)
    step = 37
    for size in range(0, len(data) + 1, step):
        folder = tmp_path / str(size)
        folder.mkdir()
        (folder / name).write_bytes(data[:size])
        found = list(recover(folder))
        whole = [place for place in places if place.offset + place.length <= size]

        assert [entry.location for entry in found] == whole
        assert all(entry.digest_ok for entry in found)
        assert not list(folder.glob("*.open"))
        for path in folder.glob("*.warc.gz"):
            assert [entry for entry in iterate(path) if not hasattr(entry, "url")] == []
            assert data.startswith(path.read_bytes())
        for place in whole:
            assert read_content(folder, place).url.startswith("http://a.vn/tin/")


def test_file_without_a_whole_record_is_removed(tmp_path: Path) -> None:
    """Nothing was kept, nothing stays."""
    data, _, name = crashed(tmp_path)
    folder = tmp_path / "left"
    folder.mkdir()
    (folder / name).write_bytes(data[:50])

    assert list(recover(folder)) == []
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("tail", [bytes(5_000), b"\xff" * 5_000])
def test_strange_tail_is_put_aside(tmp_path: Path, tail: bytes) -> None:
    """What a disk left behind the records is kept beside, because it is more than half a record."""
    data, places, name = crashed(tmp_path)
    folder = tmp_path / "left"
    folder.mkdir()
    (folder / name).write_bytes(data + tail)

    assert [entry.location for entry in recover(folder)] == places
    (aside,) = folder.glob(f"*{DAMAGED_SUFFIX}")
    assert aside.read_bytes() == tail


def test_damage_in_the_middle_is_left(tmp_path: Path) -> None:
    """A damaged record among whole ones is not cut away."""
    data, places, name = crashed(tmp_path)
    folder = tmp_path / "left"
    folder.mkdir()
    middle = places[1].offset + places[1].length // 2
    (folder / name).write_bytes(data[:middle] + b"\x00" * 8 + data[middle + 8 :] + b"\x1f\x8b\x08\x00\x00")

    assert [entry.location for entry in recover(folder)] == [places[0], places[2]]
    (path,) = folder.glob("*.warc.gz")
    assert path.stat().st_size == len(data)


def test_living_writer_is_left_alone(tmp_path: Path) -> None:
    """A file that is being written is not finished by somebody else."""
    with WarcWriter(tmp_path) as writer:
        writer.write(page(1))

        assert list(recover(tmp_path)) == []
        assert len(list(tmp_path.glob("*.open"))) == 1


def test_finished_when_the_last_was_taken(tmp_path: Path) -> None:
    """Who is killed while adding the rows of the captures is told of all of them again."""
    data, places, name = crashed(tmp_path)
    folder = tmp_path / "left"
    folder.mkdir()
    (folder / name).write_bytes(data)
    broken_off = recover(folder)
    assert next(broken_off).location == places[0]
    del broken_off

    assert [path.name for path in folder.iterdir()] == [name]
    assert [entry.location for entry in recover(folder)] == places
    assert [path.name for path in folder.iterdir()] == [name.removesuffix(".open")]


def test_no_folder_is_no_error(tmp_path: Path) -> None:
    """An archive that never crawled has nothing to recover."""
    assert list(recover(tmp_path / "warc")) == []


_CHILD = """
import sys
from pathlib import Path
from tests.unit.crawl.warc_pages import page
from wardarchive.crawl.warc import WarcWriter
writer = WarcWriter(Path(sys.argv[1]), max_bytes=30_000)
for number in range(100_000):
    place, _ = writer.write(page(number))
    print(number, place.file, place.offset, place.length, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
@pytest.mark.parametrize("pause", [0.0, 0.03, 0.1])
def test_kill_nine_loses_nothing_that_was_told(tmp_path: Path, pause: float) -> None:
    """Every place that a killed writer had told can be read, and recovery finds every one of them."""
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(tmp_path)], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert child.stdout is not None
    with child.stdout as told:
        first = told.readline()
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        lines = [first, *told.read().splitlines(keepends=True)]
    child.wait(10)
    whole = [line.split() for line in lines if line.endswith("\n")]
    recovered = {entry.location for entry in recover(tmp_path)}

    for number, file, offset, length in whole:
        place = WarcLocation(file, int(offset), int(length))
        assert read_content(tmp_path, place).url == page(int(number)).url
    last = WarcLocation(whole[-1][1], int(whole[-1][2]), int(whole[-1][3]))
    assert last in recovered


def test_after_an_error_the_file_is_left_to_recovery(tmp_path: Path) -> None:
    """The row of the last record may be missing: recovery tells of every record, the last one included."""
    with pytest.raises(RuntimeError), WarcWriter(tmp_path) as writer:
        places = [writer.write(page(n))[0] for n in range(2)]
        raise RuntimeError

    assert [path.suffix for path in tmp_path.iterdir()] == [".open"]
    assert read_content(tmp_path, places[1]).url == page(1).url
    assert [entry.location for entry in recover(tmp_path)] == places
    assert [path.suffix for path in tmp_path.iterdir()] == [".gz"]
