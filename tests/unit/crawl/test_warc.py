"""Captures: what was written is read back, byte by byte, by us and by other tools."""

from __future__ import annotations

import gzip
import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from tests.unit.crawl.warc_pages import START, page
from wardarchive.crawl.warc import (
    ArchivedResponse,
    BrokenRecord,
    Original,
    WarcWriter,
    iterate,
    payload_digest,
    read_content,
    read_info,
    warc_path,
)
from wardarchive.errors import CaptureError, StorageFull
from wardarchive.model import FetchedPage, WarcLocation


def responses(path: Path) -> list[ArchivedResponse]:
    return [entry for entry in iterate(path) if isinstance(entry, ArchivedResponse)]


def the_file(folder: Path) -> Path:
    (path,) = folder.glob("*.warc.gz*")
    return path


def test_round_trip(tmp_path: Path) -> None:
    """URL, status, headers, time, payload and body come back as they were."""
    kept = page(7, headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")))
    with WarcWriter(tmp_path) as writer:
        location, digest = writer.write(kept, {"Wardarchive-Portal": "3"})
    content = read_content(tmp_path, location)
    (entry,) = responses(the_file(tmp_path))

    assert (content.url, content.status, content.headers, content.body, content.fetched_at) == (
        kept.url,
        kept.status,
        kept.headers,
        kept.body,
        kept.fetched_at,
    )
    assert entry.payload == kept.payload
    assert entry.location == location
    assert entry.digest == digest == payload_digest(kept.payload)
    assert entry.digest_ok is True
    assert entry.record_header("Wardarchive-Portal") == "3"


def test_readable_while_being_written(tmp_path: Path) -> None:
    """A capture can be read as soon as its place is told; the place holds after closing."""
    writer = WarcWriter(tmp_path)
    location, _ = writer.write(page(1))

    assert the_file(tmp_path).name == location.file + ".open"
    assert read_content(tmp_path, location).body == page(1).body
    writer.close()
    assert the_file(tmp_path).name == location.file
    assert read_content(tmp_path, location).body == page(1).body


def test_other_tools_find_it_in_order(tmp_path: Path) -> None:
    """warcio's checker passes every digest and its reader sees the records of WARC/1.1."""
    with WarcWriter(tmp_path, operator="Lưu trữ") as writer:
        first, digest = writer.write(page(1))
        writer.write(page(2), original=Original(page(1).url, page(1).fetched_at, first, digest))
        writer.write(page(3, packed=False, body=b"", status=404))
        writer.write(page(4, headers=(("Transfer-Encoding", "chunked"),)))
    path = the_file(tmp_path)

    class Command:
        verbose = False
        inputs = (str(path),)

    with path.open("rb") as file:
        records = [
            (r.rec_type, r.rec_headers.protocol) for r in ArchiveIterator(file, check_digests="raise")
        ]
    checker = Checker(Command())
    checker.process_all()
    assert checker.exit_value == 0
    kinds = ["warcinfo", "response", "request", "response", "request", "response", "request"]
    assert records == [(kind, "WARC/1.1") for kind in [*kinds[:3], *kinds[1:3], *kinds[1:3], *kinds[1:3]]]


def test_info_has_what_a_rebuild_needs(tmp_path: Path) -> None:
    """The warcinfo record names software and operator and holds data as JSON."""
    portals = [{"id": 1, "url": "http://a.vn/", "name": "Phường Sài Đồng\nmới"}]
    with WarcWriter(tmp_path, operator="Lưu trữ Long Biên", info={"portals": portals}) as writer:
        writer.write(page(1))
    fields = dict(next(read_info(the_file(tmp_path))).fields)

    assert fields["operator"] == "Lưu trữ Long Biên"
    assert fields["software"].startswith("wardarchive/")
    assert json.loads(fields["portals"]) == portals


def test_address_is_kept(tmp_path: Path) -> None:
    """The record says which address answered."""
    with WarcWriter(tmp_path) as writer:
        writer.write(replace(page(1), address="203.0.113.7"))

    assert responses(the_file(tmp_path))[0].record_header("WARC-IP-Address") == "203.0.113.7"


def test_truncated_page_is_marked(tmp_path: Path) -> None:
    """A page that broke off says so in its record."""
    with WarcWriter(tmp_path) as writer:
        writer.write(page(1, truncated=True))

    assert responses(the_file(tmp_path))[0].record_header("WARC-Truncated") == "unspecified"


def test_chunked_header_is_kept_under_another_name(tmp_path: Path) -> None:
    """Other readers would look for chunks; ours gets the header back."""
    kept = page(1, headers=(("Transfer-Encoding", "chunked"),))
    with WarcWriter(tmp_path) as writer:
        location, _ = writer.write(kept)
    with the_file(tmp_path).open("rb") as file:
        record = next(r for r in ArchiveIterator(file) if r.rec_type == "response")
        assert record.content_stream().read() == kept.body

    assert read_content(tmp_path, location).headers == kept.headers


def test_revisit_refers_to_the_first(tmp_path: Path) -> None:
    """An identical payload is kept once; reading the second gives the body of the first."""
    first_page = page(1)
    again = FetchedPage(
        "http://a.vn/khac", 200, "OK", (), (("X", "2"),), first_page.payload, first_page.body, START, 0.1
    )
    with WarcWriter(tmp_path) as writer:
        location, digest = writer.write(first_page)
        second, second_digest = writer.write(
            again, original=Original(first_page.url, first_page.fetched_at, location, digest)
        )
    content = read_content(tmp_path, second)

    assert second_digest == digest
    assert second.length < location.length + 200
    assert (content.url, content.headers, content.body) == (again.url, again.headers, first_page.body)
    assert [entry.kind for entry in responses(the_file(tmp_path))] == ["response", "revisit"]


def test_not_modified_refers_to_the_first(tmp_path: Path) -> None:
    """Status 304 gives a revisit with the profile for it and the body of the original."""
    with WarcWriter(tmp_path) as writer:
        location, digest = writer.write(page(1))
        unchanged = page(1, status=304, packed=False, body=b"")
        second, _ = writer.write(unchanged, original=Original(page(1).url, START, location, digest))

    assert read_content(tmp_path, second).status == 304
    assert read_content(tmp_path, second).body == page(1).body
    profile = responses(the_file(tmp_path))[1].record_header("WARC-Profile")
    assert profile and profile.endswith("server-not-modified")


def test_other_payload_is_no_revisit(tmp_path: Path) -> None:
    """An original with another digest is not referred to."""
    with WarcWriter(tmp_path) as writer:
        location, digest = writer.write(page(1))
        second, _ = writer.write(page(2), original=Original(page(1).url, START, location, digest))

    assert read_content(tmp_path, second).body == page(2).body


def test_rotation_by_size(tmp_path: Path) -> None:
    """A full file is followed by the next; each starts with its warcinfo; all places hold."""
    with WarcWriter(tmp_path, max_bytes=3_000) as writer:
        locations = [writer.write(page(n))[0] for n in range(20)]
        left_open = list(tmp_path.glob("*.open"))
    files = sorted(tmp_path.glob("*.warc.gz"))

    assert len(files) > 3
    assert 1 <= len(left_open) <= 2
    assert not list(tmp_path.glob("*.open"))
    assert all(len(list(read_info(path))) == 1 for path in files)
    assert [read_content(tmp_path, place).url for place in locations] == [page(n).url for n in range(20)]


def test_threads_share_a_writer(tmp_path: Path) -> None:
    """Records of several threads do not mix."""
    places: dict[int, WarcLocation] = {}
    with WarcWriter(tmp_path, max_bytes=20_000) as writer:

        def work(start: int) -> None:
            for number in range(start, start + 20):
                places[number] = writer.write(page(number))[0]

        threads = [threading.Thread(target=work, args=(start,)) for start in range(0, 100, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert all(read_content(tmp_path, place).url == page(number).url for number, place in places.items())
    assert len(places) == 100


def test_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space: one clear error, the half record taken back, the others whole, later writes fine."""
    writer = WarcWriter(tmp_path)
    first, _ = writer.write(page(1))
    size = the_file(tmp_path).stat().st_size

    def no_space(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.fsync", no_space)
        with pytest.raises(StorageFull, match="No space left"):
            writer.write(page(2))
    assert the_file(tmp_path).stat().st_size == size
    third, _ = writer.write(page(3))
    writer.close()

    assert [entry.url for entry in responses(the_file(tmp_path))] == [page(1).url, page(3).url]
    assert read_content(tmp_path, first).url == page(1).url
    assert read_content(tmp_path, third).url == page(3).url


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder without permission gives the same clear error."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StorageFull, match="cannot be written"):
            WarcWriter(tmp_path / "warc").write(page(1))
    finally:
        tmp_path.chmod(0o700)


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A file where the folder should be gives the same clear error."""
    (tmp_path / "warc").write_bytes(b"")

    with pytest.raises(StorageFull, match="cannot be written"):
        WarcWriter(tmp_path / "warc").write(page(1))


@pytest.mark.parametrize(
    "name",
    [
        "../x.warc.gz",
        "/etc/passwd",
        "a/b.warc.gz",
        "..",
        ".",
        "",
        "a\\b",
        "a\0b",
        ".hidden",
        "warc/../../x",
    ],
)
def test_names_do_not_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """A file name from the database is a plain name or refused."""
    with pytest.raises(CaptureError):
        warc_path(tmp_path, name)
    with pytest.raises(CaptureError):
        read_content(tmp_path, WarcLocation(name, 0, 10))


@pytest.mark.parametrize("shift", [1, 100, 10_000_000])
def test_wrong_place_is_one_clear_error(tmp_path: Path, shift: int) -> None:
    """An offset that is none gives a CaptureError with the next step."""
    with WarcWriter(tmp_path) as writer:
        place, _ = writer.write(page(1))

    with pytest.raises(CaptureError) as caught:
        read_content(tmp_path, WarcLocation(place.file, place.offset + shift, place.length))
    assert caught.value.hint and "\n" not in str(caught.value)


def test_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    """A file that is gone is named."""
    with pytest.raises(CaptureError, match=r"gone\.warc\.gz"):
        read_content(tmp_path, WarcLocation("gone.warc.gz", 0, 10))


def test_place_of_the_request_is_no_capture(tmp_path: Path) -> None:
    """The place of another record is refused, not answered with the next response."""
    with WarcWriter(tmp_path) as writer:
        first, _ = writer.write(page(1))
        writer.write(page(2))

    with pytest.raises(CaptureError):
        read_content(tmp_path, WarcLocation(first.file, first.offset + first.length, 10))


def test_damaged_record_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    """A flipped byte makes its record broken and leaves the others."""
    with WarcWriter(tmp_path) as writer:
        places = [writer.write(page(n))[0] for n in range(5)]
    path = the_file(tmp_path)
    data = bytearray(path.read_bytes())
    data[places[2].offset + places[2].length // 2] ^= 0xFF
    path.write_bytes(data)

    with pytest.raises(CaptureError):
        read_content(tmp_path, places[2])
    entries = list(iterate(path))
    assert [e.url for e in entries if isinstance(e, ArchivedResponse)] == [
        page(n).url for n in (0, 1, 3, 4)
    ]
    assert [e.offset for e in entries if isinstance(e, BrokenRecord)] == [places[2].offset]


def test_wrong_digest_is_told(tmp_path: Path) -> None:
    """A record that does not fit its digest is marked when read in a row, refused when shown."""
    with WarcWriter(tmp_path) as writer:
        writer.write(page(1, packed=False, body=b"hello world" * 50))
    path = the_file(tmp_path)
    path.write_bytes(gzip.decompress(path.read_bytes()).replace(b"hello world", b"HELLO world", 1))

    (entry,) = responses(path)
    assert entry.digest_ok is False
    assert entry.location is not None
    with pytest.raises(CaptureError, match="digest"):
        read_content(tmp_path, entry.location)


def test_record_limit(tmp_path: Path) -> None:
    """A record or an unpacked body above the limit is left out, the next one read."""
    with WarcWriter(tmp_path) as writer:
        writer.write(page(1, packed=False, body=b"x" * 100_000))
        writer.write(page(2, body=b"x" * 100_000))
        writer.write(page(3))
    entries = list(iterate(the_file(tmp_path), limit=50_000))

    assert [type(entry) for entry in entries] == [BrokenRecord, BrokenRecord, ArchivedResponse]
    assert all(
        "more than 50,000 bytes" in entry.reason for entry in entries if isinstance(entry, BrokenRecord)
    )


_HEADER_TEXT = st.text(st.characters(max_codepoint=255, categories=("L", "N", "P", "S", "Zs")), max_size=30)


@given(
    body=st.binary(max_size=300),
    status=st.integers(100, 599),
    reason=_HEADER_TEXT,
    values=st.lists(_HEADER_TEXT.map(str.strip), max_size=4),
)
def test_any_response_survives(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, status: int, reason: str, values: list[str]
) -> None:
    """Whatever a server can send comes back the same, with its digests right."""
    folder = tmp_path_factory.mktemp("warc")
    headers = tuple((f"X-{n}", value) for n, value in enumerate(values))
    kept = FetchedPage("http://a.vn/x", status, reason.strip(), (), headers, body, body, START, 0.1)
    with WarcWriter(folder) as writer:
        place, _ = writer.write(kept)
    content = read_content(folder, place)

    assert content.body == body
    assert content.status == status
    assert [v for _, v in content.headers] == [v for _, v in headers]
    assert responses(the_file(folder))[0].digest_ok is True
