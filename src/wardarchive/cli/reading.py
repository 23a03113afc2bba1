"""parse, extract: they touch no archive."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from wardarchive.cli.options import debug_option
from wardarchive.cli.output import print_json
from wardarchive.errors import PageError, UsageError
from wardarchive.jobs.parse_file import extract_text, parse_file

_MAX_BYTES = 50_000_000


def _read(path: str) -> bytes:
    if path == "-":
        content = sys.stdin.buffer.read(_MAX_BYTES + 1)
    else:
        file = Path(path)
        if not file.is_file():
            raise UsageError(
                f"there is no file {path}", "give the path of one file, or - for standard input"
            )
        with file.open("rb") as stream:
            content = stream.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise PageError(
            f"{path} is larger than {_MAX_BYTES // 1_000_000} MB", "give one page, not a collection"
        )
    return content


@click.command()
@click.argument("file")
@click.option("--url", required=True, help="Địa chỉ của trang. · The page's address.")
@click.option("--content-type", metavar="TYPE", help="Content-Type của máy chủ. · What the server said.")
@click.option("--fetched-at", metavar="TIME", help="Lúc tải trang (ISO 8601). · When it was fetched.")
@click.option("--family", metavar="NAME", help="Họ CMS, nếu biết. · The CMS family, if known.")
@click.option("--ward", metavar="CODE", help="Mã hoặc tên phường. · Code or name of the ward.")
@debug_option
def parse(
    file: str,
    url: str,
    content_type: str | None,
    fetched_at: str | None,
    family: str | None,
    ward: str | None,
) -> None:
    """In một bài viết dạng JSON. · Print one article as JSON."""
    moment = None
    if fetched_at:
        try:
            moment = datetime.fromisoformat(fetched_at)
        except ValueError as error:
            raise UsageError(
                f"--fetched-at {fetched_at!r} is not a time", "write it like 2024-05-01T08:30:00+07:00"
            ) from error
    content = _read(file)
    print_json(
        parse_file(content, url, content_type=content_type, fetched_at=moment, family=family, ward=ward)
    )


@click.command()
@click.argument("file")
@debug_option
def extract(file: str) -> None:
    """Cán bộ và phát ngôn trong một văn bản. · Officials and statements of a plain text."""
    print_json(extract_text(_read(file)))
