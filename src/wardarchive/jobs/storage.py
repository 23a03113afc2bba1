"""What the archive takes on the disk, and how far its index is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from wardarchive.errors import IndexUnavailable
from wardarchive.index.engine import Engine
from wardarchive.store.store import Store


@dataclass(frozen=True, slots=True)
class StorageUse:
    """Bytes."""

    warc: int
    warc_files: int
    database: int
    """0 for a database on a server."""
    index: int
    free: int


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far the index is."""

    documents: int | None
    """None where it cannot be read."""
    waiting: int
    problem: str | None


def storage_use(home: Path, warc_folder: Path, index_folder: Path) -> StorageUse:
    """What the archive takes on the disk."""
    files = [file for file in warc_folder.glob("*") if file.is_file()]
    return StorageUse(
        warc=sum(_size(file) for file in files),
        warc_files=len(files),
        database=sum(_size(file) for file in home.glob("archive.db*")),
        index=sum(_size(file) for file in index_folder.rglob("*")),
        free=shutil.disk_usage(home).free,
    )


def index_state(store: Store, engine: Engine) -> IndexState:
    """How many documents the index has, and how many articles it lacks in their present form."""
    waiting = len({i for i, _ in store.unindexed()} - set(store.withheld_ids()))
    try:
        return IndexState(engine.document_count(), waiting, None)
    except IndexUnavailable as error:
        return IndexState(None, waiting, str(error))


def _size(file: Path) -> int:
    """0 where a file went away meanwhile, or is a folder."""
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:
        return 0
