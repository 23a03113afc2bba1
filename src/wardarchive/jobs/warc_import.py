"""WARC and WACZ files of other people: kept byte for byte, then read like our own captures."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from wardarchive.crawl.scope import portal_of
from wardarchive.crawl.warc_reader import BrokenRecord, iterate, read_content
from wardarchive.crawl.warc_records import ArchivedResponse
from wardarchive.errors import CaptureError, FetchError, ImportFormatError
from wardarchive.jobs.import_task import Batch, ImportTask
from wardarchive.jobs.ingest import new_version, read
from wardarchive.model import Article, Portal, WarcLocation
from wardarchive.store.capture_rows import NewCapture

MAX_MEMBER_BYTES = 20_000_000_000
"""Of one WARC file inside a WACZ package."""
_PIECE = 1 << 20
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def import_warc(task: ImportTask, file: Path) -> None:
    """Keep a file's bytes in the archive's warc/ folder, a row for each response, articles from pages.

    A broken record is a problem with its place, and the rest goes on. Importing a file again adds
    nothing. Raises `ImportFormatError` where the file as a whole cannot be read.
    """
    try:
        copies = list(_kept_copies(file, task.tools.warc_folder))
        for copy in copies:
            _import_copy(task, copy)
    except (CaptureError, zipfile.BadZipFile) as error:
        raise ImportFormatError(f"{file.name}: {error}") from error


def _kept_copies(file: Path, folder: Path) -> Iterator[Path]:
    """The file, or the WARC files inside a WACZ package, copied into `folder` under a name of their own."""
    if not zipfile.is_zipfile(file):
        with file.open("rb") as stream:
            yield _copy(stream, file.name, folder)
        return
    with zipfile.ZipFile(file) as package:
        members = [
            info
            for info in package.infolist()
            if info.filename.startswith("archive/") and info.filename.endswith((".warc", ".warc.gz"))
        ]
        if not members:
            raise ImportFormatError(
                f"{file.name} is a zip file without WARC files in archive/", "is it a WACZ package?"
            )
        for info in members:
            if info.file_size > MAX_MEMBER_BYTES:
                raise ImportFormatError(f"{file.name}: {info.filename} unpacks to more than 20 GB")
            with package.open(info) as member:
                yield _copy(member, Path(info.filename).name, folder)


def _copy(source: IO[bytes], name: str, folder: Path) -> Path:
    """Copy to ``import-<digest>-<name>``, complete and on the disk before it has that name."""
    unfinished = folder / f".import-{os.getpid()}.part"
    digest = hashlib.sha256()
    try:
        with unfinished.open("wb") as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        kept = folder / f"import-{digest.hexdigest()[:16]}-{_UNSAFE.sub('_', name)[-80:]}"
        if not kept.exists():
            shutil.move(unfinished, kept)
    finally:
        unfinished.unlink(missing_ok=True)
    return kept


def _import_copy(task: ImportTask, copy: Path) -> None:
    batch = Batch(task)
    portals = task.tools.store.portals()
    for number, entry in enumerate(iterate(copy), 1):
        if task.stop.is_set():
            break
        if isinstance(entry, BrokenRecord):
            task.result.problem(f"{entry.file} at {entry.offset}: {entry.reason}")
        elif entry.digest_ok is False:
            task.result.problem(f"{copy.name}: the record of {entry.url} does not fit its digest")
        elif entry.location is None:
            task.result.problem(
                f"{copy.name}: the record of {entry.url} shares a gzip member; "
                "rewrite the file with: warcio recompress"
            )
        else:
            _import_response(task, batch, entry, entry.location, portal_of(entry.url, portals))
        if number % 20 == 0:
            batch.flush()  # an article's older and newer captures must meet in the store
            task.report(number, None, copy.name)
    batch.flush()


def _import_response(
    task: ImportTask,
    batch: Batch,
    entry: ArchivedResponse,
    location: WarcLocation,
    portal: Portal | None,
) -> None:
    capture_id = task.tools.store.add_capture(
        NewCapture(
            portal_id=portal.id if portal else None,
            run_id=None,
            url=entry.url,
            fetched_at=entry.fetched_at,
            status=entry.status,
            content_type=_content_type(entry),
            digest=entry.digest,
            location=location,
        )
    )
    if entry.status != 200:
        return
    body = entry.body
    if entry.kind == "revisit":
        try:
            body = read_content(task.tools.warc_folder, location).body
        except CaptureError as error:
            task.result.problem(str(error))
            return
    try:
        found = read(
            body,
            entry.url,
            content_type=_content_type(entry),
            fetched_at=entry.fetched_at,
            family=portal.family if portal else None,
        )
    except FetchError as error:
        task.result.problem(str(error))
        return
    if not isinstance(found.page, Article):
        task.result.passed_over += 1
        return
    batch.add(
        new_version(
            found.page,
            observed_at=entry.fetched_at,
            ward_code=task.ward_code or (portal.ward_code if portal else None),
            portal_id=portal.id if portal else None,
            capture_id=capture_id,
        )
    )


def _content_type(entry: ArchivedResponse) -> str | None:
    return next((value for name, value in entry.headers if name.lower() == "content-type"), None)
