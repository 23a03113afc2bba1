"""portal check."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from wardarchive.cli.health import print_problems
from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table, say
from wardarchive.jobs.portal_check import PortalCheck, check_portal
from wardarchive.jobs.portals import choose_portals
from wardarchive.wiring import open_check


@click.command()
@click.argument("name")
@home_option
@json_option
@debug_option
def check(name: str, home: Path, as_json: bool) -> int:
    """Xem bố cục của cổng còn khớp không. · Fetch a little and tell whether the layout still fits."""
    with open_check(home, threading.Event()) as (store, tools, read_capture):
        found = [check_portal(portal, tools, read_capture) for portal in choose_portals(store, (name,))]
    if as_json:
        print_json([one.as_json() for one in found] if len(found) > 1 else found[0].as_json())
    for one in found:
        if not as_json:
            _print(one)
        say(*advice(one))
        if not as_json:
            print_problems(one.portal, one.problems)
    return 0 if all(one.verdict == "fits" for one in found) else 1


def _print(found: PortalCheck) -> None:
    print_table(
        ("page", "capture", "read as", "family", "signs", "address"),
        [
            (
                page.kind,
                page.capture_id,
                page.error or page.reason or (page.article.title[:40] if page.article else None),
                f"{page.family} {page.layout}".strip(),
                " ".join(page.signs),
                page.url,
            )
            for page in found.pages
        ],
    )


def advice(found: PortalCheck) -> tuple[str, str]:
    """What it means and what to do, in Vietnamese and in English."""
    url, signs = found.portal.url, ", ".join(found.signs) or "articles are not read as articles"
    if found.verdict == "fits":
        read = sum(page.article is not None for page in found.pages)
        return (
            f"{url}: bố cục vẫn khớp ({found.family}), đọc được {read} bài",
            f"the layout fits ({found.family}), {read} articles read; nothing to do",
        )
    if found.verdict == "unreachable":
        error = next((page.error for page in found.pages if page.error), "")
        return (f"{url}: không mở được trang đầu", f"the start page cannot be had: {error}")
    if found.verdict == "no-articles":
        return (
            f"{url}: không trang nào dẫn tới bài viết",
            "neither the start page nor a list leads to an article; is it the portal's front page? "
            "if lists are made by JavaScript, add the address of a plain list as a portal",
        )
    return (
        f"{url}: bố cục đã thay đổi ({', '.join(found.signs) or 'không nhận ra bài viết'})",
        f"the layout has changed: {signs}; look at the captures above and add a dated layout to the family "
        f"{found.family}; crawls go on meanwhile, and what they keep is read again with: "
        "wardarchive reparse --apply",
    )
