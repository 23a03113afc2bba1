"""One SQLAlchemy engine, SQLite or PostgreSQL by its URL, with transactions that mean what they say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from wardarchive.errors import ArchiveError, ArchiveLocked, ArchiveMissing, StorageFull

_BUSY_SECONDS = 30.0
"""How long a SQLite connection waits for another writer."""
_KEPT_OPEN = 10
"""Connections of a process: eight hosts are crawled at once, and what is opened for each use costs more
than what it is used for."""
_WRITERS = 20201215
"""The number of PostgreSQL's lock that writers of one database take in turn; any number of our own."""


def open_engine(url: str) -> Engine:
    """An engine for `url`; SQLite gets WAL, foreign keys and explicit transactions.

    On both, those who read see one state from the first statement to the last, and those who write
    come one at a time: what a transaction has looked up is still so when it writes.
    """
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_pre_ping=True, pool_size=_KEPT_OPEN)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    # Of the connections that are kept open the last used one knows most of the file.
    engine = create_engine(
        url,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        pool_size=_KEPT_OPEN,
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own implicit BEGIN would leave DDL outside
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # With WAL, NORMAL survives a killed process; FULL also survives a power cut, which the promise
    # "kept" needs: the row must not be older than the WARC record that it names.
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading a read transaction fails instead of waiting.
    immediate = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("write", False):
        # Eight hosts are crawled at once, and two of them may name a new person in the same moment. A
        # write takes some milliseconds, a polite host is asked every two seconds.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's errors into the project's own, one line each."""
    try:
        yield
    except DBAPIError as error:
        raise _translate(error) from error


def _translate(error: DBAPIError) -> ArchiveError:
    reason = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    lower = reason.lower()
    if "locked" in lower or "busy" in lower:
        return ArchiveLocked(
            "another process is writing to this archive", "wait for it to end, then try again"
        )
    if "full" in lower or "readonly" in lower or "read-only" in lower or "disk i/o" in lower:
        return StorageFull(
            f"the archive's database cannot be written ({reason})",
            "free some space or fix the permissions; what was kept is still there",
        )
    if "unable to open" in lower:
        return ArchiveMissing(
            f"the archive's database cannot be opened ({reason})", "check the home folder's permissions"
        )
    if "not a database" in lower or "malformed" in lower:
        return ArchiveError(
            f"the archive's database is damaged ({reason})",
            "restore archive.db from a backup, or derive it again from the WARC files",
        )
    if isinstance(error, OperationalError):
        return ArchiveError(f"the database does not answer ({reason})", "check its URL and that it runs")
    return ArchiveError(f"the database refused a statement ({reason})")
