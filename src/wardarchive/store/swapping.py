"""One SQLite file put in the place of another, so that a kill at any moment leaves one of the two."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from wardarchive.errors import ArchiveLocked, StorageFull

_PATIENCE = 3.0
"""Seconds that other processes have to let go."""
_BESIDE = ("-wal", "-shm")


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite URL; None for another database or one in memory."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database or parts.database == ":memory:":
        return None
    return Path(parts.database)


def is_sound(path: Path) -> bool:
    """Whether a file is a SQLite database without damage that SQLite's quick check finds."""
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        if _is_busy(error):
            raise _locked(path) from error
        return False


def remove_database(path: Path) -> None:
    """Remove a SQLite file with what belongs to it, where it is there."""
    for name in ("", *_BESIDE):
        path.with_name(path.name + name).unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Bring everything into the one file.

    Raises `ArchiveLocked` where another process has the database open.
    """
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if _is_busy(error):
            raise _locked(path) from error
        raise StorageFull(
            f"{path} cannot be written ({error})", "free some space, then try again"
        ) from error
    if mode != ("delete",):
        raise _locked(path)


def swap(new: Path, current: Path, backup: Path, *, damaged: bool) -> None:
    """Put `new` in the place of `current`, which stays as `backup`.

    Raises `ArchiveLocked` where another process has one of them open, `StorageFull` where the folder
    cannot be written.
    """
    settle(new)
    try:
        if current.exists():
            if not damaged:
                settle(current)
            remove_database(backup)
            for name in _BESIDE:
                beside = current.with_name(current.name + name)
                if beside.exists():
                    beside.replace(backup.with_name(backup.name + name))
            _copy(current, backup)
        new.replace(current)
        _sync(current.parent)
    except OSError as error:
        raise StorageFull(
            f"{current} cannot be replaced: {error.strerror or error}",
            f"free some space or mend the permissions; what was rebuilt is in {new.name}",
        ) from error


def _copy(current: Path, backup: Path) -> None:
    """A second name for the same bytes, or a copy where the file system knows no such thing."""
    try:
        os.link(current, backup)
    except OSError:
        shutil.copy2(current, backup)


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def _locked(path: Path) -> ArchiveLocked:
    return ArchiveLocked(
        f"another process has {path.name} open", "stop wardarchive serve and scheduler, then try again"
    )
