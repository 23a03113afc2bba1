"""coverage; what is wrong with portals, as status and portal check print it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table
from wardarchive.errors import UsageError
from wardarchive.jobs.coverage import Coverage, portal_coverage, ward_coverage
from wardarchive.jobs.portals import one_ward
from wardarchive.jobs.problems import Problem
from wardarchive.model import Portal
from wardarchive.wards.units import unit
from wardarchive.wiring import open_store


def print_problems(portal: Portal, problems: Sequence[Problem]) -> None:
    """A line each: which portal, what is wrong, what to do."""
    for problem in problems:
        click.echo(f"{portal.id} {portal.url}: {problem.vi} · {problem.en}")


@click.command()
@click.argument("ward", nargs=-1)
@click.option("--portals", is_flag=True, help="Từng cổng thay vì từng phường. · Each portal by itself.")
@click.option("--from", "first", metavar="DAY", help="Từ ngày. · The first day (2025-07-01).")
@click.option("--to", "last", metavar="DAY", help="Đến ngày. · The last day; today.")
@home_option
@json_option
@debug_option
def coverage(
    ward: tuple[str, ...], portals: bool, first: str | None, last: str | None, home: Path, as_json: bool
) -> None:
    """Ngày nào phường được thu thập, ngày nào không. · For which days wards were being collected."""
    codes = [one_ward(text).code for text in ward]
    begin, end, now = _day(first), _day(last), datetime.now(UTC)
    with open_store(home) as store:
        if portals:
            ids = [w.portal_id for w in store.watches() if not codes or w.ward_code in codes]
            found = list(portal_coverage(store, now, ids, first=begin).values())
        else:
            found = list(ward_coverage(store, now, codes, first=begin, last=end).values())
    if as_json:
        print_json([one.as_json() for one in found])
        return
    print_table(
        ("ward", "name", "portals", "from", "to", "days", "state"),
        [row for one in found for row in _rows(one)],
    )


def _rows(one: Coverage) -> list[tuple[object, ...]]:
    known = unit(one.ward_code) if one.ward_code else None
    name, ids = known.name if known else None, " ".join(map(str, one.portal_ids))
    return [(one.ward_code, name, ids, s.first, s.last, s.days, s.state) for s in one.spans]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text!r} is no day", "write it as 2025-07-01") from error
