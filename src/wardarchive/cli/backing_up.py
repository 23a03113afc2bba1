"""backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, progress_bar, say
from wardarchive.jobs.verify_report import Fault
from wardarchive.wiring import back_up_archive, restore_archive


@click.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@home_option
@json_option
@debug_option
def backup(target: Path, home: Path, as_json: bool) -> None:
    """Sao lưu kho vào một thư mục, cả khi đang chạy. · Copy the archive, also while it runs."""
    with progress_bar("backup") as bar:
        task = bar.task_ids[0]
        made = back_up_archive(home, target, lambda done, of: bar.update(task, completed=done, total=of))
    if as_json:
        print_json({"target": str(target), "files": len(made.files), "bytes": made.bytes})
        return
    size = f"{made.bytes / 1e6:.1f} MB"
    say(
        f"đã sao lưu {len(made.files)} tệp, {size}, vào {target}",
        f"backed up {len(made.files)} files, {size}, to {target}; "
        f"bring it back with: wardarchive restore {target} --home NEW",
    )


@click.command()
@click.argument("source", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--database",
    metavar="URL",
    help="Cơ sở dữ liệu PostgreSQL rỗng để khôi phục vào. · An empty PostgreSQL database to restore into.",
)
@click.option("--no-verify", is_flag=True, help="Không kiểm chứng lại. · Do not verify the result.")
@home_option
@json_option
@debug_option
def restore(source: Path, database: str | None, no_verify: bool, home: Path, as_json: bool) -> int:
    """Dựng lại kho từ bản sao lưu vào thư mục mới, rồi kiểm chứng. · An archive from a backup, verified."""
    faults: list[Fault] = []
    with progress_bar("restore") as bar:
        task = bar.task_ids[0]
        done = restore_archive(
            source,
            home,
            database=database,
            verified=not no_verify,
            tell=faults.append,
            progress=lambda part, of: bar.update(task, completed=part, total=of),
        )
    if as_json:
        print_json({"home": str(home), "articles": done, "faults": [fault.as_json() for fault in faults]})
    else:
        for fault in faults:
            click.echo(str(fault))
        say(
            f"đã khôi phục {done} bài vào {home}, {len(faults)} lỗi",
            f"restored {done} articles into {home}, {len(faults)} faults",
        )
    return 1 if faults else 0
