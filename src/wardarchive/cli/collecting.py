"""crawl, import."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, progress_bar, report_error, say
from wardarchive.jobs.collect import CrawlProgress, collect
from wardarchive.jobs.import_task import ImportReport
from wardarchive.jobs.imports import import_paths
from wardarchive.jobs.leasing import Leases
from wardarchive.jobs.page_mapping import read_mapping
from wardarchive.jobs.portal_crawl import PortalOutcome
from wardarchive.jobs.portals import choose_portals, one_ward
from wardarchive.wiring import open_crawl, open_import


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C or SIGTERM sets; the second one ends the process at once."""
    stop = threading.Event()

    def ask(number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say(
            "sẽ dừng sau trang đang tải, những gì đã lưu vẫn an toàn",
            "stopping after the page under way; what was kept is safe",
        )

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _outcome_json(outcome: PortalOutcome) -> dict[str, object]:
    return {
        "portal": outcome.portal.id,
        "url": outcome.portal.url,
        "outcome": outcome.outcome,
        "fetched": outcome.fetched,
        "new": outcome.new,
        "changed": outcome.changed,
        "errors": outcome.errors,
        "first_error": outcome.first_error,
        "waiting": outcome.waiting,
    }


@click.command()
@click.argument("portal", nargs=-1)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help="Số trang nhiều nhất mỗi cổng. · Pages of each portal at most.",
)
@click.option(
    "--again",
    is_flag=True,
    help="Xem lại mọi bài đã biết. · Look at all known articles again, whatever the day's budget.",
)
@home_option
@json_option
@debug_option
def crawl(portal: tuple[str, ...], limit: int | None, again: bool, home: Path, as_json: bool) -> int:
    """Thu thập những gì mới. · Collect what is new; goes on where it was stopped."""
    with stoppable() as stop, open_crawl(home, stop) as (store, tools):
        asked = choose_portals(store, portal)
        leases = Leases(store, tools.owner, tools.clock)
        portals = leases.take(asked)
        for other in (p for p in asked if p not in portals):
            say(
                f"{other.url}: máy khác đang thu thập cổng hoặc máy chủ này",
                "another machine is collecting it, or is visiting its server; left out",
            )
        with progress_bar("crawl") as bar:
            tasks = {p.id: bar.add_task(p.name[:40], total=None, note="") for p in portals}
            bar.update(bar.task_ids[0], visible=False)

            def report(step: CrawlProgress) -> None:
                leases.renew(step)
                bar.update(tasks[step.portal.id], completed=step.fetched, note=f"{step.new} new")

            try:
                outcomes = collect(
                    portals,
                    tools,
                    limit=limit,
                    stop=stop,
                    report=report,
                    again="all" if again else "budget",
                )
            finally:
                leases.release()
    if as_json:
        print_json([_outcome_json(outcome) for outcome in outcomes])
    for outcome in outcomes:
        say(
            f"{outcome.portal.url}: {outcome.fetched} trang, {outcome.new} bài mới, "
            f"{outcome.changed} bài thay đổi, {outcome.errors} lỗi, {outcome.waiting} địa chỉ còn chờ",
            f"{outcome.fetched} pages, {outcome.new} new articles, "
            f"{outcome.changed} changed, {outcome.errors} errors, {outcome.waiting} waiting "
            f"({outcome.outcome})",
        )
        if outcome.first_error:
            report_error(outcome.first_error)
    if any(outcome.new or outcome.changed for outcome in outcomes):
        say("tiếp theo", "next: wardarchive index")
    failed = any(outcome.errors or outcome.outcome == "failed" for outcome in outcomes)
    return 1 if failed or len(portals) < len(asked) else 0


@click.command(name="import")
@click.argument("path", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--ward", metavar="CODE", help="Phường của các bài không ghi phường. · Ward of articles without one."
)
@click.option(
    "--base-url",
    metavar="URL",
    help="Địa chỉ gốc của thư mục trang đã lưu. · What a folder of pages stood at.",
)
@click.option(
    "--map",
    "mapping",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bảng tệp, địa chỉ, lúc lưu. · File, URL and time of capture of saved pages, a line each.",
)
@home_option
@json_option
@debug_option
def import_(
    path: tuple[Path, ...],
    ward: str | None,
    base_url: str | None,
    mapping: Path | None,
    home: Path,
    as_json: bool,
) -> int:
    """Nạp WARC, WACZ, thư mục HTML hoặc JSON Lines. · Take what others kept."""
    ward_code = one_ward(ward).code if ward else None
    stood_at = read_mapping(mapping) if mapping else None
    with stoppable() as stop, open_import(home) as tools, progress_bar("import") as bar:
        task = bar.task_ids[0]

        def report(done: int, total: int | None, note: str) -> None:
            bar.update(task, completed=done, total=total, note=note)

        result = import_paths(
            path,
            tools,
            ward_code=ward_code,
            base_url=base_url,
            mapping=stood_at,
            stop=stop,
            report=report,
        )
    if as_json:
        print_json(result.as_json())
    _tell(result)
    return 1 if result.problems else 0


def _tell(result: ImportReport) -> None:
    for problem in result.problems[:20]:
        report_error(problem)
    if len(result.problems) > 20:
        report_error(f"… and {len(result.problems) - 20} more problems")
    say(
        f"{result.new} bài mới, {result.changed} bài thay đổi, {result.same} bài đã có, "
        f"{result.passed_over} trang không phải bài viết, {len(result.problems)} vấn đề",
        f"{result.new} new articles, {result.changed} changed, {result.same} known, "
        f"{result.passed_over} pages that are no articles, {len(result.problems)} problems",
    )
    if result.new or result.changed:
        say("tiếp theo", "next: wardarchive index")
    sys.stderr.flush()
