"""verify."""

from __future__ import annotations

from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, progress_bar, say
from wardarchive.jobs.verify import verify as verify_archive
from wardarchive.jobs.verify_report import Fault, FaultKind, VerifyReport
from wardarchive.wiring import open_services

_VIETNAMESE: dict[FaultKind, str] = {
    "file-missing": "thiếu tệp WARC",
    "file-unreadable": "không đọc được tệp WARC",
    "file-altered": "tệp WARC đã bị sửa",
    "record-missing": "thiếu bản ghi",
    "record-damaged": "bản ghi hỏng",
    "record-without-row": "bản ghi chưa có trong cơ sở dữ liệu",
    "row-differs": "dòng dữ liệu khác bản ghi",
    "version-not-derived": "phiên bản không suy ra được từ trang đã lưu",
    "version-altered": "phiên bản đã bị sửa",
    "people-differ": "cán bộ hoặc phát ngôn đọc ra khác",
    "article-without-version": "bài không có phiên bản",
    "index-unavailable": "chỉ mục không dùng được",
    "index-behind": "chỉ mục chưa cập nhật",
    "index-lacks": "chỉ mục thiếu bài",
    "index-surplus": "chỉ mục thừa bài",
}


@click.command()
@home_option
@json_option
@debug_option
def verify(home: Path, as_json: bool) -> int:
    """Chứng minh kho còn nguyên vẹn. · Prove that everything kept is whole and follows from its capture."""
    faults: list[Fault] = []

    def tell(fault: Fault) -> None:
        if as_json:
            faults.append(fault)
        else:
            click.echo(_line(fault))

    with open_services(home) as services, progress_bar("verify") as bar:
        task = bar.task_ids[0]
        report = verify_archive(
            services.whole,
            services.engine,
            services.settings.warc_folder,
            services.read_capture,
            tell=tell,
            progress=lambda done, total, what: bar.update(task, completed=done, total=total, note=what),
        )
    if as_json:
        print_json(report.as_json() | {"faults": [fault.as_json() for fault in faults]})
    _summary(report)
    return 1 if report.faults else 0


def _line(fault: Fault) -> str:
    return f"{_VIETNAMESE[fault.kind]} · {fault}"


def _summary(report: VerifyReport) -> None:
    count = report.counts
    say(
        f"{count['records']} bản ghi trong {count['files']} tệp WARC, {count['versions']} phiên bản, "
        f"{count['articles']} bài: " + (f"{report.faults} lỗi" if report.faults else "nguyên vẹn"),
        f"{count['records']} records in {count['files']} WARC files, {count['captures']} captures, "
        f"{count['versions']} versions, {count['articles']} articles, {count['indexed']} indexed: "
        + (f"{report.faults} faults" if report.faults else "all is well"),
    )
    if bare := count["versions_without_capture"]:
        say(
            f"{bare} phiên bản nhập vào không có trang gốc, không có gì chứng minh",
            f"{bare} versions came without a capture: nothing proves them",
        )
    if writing := count["captures_being_written"]:
        say(
            f"{writing} bản chụp nằm trong tệp đang ghi",
            f"{writing} captures are in a file that is being written: look again later",
        )
    for parser, versions in sorted(report.other_parsers.items()):
        say(
            f"{versions} phiên bản do bộ đọc {parser} làm ra, bộ đọc hiện nay đọc khác",
            f"{versions} versions were made by parser {parser} and the present one reads them differently; "
            "see: wardarchive reparse --diff",
        )
