"""Writing captures into WARC/1.1 files so that what was said to be kept is kept.

Each response goes out with its request, is flushed and synced to the disk, and only then is its place
told. A file ends in `.open` while it is written and holds a lock; `warc_recovery` finishes those that a
crash left behind. Locations name the finished file, and the reader finds it under either name.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter as RecordWriter

from wardarchive import __version__
from wardarchive.crawl.digests import payload_digest
from wardarchive.crawl.file_lock import lock_file, sync_folder
from wardarchive.crawl.warc_reader import OPEN_SUFFIX, REFERS_TO_FILE, REFERS_TO_OFFSET
from wardarchive.crawl.warc_records import ORIGINAL_PREFIX
from wardarchive.errors import StorageFull
from wardarchive.model import FetchedPage, WarcLocation

SOFTWARE = f"wardarchive/{__version__}"
MAX_FILE_BYTES = 1_000_000_000
_FORMAT = {
    "format": "WARC File Format 1.1",
    "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Original:
    """The earlier capture with the same payload, to which a revisit record refers."""

    url: str
    fetched_at: datetime
    location: WarcLocation
    digest: str


@dataclass(frozen=True, slots=True)
class _OpenFile:
    file: BinaryIO
    path: Path
    name: str
    """Without `.open`."""
    info_id: str


class _HttpHeaders(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers written as the bytes that came: Latin-1, as they were read."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        lines = (f"{name}: {value}\r\n" for name, value in self.headers)
        text = f"{self.protocol} {self.statusline}\r\n{''.join(lines)}\r\n"
        try:
            self.headers_buff = text.encode("latin-1")
        except UnicodeEncodeError:
            self.headers_buff = text.encode("utf-8")


class WarcWriter:
    """Writes captures into files of a folder, one file at a time. Safe to share between threads.

    `info` goes into the warcinfo record of each file, values that are no text as JSON; an archive can be
    rebuilt from it. Raises `StorageFull` where the folder cannot be written; what was kept before stays
    whole.
    """

    def __init__(
        self,
        folder: Path,
        *,
        prefix: str = "wardarchive",
        software: str = SOFTWARE,
        operator: str = "",
        max_bytes: int = MAX_FILE_BYTES,
        info: Mapping[str, object] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._max_bytes = max_bytes
        self._now = now
        self._info = {"software": software, "operator": operator, "robots": "obey", **(info or {})}
        self._lock = threading.Lock()
        self._serial = 0
        self._current: _OpenFile | None = None
        self._full: _OpenFile | None = None
        """The file before this one: whole, but its last rows may not be committed yet."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After an error the row of the last record may be missing: the file stays for recovery to finish.
        self._end(finished=kind is None)

    def write(
        self,
        page: FetchedPage,
        extra: Mapping[str, str] | None = None,
        *,
        original: Original | None = None,
    ) -> tuple[WarcLocation, str]:
        """Keeps a response and its request; returns the place of the response and its payload digest.

        `extra` are headers for the WARC record. With `original`, whose payload must be the same (or
        unchanged by status 304), a revisit record without payload is written. When this returns, the
        records are on the disk.
        """
        digest = payload_digest(page.payload)
        revisit = original is not None and (page.status == 304 or original.digest == digest)
        with self._lock:
            try:
                current = self._ready()
                start = current.file.tell()
            except OSError as error:
                raise self._storage_error(error) from error
            headers = _record_headers(page, digest, current.info_id, extra)
            try:
                end = _write_records(current.file, page, headers, original if revisit else None)
            except OSError as error:
                self._undo(current, start)
                raise self._storage_error(error) from error
        stored = original.digest if revisit and original is not None else digest
        return WarcLocation(current.name, start, end - start), stored

    def close(self) -> None:
        """Finishes the file: it loses its `.open`."""
        self._end(finished=True)

    def _end(self, *, finished: bool) -> None:
        with self._lock:
            waiting = [self._full, self._current]
            self._full = self._current = None
            try:
                for done in waiting:
                    if done is not None:
                        done.file.close()
                        if finished:
                            _rename(done.path)
            except OSError as error:
                raise self._storage_error(error) from error

    def _ready(self) -> _OpenFile:
        """The file to write to, a new one where there is none or it is full."""
        current = self._current
        if current is not None and current.file.tell() < self._max_bytes:
            return current
        if current is not None:
            # Renamed only with the next one: rows of the last captures may still be on their way to the
            # database, and recovery looks at files that end in `.open`.
            before, self._full, self._current = self._full, current, None
            if before is not None:
                before.file.close()
                _rename(before.path)
        self._current = self._open()
        return self._current

    def _open(self) -> _OpenFile:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._serial += 1
        stamp = self._now().astimezone(UTC).strftime("%Y%m%d%H%M%S")
        name = f"{self._prefix}-{stamp}-{self._serial:05d}-{secrets.token_hex(3)}.warc.gz"
        path = self._folder / (name + OPEN_SUFFIX)
        file = path.open("xb")
        try:
            lock_file(file)
            info_id = write_info(file, name, self._info)
            file.flush()
            os.fsync(file.fileno())
            sync_folder(self._folder)
        except OSError:
            file.close()
            path.unlink(missing_ok=True)
            raise
        return _OpenFile(file, path, name, info_id)

    def _undo(self, current: _OpenFile, start: int) -> None:
        """Takes a half-written record away; where even that fails, recovery will."""
        try:
            current.file.seek(start)
            current.file.truncate()
        except OSError:
            self._current = None

    def _storage_error(self, error: OSError) -> StorageFull:
        return StorageFull(
            f"{self._folder} cannot be written: {error.strerror or error}",
            "free some space or mend the permissions, then run the command again",
        )


