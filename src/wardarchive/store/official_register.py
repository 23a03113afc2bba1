"""The register of officials, brought up to date after mentions were replaced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select, update

from wardarchive.store.tables import mentions, officials, statements, versions


def keys_named_in(connection: Connection, version_ids: Iterable[int]) -> set[str]:
    """The persons that these versions name."""
    some = list(version_ids)
    found: set[str] = set()
    for table in (mentions, statements):
        query = select(table.c.official_key).where(table.c.version_id.in_(some)).distinct()
        found.update(key for (key,) in connection.execute(query) if key is not None)
    return found


def refresh_officials(connection: Connection, keys: Iterable[str]) -> None:
    """Derive these persons' rows again from their mentions; who is named nowhere any more is removed."""
    for key in sorted(keys):
        rows = _namings(connection, key)
        if rows:
            connection.execute(update(officials).where(officials.c.key == key).values(**_summary(rows)))
        elif not connection.execute(
            select(statements.c.id).where(statements.c.official_key == key).limit(1)
        ).first():
            connection.execute(delete(officials).where(officials.c.key == key))


def _namings(connection: Connection, key: str) -> list[RowMapping]:
    """Name, role and publication of each version that names the person, in order of observation."""
    query = (
        select(
            mentions.c.version_id,
            mentions.c.name,
            mentions.c.role,
            versions.c.published,
            versions.c.observed_at,
        )
        .join(versions, versions.c.id == mentions.c.version_id)
        .where(mentions.c.official_key == key)
        .distinct()
        .order_by(versions.c.observed_at, mentions.c.version_id)
    )
    return list(connection.execute(query).mappings())


def _summary(rows: list[RowMapping]) -> dict[str, Any]:
    """What the register says after these namings, one after the other."""
    first = rows[0]
    said: dict[str, Any] = {
        "name": first["name"],
        "role": first["role"],
        "first_seen": first["published"],
        "last_seen": first["published"],
    }
    for row in rows[1:]:
        published, role = row["published"], row["role"]
        if published and (said["first_seen"] is None or published < said["first_seen"]):
            said["first_seen"] = published
        if published and (said["last_seen"] is None or published >= said["last_seen"]):
            said["last_seen"] = published
            said["role"] = role or said["role"]
        elif said["role"] is None and role:
            said["role"] = role
    return said
