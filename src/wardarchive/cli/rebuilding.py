"""rebuild."""

from __future__ import annotations

from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, progress_bar, report_error, say
from wardarchive.jobs.rebuild_swap import Swapped
from wardarchive.wiring import rebuild_archive


@click.command()
@click.option(
    "--accept-loss",
    is_flag=True,
    help="Chấp nhận mất bản chụp không còn trong WARC. · Go on though captures are missing from the WARC.",
)
@click.option(
    "--keep-backup", is_flag=True, help="Giữ cơ sở dữ liệu cũ. · Keep the old database beside the new one."
)
@home_option
@json_option
@debug_option
def rebuild(accept_loss: bool, keep_backup: bool, home: Path, as_json: bool) -> int:
    """Dựng lại cơ sở dữ liệu từ các tệp WARC. · Derive the database again from the WARC files."""
    with progress_bar("rebuild") as bar:
        task = bar.task_ids[0]
        done = rebuild_archive(
            home,
            accept_loss=accept_loss,
            progress=lambda n, total, what: bar.update(task, completed=n, total=total, note=what[:40]),
        )
    kept = _drop_backup(done, keep_backup)
    if as_json:
        print_json(done.report.as_json() | {"backup": str(kept) if kept else None})
    _tell(done, kept)
    return 1 if done.report.problems or done.report.lost else 0


def _drop_backup(done: Swapped, wanted: bool) -> Path | None:
    """The backup that stays: where it was asked for, or where the old database may have more."""
    doubtful = done.report.problems or done.report.lost or not done.had_old
    if done.backup is None or wanted or doubtful:
        return done.backup
    done.backup.unlink(missing_ok=True)
    return None


def _tell(done: Swapped, backup: Path | None) -> None:
    report = done.report
    for problem in report.problems[:20]:
        report_error(f"không dựng lại được · {problem}")
    if len(report.problems) > 20:
        report_error(f"còn {len(report.problems) - 20} lỗi nữa · and {len(report.problems) - 20} more")
    for place in report.lost_places:
        report_error(f"đã mất bản chụp · lost: {place}")
    say(
        f"{report.captures} bản chụp trong {report.files} tệp WARC: {report.articles} bài, "
        f"{report.versions} phiên bản, {report.portals} cổng",
        f"{report.captures} captures in {report.files} WARC files: {report.articles} articles, "
        f"{report.versions} versions, {report.portals} portals",
    )
    if report.bare_versions:
        say(
            f"{report.bare_versions} phiên bản không có trang gốc được chép từ cơ sở dữ liệu cũ",
            f"{report.bare_versions} versions without a capture were carried over from the old database",
        )
    if report.foreign_problems:
        say(
            f"{report.foreign_problems} bản ghi của tệp nhập vào không dùng được",
            f"{report.foreign_problems} records of imported files cannot be used: they came so",
        )
    if not done.had_old:
        say(
            "không đọc được cơ sở dữ liệu cũ: thiếu bài nhập từ JSON Lines và phường ghi tay",
            "no old database could be read: articles of JSON Lines and wards given to imports are missing",
        )
    if backup:
        say(f"cơ sở dữ liệu cũ còn ở {backup}", f"the old database is kept as {backup}")
