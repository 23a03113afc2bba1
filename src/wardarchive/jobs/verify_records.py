"""Verification of the WARC files against the rows of captures, in one pass over each file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from wardarchive.crawl.warc import ArchivedResponse, BrokenRecord, iterate
from wardarchive.crawl.warc_reader import OPEN_SUFFIX
from wardarchive.errors import CaptureError
from wardarchive.jobs.verify_report import FaultKind, VerifyReport
from wardarchive.model import Capture
from wardarchive.store.store import Store

Progress = Callable[[int, int, str], None]
"""Called with (done, of, what)."""

_IMPORTED = re.compile(r"import-([0-9a-f]{16})-")
_PIECE = 1 << 20


def verify_records(store: Store, folder: Path, report: VerifyReport, progress: Progress) -> None:
    """Every capture has its record, every record its capture, and what they say of the payload is equal.

    A file that is being written (``.open``) is left out: its last rows may be on their way.
    """
    files = {p.name: p for p in sorted(folder.iterdir()) if is_warc(p)} if folder.is_dir() else {}
    named = store.warc_files()
    for done, (name, path) in enumerate(files.items()):
        progress(done, len(files), name)
        report.counts["files"] += 1
        _File(path, name, report).check(store.captures_in_file(name))
    progress(len(files), len(files), "")
    for name, count in named.items():
        if name in files:
            continue
        if (folder / (name + OPEN_SUFFIX)).exists():
            report.counts["captures_being_written"] += count
        elif (folder / name).exists():
            _File(folder / name, name, report).check(store.captures_in_file(name))
        else:
            report.counts["captures"] += count
            report.faulty_captures.update(c.id for c in store.captures_in_file(name))
            report.fault("file-missing", name, f"the WARC file of {count} captures is not there")


def is_warc(path: Path) -> bool:
    """Whether a file of the folder holds records; names that begin with a dot are not finished."""
    unfinished = path.name.startswith(".") or path.name.endswith((OPEN_SUFFIX, ".damaged"))
    return path.is_file() and not unfinished


def imported_intact(path: Path) -> bool | None:
    """Whether an imported file still has the bytes that gave it its name; None for other files."""
    match = _IMPORTED.match(path.name)
    if match is None:
        return None
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest().startswith(match[1])


class _File:
    """One WARC file beside its rows."""

    def __init__(self, path: Path, name: str, report: VerifyReport) -> None:
        self._path = path
        self._name = name
        self._report = report
        self._foreign = False
        """Imported, and as it was then: what is broken in it came so and was told by the import."""

    def check(self, rows: list[Capture]) -> None:
        self._report.counts["captures"] += len(rows)
        waiting = {row.location.offset: row for row in rows}
        broken: dict[int, str] = {}
        try:
            intact = imported_intact(self._path)
            if intact is False:
                self._fault("file-altered", 0, "the file's bytes are not those that were imported")
            self._foreign = bool(intact)
            for entry in iterate(self._path):
                if isinstance(entry, BrokenRecord):
                    broken[entry.offset] = entry.reason
                    continue
                self._report.counts["records"] += 1
                if entry.location is not None:
                    self._compare(entry, entry.location.offset, waiting)
        except (CaptureError, OSError) as error:
            self._report.fault("file-unreadable", self._name, str(error))
        for offset, reason in broken.items():
            if offset not in waiting and not self._foreign:
                self._fault("record-damaged", offset, reason)
        for offset, row in waiting.items():
            self._report.faulty_captures.add(row.id)
            if offset in broken:
                self._fault("record-damaged", offset, f"capture {row.id} of {row.url}: {broken[offset]}")
            else:
                self._fault("record-missing", offset, f"capture {row.id} of {row.url} has no record here")

    def _compare(self, entry: ArchivedResponse, offset: int, waiting: dict[int, Capture]) -> None:
        row = waiting.pop(offset, None)
        if row is None:
            if entry.digest_ok is False and not self._foreign:
                self._fault("record-damaged", offset, f"the record of {entry.url} does not fit its digest")
            elif entry.digest_ok is not False:
                self._fault("record-without-row", offset, f"no capture for the record of {entry.url}")
            return
        if entry.digest_ok is False:
            self._report.faulty_captures.add(row.id)
            self._fault("record-damaged", offset, f"capture {row.id} of {row.url} does not fit its digest")
            return
        pairs = (
            ("url", row.url, entry.url),
            ("time", row.fetched_at, entry.fetched_at),
            ("status", row.status, entry.status),
            ("digest", row.digest, entry.digest),
            ("length", row.location.length, entry.location.length if entry.location else None),
        )
        wrong = [f"{name} {a} in the row, {b} in the record" for name, a, b in pairs if a != b]
        if wrong:
            self._fault("row-differs", offset, f"capture {row.id}: {'; '.join(wrong)}")

    def _fault(self, kind: FaultKind, offset: int, message: str) -> None:
        self._report.fault(kind, f"{self._name} at {offset}", message)
