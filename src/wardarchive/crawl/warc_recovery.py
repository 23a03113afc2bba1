"""After a crash: finish the WARC files that were being written.

What was synced is whole; behind it there may be half a record, which was never said to be kept. It is
cut off, all its captures are told, so that rows which did not reach the database can be added, and then
the file gets its final name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from wardarchive.crawl.file_lock import lock_file, sync_folder
from wardarchive.crawl.warc_reader import OPEN_SUFFIX, BrokenRecord, iterate
from wardarchive.crawl.warc_records import ArchivedResponse
from wardarchive.crawl.warc_streams import BrokenStream, GzipMember, at_end, next_start
from wardarchive.errors import StorageFull

DAMAGED_SUFFIX = ".damaged"
_PIECE = 1_000_000


def recover(folder: Path) -> Iterator[ArchivedResponse]:
    """Finishes all files that end in `.open` and yields the captures in them, oldest file first.

    A file gets its final name when all its captures have been taken: whoever is killed while adding their
    rows finds them again the next time. Files that a living process is writing are left alone. Raises
    `StorageFull` where the folder cannot be written.
    """
    try:
        for left in sorted(folder.glob(f"*{OPEN_SUFFIX}")):
            yield from _finished(left)
    except OSError as error:
        raise StorageFull(
            f"{folder} cannot be written: {error.strerror or error}",
            "free some space or mend the permissions, then run the command again",
        ) from error


def _finished(path: Path) -> Iterator[ArchivedResponse]:
    """The captures of one file, which then has its final name; none where another process writes it."""
    with path.open("r+b") as file:
        if not lock_file(file):
            return
        if _cut_to_whole_records(file, path):
            for entry in iterate(path):
                if not isinstance(entry, BrokenRecord):
                    yield entry
            path.rename(path.with_name(path.name.removesuffix(OPEN_SUFFIX)))
        else:
            path.unlink()
        sync_folder(path.parent)


def _cut_to_whole_records(file: BinaryIO, path: Path) -> bool:
    """Cuts half a record off a file's end; False where it has no whole record.

    What is cut off but is more than half a record (a disk's fault) is kept beside the file as `.damaged`.
    """
    whole, cut = _whole_length(file)
    file.seek(0, 2)
    if file.tell() > whole:
        if not cut:
            _keep_tail(file, whole, path.with_name(path.name.removesuffix(OPEN_SUFFIX) + DAMAGED_SUFFIX))
        file.truncate(whole)
        file.flush()
        os.fsync(file.fileno())
    return whole > 0


def _whole_length(file: BinaryIO) -> tuple[int, bool]:
    """The length up to the end of the last whole gzip member, and whether one behind it is just cut."""
    whole = place = 0
    cut = False
    while not at_end(file, place):
        member = GzipMember(file, place)
        try:
            end = member.skip()
        except BrokenStream as error:
            cut = error.cut
            following = next_start(file, place, gzip=True)
            if following is None:
                break
            place = following
        else:
            whole = place = end
    return whole, cut


def _keep_tail(file: BinaryIO, start: int, target: Path) -> None:
    file.seek(start)
    with target.open("wb") as tail:
        while piece := file.read(_PIECE):
            tail.write(piece)
