"""portal add, list, show, remove."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from wardarchive.cli.checking import check
from wardarchive.cli.health import print_problems
from wardarchive.cli.looking import confirm_portal, look_before, tell_look
from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table, say
from wardarchive.jobs.health import portal_health
from wardarchive.jobs.portals import add_portal, choose_portals
from wardarchive.model import Portal
from wardarchive.wards.units import unit
from wardarchive.wiring import open_store


def _as_json(portal: Portal) -> dict[str, Any]:
    ward = unit(portal.ward_code) if portal.ward_code else None
    return {
        "id": portal.id,
        "url": portal.url,
        "name": portal.name,
        "ward_code": portal.ward_code,
        "ward": ward.name if ward else None,
        "district": ward.district if ward else None,
        "province": ward.province if ward else None,
        "family": portal.family or portal.recognised,
        "delay": portal.delay,
        "added_at": portal.added_at.isoformat() if portal.added_at else None,
    }


@click.group()
def portal() -> None:
    """Quản lý các cổng được thu thập. · Manage the portals that are collected."""


@portal.command()
@click.argument("url")
@click.option("--ward", metavar="CODE", help="Mã hoặc tên phường. · Code or name of the ward.")
@click.option("--family", metavar="NAME", help="Họ CMS (mặc định: tự nhận). · CMS family (recognised).")
@click.option("--name", help="Tên hiển thị. · Name to show.")
@click.option(
    "--delay",
    type=click.FloatRange(0, 3600),
    help="Số giây giữa hai lần tải. · Seconds between two requests.",
)
@click.option(
    "--look/--no-look",
    default=None,
    help="Đọc trang đầu để nhận ra họ CMS và phường. · Read the front page first, to tell family and ward; "
    "the default at a terminal.",
)
@click.option("--yes", is_flag=True, help="Không hỏi lại. · Do not ask for confirmation.")
@home_option
@json_option
@debug_option
def add(
    url: str,
    ward: str | None,
    family: str | None,
    name: str | None,
    delay: float | None,
    look: bool | None,
    yes: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Thêm một cổng. · Collect a portal from now on."""
    asking = not yes and not as_json and sys.stdin.isatty()
    seen = None
    if look or (look is None and asking):
        seen = look_before(home, url)
        ward = ward or (seen.ward.code if seen.ward else None)
        if not as_json:
            tell_look(seen)
        if asking:
            confirm_portal(ward)
    with open_store(home) as store:
        added = add_portal(
            store, url, now=datetime.now(UTC), ward=ward, family=family, name=name, delay=delay
        )
    if as_json:
        print_json(_as_json(added) | ({"detected": seen.as_json()} if seen else {}))
    else:
        found = unit(added.ward_code) if added.ward_code else None
        place = f"{found.name}, {found.district or found.province}" if found else "– (--ward)"
        say(
            f"cổng {added.id}: {added.url}; phường, xã: {place}",
            f"portal {added.id}, ward: {place}; next: wardarchive crawl {added.id}",
        )


@portal.command(name="list")
@home_option
@json_option
@debug_option
def list_(home: Path, as_json: bool) -> None:
    """Các cổng đang thu thập. · The portals being collected."""
    with open_store(home) as store:
        portals = store.portals()
    if as_json:
        print_json([_as_json(p) for p in portals])
        return
    print_table(
        ("id", "portal", "name", "ward", "family"),
        [(p.id, p.url, p.name, p.ward_code, p.family or p.recognised) for p in portals],
    )


@portal.command()
@click.argument("name")
@home_option
@json_option
@debug_option
def show(name: str, home: Path, as_json: bool) -> None:
    """Chi tiết một cổng. · One portal and its last run."""
    with open_store(home) as store:
        found = choose_portals(store, (name,))
        by_id = {s.portal.id: s for s in store.portal_status()}
        health = portal_health(store, datetime.now(UTC), found)
        details = []
        for one in found:
            status = by_id[one.id]
            details.append(
                _as_json(one)
                | {
                    "articles": status.articles,
                    "captures": status.captures,
                    "last_run_at": status.last_run_at.isoformat() if status.last_run_at else None,
                    "last_outcome": status.last_outcome,
                    "errors_last_run": status.errors_last_run,
                    "urls": store.url_counts(one.id),
                    "left_out": store.skipped_reasons(one.id),
                    "health": health[one.id].as_json(),
                }
            )
    if as_json:
        print_json(details[0] if len(details) == 1 else details)
        return
    for detail in details:
        shown = {key: value for key, value in detail.items() if key != "health" and value is not None}
        print_table(("", ""), list(shown.items()))
    for one in found:
        print_problems(one, health[one.id].problems)


@portal.command()
@click.argument("name")
@home_option
@debug_option
def remove(name: str, home: Path) -> None:
    """Thôi thu thập; những gì đã lưu vẫn còn. · Stop collecting; what was kept stays."""
    with open_store(home) as store:
        for one in choose_portals(store, (name,)):
            store.remove_portal(one.id, datetime.now(UTC))
            say(
                f"thôi thu thập cổng {one.id} ({one.url}), những gì đã lưu vẫn còn",
                f"portal {one.id} is no longer collected; what was kept of it stays",
            )


portal.add_command(check)
