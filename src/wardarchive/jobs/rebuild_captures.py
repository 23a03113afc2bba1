"""Portals and captures, derived again from the WARC files alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wardarchive.crawl.scope import portal_of
from wardarchive.crawl.warc import ArchivedResponse, BrokenRecord, InfoRecord, iterate, read_info
from wardarchive.crawl.warc_reader import REFERS_TO_FILE, REFERS_TO_OFFSET
from wardarchive.errors import CaptureError
from wardarchive.jobs.verify_records import is_warc
from wardarchive.model import Capture, Portal, WarcLocation
from wardarchive.store.capture_rows import NewCapture
from wardarchive.store.store import Store

_BATCH = 500
_MOST_PROBLEMS = 1000
_MOST_LOST = 20

Progress = Callable[[int, int, str], None]
"""Called with (done, of, what)."""


@dataclass(slots=True)
class RebuildReport:
    """What a rebuild made, and what it could not."""

    files: int = 0
    captures: int = 0
    articles: int = 0
    versions: int = 0
    portals: int = 0
    bare_versions: int = 0
    """Carried over from the old database: they came without a capture."""
    carried: dict[str, int] = field(default_factory=dict)
    """Rows of other tables that no WARC file tells."""
    lost: int = 0
    """Captures that the old database has and the WARC files do not."""
    lost_places: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    foreign_problems: int = 0
    """Broken records of imported files: they came so."""

    def problem(self, text: str) -> None:
        """Remember one line of what could not be done."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(text)

    def as_json(self) -> dict[str, Any]:
        return {
            "files": self.files,
            "portals": self.portals,
            "captures": self.captures,
            "articles": self.articles,
            "versions": self.versions,
            "carried_without_capture": self.bare_versions,
            "carried": self.carried,
            "lost": self.lost,
            "lost_places": self.lost_places,
            "problems": self.problems,
            "broken_in_imports": self.foreign_problems,
        }


def rebuild_portals(store: Store, folder: Path, now: datetime) -> dict[str, int]:
    """Add the portals that crawled files name and the store lacks; the portal of each such file.

    The last file of a portal has its settings as they were when it was crawled last.
    """
    stated: dict[str, tuple[datetime, datetime, Portal]] = {}
    of_file: dict[str, str] = {}
    for path in warc_files(folder):
        found = portal_of_file(path, now) if path.name.startswith("portal-") else None
        if found is not None:
            portal, said_at = found
            first, last, latest = stated.get(portal.url, (said_at, said_at, portal))
            newer = portal if said_at >= last else latest
            stated[portal.url] = min(first, said_at), max(last, said_at), newer
            of_file[path.name] = portal.url
    known = {portal.url for portal in store.every_portal()}
    for url, (first, _, portal) in stated.items():
        if url not in known:
            store.add_portal(portal, first)
    ids = {portal.url: portal.id for portal in store.every_portal()}
    return {name: ids[url] for name, url in of_file.items()}


def warc_files(folder: Path) -> list[Path]:
    """The finished files, those of one portal in the order of their making."""
    return sorted(path for path in folder.iterdir() if is_warc(path)) if folder.is_dir() else []


def portal_of_file(path: Path, now: datetime) -> tuple[Portal, datetime] | None:
    """The portal that a file's warcinfo names, and when it said so."""
    try:
        info = next(read_info(path), None)
    except CaptureError:
        return None
    fields = dict(info.fields) if info else {}
    try:
        data = json.loads(fields.get("portal", "null"))
    except (ValueError, RecursionError):
        return None
    if info is None or not isinstance(data, Mapping) or not isinstance(data.get("url"), str):
        return None
    return _portal(data), _said_at(info, now)


def _portal(data: Mapping[str, Any]) -> Portal:
    delay, hosts = data.get("delay"), data.get("allowed_hosts")
    return Portal(
        id=0,
        url=data["url"],
        name=_text(data, "name") or data["url"],
        ward_code=_text(data, "ward_code"),
        family=_text(data, "family"),
        delay=float(delay) if isinstance(delay, int | float) else None,
        allowed_hosts=tuple(h for h in hosts if isinstance(h, str)) if isinstance(hosts, list) else (),
    )


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    return value if isinstance(value, str) and value else None


