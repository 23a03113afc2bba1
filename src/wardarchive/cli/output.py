"""What the commands share when they print: JSON and tables to stdout, progress and errors to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from wardarchive.cli.glosses import gloss
from wardarchive.errors import WardarchiveError

_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(data: object, *, indent: int | None = 2) -> None:
    """One JSON value on stdout, UTF-8 whatever the terminal's locale says."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    click.echo(text.encode("utf-8", "surrogateescape"))


def report_error(message: str) -> None:
    """One line on stderr."""
    click.echo(f"wardarchive: {' '.join(message.split())}", err=True)


def report(error: WardarchiveError) -> None:
    """An error in one line: what kind it is in Vietnamese, what it is and what to do in English."""
    report_error(f"{gloss(error)} · {error}")


def say(vietnamese: str, english: str) -> None:
    """One line of progress on stderr, Vietnamese first."""
    click.echo(f"{vietnamese} · {english}", err=True)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A plain table on stdout."""
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    width = None if sys.stdout.isatty() else 200
    Console(width=width, highlight=False).print(table)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A progress bar on stderr; in a pipe or a log it prints nothing until the end."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeRemainingColumn(),
        console=_errors,
        transient=False,
    ) as progress:
        progress.add_task(label, total=None, note="")
        yield progress
