"""statements, commitments: who said what, and who must do what by when."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table
from wardarchive.jobs.commitment_list import commitment_filter, commitment_json
from wardarchive.jobs.statement_search import find_statements, page_json, statement_filter
from wardarchive.model import HANOI_TIME, StatementPage
from wardarchive.wiring import open_store


@click.command()
@click.argument("query", nargs=-1)
@click.option("--speaker", multiple=True, help="Tên hoặc khóa người nói. · Name or key of the speaker.")
@click.option("--kind", multiple=True, help="direct, indirect, act, caption.")
@click.option("--ward", multiple=True, help="Mã hoặc tên phường. · Code or name.")
@click.option("--year", multiple=True, help="Năm. · Year.")
@click.option("--page", type=click.IntRange(min=1), default=1, help="Trang. · Page.")
@home_option
@json_option
@debug_option
def statements(
    query: tuple[str, ...],
    speaker: tuple[str, ...],
    kind: tuple[str, ...],
    ward: tuple[str, ...],
    year: tuple[str, ...],
    page: int,
    home: Path,
    as_json: bool,
) -> None:
    """Ai nói gì về điều này, ai nói nhiều nhất. · Who said what about it, and who speaks most of it."""
    with open_store(home, shown_only=True) as store:
        wanted = statement_filter(store, " ".join(query), speaker=speaker, kind=kind, ward=ward, year=year)
        found = find_statements(store, wanted, page=page)
    if as_json:
        print_json(page_json(found))
    else:
        _print(found)


def _print(found: StatementPage) -> None:
    click.echo(f"{found.total} statements, page {found.page} of {found.pages}")
    if found.folded:
        click.echo("without regard to diacritics: none has them as typed")
    for one in found.statements:
        said = one.statement
        click.echo(f"\n{one.id}  {said.speaker or '–'} · {said.kind} · {str(one.published or '')[:10]}")
        click.echo(f"  {said.text}\n  {one.url}")
    if found.speakers:
        click.echo()
        print_table(
            ("speaker", "statements", "articles", "key"),
            [(s.name, s.statements, s.articles, s.key) for s in found.speakers],
        )


@click.command()
@click.option("--ward", multiple=True, help="Mã hoặc tên phường. · Code or name.")
@click.option("--official", help="Người nói. · Who said it.")
@click.option("--from", "due_from", metavar="D", help="Hạn từ ngày. · Due from this day.")
@click.option("--to", "due_to", metavar="D", help="Hạn đến hết ngày. · Due up to this day.")
@click.option("--all", "undated", is_flag=True, help="Kể cả không có hạn. · Those without a deadline too.")
@click.option("--page", type=click.IntRange(min=1), default=1, help="Trang. · Page.")
@home_option
@json_option
@debug_option
def commitments(
    ward: tuple[str, ...],
    official: str | None,
    due_from: str | None,
    due_to: str | None,
    undated: bool,
    page: int,
    home: Path,
    as_json: bool,
) -> None:
    """Việc đã hứa, đã giao và thời hạn. · What was promised or ordered, and until when."""
    size = 50
    with open_store(home, shown_only=True) as store:
        wanted = commitment_filter(
            store, ward=ward, official=official, due_from=due_from, due_to=due_to, dated=not undated
        )
        total, found = store.commitments(wanted, offset=(page - 1) * size, limit=size)
    if as_json:
        print_json({"total": total, "page": page, "commitments": [commitment_json(one) for one in found]})
        return
    today = datetime.now(HANOI_TIME).date()
    click.echo(f"{total} commitments")
    for one in found:
        said = one.commitment
        passed = " (passed)" if said.due and said.due < today else ""
        click.echo(f"\n{said.due or '–'}{passed} · {said.obliged or '–'} · {said.speaker or '–'}")
        click.echo(f"  {said.text}\n  {one.url}")
