"""What every import format shares: the report, the tools, batches."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from wardarchive.crawl.warc import WarcWriter
from wardarchive.jobs.page_mapping import PageMapping, SavedAt
from wardarchive.store.keeping import Change, NewVersion
from wardarchive.store.store import Store

BATCH = 200
"""Articles in one transaction."""
MAX_PROBLEMS = 10_000
"""Problems that are remembered word for word; a file of garbage has more."""

Report = Callable[[int, int | None, str], None]
"""Called with (done, of how many if known, note)."""


@dataclass(slots=True)
class ImportReport:
    """What an import did."""

    new: int = 0
    changed: int = 0
    same: int = 0
    passed_over: int = 0
    """Pages that are no articles."""
    problems: list[str] = field(default_factory=list)

    def count(self, change: Change) -> None:
        """One article more of this kind."""
        setattr(self, change, getattr(self, change) + 1)

    def problem(self, text: str) -> None:
        """Remember one line of what went wrong."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(text)

    @property
    def seen(self) -> int:
        return self.new + self.changed + self.same + self.passed_over

    def as_json(self) -> dict[str, Any]:
        return {
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "not_articles": self.passed_over,
            "problems": self.problems,
        }


@dataclass(frozen=True)
class ImportTools:
    """What an import works with."""

    store: Store
    warc_folder: Path
    writer: Callable[[], WarcWriter]
    """Where pages without a WARC record of their own are kept; opened when first asked for."""
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class ImportTask:
    """One import: where to, on whose behalf, and whom to tell."""

    tools: ImportTools
    ward_code: str | None
    base_url: str | None
    stop: threading.Event
    report: Report
    result: ImportReport
    mapping: PageMapping | None = None
    """Where and when saved files stood on the web; None: nobody wrote it down."""

    def saved_at(self, file: Path, given: Path) -> SavedAt | None:
        """What the mapping says of a file of the folder `given`."""
        if not self.mapping:
            return None
        inside = file.relative_to(given).as_posix() if given.is_dir() else file.name
        return self.mapping.get(inside) or self.mapping.get(file.as_posix())


class Batch:
    """Articles on their way into the store, one transaction for every `BATCH` of them."""

    def __init__(self, task: ImportTask) -> None:
        self._task = task
        self._waiting: list[NewVersion] = []

    def add(self, version: NewVersion) -> None:
        """One article more; writes when the batch is full."""
        self._waiting.append(version)
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        for kept in self._task.tools.store.keep_all(self._waiting):
            self._task.result.count(kept.change)
        self._waiting.clear()
