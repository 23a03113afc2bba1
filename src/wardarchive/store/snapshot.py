"""A database copied while it is written to, and brought back: SQLite by itself, PostgreSQL by its tools."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from wardarchive.errors import ArchiveError, StorageFull, UsageError
from wardarchive.store.store import Store
from wardarchive.store.swapping import is_sound, sqlite_file

SQLITE_NAME = "archive.db"
POSTGRESQL_NAME = "archive.pgdump"
_DEBIAN = Path("/usr/lib/postgresql")


def snapshot_name(url: str) -> str:
    """What the copy of the database at `url` is called in a backup."""
    return POSTGRESQL_NAME if sqlite_file(url) is None else SQLITE_NAME


def take_snapshot(url: str, target: Path) -> None:
    """Copy the database at `url`, in one state, into the new file `target`.

    Others may read and write meanwhile. Raises `ArchiveError` where the copy is not sound, `StorageFull`
    where it cannot be written, `UsageError` where PostgreSQL's tools are missing.
    """
    source = sqlite_file(url)
    if source is None:
        _run_tool("pg_dump", "--format=custom", "--no-owner", f"--file={target}", _plain_url(url))
        return
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)  # in one step: with WAL it holds nobody up, and no writer makes it begin anew
            new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise StorageFull(
            f"the database cannot be copied to {target} ({error})", "free some space, then try again"
        ) from error
    if not is_sound(target):
        raise ArchiveError(
            "the copy of the database is damaged", "see: wardarchive verify, then rebuild, then back up"
        )


def check_kind(name: str, url: str | None) -> None:
    """Raise `UsageError` where a database of the kind of the copy `name` cannot be brought back into `url`.

    SQLite's copy is the database itself, and needs no other place.
    """
    is_server = url is not None and sqlite_file(url) is None
    if is_server != (name == POSTGRESQL_NAME) or (url is not None and not is_server):
        raise UsageError(
            f"the backup's database is {name}",
            "archive.pgdump needs --database postgresql+psycopg://… of an empty one, archive.db none",
        )


def restore_snapshot(source: Path, url: str) -> None:
    """Bring PostgreSQL's copy back into the empty database at `url`.

    Raises `UsageError` where it is not empty.
    """
    with Store.open(url) as store:
        if store.capture_count() or store.article_count() or store.every_portal():
            raise UsageError("that database is not empty", "name an empty one with --database")
    words = ("--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction")
    _run_tool("pg_restore", *words, f"--dbname={_plain_url(url)}", str(source))


def _plain_url(url: str) -> str:
    """The URL as PostgreSQL's own tools read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _tool(name: str) -> str:
    """The newest of Debian's, else the one on the PATH: an older pg_dump refuses a newer server."""
    found = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda p: float(p.parent.parent.name), reverse=True)
    path = str(found[0]) if found else shutil.which(name)
    if path is None:
        raise UsageError(
            f"{name} is not on this machine", "install PostgreSQL's client programs (postgresql-client)"
        )
    return path


def _run_tool(name: str, *words: str) -> None:
    done = subprocess.run([_tool(name), *words], capture_output=True, check=False)  # noqa: S603 - our words
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise ArchiveError(f"{name} failed: {lines[-1]}", "check the database's URL and the free space")
