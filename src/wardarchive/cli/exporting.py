"""export."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal

import click

from wardarchive import __version__
from wardarchive.cli.options import debug_option, home_option
from wardarchive.cli.output import progress_bar, report, say
from wardarchive.cli.search_options import SearchWords, search_options
from wardarchive.errors import UsageError
from wardarchive.jobs.export import Export, Format, begin_export, write_csv, write_json_lines
from wardarchive.jobs.export_captures import CaptureExport, write_package, write_warc
from wardarchive.wiring import Services, open_services

STANDARD_OUTPUT = "-"


@click.command()
@search_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "warc", "wacz"]),
    help="Dạng tệp. · articles as JSON Lines or CSV, their captures as WARC or WACZ.",
)
@click.option(
    "--output",
    metavar="FILE",
    help="Tệp ghi ra; - là đầu ra chuẩn. · File to write; - is standard output.",
)
@click.option("--warc", metavar="FILE", help="Như --format warc --output FILE. · The captures as WARC.")
@click.option("--wacz", metavar="FILE", help="Như --format wacz --output FILE. · The captures as WACZ.")
@home_option
@debug_option
def export(
    asked: SearchWords,
    form: Format | None,
    output: str | None,
    warc: str | None,
    wacz: str | None,
    home: Path,
) -> int:
    """Xuất mọi kết quả tìm được. · Write everything that a search finds, without a cap."""
    form, output = _one_form(form, output, {"warc": warc, "wacz": wacz})
    target = _target(output, form)
    with open_services(home) as services, progress_bar("export") as bar:
        task = bar.task_ids[0]
        begun = begin_export(
            services.store,
            services.engine,
            asked.request(services.store),
            format=form,
            command=shlex.join(["wardarchive", "export", "--format", form, *asked.options()]),
            made_at=datetime.now(UTC),
            software=f"wardarchive/{__version__}",
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        if form in ("jsonl", "csv"):
            _write_articles(begun, target)
            captures = CaptureExport()
        else:
            captures = _write_captures(begun, services, target)
    return _tell(begun, captures)


def _one_form(
    form: Format | None, output: str | None, short: Mapping[Literal["warc", "wacz"], str | None]
) -> tuple[Format, str]:
    """Form and target, said the long way or the short way, once."""
    named = [(name, file) for name, file in short.items() if file is not None]
    if len(named) + (form is not None) != 1 or (named and output is not None):
        raise UsageError(
            "say once in which form to export",
            "give --format FORM [--output FILE], --warc FILE or --wacz FILE",
        )
    if named:
        return named[0]
    return form or "jsonl", output or STANDARD_OUTPUT


def _target(output: str, form: Format) -> Path | None:
    """The file to write; None for standard output."""
    if output == STANDARD_OUTPUT:
        if form in ("warc", "wacz") and sys.stdout.isatty():
            raise UsageError(f"{form} is not for a terminal", "name a file with --output FILE")
        return None
    target = Path(output).expanduser()
    if target.is_dir() or not target.parent.is_dir():
        wrong = "is a folder" if target.is_dir() else "is in a folder that does not exist"
        raise UsageError(f"{output} {wrong}", "name a file with --output FILE")
    return target


def _write_articles(begun: Export, target: Path | None) -> None:
    write = write_csv if begun.format == "csv" else write_json_lines
    if target is None:
        write(begun, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        click.echo(f"meta: {json.dumps(begun.description(), ensure_ascii=False)}", err=True)
        return
    with _replacing(target) as out:
        write(begun, out)
    with _replacing(target.with_name(target.name + ".meta.json")) as out:
        out.write(json.dumps(begun.description(), ensure_ascii=False, indent=2).encode() + b"\n")


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when it is whole."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _write_captures(begun: Export, services: Services, target: Path | None) -> CaptureExport:
    folder, title = services.settings.warc_folder, services.settings.title
    if target is not None:
        return _write_to(begun, folder, target, title)
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / f"export.{'wacz' if begun.format == 'wacz' else 'warc.gz'}"
        done = _write_to(begun, folder, made, title)
        with made.open("rb") as source:
            shutil.copyfileobj(source, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return done


def _write_to(begun: Export, folder: Path, target: Path, title: str) -> CaptureExport:
    if begun.format == "wacz":
        return write_package(begun, folder, target, title=title)
    return write_warc(begun, folder, target)


def _tell(begun: Export, done: CaptureExport) -> int:
    for failure in done.failures[:20]:
        report(failure)
    vietnamese, english = f"{begun.written} bài", f"{begun.written} articles"
    if begun.format in ("warc", "wacz"):
        vietnamese = f"{done.captures} bản chụp của {vietnamese}"
        english = f"{done.captures} captures of {english}"
    say(f"đã xuất {vietnamese}", f"exported {english}, index generation {begun.generation}")
    if done.without:
        say(
            f"{done.without} bài không có trang gốc nên không nằm trong tệp",
            f"{done.without} articles came without a capture and are not in the file",
        )
    if missing := len(begun.ids) - begun.written:
        say(
            f"{missing} bài tìm thấy không còn trong kho",
            f"{missing} articles that were found are not in the database any more",
        )
    return 1 if done.failures else 0
