"""Reading WARC files: one response by its place, or all that a file holds.

Other people's files are read as well as our own (`.warc`, `.warc.gz`, ARC, and both inside a WACZ
package). A record that cannot be read becomes a `BrokenRecord`, and reading goes on behind it. No more
than one record is in memory, and none of more than the limit.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from wardarchive.crawl.warc_records import ArchivedResponse, InfoRecord, UnreadableRecord, read_record
from wardarchive.crawl.warc_streams import (
    BrokenStream,
    GzipMember,
    PlainRecords,
    RecordStream,
    at_end,
    is_gzip,
    next_start,
)
from wardarchive.errors import CaptureError
from wardarchive.model import CapturedContent, WarcLocation

MAX_RECORD_BYTES = 64_000_000
"""Of a record, packed or unpacked."""
MAX_WACZ_MEMBERS = 10_000
OPEN_SUFFIX = ".open"
"""Ends the name of a file that is being written; locations never have it."""
REFERS_TO_FILE = "WARC-Refers-To-Filename"
REFERS_TO_OFFSET = "WARC-Refers-To-File-Offset"
"""Where a revisit's original stands: headers that Heritrix writes as well."""
_MAX_BLANK_LINES = 1_000


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A place where a record should be and cannot be read."""

    file: str
    offset: int
    reason: str
    cut: bool = False
    """The file ends in the middle of it."""


Entry = ArchivedResponse | BrokenRecord
AnyEntry = ArchivedResponse | BrokenRecord | InfoRecord


def read_content(folder: Path, location: WarcLocation, *, limit: int = MAX_RECORD_BYTES) -> CapturedContent:
    """The response kept at a place in the archive's `warc/` folder, content coding undone.

    A revisit record gives its own headers with the body of the record that it refers to. Raises
    `CaptureError` where the file or record is missing, cut, damaged or larger than the limit.
    """
    record = read_response_record(folder, location, limit=limit)
    body = record.body
    if record.kind == "revisit":
        original = referred_record(folder, record, limit=limit)
        body = original.body
    return CapturedContent(record.url, record.status, record.headers, body, record.fetched_at)


def read_response_record(
    folder: Path, location: WarcLocation, *, limit: int = MAX_RECORD_BYTES
) -> ArchivedResponse:
    """The record at a place in the archive's `warc/` folder. Raises `CaptureError`."""
    try:
        with open_warc(folder, location.file) as file:
            entry = next(_entries(file, location.file, location.offset, limit), None)
    except OSError as error:
        raise CaptureError(
            f"the WARC file {location.file} cannot be read: {error.strerror or error}",
            "put the file back from a backup, then run verify",
        ) from error
    if isinstance(entry, ArchivedResponse) and entry.location and entry.location.offset == location.offset:
        if entry.digest_ok is False:
            raise CaptureError(
                f"{location.file} at {location.offset}: the record does not fit its digest",
                "the file is damaged; put it back from a backup, then run verify",
            )
        return entry
    reason = entry.reason if isinstance(entry, BrokenRecord) else "there is no response record"
    raise CaptureError(
        f"{location.file} at {location.offset}: {reason}",
        "the file is damaged; put it back from a backup, then run verify",
    )


def open_warc(folder: Path, name: str) -> BinaryIO:
    """Opens the file of that name, also in the moment in which its writer finishes it.

    Raises `CaptureError` for names that lead out of the folder, `OSError` where it cannot be opened.
    """
    try:
        return warc_path(folder, name).open("rb")
    except FileNotFoundError:
        return warc_path(folder, name).open("rb")


def warc_path(folder: Path, name: str) -> Path:
    """The file of that name in a WARC folder, also while it is still being written.

    Raises `CaptureError` for names that lead out of the folder.
    """
    if not name or name.startswith(".") or "\0" in name or "\\" in name or Path(name).name != name:
        raise CaptureError(
            f"{name[:80]!r} is not the name of a WARC file", "the archive's rows are damaged"
        )
    path = folder / name
    being_written = folder / (name + OPEN_SUFFIX)
    return being_written if not path.exists() and being_written.exists() else path


def iterate(path: Path, *, limit: int = MAX_RECORD_BYTES) -> Iterator[Entry]:
    """Response, revisit and resource records of a WARC, ARC or WACZ file, and what is broken.

    Locations name the file, without `.open`; in a WACZ, ``package!member``. Raises `CaptureError` where
    the file as a whole cannot be opened.
    """
    for entry in _iterate_path(path, limit):
        if not isinstance(entry, InfoRecord):
            yield entry


