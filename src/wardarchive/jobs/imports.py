"""Take what others kept: WARC and WACZ, folders of saved pages, articles in JSON Lines."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from wardarchive.errors import ImportFormatError, UsageError
from wardarchive.jobs.import_task import ImportReport, ImportTask, ImportTools, Report
from wardarchive.jobs.json_lines import import_json_lines, open_lines
from wardarchive.jobs.page_mapping import PageMapping
from wardarchive.jobs.saved_pages import import_file, import_page
from wardarchive.jobs.warc_import import import_warc

Kind = Literal["json-lines", "warc", "html"]


def import_paths(
    paths: Sequence[Path],
    tools: ImportTools,
    *,
    ward_code: str | None,
    base_url: str | None,
    mapping: PageMapping | None = None,
    stop: threading.Event,
    report: Report,
) -> ImportReport:
    """Import files and folders of any of the formats; a bad part is told, the rest is carried on.

    Raises `UsageError` before anything is done where a path does not exist.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"there is no file or folder {missing[0]}", "check the path")
    task = ImportTask(tools, ward_code, base_url, stop, report, ImportReport(), mapping)
    for path in paths:
        for file in files_of(path):
            if stop.is_set():
                return task.result
            _import_file(task, file, path)
    return task.result


def files_of(path: Path) -> list[Path]:
    """The files to import: the file itself, or all of a folder that are not hidden, in order of name."""
    if path.is_file():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )


def kind_of(file: Path) -> Kind | None:
    """What a file holds, by its first bytes and not by its name."""
    with file.open("rb") as raw:
        if raw.read(4) == b"PK\x03\x04":
            return "warc"  # WACZ is a ZIP; other ZIPs are told apart by their content
    try:
        with open_lines(file) as stream:
            start = stream.read(4096)
    except (OSError, EOFError) as error:
        raise ImportFormatError(f"{file.name} cannot be read ({error})") from error
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"WARC/"):
        return "warc"
    if text.startswith(b"{"):
        return "json-lines"
    lowered = text[:1024].lower()
    if text.startswith(b"<") and any(mark in lowered for mark in (b"<html", b"<!doctype html", b"<head")):
        return "html"
    return "html" if file.suffix.lower() in (".html", ".htm", ".xhtml", ".aspx", ".php") else None


def _import_file(task: ImportTask, file: Path, given: Path) -> None:
    try:
        kind = kind_of(file)
        if kind == "json-lines":
            import_json_lines(task, file)
        elif kind == "warc":
            import_warc(task, file)
        elif kind == "html":
            import_page(task, file, given)
        elif task.saved_at(file, given):
            import_file(task, file, given)
        elif file == given:
            raise ImportFormatError(
                f"{file.name} is no WARC, WACZ, HTML or JSON Lines", "convert it to one of these first"
            )
    except ImportFormatError as error:
        task.result.problem(str(error))
