"""INSERT with a way out where the row is there already, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sqlalchemy import TableClause


def insert_or(dialect: str, into: TableClause) -> Any:
    """An INSERT of the dialect that knows ``on_conflict_do_update`` and ``on_conflict_do_nothing``.

    Both dialects have these with the same arguments, but no common class for them.
    """
    # Imported here: the dialect that is not in use would cost each command a tenth of a second.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(into)