def _said_at(info: InfoRecord, now: datetime) -> datetime:
    text = next((v for k, v in info.record_headers if k.lower() == "warc-date"), "")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return now
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class CaptureRebuild:
    """Writes a row for each record; one that the old database knows keeps its id."""

    def __init__(
        self, store: Store, old: Store | None, portal_ids: Mapping[str, int], report: RebuildReport
    ) -> None:
        self._store = store
        self._old = old
        self._portal_ids = portal_ids
        self._portals: Sequence[Portal] = store.every_portal()
        self._report = report
        self._next_id = old.highest_capture_id() + 1 if old else None
        self._ahead: set[str] = set()
        """Names of the files that are not read yet."""
        self._waiting: list[tuple[Path, ArchivedResponse, WarcLocation, Capture | None]] = []
        """Revisits whose original is in one of them: two files may have been begun in one second."""

    def run(self, folder: Path, progress: Progress) -> None:
        """All files of the folder; then what of the old database is not among them is noted as lost."""
        files = warc_files(folder)
        self._ahead = {path.name for path in files}
        for done, path in enumerate(files):
            progress(done, len(files), path.name)
            self._report.files += 1
            try:
                self._file(path)
            except CaptureError as error:
                self._report.problem(str(error))
            self._ahead.discard(path.name)
        for path, entry, location, before in self._waiting:
            self._write([(self._id(before), self._capture(path, entry, location, before))])
        if self._old:
            self._note_lost(self._old)

    def _file(self, path: Path) -> None:
        old = {c.location.offset: c for c in self._old.captures_in_file(path.name)} if self._old else {}
        batch: list[tuple[int | None, NewCapture]] = []
        for entry in iterate(path):
            reason = _unusable(entry)
            if reason is not None:
                self._refuse(path, entry, reason)
                continue
            if isinstance(entry, ArchivedResponse) and entry.location is not None:
                before = old.get(entry.location.offset)
                if entry.kind == "revisit":
                    self._write(batch)  # its original may be among them
                    if entry.record_header(REFERS_TO_FILE) in self._ahead - {path.name}:
                        self._waiting.append((path, entry, entry.location, before))
                        continue
                batch.append((self._id(before), self._capture(path, entry, entry.location, before)))
            if len(batch) >= _BATCH:
                self._write(batch)
        self._write(batch)

    def _write(self, batch: list[tuple[int | None, NewCapture]]) -> None:
        self._store.restore_captures(batch)
        self._report.captures += len(batch)
        batch.clear()

    def _refuse(self, path: Path, entry: ArchivedResponse | BrokenRecord, reason: str) -> None:
        if path.name.startswith("import-"):
            self._report.foreign_problems += 1
        else:
            offset = entry.offset if isinstance(entry, BrokenRecord) else "?"
            self._report.problem(f"{path.name} at {offset}: {reason}")

    def _id(self, before: Capture | None) -> int | None:
        if before is not None or self._next_id is None:
            return before.id if before else None
        self._next_id += 1
        return self._next_id - 1

    def _capture(
        self, path: Path, entry: ArchivedResponse, location: WarcLocation, before: Capture | None
    ) -> NewCapture:
        crawled = path.name in self._portal_ids
        original = self._original(entry) if crawled else None
        headers = {name.lower(): value for name, value in reversed(entry.headers)}
        validators = headers if crawled and not entry.record_header("WARC-Truncated") else {}
        return NewCapture(
            portal_id=self._portal_id(path, entry.url),
            run_id=before.run_id if before else None,
            url=entry.url,
            fetched_at=entry.fetched_at,
            status=entry.status,
            content_type=headers.get("content-type") or (original.content_type if original else None),
            digest=entry.digest,
            location=location,
            etag=validators.get("etag") or (original.etag if original else None),
            last_modified=validators.get("last-modified") or (original.last_modified if original else None),
            original_id=original.id if original else None,
        )

    def _original(self, entry: ArchivedResponse) -> Capture | None:
        """The capture that has the payload of a revisit; it is already written."""
        name, offset = entry.record_header(REFERS_TO_FILE), entry.record_header(REFERS_TO_OFFSET)
        if entry.kind != "revisit" or not name or not offset or not offset.isdecimal():
            return None
        return self._store.capture_at(WarcLocation(name, int(offset), 0))

    def _portal_id(self, path: Path, url: str) -> int | None:
        if path.name in self._portal_ids:
            return self._portal_ids[path.name]
        portal = portal_of(url, self._portals)
        return portal.id if portal else None

    def _note_lost(self, old: Store) -> None:
        for capture in old.captures_by_time():
            if self._store.capture_at(capture.location) is None:
                self._report.lost += 1
                if len(self._report.lost_places) < _MOST_LOST:
                    place = f"{capture.location.file} at {capture.location.offset}"
                    self._report.lost_places.append(f"{place}: capture {capture.id} of {capture.url}")


def _unusable(entry: ArchivedResponse | BrokenRecord) -> str | None:
    """Why no row is written for a record; None where one is."""
    if isinstance(entry, BrokenRecord):
        return entry.reason
    if entry.digest_ok is False:
        return f"the record of {entry.url} does not fit its digest"
    if entry.location is None:
        return f"the record of {entry.url} shares a gzip member"
    return None
