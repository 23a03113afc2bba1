"""official register: posts imported from CSV, persons exported as Popolo JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, report_error, say
from wardarchive.errors import ImportFormatError, UsageError
from wardarchive.jobs.popolo import popolo
from wardarchive.jobs.posts import COLUMNS, import_posts, read_posts
from wardarchive.jobs.reindex import update_index
from wardarchive.wiring import open_services, open_store

_MAX_BYTES = 50_000_000


@click.group()
def register() -> None:
    """Danh bạ chức vụ: nạp CSV, xuất Popolo. · The register of posts: CSV in, Popolo JSON out."""


@register.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@home_option
@json_option
@debug_option
def import_(file: Path, home: Path, as_json: bool) -> int:
    """Nạp danh bạ từ CSV: name,role,unit,from,to,source. · Import posts from a CSV file."""
    if not file.is_file():
        raise UsageError(
            f"there is no file {file}", f"give a CSV file whose first line is {','.join(COLUMNS)}"
        )
    if file.stat().st_size > _MAX_BYTES:
        raise ImportFormatError(f"{file} is larger than {_MAX_BYTES // 1_000_000} MB", "import it in parts")
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFormatError(
            f"{file} is not UTF-8 (byte {error.start})", "save it as “CSV UTF-8” and import it again"
        ) from error
    found = read_posts(text)
    with open_services(home) as services:
        new = import_posts(services.store, found.posts, datetime.now(UTC))
        update_index(services.store, services.engine, lambda _done, _total: None)
    for bad in found.bad:
        report_error(f"{file.name}, dòng {bad.line}: {bad.vietnamese} · line {bad.line} {bad.english}")
    if as_json:
        print_json(
            {
                "posts": len(found.posts),
                "new": new,
                "bad": [{"line": b.line, "message": b.english} for b in found.bad],
            }
        )
    say(
        f"{len(found.posts)} chức vụ, {new} mới, {len(found.bad)} dòng chưa nạp được",
        f"{len(found.posts)} posts, {new} of them new, {len(found.bad)} lines not taken",
    )
    return 1 if found.bad else 0


@register.command("export")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Tệp đích. · Write to this file.")
@home_option
@debug_option
def export(output: Path | None, home: Path) -> None:
    """Xuất Popolo JSON ra stdout hoặc tệp. · Print persons, memberships, organizations, posts as Popolo."""
    with open_store(home) as store:
        found = popolo(store)
    if output is None:
        print_json(found)
        return
    output.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    say(f"đã xuất {len(found['persons'])} người", f"{len(found['persons'])} persons exported to {output}")