def _write_records(
    file: BinaryIO, page: FetchedPage, headers: dict[str, str], original: Original | None
) -> int:
    """Writes and syncs response (or revisit) and request; the offset where the response ends."""
    records = RecordWriter(file, gzip=True, warc_version="1.1")
    if original is None:
        response = _response_record(records, page, headers)
    else:
        response = _revisit_record(records, page, original, headers)
    records.write_record(response)
    end = file.tell()
    records.write_record(_request_record(records, page, response))
    file.flush()
    os.fsync(file.fileno())
    return end


def _record_headers(
    page: FetchedPage, digest: str, info_id: str, extra: Mapping[str, str] | None
) -> dict[str, str]:
    headers = {
        "WARC-Date": _warc_date(page.fetched_at),
        "WARC-Warcinfo-ID": info_id,
        "WARC-Payload-Digest": digest,
    }
    if page.address is not None:
        headers["WARC-IP-Address"] = page.address
    if page.truncated:
        headers["WARC-Truncated"] = "unspecified"
    for name, value in (extra or {}).items():
        headers[_token(name)] = " ".join(value.split())
    return headers


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _response_record(records: RecordWriter, page: FetchedPage, headers: dict[str, str]) -> ArcWarcRecord:
    return records.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.payload),
        length=len(page.payload),
        http_headers=_http_headers(page),
        warc_headers_dict=headers,
    )


def _revisit_record(
    records: RecordWriter, page: FetchedPage, original: Original, headers: dict[str, str]
) -> ArcWarcRecord:
    del headers["WARC-Payload-Digest"]
    headers[REFERS_TO_FILE] = original.location.file
    headers[REFERS_TO_OFFSET] = str(original.location.offset)
    record = records.create_revisit_record(
        page.url,
        original.digest,
        original.url,
        _warc_date(original.fetched_at),
        http_headers=_http_headers(page),
        warc_headers_dict=headers,
    )
    if page.status == 304:
        record.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED)
    return record


def _request_record(records: RecordWriter, page: FetchedPage, response: ArcWarcRecord) -> ArcWarcRecord:
    parts = urlsplit(page.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = _HttpHeaders(f"GET {target} HTTP/1.1", list(page.request_headers), is_http_request=True)
    headers = response.rec_headers
    return records.create_warc_record(
        page.url,
        "request",
        http_headers=sent,
        warc_headers_dict={
            "WARC-Date": headers.get_header("WARC-Date"),
            "WARC-Warcinfo-ID": headers.get_header("WARC-Warcinfo-ID"),
            "WARC-Concurrent-To": headers.get_header("WARC-Record-ID"),
        },
    )


def _http_headers(page: FetchedPage) -> _HttpHeaders:
    """The response's headers, those that no longer hold under another name."""
    headers = [
        (f"{ORIGINAL_PREFIX}{name}" if name.lower() == "transfer-encoding" else name, value)
        for name, value in page.headers
    ]
    return _HttpHeaders(f"{page.status} {page.reason}".strip(), headers, protocol="HTTP/1.1")


def write_info(file: BinaryIO, name: str, fields: Mapping[str, object]) -> str:
    """Writes the warcinfo record with which a file begins; returns its record id.

    Values that are no text are written as JSON.
    """
    records = RecordWriter(file, gzip=True, warc_version="1.1")
    texts = {key: _info_text(value) for key, value in {**_FORMAT, **fields}.items()}
    record = records.create_warcinfo_record(name, texts)
    records.write_record(record)
    return str(record.rec_headers.get_header("WARC-Record-ID"))


def _info_text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return " ".join(text.split())


def _token(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in name) or "X"


def _rename(path: Path) -> None:
    path.rename(path.with_name(path.name.removesuffix(OPEN_SUFFIX)))
    sync_folder(path.parent)
