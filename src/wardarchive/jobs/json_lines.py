"""Articles from JSON Lines: a line each, gzip read as it is, bad lines told and passed over."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, cast

from wardarchive.errors import FetchError, ImportFormatError
from wardarchive.jobs.article_json import article_from_json
from wardarchive.jobs.import_task import Batch, ImportTask
from wardarchive.jobs.ingest import canonical_url, find_ward, new_version
from wardarchive.store.keeping import NewVersion
from wardarchive.wards.units import unit

MAX_LINE = 20_000_000
"""Bytes of one line."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no article, and why."""

    number: int
    problem: str


def open_lines(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked where it is gzip, whatever its name says."""
    stream = path.open("rb")
    magic = stream.read(2)
    stream.seek(0)
    return cast(IO[bytes], gzip.GzipFile(fileobj=stream)) if magic == _GZIP else stream


def read_lines(path: Path) -> Iterator[tuple[int, bytes | BadLine]]:
    """(number, line) of each line that is not empty; one that cannot be had is a `BadLine`."""
    number = 0
    with open_lines(path) as stream:
        while True:
            try:
                line = stream.readline(MAX_LINE + 1)
            except (OSError, EOFError, zlib.error) as error:
                yield number + 1, BadLine(number + 1, f"the file breaks off here ({error})")
                return
            if not line:
                return
            number += 1
            if len(line) > MAX_LINE:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE + 1)
                yield number, BadLine(number, f"longer than {MAX_LINE // 1_000_000} MB")
            elif line.strip():
                yield number, line


def read_version(line: bytes, ward_code: str | None, now: datetime) -> NewVersion:
    """The article of one line with its people; raises `ImportFormatError`."""
    try:
        data = json.loads(line)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ImportFormatError(f"not JSON: {str(error)[:80]}") from error
    article = article_from_json(data)
    try:
        article = replace(article, url=canonical_url(article.url))
    except FetchError as error:
        raise ImportFormatError(f'"url": {error.message}') from error
    return new_version(
        article,
        observed_at=_observed(data, now),
        ward_code=_ward_code(data) or ward_code,
    )


def _observed(data: dict[str, Any], now: datetime) -> datetime:
    text = data.get("fetched_at")
    if not isinstance(text, str):
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ImportFormatError(f'"fetched_at" is not an ISO time: {text[:40]!r}') from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _ward_code(data: dict[str, Any]) -> str | None:
    code, name = data.get("ward_code"), data.get("ward")
    if isinstance(code, str) and unit(code):
        return code
    if isinstance(name, str) and name:
        return _named(name, _str(data.get("district")), _str(data.get("province")))
    return None


def _str(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


@lru_cache(maxsize=10_000)
def _named(name: str, district: str | None, province: str | None) -> str | None:
    found = find_ward(name, district, province)
    return found[0].code if len(found) == 1 else None


def import_json_lines(task: ImportTask, file: Path) -> None:
    """Import one file; a line that is no article is a problem with its number, the rest goes on."""
    batch = Batch(task)
    size = file.stat().st_size
    for number, line in read_lines(file):
        if task.stop.is_set():
            break
        if isinstance(line, BadLine):
            task.result.problem(f"{file.name} line {line.number}: {line.problem}")
            continue
        try:
            batch.add(read_version(line, task.ward_code, task.tools.clock()))
        except ImportFormatError as error:
            task.result.problem(f"{file.name} line {number}: {error}")
        if number % 50 == 0:
            task.report(number, None, f"{file.name}, {size / 1e6:.0f} MB")
    batch.flush()
    task.report(task.result.seen, task.result.seen, file.name)
