"""Captures: what a server answered, and where in the WARC files it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, or_, select

from wardarchive.model import Capture, WarcLocation
from wardarchive.store.tables import captures
from wardarchive.store.transactions import Transactions, to_moment, to_text
from wardarchive.store.upserts import insert_or


@dataclass(frozen=True, slots=True)
class NewCapture:
    """A capture that is in a WARC file and has no row yet."""

    portal_id: int | None
    run_id: int | None
    url: str
    fetched_at: datetime
    status: int
    content_type: str | None
    digest: str
    location: WarcLocation
    etag: str | None = None
    last_modified: str | None = None
    original_id: int | None = None
    """The capture that has the payload, where the record is a revisit."""


def capture_of_row(row: RowMapping) -> Capture:
    """The capture that a row of the table captures holds."""
    return Capture(
        id=row["id"],
        portal_id=row["portal_id"],
        run_id=row["run_id"],
        url=row["url"],
        fetched_at=to_moment(row["fetched_at"]),
        status=row["status"],
        content_type=row["content_type"],
        digest=row["digest"],
        location=WarcLocation(row["warc_file"], row["warc_offset"], row["warc_length"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        original_id=row["original_id"],
    )


def insert_capture(connection: Connection, new: NewCapture, wanted: int | None = None) -> int:
    """The id of the row for `new`, which may already be there (a recovered record).

    `wanted` is the id that a new row gets; None: the next one.
    """
    values = {
        "portal_id": new.portal_id,
        "run_id": new.run_id,
        "url": new.url,
        "fetched_at": to_text(new.fetched_at),
        "status": new.status,
        "content_type": new.content_type,
        "digest": new.digest,
        "warc_file": new.location.file,
        "warc_offset": new.location.offset,
        "warc_length": new.location.length,
        "etag": new.etag,
        "last_modified": new.last_modified,
        "original_id": new.original_id,
    }
    own_id = {} if wanted is None else {"id": wanted}
    made = connection.execute(_inserting_capture(connection.dialect.name), own_id | values).scalar()
    if made is None:
        place = {"file": new.location.file, "offset": new.location.offset}
        made = connection.execute(_CAPTURE_AT, place).scalar_one()
    return int(made)


# What each page of a crawl asks is built once: building a statement costs as much as running it.
_CAPTURE_AT = select(captures.c.id).where(
    captures.c.warc_file == bindparam("file"), captures.c.warc_offset == bindparam("offset")
)
_ITS_ORIGINAL = (
    select(captures.c.original_id).where(captures.c.id == bindparam("capture")).scalar_subquery()
)
_WITH_ORIGINAL = select(captures).where(
    or_(captures.c.id == bindparam("capture"), captures.c.id == _ITS_ORIGINAL)
)


@cache
def _inserting_capture(dialect: str) -> Any:
    """Gives the new row's id, or nothing where the place in the file has a row."""
    new = insert_or(dialect, captures).on_conflict_do_nothing(index_elements=["warc_file", "warc_offset"])
    return new.returning(captures.c.id)


class CaptureRows(Transactions):
    """Rows of the table captures."""

    def add_capture(self, new: NewCapture) -> int:
        """Keep a row for a record that is safely in a WARC file; returns its id."""
        with self._write() as connection:
            return insert_capture(connection, new)

    def capture(self, capture_id: int) -> Capture | None:
        with self._read() as connection:
            row = connection.execute(select(captures).where(captures.c.id == capture_id)).mappings().first()
        return capture_of_row(row) if row else None

    def capture_with_original(self, capture_id: int) -> tuple[Capture, Capture] | None:
        """A capture and the one that has its payload, which is itself where it is no revisit."""
        with self._read() as connection:
            rows = connection.execute(_WITH_ORIGINAL, {"capture": capture_id}).mappings()
            found = {row["id"]: capture_of_row(row) for row in rows}
        last = found.get(capture_id)
        original = found.get(last.original_id or last.id) if last else None
        return (last, original) if last and original else None

    def captures_of_url(self, url: str) -> list[Capture]:
        """All captures of one URL, oldest first."""
        query = select(captures).where(captures.c.url == url).order_by(captures.c.fetched_at)
        with self._read() as connection:
            return [capture_of_row(row) for row in connection.execute(query).mappings()]

    def last_capture(self, url: str) -> Capture | None:
        """The newest capture of a URL, of whatever portal."""
        query = (
            select(captures).where(captures.c.url == url).order_by(captures.c.fetched_at.desc()).limit(1)
        )
        with self._read() as connection:
            row = connection.execute(query).mappings().first()
        return capture_of_row(row) if row else None

    def capture_at(self, location: WarcLocation) -> Capture | None:
        """The capture whose record stands at `location`."""
        query = select(captures).where(
            captures.c.warc_file == location.file, captures.c.warc_offset == location.offset
        )
        with self._read() as connection:
            row = connection.execute(query).mappings().first()
        return capture_of_row(row) if row else None

    def capture_count(self) -> int:
        with self._read() as connection:
            return int(connection.execute(select(func.count()).select_from(captures)).scalar_one())
