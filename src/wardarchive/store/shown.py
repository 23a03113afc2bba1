"""The archive as the public sees it: reading connections on which withheld articles do not exist.

One mechanism for every query, those not yet written included: each connection gets temporary views that
bear the names of the tables and lack the rows of withheld articles. SQLite and PostgreSQL both look for a
name among the temporary ones first. Nothing is moved or deleted; lifting a decision shows everything again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from wardarchive.store.connection import open_engine
from wardarchive.store.tables import ALL_TABLES

_ARTICLES = (
    "SELECT a.id FROM {s}.articles a JOIN {s}.withholdings w ON w.url = a.url WHERE w.lifted_at IS NULL"
)
_VERSIONS = f"SELECT v.id FROM {{s}}.versions v WHERE v.article_id IN ({_ARTICLES})"
_CAPTURES = (
    "SELECT o.capture_id FROM {s}.observations o "
    f"WHERE o.capture_id IS NOT NULL AND o.article_id IN ({_ARTICLES})"
)
_FILES = (
    "SELECT f.url FROM {s}.withheld_files f JOIN {s}.withholdings w ON w.id = f.withholding_id "
    "WHERE w.lifted_at IS NULL"
)
# Persons whom only withheld articles name.
_PERSONS = (
    "SELECT m.official_key FROM {s}.mentions m JOIN {s}.versions v ON v.id = m.version_id "
    f"WHERE v.article_id IN ({_ARTICLES}) AND NOT EXISTS ("
    "SELECT 1 FROM {s}.mentions n JOIN {s}.versions u ON u.id = n.version_id "
    f"WHERE n.official_key = m.official_key AND u.article_id NOT IN ({_ARTICLES}))"
)
_CONDITIONS = {
    "articles": f"id NOT IN ({_ARTICLES})",
    "captures": f"id NOT IN ({_CAPTURES}) AND url NOT IN ({_FILES})",
    "officials": f"key NOT IN ({_PERSONS})",
}
_OWN = frozenset({"withholdings", "withheld_files"})


def open_shown_engine(url: str) -> Engine:
    """An engine for reading what is not withheld; the database must have its newest form already."""
    engine = open_engine(url)
    event.listen(engine, "connect", _hide)
    return engine


def _hide(connection: Any, _entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        for statement in hiding_statements("main"):
            connection.execute(statement)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = str(cursor.fetchone()[0])
        for statement in hiding_statements(f'"{schema}"'):
            cursor.execute(statement)
    connection.commit()


def hiding_statements(schema: str) -> Iterator[str]:
    """The views: of every table that is about articles, versions, captures or persons."""
    for table in ALL_TABLES:
        columns = {column.name for column in table.columns}
        condition = _CONDITIONS.get(table.name)
        if condition is None and table.name not in _OWN and "version_id" in columns:
            condition = f"version_id IS NULL OR version_id NOT IN ({_VERSIONS})"
        elif condition is None and table.name not in _OWN and "article_id" in columns:
            condition = f"article_id IS NULL OR article_id NOT IN ({_ARTICLES})"
        if condition is not None:
            yield (
                f"CREATE TEMP VIEW {table.name} AS SELECT * FROM {{s}}.{table.name} WHERE {condition}"
            ).replace("{s}", schema)
