"""schedule show, schedule set, scheduler."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from wardarchive.cli.collecting import stoppable
from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table, say
from wardarchive.errors import UsageError
from wardarchive.jobs.portals import choose_portals
from wardarchive.jobs.schedule import plan, plan_unplanned, planned, schedule_json
from wardarchive.jobs.schedule_terms import cron_line, hours_of, seconds_of, weekdays_of, zone_of
from wardarchive.jobs.scheduler import run_forever, run_once
from wardarchive.store.schedule_rows import Schedule
from wardarchive.wiring import open_scheduler, open_store


@click.group()
def schedule() -> None:
    """Khi nào thu thập lại. · When portals are crawled again."""


@schedule.command()
@click.argument("portal", nargs=-1)
@home_option
@json_option
@debug_option
def show(portal: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Các lần thu thập sắp tới, kèm lý do. · The next runs with their reasons."""
    with open_store(home) as store:
        chosen = {p.id: p for p in choose_portals(store, portal)}
        plans = [s for s in plan_unplanned(store, datetime.now(UTC)) if s.portal_id in chosen]
    if as_json:
        print_json([schedule_json(s, chosen[s.portal_id]) for s in plans])
        return
    rows = []
    for one in sorted(plans, key=lambda s: (s.paused, s.next_at or datetime.max.replace(tzinfo=UTC))):
        local = one.next_at.astimezone(ZoneInfo(one.zone)) if one.next_at else None
        at = "tạm dừng · paused" if one.paused else f"{local:%Y-%m-%d %H:%M} {one.zone}" if local else "–"
        rows.append(
            (one.portal_id, chosen[one.portal_id].url, one.mode, at, f"{one.reason_vi} · {one.reason_en}")
        )
    print_table(("id", "portal", "mode", "next", "why"), rows)


@schedule.command(name="set")
@click.argument("portal", nargs=-1, required=True)
@click.option("--auto", is_flag=True, help="Tự động (mặc định). · Automatic, the default.")
@click.option("--every", metavar="TIME", help="Đều đặn: 30m, 6h, 2d. · A fixed interval.")
@click.option("--cron", metavar="LINE", help="Dòng cron năm trường. · A cron line of five fields.")
@click.option("--hours", metavar="H-H", help="Chỉ trong các giờ này. · Only within these hours.")
@click.option("--weekdays", metavar="D-D", help="Chỉ các ngày này, 1 = thứ Hai. · Only on these days.")
@click.option("--zone", default="Asia/Ho_Chi_Minh", show_default=True, help="Múi giờ IANA. · IANA zone.")
@click.option("--pause", is_flag=True, help="Tạm dừng. · No runs until it is set again.")
@home_option
@debug_option
def set_(
    portal: tuple[str, ...],
    auto: bool,
    every: str | None,
    cron: str | None,
    hours: str | None,
    weekdays: str | None,
    zone: str,
    pause: bool,
    home: Path,
) -> None:
    """Đặt lịch cho cổng. · Set when portals are crawled."""
    if sum((auto, every is not None, cron is not None)) > 1:
        raise UsageError("--auto, --every and --cron exclude each other", "give one of them")
    wanted = Schedule(
        portal_id=0,
        mode="cron" if cron else "every" if every else "auto",
        seconds=seconds_of(every) if every else None,
        cron=cron_line(cron) if cron else None,
        hours=hours_of(hours) if hours else None,
        weekdays=weekdays_of(weekdays) if weekdays else (),
        zone=zone_of(zone),
        paused=pause,
    )
    now = datetime.now(UTC)
    with open_store(home) as store:
        for one in choose_portals(store, portal):
            mine = replace(wanted, portal_id=one.id)
            mine = planned(mine, plan(store, one, mine, now))
            store.set_schedule(mine, now)
            say(f"{one.url}: {mine.next_at:%Y-%m-%d %H:%M}Z, {mine.reason_vi}", mine.reason_en)


@click.command()
@click.option("--once", is_flag=True, help="Chạy những gì đến hạn rồi thôi. · Run what is due, then end.")
@home_option
@debug_option
def scheduler(once: bool, home: Path) -> int:
    """Chạy thường trực: thu thập theo lịch. · Run what is due, until it is stopped."""
    with stoppable() as stop, open_scheduler(home, stop, say) as tools:
        if not once:
            run_forever(tools, stop)
            return 0
        outcomes = run_once(tools, stop)
    return 1 if any(outcome.outcome == "failed" for outcome in outcomes) else 0
