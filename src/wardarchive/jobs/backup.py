"""A backup of a running archive, and an archive made from a backup.

The order makes it whole without stopping anybody. A record is in its WARC file before its row is in the
database; so the database is copied first, and whatever it names is in the WARC files copied afterwards.
Files that were being written may end in half a record, or have records without a row: they go into the
backup under the name of a file that a crash left behind, and are mended as such when it is restored. The
index is derived, and is left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wardarchive import __version__
from wardarchive.crawl.warc_reader import OPEN_SUFFIX
from wardarchive.errors import ArchiveError, StorageFull, UsageError
from wardarchive.store.snapshot import snapshot_name, take_snapshot

MANIFEST = "backup.json"
_FORMAT = 1
_WARC = "warc"
_RECENT = 3600.0
"""Seconds: a row follows its record within the time that a page takes to be read; an hour is ample."""
_LEFT_OUT = (".db", "-wal", "-shm", ".lock", ".rebuilding", ".before-rebuild", ".new")
_PIECE = 1 << 20

Progress = Callable[[int, int], None]
"""(bytes done, bytes in all)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a backup."""

    name: str
    """Below the backup's folder, with ``/``."""
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    made_at: datetime
    version: str
    database: str
    """The name of the database's copy."""
    files: tuple[Kept, ...]

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


def back_up(home: Path, url: str, target: Path, now: datetime, progress: Progress) -> Manifest:
    """Copy the archive at `home` into the folder `target`.

    A folder that has a backup already is brought up to date: WARC files that it has are not copied again,
    and until the last moment it stays the backup that it was. Raises `UsageError` where the folder has
    something else, `StorageFull` where it cannot be written.
    """
    before = _earlier(home, target)
    try:
        (target / _WARC).mkdir(parents=True, exist_ok=True)
        database = snapshot_name(url)
        fresh = target / f"{database}.new"
        fresh.unlink(missing_ok=True)
        take_snapshot(url, fresh)
        copies = list(_copies(home, now.timestamp()))
        total = sum(source.stat().st_size for source, _ in copies)
        done = 0
        kept = [_digested(fresh, database)]
        for source, name in copies:
            file = before.get(name)
            same = file is not None and name.startswith(_WARC) and file.bytes == source.stat().st_size
            if not same or not (target / name).exists() or file is None:
                file = _copy(source, target / name, name)
            kept.append(file)
            done += file.bytes
            progress(done, total)
        manifest = Manifest(now, __version__, database, tuple(kept))
        _put_in_place(target, fresh, manifest, set(before))
    except OSError as error:
        raise StorageFull(
            f"the backup in {target} cannot be written: {error.strerror or error}",
            "free some space or mend the permissions, then try again",
        ) from error
    return manifest


def _earlier(home: Path, target: Path) -> dict[str, Kept]:
    if target.resolve() == home.resolve() or home.resolve() in target.resolve().parents:
        raise UsageError(
            "the backup would be inside the archive", "name a folder elsewhere, best on another disk"
        )
    if not target.exists() or not any(target.iterdir()):
        return {}
    if not (target / MANIFEST).exists() and not (target / _WARC).is_dir():
        raise UsageError(f"{target} has files and is no backup", "name a new folder, or one of a backup")
    if not (target / MANIFEST).exists():
        return {}  # one that was broken off: nothing of it is taken for whole
    return {file.name: file for file in read_manifest(target).files}


def _copies(home: Path, now: float) -> Iterator[tuple[Path, str]]:
    """(source, name in the backup) of all files but database and index."""
    for path in sorted(home.iterdir()):
        if path.is_file() and not path.name.endswith(_LEFT_OUT):
            yield path, path.name
    for path in sorted((home / _WARC).iterdir()):
        if not path.is_file():
            continue
        written = path.name.endswith(OPEN_SUFFIX) or now - path.stat().st_mtime < _RECENT
        yield path, f"{_WARC}/{path.name.removesuffix(OPEN_SUFFIX)}{OPEN_SUFFIX * written}"


def _copy(source: Path, target: Path, name: str) -> Kept:
    digest, size = hashlib.sha256(), 0
    try:
        old = source.open("rb")
    except FileNotFoundError:  # it was given its final name meanwhile
        old = source.with_name(source.name.removesuffix(OPEN_SUFFIX)).open("rb")
    with old, target.open("wb") as new:
        while piece := old.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            new.write(piece)
        new.flush()
        os.fsync(new.fileno())
    return Kept(name, size, digest.hexdigest())


def _digested(path: Path, name: str) -> Kept:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Kept(name, path.stat().st_size, digest)


def _put_in_place(target: Path, fresh: Path, manifest: Manifest, before: set[str]) -> None:
    fresh.replace(target / manifest.database)
    text = json.dumps(
        {
            "format": _FORMAT,
            "made_at": manifest.made_at.isoformat(),
            "version": manifest.version,
            "database": manifest.database,
            "files": [{"name": f.name, "bytes": f.bytes, "sha256": f.sha256} for f in manifest.files],
        },
        indent=1,
    )
    written = target / f"{MANIFEST}.new"
    written.write_text(text + "\n", encoding="utf-8")
    written.replace(target / MANIFEST)
    for name in before - {file.name for file in manifest.files}:
        (target / name).unlink(missing_ok=True)


def read_manifest(folder: Path) -> Manifest:
    """What the backup in a folder holds. Raises `UsageError` where there is none."""
    try:
        data: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            raise UsageError(f"{folder} is a backup of form {data['format']}", "upgrade wardarchive")
        files = tuple(Kept(f["name"], int(f["bytes"]), f["sha256"]) for f in data["files"])
        made_at = datetime.fromisoformat(data["made_at"])
        manifest = Manifest(made_at, data["version"], data["database"], files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder} has no backup that can be read", "name the folder of a backup"
        ) from error
    if any(_outside(file.name) for file in manifest.files) or _outside(manifest.database):
        raise UsageError(f"the list of {folder} names files outside of it", "this is no backup of ours")
    return manifest


def _outside(name: str) -> bool:
    parts = name.split("/")
    return ".." in parts or "" in parts or "\\" in name or ":" in name


def unpack(folder: Path, manifest: Manifest, home: Path, progress: Progress) -> Path:
    """Copy a backup's files into the new folder `home`, each compared with what was kept of it.

    Returns where the database's copy is. Raises `UsageError` where `home` has something already,
    `ArchiveError` where a file of the backup is missing or was altered.
    """
    if home.exists() and any(home.iterdir()):
        raise UsageError(f"{home} is not empty", "name a new folder with --home")
    try:
        for part in (_WARC, "index"):
            (home / part).mkdir(parents=True, exist_ok=True)
        done = 0
        for file in manifest.files:
            source = folder / file.name
            if not source.is_file():
                raise ArchiveError(f"the backup lacks {file.name}", "take another backup")
            if _copy(source, home / file.name, file.name) != file:
                raise ArchiveError(f"{file.name} of the backup was altered", "take another backup")
            done += file.bytes
            progress(done, manifest.bytes)
    except OSError as error:
        shutil.rmtree(home, ignore_errors=True)
        raise StorageFull(
            f"{home} cannot be written: {error.strerror or error}", "free some space, then try again"
        ) from error
    except ArchiveError:
        shutil.rmtree(home, ignore_errors=True)
        raise
    return home / manifest.database
