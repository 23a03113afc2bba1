"""The captures behind what a search finds, as one WARC file or one WACZ package."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wardarchive.crawl.wacz import WaczPage, write_wacz
from wardarchive.crawl.warc_export import export_warc
from wardarchive.errors import CaptureError
from wardarchive.jobs.export import Export
from wardarchive.model import ArticleRecord, Capture, WarcLocation


@dataclass(slots=True)
class CaptureExport:
    """What became of the captures."""

    captures: int = 0
    without: int = 0
    """Articles that came without a capture: there is nothing of them to write."""
    failures: list[CaptureError] = field(default_factory=list)


def write_warc(export: Export, folder: Path, target: Path) -> CaptureExport:
    """Copy the captures of all versions of the articles, byte for byte, from `folder` into `target`."""
    done = CaptureExport()
    info = {"export": json.dumps(export.description(), ensure_ascii=False)}
    done.failures = export_warc(folder, _locations(export, done), target, info=info)
    return done


def write_package(export: Export, folder: Path, target: Path, *, title: str) -> CaptureExport:
    """The same captures with their index and the list of their pages, for replay in a browser."""
    with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as place:
        warc = Path(place) / "captures.warc.gz"
        done = write_warc(export, folder, warc)
        write_wacz(
            target,
            [warc],
            _pages(export),
            title=export.request.query or title,
            description=f"{export.written} articles: {export.command}",
            created=export.made_at,
            extra=export.description(),
        )
    return done


def _locations(export: Export, done: CaptureExport) -> Iterator[WarcLocation]:
    for record in export.records():
        ids = [version.capture_id for version in export.store.versions(record.id)]
        captures = [c for i in ids if i is not None and (c := export.store.capture(i)) is not None]
        done.captures += len(captures)
        done.without += not captures
        yield from (capture.location for capture in captures)


def _pages(export: Export) -> Iterator[WaczPage]:
    for record in export.in_order():
        capture = _current(export, record)
        if capture is not None:
            yield WaczPage(
                id=str(record.id),
                url=capture.url,
                fetched_at=capture.fetched_at,
                title=record.article.title,
                text="\n".join(block.text for block in record.article.body),
            )


def _current(export: Export, record: ArticleRecord) -> Capture | None:
    capture_id = record.version.capture_id
    return export.store.capture(capture_id) if capture_id is not None else None
