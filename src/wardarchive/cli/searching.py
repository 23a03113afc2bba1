"""search."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.markup import escape

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json
from wardarchive.errors import UsageError
from wardarchive.jobs.article_json import publication_json
from wardarchive.jobs.searching import facet_filters, result_json
from wardarchive.model import SearchRequest, SearchResult, Sort
from wardarchive.wiring import open_services


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is not a date", "write it like 2020-12-31") from error


def _print(result: SearchResult) -> None:
    click.echo(f"{result.total} results, page {result.page} of {result.pages} ({result.took_ms:.0f} ms)")
    if result.suggestion:
        click.echo(f"did you mean: {result.suggestion}")
    for hit in result.hits:
        click.echo(f"\n{hit.title}")
        day = (publication_json(hit.published) or "no date")[:10]
        click.echo(
            f"  {day} · {hit.ward or 'no ward'} · {hit.views if hit.views is not None else '–'} views"
        )
        for snippet in hit.snippets:
            plain = snippet.replace("<mark>", "").replace("</mark>", "")
            click.echo(f"  {escape(plain)}")
        click.echo(f"  {hit.url}")
    for name, counts in result.facets.items():
        shown = ", ".join(f"{'*' if c.selected else ''}{c.label} ({c.count})" for c in counts[:8])
        click.echo(f"\n{name}: {shown}")


@click.command()
@click.argument("query", nargs=-1)
@click.option("--ward", multiple=True, help="Mã hoặc tên phường. · Code or name.")
@click.option("--year", multiple=True, help="Năm. · Year.")
@click.option("--official", multiple=True, help="Tên hoặc khóa cán bộ. · Name or key.")
@click.option("--section", multiple=True, help="Chuyên mục. · Section.")
@click.option("--from", "date_from", metavar="D", help="Từ ngày (2020-01-31). · From this day.")
@click.option("--to", "date_to", metavar="D", help="Đến hết ngày. · To this day, included.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest", "views"]), default="relevance")
@click.option("--page", type=click.IntRange(min=1), default=1)
@home_option
@json_option
@debug_option
def search(
    query: tuple[str, ...],
    ward: tuple[str, ...],
    year: tuple[str, ...],
    official: tuple[str, ...],
    section: tuple[str, ...],
    date_from: str | None,
    date_to: str | None,
    sort: Sort,
    page: int,
    home: Path,
    as_json: bool,
) -> None:
    """Tìm trong kho lưu trữ. · Search the archive."""
    with open_services(home) as services:
        request = SearchRequest(
            query=" ".join(query),
            filters=facet_filters(services.store, ward=ward, year=year, official=official, section=section),
            date_from=_day(date_from, "--from"),
            date_to=_day(date_to, "--to"),
            sort=sort,
            page=page,
        )
        result = services.engine.search(request)
    if as_json:
        print_json(result_json(result))
    else:
        _print(result)