def read_info(path: Path) -> Iterator[InfoRecord]:
    """The warcinfo records of a file. Raises `CaptureError` where it cannot be opened."""
    for entry in _iterate_path(path, MAX_RECORD_BYTES):
        if isinstance(entry, InfoRecord):
            yield entry


def _iterate_path(path: Path, limit: int) -> Iterator[AnyEntry]:
    name = path.name.removesuffix(OPEN_SUFFIX)
    try:
        with path.open("rb") as file:
            if file.read(4) == b"PK\x03\x04":
                yield from _wacz_entries(file, name, limit)
            else:
                yield from _entries(file, name, 0, limit)
    except (
        # NotImplementedError: how zipfile says that a member is packed by a method it does not know
        OSError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError,
    ) as error:  # fmt: skip
        raise CaptureError(
            f"{path.name} cannot be read: {error}", "check the path, or copy the file again"
        ) from error


def _wacz_entries(file: BinaryIO, name: str, limit: int) -> Iterator[AnyEntry]:
    with zipfile.ZipFile(file) as package:
        members = [info for info in package.infolist() if _holds_records(info.filename)]
        if not members:
            raise CaptureError(f"{name} has no WARC files in archive/", "is it a WACZ package?")
        for info in members[:MAX_WACZ_MEMBERS]:
            with package.open(info) as member:
                yield from _entries(cast(BinaryIO, member), f"{name}!{info.filename}", 0, limit)


def _holds_records(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz", ".arc", ".arc.gz"))


def _entries(file: BinaryIO, name: str, start: int, limit: int) -> Iterator[AnyEntry]:
    """The entries of one file from an offset on."""
    gzip = is_gzip(file)
    place: int | None = start
    while place is not None:
        stream: RecordStream = GzipMember(file, place) if gzip else PlainRecords(file, place)
        try:
            yield from _stream_entries(stream, name, limit)
        except BrokenStream as error:
            yield BrokenRecord(name, stream.record_start, error.reason, error.cut)
            place = next_start(file, stream.record_start, gzip=gzip)
        else:
            place = None if stream.end is None or at_end(file, stream.end) else stream.end


def _stream_entries(stream: RecordStream, name: str, limit: int) -> Iterator[AnyEntry]:
    """The entries of one gzip member, or of a plain file from a place to its end."""
    line = _first_line(stream)
    number = 0
    while line:
        number += 1
        entry: AnyEntry | None
        try:
            entry = read_record(stream, line, limit)
        except UnreadableRecord as error:
            entry = BrokenRecord(name, stream.record_start, str(error))
        start, end = stream.record_start, stream.tell()
        line = _first_line(stream)
        if isinstance(stream, PlainRecords):
            location: WarcLocation | None = WarcLocation(name, start, end - start)
        else:
            alone = number == 1 and not line and stream.end is not None
            location = WarcLocation(name, start, (stream.end or start) - start) if alone else None
        if isinstance(entry, ArchivedResponse):
            yield replace(entry, location=location)
        elif entry is not None:
            yield entry


def _first_line(stream: RecordStream) -> bytes:
    """The next line that is not blank; empty at the end."""
    for _ in range(_MAX_BLANK_LINES):
        stream.begin_record()
        line = stream.readline()
        if line.strip():
            return line
        if not line:
            return b""
    raise BrokenStream("blank lines where a record should be", cut=False)


def referred_record(
    folder: Path, revisit: ArchivedResponse, *, limit: int = MAX_RECORD_BYTES
) -> ArchivedResponse:
    """The record that has the payload of a revisit. Raises `CaptureError`."""
    name, offset = revisit.record_header(REFERS_TO_FILE), revisit.record_header(REFERS_TO_OFFSET)
    if not name or not offset or not offset.isdecimal():
        raise CaptureError(
            f"the capture of {revisit.url} is a revisit that does not say where its original is",
            "import the file that has the original as well",
        )
    original = read_response_record(folder, WarcLocation(name, int(offset), 0), limit=limit)
    if original.kind == "revisit" or original.digest != revisit.digest:
        raise CaptureError(
            f"the capture of {revisit.url} refers to a record that is not its original",
            "the archive's files do not belong together; run verify",
        )
    return original
