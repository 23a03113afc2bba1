"""Chosen captures of an archive as one WARC file of their own.

Records are copied byte for byte, each response with its request, so that digests and record ids stay.
With a revisit goes the record whose payload it refers to: the file is complete in itself.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from wardarchive.crawl.file_lock import sync_folder
from wardarchive.crawl.warc_reader import open_warc, read_response_record, referred_record
from wardarchive.crawl.warc_records import ArchivedResponse
from wardarchive.crawl.warc_streams import BrokenStream, GzipMember, PlainRecords, is_gzip
from wardarchive.crawl.warc_writer import SOFTWARE, write_info
from wardarchive.errors import CaptureError, StorageFull
from wardarchive.model import WarcLocation

_MAX_HEADER_LINES = 200
_RECORD_END = 4
"""Two line ends after each record."""


def export_warc(
    folder: Path,
    locations: Iterable[WarcLocation],
    target: Path,
    *,
    info: Mapping[str, object] | None = None,
) -> list[CaptureError]:
    """Writes the captures at `locations` of the `warc/` folder into `target`, a `.warc.gz`.

    The file appears under its name when it is whole. Captures that cannot be read are left out and
    returned as errors. Raises `StorageFull` where the target cannot be written.
    """
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as out:
            write_info(out, target.name, {"software": SOFTWARE, **(info or {})})
            failures = _copy_all(folder, locations, out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageFull(
            f"{target} cannot be written: {error.strerror or error}",
            "free some space or choose another place",
        ) from error
    return failures


def _copy_all(folder: Path, locations: Iterable[WarcLocation], out: BinaryIO) -> list[CaptureError]:
    failures: list[CaptureError] = []
    copied: set[tuple[str, int]] = set()
    for location in locations:
        try:
            for record in _with_original(folder, location):
                place = record.location
                if place is None or (place.file, place.offset) in copied:
                    continue
                copied.add((place.file, place.offset))
                with open_warc(folder, place.file) as source:
                    _copy(source, place, record.record_header("WARC-Record-ID") or "", out)
        except CaptureError as error:
            failures.append(error)
    return failures


def _with_original(folder: Path, location: WarcLocation) -> Iterator[ArchivedResponse]:
    record = read_response_record(folder, location)
    if record.kind == "revisit":
        yield referred_record(folder, record)
    yield record


def _copy(source: BinaryIO, place: WarcLocation, record_id: str, out: BinaryIO) -> None:
    """Copies one record, and the request behind it where it belongs to it."""
    packed = is_gzip(source)
    end = place.offset + place.length
    request_end = _request_end(source, end, record_id, packed=packed)
    for start, stop in ((place.offset, end), (end, request_end)):
        if stop > start:
            source.seek(start)
            piece = source.read(stop - start)
            out.write(piece if packed else gzip.compress(piece))


def _request_end(source: BinaryIO, start: int, record_id: str, *, packed: bool) -> int:
    """Where the request of a response ends that stands behind it; `start` where there is none."""
    stream = GzipMember(source, start) if packed else PlainRecords(source, start)
    try:
        headers = _record_header(stream)
        if headers.get("warc-type") != "request" or headers.get("warc-concurrent-to") != record_id:
            return start
        if isinstance(stream, GzipMember):
            return stream.skip()
        length = headers.get("content-length", "")
        return stream.tell() + int(length) + _RECORD_END if length.isdecimal() else start
    except BrokenStream:
        return start


def _record_header(stream: GzipMember | PlainRecords) -> dict[str, str]:
    headers: dict[str, str] = {}
    begun = False
    for _ in range(_MAX_HEADER_LINES):
        line = stream.readline()
        if not line or (begun and not line.strip()):
            break
        begun = begun or bool(line.strip())
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers
