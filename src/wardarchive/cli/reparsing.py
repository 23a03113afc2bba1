"""reparse."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, progress_bar, report_error, say
from wardarchive.jobs.ingest import PARSER_VERSION
from wardarchive.jobs.portals import choose_portals
from wardarchive.jobs.reparse import Acceptance, ReparseReport
from wardarchive.jobs.reparse import reparse as read_all_again
from wardarchive.jobs.reread_difference import Difference
from wardarchive.wiring import open_reparse

_MOST_LINES = 40
"""Lines shown of one long value."""
_VIETNAMESE = {
    "changed": "đọc khác",
    "merged": "nhập vào bài khác",
    "lost": "không còn là bài",
    "found": "bài mới thấy",
}


@click.command()
@click.argument("portals", nargs=-1, metavar="[PORTAL]...")
@click.option("--diff", is_flag=True, help="Hiện chỗ khác trước và sau. · Show the texts before and after.")
@click.option(
    "--apply", "--accept", "apply", is_flag=True, help="Ghi vào kho cách đọc mới. · Accept the new reading."
)
@click.option(
    "--accept-loss",
    is_flag=True,
    help="Ghi cả khi một bài không còn là bài. · Also where an article would be no article any more.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=50,
    show_default=True,
    help="Số bài hiện ra, 0 là tất cả. · Articles shown; 0: all. All are counted.",
)
@home_option
@json_option
@debug_option
def reparse(
    portals: tuple[str, ...],
    diff: bool,
    apply: bool,
    accept_loss: bool,
    limit: int,
    home: Path,
    as_json: bool,
) -> int:
    """Đọc lại những gì đã lưu bằng bộ đọc hiện nay. · Read everything kept with the present parser."""
    told: list[Difference] = []
    shown = 0

    def tell(one: Difference) -> None:
        nonlocal shown
        shown += 1
        if limit and shown > limit:
            return
        if as_json:
            told.append(one)
        else:
            click.echo("\n".join(_lines(one, diff)))

    with open_reparse(home, writing=apply) as (services, rereader), progress_bar("reparse") as bar:
        chosen = [p.id for p in choose_portals(services.whole, portals)] if portals else None
        task = bar.task_ids[0]
        report = read_all_again(
            services.whole,
            services.engine,
            rereader,
            portal_ids=chosen,
            accepted=Acceptance(apply, accept_loss),
            now=datetime.now(UTC),
            tell=tell,
            progress=lambda done, total, what: bar.update(task, completed=done, total=total, note=what),
        )
    if as_json:
        print_json(report.as_json() | {"differences": [one.as_json() for one in told]})
    if limit and shown > limit:
        say(f"còn {shown - limit} bài nữa (--limit 0)", f"{shown - limit} more articles (--limit 0)")
    _summary(report)
    return 1 if report.problems or report.kept_back else 0


def _lines(one: Difference, texts: bool) -> Iterator[str]:
    """The article in one line; with `texts` what it said before and says now."""
    name = one.after.title if one.after else one.before.title if one.before else ""
    yield f"{one.kind}: {one.url} [{' '.join(one.fields)}] {name}".rstrip()
    if not texts:
        return
    values = one.as_json()
    before, after = values["before"] or {}, values["after"] or {}
    for field in dict.fromkeys((*before, *after)):
        yield from _field(field, _rows(before.get(field)), _rows(after.get(field)))


def _rows(value: Any) -> list[str]:
    """A value as lines of text."""
    if value is None:
        return []
    rows = value if isinstance(value, list) else [value]
    return [_row(row) for row in rows]


def _row(row: Any) -> str:
    if isinstance(row, dict):
        return " ".join(str(part) for part in row.values()).replace("\n", " / ")
    return str(row)


def _field(name: str, before: list[str], after: list[str]) -> Iterator[str]:
    changed = [
        line
        for line in difflib.unified_diff(before, after, lineterm="", n=0)
        if not line.startswith(("---", "+++", "@@"))
    ]
    for line in changed[:_MOST_LINES]:
        yield f"  {line[0]} {name}: {line[1:]}"
    if len(changed) > _MOST_LINES:
        yield f"    {name}: … {len(changed) - _MOST_LINES} more lines"


def _summary(report: ReparseReport) -> None:
    for problem in report.problems[:20]:
        report_error(f"không đọc lại được, giữ nguyên · kept as it is: {problem}")
    if len(report.problems) > 20:
        report_error(f"còn {len(report.problems) - 20} lỗi nữa · and {len(report.problems) - 20} more")
    kinds = {kind: count for kind, count in sorted(report.kinds.items()) if count}
    say(
        f"đọc lại {report.articles} bài bằng bộ đọc {PARSER_VERSION}: {report.same} như cũ"
        + "".join(f", {count} {_VIETNAMESE[kind]}" for kind, count in kinds.items()),
        f"{report.articles} articles read again by parser {PARSER_VERSION}: {report.same} the same"
        + "".join(f", {count} {kind}" for kind, count in kinds.items()),
    )
    if report.fields:
        counted = ", ".join(f"{name} {count}" for name, count in report.fields.most_common())
        say("chỗ khác theo trường", f"articles by field that differs: {counted}")
    if report.lost_fields:
        counted = ", ".join(f"{name} {count}" for name, count in report.lost_fields.most_common())
        say("mất giá trị vốn có", f"articles that would lose what they had: {counted}")
    _next_step(report)


def _next_step(report: ReparseReport) -> None:
    differs = sum(report.kinds.values()) + report.looks
    if report.kept_back:
        say(
            f"{report.kept_back} bài giữ nguyên vì sẽ không còn là bài",
            f"{report.kept_back} articles were kept as they are, because no capture would show them any "
            "more; look at them with --diff, then accept that with --apply --accept-loss",
        )
    if report.applied:
        say(
            f"đã ghi cách đọc mới, lập lại chỉ mục {report.indexed} bài",
            f"the new reading is in the archive; {report.indexed} articles were indexed again",
        )
    elif differs:
        say("chưa ghi gì", "nothing was written; --diff shows the texts, --apply accepts the new reading")
    else:
        say("không có gì phải ghi", "nothing differs")
