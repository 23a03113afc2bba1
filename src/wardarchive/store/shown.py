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

# Constants of this file alone go into these texts: `{s}` is the schema, the others are queries of ids.
_QUERIES = {
    "{articles}": "SELECT a.id FROM {s}.articles a JOIN {s}.withholdings w ON w.url = a.url "
    "WHERE w.lifted_at IS NULL",
    "{versions}": "SELECT v.id FROM {s}.versions v WHERE v.article_id IN ({articles})",
    "{captures}": "SELECT o.capture_id FROM {s}.observations o "
    "WHERE o.capture_id IS NOT NULL AND o.article_id IN ({articles})",
    "{files}": "SELECT f.url FROM {s}.withheld_files f JOIN {s}.withholdings w "
    "ON w.id = f.withholding_id WHERE w.lifted_at IS NULL",
    # Persons whom only withheld articles name.
    "{persons}": "SELECT m.official_key FROM {s}.mentions m JOIN {s}.versions v ON v.id = m.version_id "
    "WHERE v.article_id IN ({articles}) AND NOT EXISTS ("
    "SELECT 1 FROM {s}.mentions n JOIN {s}.versions u ON u.id = n.version_id "
    "WHERE n.official_key = m.official_key AND u.article_id NOT IN ({articles}))",
}
_VIEW = "CREATE TEMP VIEW {table} AS SELECT * FROM {s}.{table} WHERE {condition}"
_CONDITIONS = {
    "articles": "id NOT IN ({articles})",
    "captures": "id NOT IN ({captures}) AND url NOT IN ({files})",
    "officials": "key NOT IN ({persons})",
    "profiles": "official_key NOT IN ({persons})",
}
_BY_VERSION = "version_id IS NULL OR version_id NOT IN ({versions})"
_BY_ARTICLE = "article_id IS NULL OR article_id NOT IN ({articles})"
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
            condition = _BY_VERSION
        elif condition is None and table.name not in _OWN and "article_id" in columns:
            condition = _BY_ARTICLE
        if condition is not None:
            text = _VIEW.replace("{condition}", condition).replace("{table}", table.name)
            for name in ("{versions}", "{captures}", "{files}", "{persons}", "{articles}"):
                text = text.replace(name, _QUERIES[name])
            yield text.replace("{s}", schema)
