"""WARC files of other people's tools, whole and broken."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter as RecordWriter

from wardarchive.crawl.warc import ArchivedResponse, BrokenRecord, iterate
from wardarchive.errors import CaptureError


def response(number: int, body: bytes = b"xin chao", *, kind: str = "response", extra: str = "") -> bytes:
    """One record as another tool might write it, by hand."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    block = http if kind == "response" else body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0-{number}>\r\n"
        f"WARC-Date: 2019-03-04T05:06:07Z\r\nWARC-Target-URI: http://cu.vn/{number}\r\n{extra}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def urls(path: Path) -> list[str]:
    return [entry.url for entry in iterate(path) if isinstance(entry, ArchivedResponse)]


def broken(path: Path) -> list[BrokenRecord]:
    return [entry for entry in iterate(path) if isinstance(entry, BrokenRecord)]


@pytest.mark.parametrize("form", ["plain", "members", "one-member"])
def test_forms_of_files(tmp_path: Path, form: str) -> None:
    """Uncompressed, a gzip member a record, and one gzip around all are read."""
    records = [response(n) for n in range(3)]
    data = {
        "plain": b"".join(records),
        "members": b"".join(gzip.compress(record) for record in records),
        "one-member": gzip.compress(b"".join(records)),
    }[form]
    path = tmp_path / "kho.warc"
    path.write_bytes(data)
    entries = list(iterate(path))

    assert [entry.body for entry in entries if isinstance(entry, ArchivedResponse)] == [b"xin chao"] * 3
    places = [entry.location for entry in entries if isinstance(entry, ArchivedResponse)]
    assert all(place is None for place in places) == (form == "one-member")
    if form == "plain":
        assert [data[p.offset : p.offset + 8] for p in places if p] == [b"WARC/1.0"] * 3


def test_warcio_file_with_gzip_and_chunks(tmp_path: Path) -> None:
    """Raw chunked and gzipped responses, as recorders keep them, are unpacked; their digests hold."""
    packed = gzip.compress(b"xin chao " * 100)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    headers = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        writer = RecordWriter(file, gzip=True)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "http://cu.vn/1", "response", io.BytesIO(chunked), len(chunked), http_headers=http
        )
        writer.write_record(record)
    (entry,) = iterate(path)

    assert isinstance(entry, ArchivedResponse)
    assert entry.body == b"xin chao " * 100
    assert entry.payload == packed
    assert entry.digest_ok is True


def test_resource_record_is_a_page(tmp_path: Path) -> None:
    """A resource has its content type and no HTTP headers."""
    path = tmp_path / "a.warc"
    path.write_bytes(
        response(1, b"%PDF-1.4", kind="resource").replace(
            b"application/http; msgtype=response", b"application/pdf"
        )
    )
    (entry,) = iterate(path)

    assert isinstance(entry, ArchivedResponse)
    assert (entry.kind, entry.status, entry.headers) == (
        "resource",
        200,
        (("Content-Type", "application/pdf"),),
    )
    assert entry.body == b"%PDF-1.4"


