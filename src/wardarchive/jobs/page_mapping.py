"""Which address each saved file stood at, and when it was fetched: what whoever saved a site wrote down.

A text file of two or three columns, separated by tabs or commas: file, URL, time of the capture. The time
is an ISO 8601 moment or date, or fourteen digits as web archives write them; without it the file's own
time counts. Lines that begin with ``#`` and a heading (``file,url``) are passed over.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from wardarchive.crawl.urls import absolute
from wardarchive.errors import FetchError, UsageError
from wardarchive.model import HANOI_TIME

_FOURTEEN = re.compile(r"\d{14}")
_HEADINGS = frozenset({"url", "address", "địa chỉ", "dia chi"})
MAX_LINES = 5_000_000


@dataclass(frozen=True, slots=True)
class SavedAt:
    """Where and when a saved file stood on the web."""

    url: str
    captured_at: datetime | None


PageMapping = dict[str, SavedAt]
"""Path of a file, relative to the imported folder, with slashes → where it stood."""


def read_mapping(path: Path) -> PageMapping:
    """The mapping in a file. Raises `UsageError` with the line that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return mapping_of(lines, path.name)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"the mapping {path} cannot be read: {error}", "save it as UTF-8 text") from error


def mapping_of(lines: Iterable[str], name: str) -> PageMapping:
    """The mapping that lines of text say; `name` is for messages.

    >>> mapping_of(["file,url", "a/1.html,http://x.gov.vn/tin?id=1,20250630070000"], "m")["a/1.html"].url
    'http://x.gov.vn/tin?id=1'
    """
    found: PageMapping = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in next(csv.reader([line], delimiter="\t" if "\t" in line else ","))]
        if len(cells) > 1 and cells[1].lower() in _HEADINGS:
            continue
        if len(cells) < 2 or number > MAX_LINES:
            raise UsageError(
                f"{name}, line {number}: it must say file, URL and perhaps the time of the capture",
                "separate them with tabs or commas",
            )
        found[_inside(cells[0])] = _saved_at(cells, name, number)
    return found


def _saved_at(cells: list[str], name: str, number: int) -> SavedAt:
    try:
        url = absolute(cells[1])
    except FetchError as error:
        raise UsageError(
            f"{name}, line {number}: {error.message}", "give the page's full address"
        ) from error
    text = cells[2] if len(cells) > 2 else ""
    try:
        return SavedAt(url, _moment(text) if text else None)
    except ValueError as error:
        raise UsageError(
            f"{name}, line {number}: {text!r} is no time",
            "write it as 2025-06-30T07:00:00+07:00 or 20250630070000 (UTC)",
        ) from error


def _moment(text: str) -> datetime:
    """Fourteen digits are UTC, as in web archives; an ISO time without a zone is of Hanoi."""
    if _FOURTEEN.fullmatch(text):
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=HANOI_TIME)).astimezone(UTC)


def _inside(file: str) -> str:
    return PurePosixPath(file.replace("\\", "/")).as_posix()
