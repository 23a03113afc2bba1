"""One WARC record: its headers, the HTTP response inside, and whether its digests hold."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from wardarchive.crawl.decoding import UnknownCoding, dechunked, decode
from wardarchive.crawl.digests import digest_holds, payload_digest
from wardarchive.crawl.warc_streams import BrokenStream, RecordStream
from wardarchive.model import WarcLocation

ORIGINAL_PREFIX = "X-Archive-Orig-"
"""Before the name of a header that no longer describes the bytes kept (Transfer-Encoding)."""

Headers = tuple[tuple[str, str], ...]

_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """A response, revisit or resource record."""

    kind: str
    url: str
    fetched_at: datetime
    status: int
    reason: str
    headers: Headers
    """Of the response, in the server's order."""
    payload: bytes
    """Transfer coding undone, content coding on; empty in a revisit."""
    body: bytes
    """Content coding off, as far as it could be undone."""
    digest: str
    """Of the payload, as the record declares it, else as computed."""
    digest_ok: bool | None
    """Whether payload and block fit their digests; None where none is declared that can be checked."""
    record_headers: Headers
    location: WarcLocation | None = None
    """None for a record that cannot be reached by an offset (several in one gzip member)."""

    def record_header(self, name: str) -> str | None:
        """A header of the WARC record."""
        wanted = name.lower()
        return next((v for k, v in self.record_headers if k.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class InfoRecord:
    """A warcinfo record: who made the file, and with what."""

    record_headers: Headers
    fields: Headers


class UnreadableRecord(Exception):
    """This record says nothing that can be used; the stream stands behind it."""


class _Latin1Parser(StatusAndHeadersParser):  # type: ignore[misc]
    """HTTP headers are bytes; Latin-1 keeps each of them."""

    @staticmethod
    def decode_header(line: bytes) -> str:
        return line.decode("latin-1")


_LOADER = ArcWarcRecordLoader()
_HTTP = _Latin1Parser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"])
_PARSE_ERRORS = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    AttributeError,
    EOFError,
    IndexError,
    TypeError,
    ValueError,
)
"""What warcio's parser raises on broken input."""


def read_record(stream: RecordStream, line: bytes, limit: int) -> ArchivedResponse | InfoRecord | None:
    """The record that begins with `line`; None for kinds that are of no use here (request, metadata …).

    Raises `UnreadableRecord` where only this record is unusable, `BrokenStream` where it is not known
    where the next one begins.
    """
    try:
        record = _LOADER.parse_record_stream(stream, statusline=line, no_record_parse=True)
    except _PARSE_ERRORS as error:
        raise BrokenStream(f"no record header: {_short(error)}", cut=False) from error
    if record.length is None:
        raise BrokenStream("a record without Content-Length", cut=stream.at_end())
    wanted = record.rec_type in ("response", "revisit", "resource", "warcinfo")
    block = _block(record, limit if wanted else 0, stream)
    if not wanted:
        return None
    headers = tuple((str(name), str(value)) for name, value in record.rec_headers.headers)
    if block is None:
        raise UnreadableRecord(f"it has more than {limit:,} bytes")
    if record.rec_type == "warcinfo":
        return InfoRecord(headers, info_fields(block))
    return _response(record, headers, block, limit)


def info_fields(block: bytes) -> Headers:
    """The ``name: value`` lines of a warcinfo record."""
    lines = (line.partition(":") for line in block.decode("utf-8", "replace").splitlines())
    return tuple((name.strip(), value.strip()) for name, colon, value in lines if colon)


def _block(record: Any, limit: int, stream: RecordStream) -> bytes | None:
    """The whole block, read to its end; None where it is larger than the limit."""
    out = bytearray()
    left = int(record.length)
    fits = left <= limit
    while left > 0:
        piece: bytes = record.raw_stream.read(min(left, _PIECE))
        if not piece:
            raise BrokenStream("the record is shorter than it says", cut=stream.at_end())
        left -= len(piece)
        if fits:
            out += piece
    return bytes(out) if fits else None


def _response(record: Any, headers: Headers, block: bytes, limit: int) -> ArchivedResponse | None:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    if not url.startswith(("http:", "https:")):
        return None
    fetched_at = _time(record.rec_headers.get_header("WARC-Date"))
    if record.rec_type == "resource":
        status, reason = 200, "OK"
        http: Headers = (("Content-Type", str(record.content_type or "application/octet-stream")),)
        raw = block
    else:
        status, reason, http, raw = _http(block, record.rec_type)
    payload = dechunked(raw) if _header(http, "transfer-encoding") == "chunked" else raw
    declared = record.rec_headers.get_header("WARC-Payload-Digest")
    revisit = record.rec_type == "revisit"
    checks = (
        None if revisit else digest_holds(declared, payload, raw),
        digest_holds(record.rec_headers.get_header("WARC-Block-Digest"), block),
    )
    known = [check for check in checks if check is not None]
    return ArchivedResponse(
        kind=record.rec_type,
        url=url,
        fetched_at=fetched_at,
        status=status,
        reason=reason,
        headers=_original(http),
        payload=payload,
        body=_body(payload, http, limit),
        digest=str(declared) if declared else payload_digest(payload),
        digest_ok=all(known) if known else None,
        record_headers=headers,
    )


def _http(block: bytes, kind: str) -> tuple[int, str, Headers, bytes]:
    if kind == "revisit" and not block:
        return 0, "", (), b""
    stream = io.BytesIO(block)
    try:
        parsed = _HTTP.parse(stream)
        code, _, reason = parsed.statusline.partition(" ")
        status = int(code)
    except _PARSE_ERRORS as error:
        raise UnreadableRecord(f"no HTTP response inside: {_short(error)}") from error
    headers = tuple((str(name), str(value)) for name, value in parsed.headers)
    return status, reason.strip(), headers, block[stream.tell() :]


def _body(payload: bytes, http: Headers, limit: int) -> bytes:
    coding = ", ".join(value for name, value in http if name.lower() == "content-encoding")
    try:
        decoded = decode(payload, coding, limit)
    except UnknownCoding as error:
        raise UnreadableRecord(f"the content coding {error} cannot be undone") from error
    if decoded.overflow:
        raise UnreadableRecord(f"it unpacks to more than {limit:,} bytes")
    return decoded.body


def _time(text: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError as error:
        raise UnreadableRecord(f"its date {str(text)[:40]!r} is none") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _original(http: Headers) -> Headers:
    return tuple((name.removeprefix(ORIGINAL_PREFIX), value) for name, value in http)


def _header(http: Headers, wanted: str) -> str | None:
    return next((value.strip().lower() for name, value in http if name.lower() == wanted), None)


def _short(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return "".join(c if c.isprintable() else "?" for c in text)[:120]
