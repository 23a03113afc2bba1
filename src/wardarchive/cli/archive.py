"""init, index, status."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from wardarchive.cli.health import print_problems
from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table, progress_bar, say
from wardarchive.config import load_settings, make_home
from wardarchive.jobs.layout_alarms import LayoutAlarm
from wardarchive.jobs.reindex import rebuild_index, update_index
from wardarchive.jobs.status import archive_status
from wardarchive.jobs.withholding import lift_expired
from wardarchive.store.store import Store
from wardarchive.wiring import open_services


@click.command()
@home_option
@debug_option
def init(home: Path) -> None:
    """Tạo một kho lưu trữ rỗng. · Make an empty archive."""
    made = make_home(home)
    with Store.open(load_settings(home).database_url):
        pass
    if made:
        say(f"đã tạo kho lưu trữ tại {home}", f"made an archive at {home}")
    else:
        say(f"đã có kho lưu trữ tại {home}", f"there is an archive already at {home}")


@click.command()
@click.option("--rebuild", is_flag=True, help="Dựng lại từ đầu. · Build it anew, then swap.")
@home_option
@json_option
@debug_option
def index(home: Path, rebuild: bool, as_json: bool) -> None:
    """Cập nhật chỉ mục tìm kiếm. · Bring the search index up to date."""
    with open_services(home) as services, progress_bar("index") as bar:
        task = bar.task_ids[0]
        lift_expired(services.whole, services.engine, datetime.now(UTC))
        job = rebuild_index if rebuild else update_index
        done = job(
            services.whole,
            services.engine,
            lambda finished, total: bar.update(task, completed=finished, total=total),
        )
        bar.update(task, completed=done.articles, total=done.articles)
    if as_json:
        print_json({"indexed": done.articles, "rebuilt": done.rebuilt})
    else:
        say(f"đã lập chỉ mục {done.articles} bài", f"indexed {done.articles} articles")


@click.command()
@home_option
@json_option
@debug_option
def status(home: Path, as_json: bool) -> None:
    """Tình trạng kho lưu trữ. · Health of the archive."""
    with open_services(home) as services:
        found = archive_status(
            home, services.whole, services.engine, services.settings.warc_folder, datetime.now(UTC)
        )
    if as_json:
        print_json(found.as_json())
        return
    indexed, size = "?" if found.indexed is None else found.indexed, f"{found.warc_bytes / 1e6:.1f} MB"
    click.echo(
        f"{found.articles} bài, {found.captures} bản lưu ({size} WARC), {found.officials} cán bộ; "
        f"{indexed} bài đã lập chỉ mục, {found.waiting} đang chờ · "
        f"{found.articles} articles, {found.captures} captures ({size} of WARC), "
        f"{found.officials} officials; {indexed} indexed, {found.waiting} waiting"
    )
    if found.waiting:
        click.echo("tiếp theo · next: wardarchive index")
    if found.problem:
        click.echo(found.problem)
    for alarm in found.layouts:
        click.echo(_line(alarm))
    print_table(
        ("id", "portal", "ward", "family", "articles", "last run", "outcome", "errors"),
        [
            (
                s.portal.id,
                s.portal.url,
                s.portal.ward_code,
                s.portal.family or s.portal.recognised,
                s.articles,
                f"{s.last_run_at:%Y-%m-%d %H:%M}Z" if s.last_run_at else "never",
                s.last_outcome,
                s.errors_last_run,
            )
            for s in found.portals
        ],
    )
    for s in found.portals:
        print_problems(s.portal, found.health[s.portal.id].problems)


def _line(alarm: LayoutAlarm) -> str:
    """A changed layout: whose, since when, what shows it, and what to do."""
    ids = ", ".join(str(one.portal_id) for one in alarm.portals)
    return (
        f"bố cục đã đổi · layout changed: {alarm.family}: {len(alarm.portals)}/{alarm.of} cổng · portals "
        f"({ids}), từ · since {alarm.since:%Y-%m-%d}: {', '.join(alarm.signs)}; "
        f"tiếp theo · next: {alarm.next_step_vi} · {alarm.next_step}"
    )