def test_arc_file(tmp_path: Path) -> None:
    """The format before WARC is read as well."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nxin chao"
    version = b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://x.arc 0.0.0.0 20090304050607 text/plain %d\n" % len(version) + version + b"\n"
    record = b"http://cu.vn/1 1.2.3.4 20090304050607 text/html %d\n" % len(http) + http + b"\n"
    path = tmp_path / "x.arc"
    path.write_bytes(head + record)

    (entry,) = iterate(path)
    assert isinstance(entry, ArchivedResponse)
    assert entry.body == b"xin chao"
    assert entry.fetched_at.isoformat() == "2009-03-04T05:06:07+00:00"


def test_wacz_package(tmp_path: Path) -> None:
    """The WARC files in a package are read, stored or deflated, and nothing else of it."""
    path = tmp_path / "kho.wacz"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("datapackage.json", "{}")
        package.writestr("archive/a.warc.gz", gzip.compress(response(1)) + gzip.compress(response(2)))
        package.writestr("archive/b.warc", response(3), zipfile.ZIP_DEFLATED)
        package.writestr("archive/c.warc.gz", gzip.compress(response(4))[:-20], zipfile.ZIP_DEFLATED)

    assert urls(path) == [f"http://cu.vn/{n}" for n in (1, 2, 3)]
    assert [entry.cut for entry in broken(path)] == [True]
    first = next(iter(iterate(path)))
    assert isinstance(first, ArchivedResponse) and first.location is not None
    assert first.location.file == "kho.wacz!archive/a.warc.gz"


def test_zip_that_is_no_wacz(tmp_path: Path) -> None:
    """Another zip file is one clear error."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("x.txt", "x")

    with pytest.raises(CaptureError, match="no WARC files"):
        list(iterate(path))


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"PK\x03\x04" + bytes(100)])
def test_broken_zip(tmp_path: Path, data: bytes) -> None:
    """A damaged zip file is one clear error."""
    path = tmp_path / "a.wacz"
    path.write_bytes(data)

    with pytest.raises(CaptureError, match="cannot be read"):
        list(iterate(path))


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is one clear error."""
    with pytest.raises(CaptureError, match="cannot be read"):
        list(iterate(tmp_path / "x.warc"))


@pytest.mark.parametrize(
    "data", [b"", b"xin chao", bytes(1_000), b"\x1f\x8b", b"\x1f\x8b\x08" + bytes(500), b"\n" * 5_000]
)
def test_no_warc_at_all(tmp_path: Path, data: bytes) -> None:
    """Other files give no response and never an exception."""
    path = tmp_path / "x.warc"
    path.write_bytes(data)

    assert urls(path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Content-Length: 52", b"Content-Length: 99999999"),
        (b"Content-Length: 52", b"Content-Length: -1"),
        (b"Content-Length: 52", b"Content-Length: x"),
        (b"Content-Length: 52", b"X-Length: 53"),
        (b"Content-Length: 52", b"Content-Length: 10"),
        (b"2019-03-04T05:06:07Z", b"yesterday"),
        (b"HTTP/1.1 200 OK", b"SSH-2.0"),
        (b"HTTP/1.1 200 OK", b"HTTP/1.1 abc"),
        (b"WARC/1.0", b"XARC/1.0"),
        (b"WARC/1.0\r\n", b"WARC/1.0\r\nX: " + b"y" * 200_000 + b"\r\n"),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_broken_record_hides_no_other(tmp_path: Path, old: bytes, new: bytes, packed: bool) -> None:
    """Whatever is wrong with the second of four records, the others are read.

    Without gzip a wrong length may swallow the record behind it.
    """
    records = [response(n) for n in range(4)]
    assert old in records[1]
    records[1] = records[1].replace(old, new, 1)
    path = tmp_path / "x.warc"
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    found = urls(path)

    assert found[0] == "http://cu.vn/0"
    if packed:
        assert found[-2:] == ["http://cu.vn/2", "http://cu.vn/3"]
    elif b"99999999" not in new:
        assert found[-1] == "http://cu.vn/3"


@pytest.mark.parametrize("name", ["sha1", "sha256", "md5", "SHA-1"])
def test_digests_of_other_tools(tmp_path: Path, name: str) -> None:
    """Hexadecimal digests of other algorithms are checked; unknown ones are not held against it."""
    value = hashlib.new(name.replace("-", "").lower(), b"xin chao").hexdigest()
    path = tmp_path / "x.warc"
    path.write_bytes(
        response(1, extra=f"WARC-Payload-Digest: {name}:{value}\r\n")
        + response(2, extra=f"WARC-Payload-Digest: {name}:{'0' * len(value)}\r\n")
        + response(3, extra="WARC-Payload-Digest: xyz:123\r\n")
        + response(4, extra="WARC-Payload-Digest: shake_128:123\r\n")
    )

    oks = [entry.digest_ok for entry in iterate(path) if isinstance(entry, ArchivedResponse)]
    assert oks == [True, False, None, None]


def test_gzip_bomb_record(tmp_path: Path) -> None:
    """A record of a gigabyte of zeros is passed over without being held."""
    zeros = gzip.compress(bytes(1_000_000))
    head = response(1, b"").replace(b"Content-Length: 44", b"Content-Length: 1000000000")
    bomb = gzip.compress(head[:-4])
    path = tmp_path / "x.warc.gz"
    path.write_bytes(bomb + zeros * 3 + gzip.compress(response(2)))

    assert urls(path) == ["http://cu.vn/2"]


@given(st.data())
def test_any_damage_is_survived(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Flipped, lost and added bytes never raise, and undamaged gzip members are found."""
    members = [gzip.compress(response(n), mtime=0) for n in range(4)]
    which = data.draw(st.integers(0, 3))
    victim = bytearray(members[which])
    for _ in range(data.draw(st.integers(1, 5))):
        victim[data.draw(st.integers(0, len(victim) - 1))] = data.draw(st.integers(0, 255))
    members[which] = bytes(victim[: data.draw(st.integers(0, len(victim)))])
    path = tmp_path_factory.mktemp("warc") / "x.warc.gz"
    path.write_bytes(b"".join(members))
    found = urls(path)

    others = [f"http://cu.vn/{n}" for n in range(4) if n != which]
    if which != 0:
        assert [url for url in found if url in others] == others
