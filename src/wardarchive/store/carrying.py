"""What no WARC file tells, copied from one database into another that is derived anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, select

from wardarchive.store.transactions import Transactions

DERIVED = frozenset(
    {
        "captures",
        "articles",
        "versions",
        "observations",
        "officials",
        "mentions",
        "statements",
        "unsettled",
        "profiles",
        "links",
        "commitments",
    }
)
"""Tables whose rows follow from the WARC files."""
_OWN = frozenset({"schema_migrations"})
_BATCH = 500

Row = dict[str, Any]


def carried_tables(metadata: MetaData, *, late: bool) -> list[Table]:
    """The tables that are not derived, those that others refer to first.

    `late` are those that refer to derived rows, directly or not; they can be copied only when those are
    there.
    """
    referring: set[str] = set()
    chosen = []
    for table in metadata.sorted_tables:
        targets = {key.column.table.name for key in table.foreign_keys} - {table.name}
        if targets & (DERIVED | referring):
            referring.add(table.name)
        if table.name not in DERIVED | _OWN and (table.name in referring) == late:
            chosen.append(table)
    return chosen


class Carrying(Transactions):
    """Copies rows from another store of the same form."""

    def carry_from(self, old: Transactions, *, late: bool) -> dict[str, int]:
        """Copy all tables that are not derived, ids included; returns the rows of each table.

        A reference to a row that is not there any more becomes empty; where it may not be, the row is
        left out.
        """
        metadata = MetaData()
        copied: dict[str, int] = {}
        with old._read() as source:
            metadata.reflect(bind=source)
            for table in carried_tables(metadata, late=late):
                copied[table.name] = 0
                for batch in _batches(source, table):
                    with self._write() as target:
                        rows = [fit for row in batch if (fit := _fitting(target, table, row)) is not None]
                        if rows:
                            target.execute(table.insert(), rows)
                    copied[table.name] += len(rows)
        return copied


def _batches(source: Connection, table: Table) -> Iterator[list[Row]]:
    query = select(table).order_by(*table.primary_key.columns)
    for part in source.execution_options(yield_per=_BATCH).execute(query).mappings().partitions(_BATCH):
        yield [dict(row) for row in part]


def _fitting(target: Connection, table: Table, row: Row) -> Row | None:
    """The row with references that hold."""
    for key in table.foreign_keys:
        name, aim = key.parent.name, key.column
        if row[name] is None or aim.table is table:
            continue
        there = target.execute(select(func.count()).where(aim == row[name])).scalar_one()
        if there:
            continue
        if not key.parent.nullable:
            return None
        row[name] = None
    return row
