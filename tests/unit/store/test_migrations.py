"""The database's form: made in numbered steps, never opened when it is newer than the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from wardarchive.errors import ArchiveError, ArchiveTooNew
from wardarchive.store.connection import open_engine
from wardarchive.store.migrations import MIGRATIONS, Migration, applied, migrate
from wardarchive.store.store import Store
from wardarchive.store.tables import ALL_TABLES


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    opened = open_engine(database)
    yield opened
    opened.dispose()


def test_every_column_that_queries_name_exists(store: Store, engine: Engine) -> None:
    """`tables` names exactly the columns that the migrations make."""
    inspector = inspect(engine)

    for table in ALL_TABLES:
        made = {column["name"] for column in inspector.get_columns(table.name)}
        assert {column.name for column in table.columns} == made, table.name


def test_numbers_count_up_from_one() -> None:
    """Migrations are numbered without a gap."""
    assert [m.number for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_opening_again_changes_nothing(store: Store, engine: Engine) -> None:
    """A database of the newest form needs no step."""
    assert migrate(engine) == 0


def test_newer_archive_is_refused_in_one_line(store: Store, engine: Engine, database: str) -> None:
    """A form that this version does not know is not touched."""
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("INSERT INTO schema_migrations VALUES (999, 'future', '2099-01-01')"))

    with pytest.raises(ArchiveTooNew, match=r"999.*upgrade") as caught:
        Store.open(database)
    assert "\n" not in str(caught.value)


def test_failing_step_leaves_the_database_as_it_was(engine: Engine) -> None:
    """A migration is one transaction, its DDL included."""
    migrate(engine)
    broken = Migration(len(MIGRATIONS) + 1, "broken", ("CREATE TABLE half (x INTEGER)", "CREATE NONSENSE"))

    with pytest.raises(Exception, match="NONSENSE"):
        migrate(engine, (*MIGRATIONS, broken))

    assert applied(engine) == len(MIGRATIONS)
    assert not inspect(engine).has_table("half")


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """Garbage in place of archive.db is told in one line."""
    (tmp_path / "archive.db").write_bytes(b"this is not a database" * 100)

    with pytest.raises(ArchiveError, match="damaged"):
        Store.open(f"sqlite:///{tmp_path / 'archive.db'}")
