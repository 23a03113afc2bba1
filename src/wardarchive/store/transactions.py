"""What every part of the store shares: reading and writing transactions, times as text."""

from __future__ import annotations

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
    """Transactions on one engine; an open write transaction is joined by the calls made inside it.

    `readers` is an engine whose connections see less of the same database; writing goes past it.
    """

    def __init__(self, engine: Engine, readers: Engine | None = None) -> None:
        self._engine = engine
        self._readers = readers or engine

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with translated(), self._readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _read_all(self) -> Iterator[Connection]:
        """As `_read`, what the readers' engine leaves out included."""
        with translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with (
            translated(),
            self._engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            yield connection
