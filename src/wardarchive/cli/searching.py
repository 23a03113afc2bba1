"""search."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json
from wardarchive.cli.search_options import SearchWords, facet_query_option, search_options
from wardarchive.jobs.article_json import publication_json
from wardarchive.jobs.searching import result_json
from wardarchive.model import SearchResult
from wardarchive.wiring import open_services


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
@search_options
@facet_query_option
@click.option("--page", type=click.IntRange(min=1), default=1, help="Trang. · Page.")
@home_option
@json_option
@debug_option
def search(asked: SearchWords, page: int, home: Path, as_json: bool) -> None:
    """Tìm trong kho lưu trữ. · Search the archive."""
    with open_services(home) as services:
        result = services.engine.search(asked.request(services.store, page=page))
    if as_json:
        print_json(result_json(result))
    else:
        _print(result)
