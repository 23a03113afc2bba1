"""Keys of programs that may write through the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, insert, select, update

from wardarchive.store.tables import api_keys
from wardarchive.store.transactions import Transactions, to_moment, to_text


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret, of which only the hash is kept."""

    id: int
    name: str
    """Who uses it; stands in the log of what was written."""
    created_at: datetime
    revoked_at: datetime | None


def _key(row: RowMapping) -> ApiKey:
    return ApiKey(
        int(row["id"]),
        row["name"],
        to_moment(row["created_at"]),
        to_moment(row["revoked_at"]) if row["revoked_at"] else None,
    )


class KeyRows(Transactions):
    """Rows of the table api_keys."""

    def add_key(self, name: str, digest: str, now: datetime) -> bool:
        """Keep the hash of a new key; False where a key in use has that name."""
        in_use = select(api_keys.c.id).where(api_keys.c.name == name, api_keys.c.revoked_at.is_(None))
        with self._write() as connection:
            if connection.execute(in_use).first():
                return False
            connection.execute(insert(api_keys).values(name=name, digest=digest, created_at=to_text(now)))
        return True

    def key_of(self, digest: str) -> ApiKey | None:
        """The key in use that has this hash."""
        query = select(api_keys).where(api_keys.c.digest == digest, api_keys.c.revoked_at.is_(None))
        with self._read() as connection:
            row = connection.execute(query).mappings().first()
        return _key(row) if row else None

    def keys(self) -> list[ApiKey]:
        """All keys, revoked ones included, oldest first."""
        with self._read() as connection:
            rows = connection.execute(select(api_keys).order_by(api_keys.c.id)).mappings()
            return [_key(row) for row in rows]

    def revoke_key(self, name: str, now: datetime) -> bool:
        """Make a key void at once; False where none in use has that name."""
        in_use = (api_keys.c.name == name, api_keys.c.revoked_at.is_(None))
        with self._write() as connection:
            done = connection.execute(update(api_keys).where(*in_use).values(revoked_at=to_text(now)))
        return done.rowcount > 0
