"""Everything that a search finds, written out: articles as JSON Lines or CSV, captures as WARC or WACZ.

Nothing is held but the ids of what was found; each export tells how to make it again.
"""

from __future__ import annotations

import csv
import io
import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Literal

from wardarchive.index.engine import Engine
from wardarchive.jobs.article_json import article_json
from wardarchive.jobs.export_rows import COLUMNS, csv_row
from wardarchive.jobs.found_ids import found_ids
from wardarchive.jobs.ingest import PARSER_VERSION
from wardarchive.model import ArticleRecord, SearchRequest
from wardarchive.store.store import Store
from wardarchive.wards.units import unit

Format = Literal["jsonl", "csv", "warc", "wacz"]
_BATCH = 200
_BOM = b"\xef\xbb\xbf"

Progress = Callable[[int, int], None]
"""Called with (done, of)."""


@dataclass(slots=True)
class Export:
    """One export under way: what was asked, what was found, what was written."""

    store: Store
    request: SearchRequest
    ids: array[int]
    generation: int
    format: Format
    command: str
    """What to type to make it again."""
    made_at: datetime
    software: str
    progress: Progress
    notes: tuple[str, ...] = ()
    written: int = 0
    parsers: Counter[str] = field(default_factory=Counter)
    """Articles by the parser that made their version."""

    def records(self) -> Iterator[ArticleRecord]:
        """The articles in the order of the search, each counted."""
        self.written = 0
        self.parsers.clear()
        for record in self.in_order():
            self.written += 1
            self.parsers[record.version.parser_version] += 1
            yield record
            if self.written % 50 == 0 or self.written == len(self.ids):
                self.progress(self.written, len(self.ids))

    def in_order(self) -> Iterator[ArticleRecord]:
        """The articles in the order of the search; a batch of them is in memory."""
        for start in range(0, len(self.ids), _BATCH):
            some = list(self.ids[start : start + _BATCH])
            found = {record.id: record for record in self.store.records(some)}
            yield from (found[number] for number in some if number in found)

    def description(self) -> dict[str, Any]:
        """How this export came about, as JSON."""
        asked = self.request
        return {
            "query": asked.query,
            "filters": {f.facet: list(f.values) for f in asked.filters if not f.exclude},
            "excluded": {f.facet: list(f.values) for f in asked.filters if f.exclude},
            "from": asked.date_from.isoformat() if asked.date_from else None,
            "to": asked.date_to.isoformat() if asked.date_to else None,
            "sort": asked.sort,
            "format": self.format,
            "command": self.command,
            "found": len(self.ids),
            "index_generation": self.generation,
            "parser_version": PARSER_VERSION,
            **({"written": self.written, "made_by_parser": dict(self.parsers)} if self.written else {}),
            **({"formula_guard": "an apostrophe before = + - @"} if self.format == "csv" else {}),
            "notes": list(self.notes),
            "software": self.software,
            "exported_at": self.made_at.isoformat(),
        }


def begin_export(
    store: Store,
    engine: Engine,
    request: SearchRequest,
    *,
    format: Format,
    command: str,
    made_at: datetime,
    software: str,
    progress: Progress,
) -> Export:
    """Search, and be ready to write. Raises what the engine raises."""
    found = found_ids(engine, request)
    return Export(
        store,
        request,
        found.ids,
        found.generation,
        format,
        command,
        made_at,
        software,
        progress,
        found.notes,
    )


def json_lines(export: Export) -> Iterator[bytes]:
    """One article JSON a line, as `parse` prints it and `import` reads it."""
    for record in export.records():
        ward = unit(record.ward_code) if record.ward_code else None
        line = json.dumps(article_json(record.article, ward, record.reading), ensure_ascii=False)
        yield line.encode("utf-8", "surrogatepass") + b"\n"


def csv_lines(export: Export) -> Iterator[bytes]:
    """A table for spreadsheets: byte order mark, quoted texts, no formulas."""
    yield _BOM
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for record in export.records():
        yield _taken(text)
        capture_id = record.version.capture_id
        writer.writerow(csv_row(record, export.store.capture(capture_id) if capture_id else None))
    yield _taken(text)


def write_json_lines(export: Export, out: BinaryIO) -> None:
    """Write `json_lines`."""
    out.writelines(json_lines(export))


def write_csv(export: Export, out: BinaryIO) -> None:
    """Write `csv_lines`."""
    out.writelines(csv_lines(export))


def _taken(text: io.StringIO) -> bytes:
    """What stands in `text`, which is empty afterwards."""
    found = text.getvalue().encode("utf-8", "replace")
    text.seek(0)
    text.truncate()
    return found
