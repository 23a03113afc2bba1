"""Content codings: undo gzip and deflate without trusting what they promise.

One megabyte of gzip can hold ten gigabytes. Output is produced piece by piece and stops at a limit; what
was decoded before a fault is kept, because half an article is better than none.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass

_PIECE = 65_536
_MOST_AT_ONCE = 1_000_000
_MAX_CODINGS = 3
_GZIP = frozenset({"gzip", "x-gzip"})
_DEFLATE = frozenset({"deflate"})
_UNREADABLE = frozenset({"br", "zstd", "compress", "x-compress", "exi", "dcb", "dcz", "pack200-gzip"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body without its content codings."""

    body: bytes
    complete: bool
    """False where the coding broke off or was damaged: `body` has what came before."""
    overflow: bool = False
    """True where more than the limit would have come; `body` then has just the limit."""


class UnknownCoding(ValueError):
    """The body has a content coding that cannot be undone here."""


def decode(payload: bytes, coding: str | None, limit: int) -> Decoded:
    """The payload without its Content-Encoding, at most `limit` bytes.

    A coding that the server names but did not apply, or whose name means nothing, is ignored, as
    browsers do. Raises `UnknownCoding` for real codings that are not supported.
    """
    body, complete, overflow = payload, True, len(payload) > limit
    for name in reversed(coding_names(coding)):
        step = _undo(body, name, limit)
        body = step.body
        complete = complete and step.complete
        overflow = step.overflow
    return Decoded(body if len(body) <= limit else body[:limit], complete, overflow)


def coding_names(coding: str | None) -> list[str]:
    """The codings of a Content-Encoding header in the order of application.

    >>> coding_names("GZIP, utf-8")
    ['gzip']
    """
    names = [name.strip().lower() for name in (coding or "").split(",")]
    for name in names:
        if name in _UNREADABLE:
            raise UnknownCoding(name)
    known = [name for name in names if name in _GZIP or name in _DEFLATE]
    if len(known) > _MAX_CODINGS:
        raise UnknownCoding(f"{len(known)} codings on top of each other")
    return known


def _undo(data: bytes, name: str, limit: int) -> Decoded:
    if name in _GZIP:
        if not data.startswith(b"\x1f\x8b"):
            return Decoded(data, True, len(data) > limit)
        return _inflate(data, lambda: zlib.decompressobj(16 + zlib.MAX_WBITS), limit, members=True)
    # "deflate" means zlib by the standard and raw deflate to some servers.
    zlib_form = len(data) >= 2 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    bits = zlib.MAX_WBITS if zlib_form else -zlib.MAX_WBITS
    result = _inflate(data, lambda: zlib.decompressobj(bits), limit, members=False)
    if not result.body and not result.complete:
        return Decoded(data, True, len(data) > limit)
    return result


def _inflate(data: bytes, new: Callable[[], zlib._Decompress], limit: int, *, members: bool) -> Decoded:
    out = io.BytesIO()  # its value is given out without a copy, unlike a bytearray's
    view = memoryview(data)
    machine = new()
    position = 0
    pending: bytes | memoryview = b""
    while True:
        if not pending:
            pending = view[position : position + _PIECE]
            position += len(pending)
        if not pending:
            return Decoded(out.getvalue(), complete=machine.eof)
        try:
            # In steps: a piece of 64 kB can unpack to 64 MB.
            out.write(machine.decompress(pending, min(limit + 1 - out.tell(), _MOST_AT_ONCE)))
        except zlib.error:
            return Decoded(out.getvalue(), complete=False)
        if out.tell() > limit:
            out.truncate(limit)
            return Decoded(out.getvalue(), complete=True, overflow=True)
        pending = machine.unconsumed_tail
        if machine.eof:
            rest = machine.unused_data or bytes(view[position : position + 2])
            if not members or not rest.startswith(b"\x1f\x8b"):
                return Decoded(out.getvalue(), complete=True)
            pending, machine = machine.unused_data, new()


def dechunked(data: bytes) -> bytes:
    """A body without HTTP's chunk marks, up to where they make sense; as it is where there are none.

    >>> dechunked(b"4\\r\\nPhuo\\r\\n2\\r\\nng\\r\\n0\\r\\n\\r\\n"), dechunked(b"Phuong")
    (b'Phuong', b'Phuong')
    """
    out = bytearray()
    position = 0
    while True:
        end = data.find(b"\n", position, position + 1_024)
        mark = data[position:end].partition(b";")[0].strip() if end >= 0 else b""
        if not mark or len(mark) > 16 or mark.strip(b"0123456789abcdefABCDEF"):
            return bytes(out) if position else data
        size = int(mark, 16)
        if size == 0:
            return bytes(out)
        out += data[end + 1 : end + 1 + size]
        position = end + 1 + size
        position += 2 if data[position : position + 2] == b"\r\n" else 1
