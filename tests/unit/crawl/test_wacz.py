"""Packages for other people's tools: index, chosen captures, WACZ."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from tests.unit.crawl.warc_pages import START, page
from wardarchive.crawl.cdxj import sorted_lines, surt, write_blocks
from wardarchive.crawl.wacz import WaczPage, write_wacz
from wardarchive.crawl.warc import ArchivedResponse, Original, WarcWriter, iterate
from wardarchive.crawl.warc_export import export_warc
from wardarchive.errors import CaptureError, StorageFull
from wardarchive.model import WarcLocation


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.vn", "vn,a)/"),
        ("https://www.A.gov.vn/Tin/?B=2&a=1", "vn,gov,a)/tin/?a=1&b=2"),
        ("http://www2.a.vn:8080/", "vn,a:8080)/"),
        ("http://127.0.0.1:8000/x", "1,0,0,127:8000)/x"),
        ("http://a.vn/%C3%A1?", "vn,a)/%c3%a1"),
    ],
)
def test_surt(url: str, expected: str) -> None:
    """URLs turn round as the replay tool turns them."""
    assert surt(url) == expected


def test_sorting_in_runs() -> None:
    """Any number of lines comes out sorted, also over many temporary runs."""
    lines = [f"{number:06d} x\n" for number in range(1_000)]
    shuffled = random.Random(7).sample(lines, len(lines))

    assert list(sorted_lines(shuffled, run_lines=33)) == lines
    assert list(sorted_lines([])) == []


def test_blocks_can_be_read_alone() -> None:
    """Each line of the small index leads to one gzip member with its lines."""
    lines = [f"vn,a)/{number:04d} 20250701010203 {{}}\n" for number in range(25)]
    data, index = io.BytesIO(), io.BytesIO()
    assert write_blocks(lines, data, index, "index.cdx.gz", block_lines=10) == 25
    head, *rows = index.getvalue().decode().splitlines()
    found: list[str] = []
    for row in rows:
        prefix, _, fields = row.partition(" {")
        place = json.loads("{" + fields)
        block = data.getvalue()[place["offset"] : place["offset"] + place["length"]]
        assert place["digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"
        block_lines = gzip.decompress(block).decode().splitlines(keepends=True)
        assert block_lines[0].startswith(prefix)
        found += block_lines

    assert json.loads(head.removeprefix("!meta 0 ")) == {
        "format": "cdxj-gzip-1.0",
        "filename": "index.cdx.gz",
    }
    assert found == lines


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, list[WarcLocation]]:
    """Two files with ten captures and a revisit of the third."""
    folder = tmp_path / "warc"
    with WarcWriter(folder, max_bytes=4_000) as writer:
        places = []
        for number in range(10):
            place, digest = writer.write(page(number))
            places.append(place)
            if number == 3:
                third = Original(page(3).url, page(3).fetched_at, place, digest)
        again = page(99, body=page(3).body)
        places.append(writer.write(again, original=third)[0])
    return folder, places


def test_export_copies_bytes(archive: tuple[Path, list[WarcLocation]], tmp_path: Path) -> None:
    """Chosen captures come with their requests, byte for byte, once each."""
    folder, places = archive
    target = tmp_path / "chosen.warc.gz"
    assert export_warc(folder, [places[1], places[5], places[1]], target, info={"portals": [1]}) == []
    data = target.read_bytes()
    entries = list(iterate(target))

    assert [entry.url for entry in entries if isinstance(entry, ArchivedResponse)] == [
        page(1).url,
        page(5).url,
    ]
    for place in (places[1], places[5]):
        record = (folder / place.file).read_bytes()[place.offset : place.offset + place.length]
        assert record in data
    assert gzip.decompress(data).count(b"WARC-Type: request") == 2
    assert gzip.decompress(data).count(b"WARC-Type: warcinfo") == 1


def test_export_of_a_revisit_brings_its_original(
    archive: tuple[Path, list[WarcLocation]], tmp_path: Path
) -> None:
    """The file is complete in itself."""
    folder, places = archive
    target = tmp_path / "chosen.warc.gz"
    export_warc(folder, [places[-1]], target)

    kinds = [(entry.kind, entry.url) for entry in iterate(target) if isinstance(entry, ArchivedResponse)]
    assert kinds == [("response", page(3).url), ("revisit", page(99).url)]


def test_export_goes_on_behind_a_broken_capture(
    archive: tuple[Path, list[WarcLocation]], tmp_path: Path
) -> None:
    """What cannot be read is told, the rest is there."""
    folder, places = archive
    target = tmp_path / "chosen.warc.gz"
    failures = export_warc(folder, [places[0], WarcLocation("gone.warc.gz", 0, 1), places[2]], target)

    assert [type(failure) for failure in failures] == [CaptureError]
    assert len([entry for entry in iterate(target) if isinstance(entry, ArchivedResponse)]) == 2


def test_export_from_an_uncompressed_file(archive: tuple[Path, list[WarcLocation]], tmp_path: Path) -> None:
    """Records of a plain .warc, as others made it, are packed on the way."""
    folder, places = archive
    plain = folder / "plain.warc"
    plain.write_bytes(gzip.decompress((folder / places[0].file).read_bytes()))
    first = next(entry for entry in iterate(plain) if isinstance(entry, ArchivedResponse))
    assert first.location is not None
    target = tmp_path / "chosen.warc.gz"
    export_warc(folder, [first.location], target)

    (entry,) = iterate(target)
    assert isinstance(entry, ArchivedResponse)
    assert (entry.url, entry.body, entry.digest_ok) == (first.url, first.body, True)
    assert gzip.decompress(target.read_bytes()).count(b"WARC-Type: request") == 1


def test_export_into_no_folder(archive: tuple[Path, list[WarcLocation]], tmp_path: Path) -> None:
    """A target that cannot be written is one clear error and leaves nothing behind."""
    folder, places = archive

    with pytest.raises(StorageFull, match="cannot be written"):
        export_warc(folder, places, tmp_path / "nowhere" / "x.warc.gz")
    with pytest.raises(StorageFull, match="cannot be written"):
        write_wacz(tmp_path / "nowhere" / "x.wacz", [], [], title="x", created=START)


def test_wacz_is_what_the_format_says(archive: tuple[Path, list[WarcLocation]], tmp_path: Path) -> None:
    """Every file is listed with size and digest, WARC files are stored, the index leads to each capture."""
    folder, _ = archive
    target = tmp_path / "kho.wacz"
    pages = [WaczPage("1", page(1).url, page(1).fetched_at, "Tin số 1", "Nội dung")]
    write_wacz(target, sorted(folder.iterdir()), pages, title="Lưu trữ phường", created=START)
    with zipfile.ZipFile(target) as package:
        listing = json.loads(package.read("datapackage.json"))
        names = {info.filename for info in package.infolist()}
        for resource in listing["resources"]:
            content = package.read(resource["path"])
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
        stored = [info for info in package.infolist() if info.filename.startswith("archive/")]
        listed = [json.loads(line) for line in package.read("pages/pages.jsonl").decode().splitlines()]
        for line in lines:
            fields = json.loads("{" + line.partition("{")[2])
            data = package.read(f"archive/{fields['filename']}")
            record = gzip.decompress(data[int(fields["offset"]) :][: int(fields["length"])])
            assert f"WARC-Target-URI: {fields['url']}\r\n".encode() in record

    assert listing["wacz_version"] == "1.1.1" and listing["profile"] == "data-package"
    assert names == {r["path"] for r in listing["resources"]} | {
        "datapackage.json",
        "datapackage-digest.json",
    }
    assert len(stored) > 1 and all(info.compress_type == zipfile.ZIP_STORED for info in stored)
    assert len(lines) == 11 and lines == sorted(lines)
    assert listed[0]["format"] == "json-pages-1.0"
    assert listed[1] == {
        "id": "1",
        "url": page(1).url,
        "ts": "2025-07-01T01:03:03Z",
        "title": "Tin số 1",
        "text": "Nội dung",
    }


def test_own_package_can_be_imported(archive: tuple[Path, list[WarcLocation]], tmp_path: Path) -> None:
    """What was packed is read again, all of it."""
    folder, _ = archive
    target = tmp_path / "kho.wacz"
    write_wacz(target, sorted(folder.iterdir()), [], title="x", created=START)

    entries = [entry for entry in iterate(target) if isinstance(entry, ArchivedResponse)]
    assert len(entries) == 11
    assert all(entry.digest_ok for entry in entries)
