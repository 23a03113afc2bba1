"""Where records begin and end in a WARC file, also in one that is cut or damaged.

A `.warc.gz` is a row of gzip members, one a record; a `.warc` is the records one after another. Both are
read here as streams with bounded lines, so that the parser above never holds more than it asked for, and
`next_start` finds the next record after a damaged one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

_PIECE = 65_536
MAX_LINE = 65_536
_MAX_CANDIDATES = 100_000
"""Gzip marks looked at in one search: enough for any damage, not for a file made of nothing else."""

GZIP_MARK = b"\x1f\x8b\x08"
PLAIN_MARK = b"\nWARC/"
_BEGINNINGS = (b"WARC/", b"filedesc:", b"http:", b"https:")
"""How a record starts once unpacked: WARC, or a line of the older ARC format."""


class BrokenStream(Exception):
    """The stream cannot be read on. `cut`: the file just ends too early."""

    def __init__(self, reason: str, *, cut: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cut = cut


class GzipMember:
    """One gzip member of a file as a stream of its unpacked bytes."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        file.seek(start)
        self._file = file
        self._machine = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._packed = b""
        self._plain = bytearray()
        self._position = 0
        self._consumed = start
        self.record_start = start
        """Offset in the file of the record that is being read."""
        self.end: int | None = None
        """Offset after the member, once all of it was read."""

    def begin_record(self) -> None:
        """All records of a member are found by its start alone."""

    def at_end(self) -> bool:
        """A member that ends too early says so itself."""
        return False

    def tell(self) -> int:
        return self._position

    def read(self, size: int) -> bytes:
        while len(self._plain) < size and self._fill():
            pass
        return self._take(size)

    def skip(self) -> int:
        """Reads on to the end of the member and returns the offset behind it."""
        while self._fill():
            self._position += len(self._plain)
            self._plain.clear()
        return self._consumed - len(self._machine.unused_data)

    def readline(self, size: int | None = None) -> bytes:
        limit = MAX_LINE if size is None else min(size, MAX_LINE)
        searched = 0
        while (found := self._plain.find(b"\n", searched, limit)) < 0 and len(self._plain) < limit:
            searched = len(self._plain)
            if not self._fill():
                break
        return self._take(found + 1 if found >= 0 else limit)

    def _take(self, size: int) -> bytes:
        piece = bytes(self._plain[:size])
        del self._plain[:size]
        self._position += len(piece)
        return piece

    def _fill(self) -> bool:
        """Unpacks a little more; False at the end of the member. Raises `BrokenStream`."""
        while self.end is None:
            if not self._packed:
                self._packed = self._file.read(_PIECE)
                self._consumed += len(self._packed)
                if not self._packed:
                    raise BrokenStream("the file ends in the middle of a record", cut=True)
            try:
                plain = self._machine.decompress(self._packed, _PIECE)
            except zlib.error as error:
                raise BrokenStream(f"the gzip data is damaged ({error})", cut=False) from error
            self._packed = self._machine.unconsumed_tail
            if self._machine.eof:
                self.end = self._consumed - len(self._machine.unused_data)
            if plain:
                self._plain += plain
                return True
        return False


class PlainRecords:
    """An uncompressed file from an offset on; `tell` is the place in the file."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        file.seek(start)
        self._file = file
        self._position = start
        self.record_start = start
        self.end: int | None = None

    def begin_record(self) -> None:
        """The record that is read next begins here."""
        self.record_start = self._position

    def at_end(self) -> bool:
        """Whether the file has nothing more."""
        return at_end(self._file, self._position)

    def tell(self) -> int:
        return self._position

    def read(self, size: int) -> bytes:
        piece = self._file.read(size)
        self._position += len(piece)
        return piece

    def readline(self, size: int | None = None) -> bytes:
        line = self._file.readline(MAX_LINE if size is None else min(size, MAX_LINE))
        self._position += len(line)
        return line


RecordStream = GzipMember | PlainRecords


def is_gzip(file: BinaryIO) -> bool:
    """Whether a file begins like gzip."""
    file.seek(0)
    return file.read(len(GZIP_MARK)) == GZIP_MARK


def at_end(file: BinaryIO, offset: int) -> bool:
    """Whether a file has nothing at an offset or behind; the place in the file changes."""
    file.seek(offset)
    return not file.read(1)


def next_start(file: BinaryIO, after: int, *, gzip: bool) -> int | None:
    """The offset of the next record that begins behind `after`; None where there is none."""
    mark = GZIP_MARK if gzip else PLAIN_MARK
    for candidate, place in enumerate(_places(file, after + 1, mark)):
        if candidate >= _MAX_CANDIDATES:
            return None
        if not gzip:
            return place + 1
        if _begins_record(file, place):
            return place
    return None


def _places(file: BinaryIO, start: int, mark: bytes) -> Iterator[int]:
    """Offsets from `start` on at which a mark stands, found piece by piece."""
    base, window = start, b""
    while True:
        found = window.find(mark)
        if found >= 0:
            yield base + found
            window = window[found + 1 :]
            base += found + 1
            continue
        keep = min(len(window), len(mark) - 1)
        base += len(window) - keep
        window = window[len(window) - keep :]
        file.seek(base + keep)
        piece = file.read(_PIECE)
        if not piece:
            return
        window += piece


def _begins_record(file: BinaryIO, place: int) -> bool:
    try:
        return GzipMember(file, place).read(16).startswith(_BEGINNINGS)
    except BrokenStream:
        return False
