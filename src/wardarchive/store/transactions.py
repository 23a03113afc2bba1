"""What every part of the store shares: reading and writing transactions, times as text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine

from wardarchive.model import HANOI_TIME
from wardarchive.store.connection import translated


def to_text(moment: datetime) -> str:
    """A moment as sortable text in UTC, microseconds included."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def to_moment(text: str) -> datetime:
    """The moment that `to_text` wrote."""
    return datetime.fromisoformat(text)


def publication_to_text(published: date | datetime | None) -> str | None:
    """``2020-12-15T16:07:00+07:00``, ``2020-12-15`` or None."""
    if isinstance(published, datetime):
        return published.astimezone(HANOI_TIME).isoformat()
    return published.isoformat() if published else None


def publication_from_text(text: str | None) -> date | datetime | None:
    """The inverse of `publication_to_text`."""
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


class Transactions:
    """Transactions on one engine; `together` makes one of all that a thread reads and writes inside it.

    `readers` is an engine whose connections see less of the same database; writing goes past it.
    """

    def __init__(self, engine: Engine, readers: Engine | None = None) -> None:
        self._engine = engine
        self._readers = readers or engine
        self._writers = engine.execution_options(write=True)
        self._joined = _Joined()

    @contextmanager
    def together(self) -> Iterator[None]:
        """One write transaction of all calls made inside by this thread: all is kept, or nothing.

        Others who write wait meanwhile, so what takes long (asking, reading a page) belongs before it.
        """
        with self._write() as connection:
            outer, self._joined.connection = self._joined.connection, connection
            try:
                yield
            finally:
                self._joined.connection = outer

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        joined = self._joined.connection
        if joined is not None and self._readers is self._engine:
            yield joined
            return
        with translated(), self._readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _read_all(self) -> Iterator[Connection]:
        """As `_read`, what the readers' engine leaves out included."""
        if self._joined.connection is not None:
            yield self._joined.connection
            return
        with translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        if self._joined.connection is not None:
            yield self._joined.connection
            return
        with translated(), self._writers.connect() as connection, connection.begin():
            yield connection


class _Joined(threading.local):
    """The connection of the transaction that this thread has opened by `together`."""

    connection: Connection | None = None
