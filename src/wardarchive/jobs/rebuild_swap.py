"""A rebuild beside the present database, and the swap."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wardarchive.crawl.warc import recover
from wardarchive.errors import ArchiveError, UsageError
from wardarchive.jobs.rebuild import rebuild
from wardarchive.jobs.rebuild_captures import Progress, RebuildReport
from wardarchive.jobs.recovery import recover_captures
from wardarchive.store.store import Store
from wardarchive.store.swapping import is_sound, remove_database, sqlite_file, swap


@dataclass(frozen=True, slots=True)
class Swapped:
    """A database that was put in place."""

    report: RebuildReport
    backup: Path | None
    """The old one, until the caller is content."""
    had_old: bool
    """Whether there was an old one that could be read."""


def rebuild_database(
    url: str,
    folder: Path,
    *,
    accept_loss: bool,
    now: datetime,
    progress: Progress,
    journal: Path | None = None,
) -> Swapped:
    """Derive the database at `url` again from the WARC files of `folder`, and put it in place.

    SQLite only, or an empty database of another kind. Raises `ArchiveError` where the present database
    has captures that the WARC files lack, unless the loss is accepted; nothing is changed then.
    """
    current = sqlite_file(url)
    if current is None:
        return Swapped(_into_empty(url, folder, now, progress, journal), None, had_old=False)
    new = current.with_name(current.name + ".rebuilding")
    backup = current.with_name(current.name + ".before-rebuild")
    damaged = current.exists() and not is_sound(current)
    remove_database(new)
    try:
        with _old_store(current, damaged) as old, Store.open(f"sqlite:///{new}") as store:
            had_old = old is not None
            if old:
                recover_captures(old, folder)
            else:
                for _ in recover(folder):
                    pass
            report = rebuild(store, old, folder, now=now, progress=progress, journal=journal)
        if report.lost and not accept_loss:
            raise ArchiveError(
                f"{report.lost} captures of the database are not in the WARC files, "
                f"the first: {report.lost_places[0]}",
                "put the files back (see: wardarchive verify), or repeat with --accept-loss",
            )
        had_file = current.exists()
        swap(new, current, backup, damaged=damaged)
    finally:
        remove_database(new)
    return Swapped(report, backup if had_file else None, had_old)


@contextmanager
def _old_store(current: Path, damaged: bool) -> Iterator[Store | None]:
    if damaged or not current.exists():
        yield None
        return
    with Store.open(f"sqlite:///{current}") as store:
        yield store


def _into_empty(
    url: str, folder: Path, now: datetime, progress: Progress, journal: Path | None
) -> RebuildReport:
    with Store.open(url) as store:
        if store.capture_count() or store.article_count() or store.every_portal():
            raise UsageError(
                "rebuild puts a new file in the place of a SQLite database, and this one is a server's",
                "name an empty database in config.toml and run it again: it is filled in place",
            )
        for _ in recover(folder):
            pass
        return rebuild(store, None, folder, now=now, progress=progress, journal=journal)
