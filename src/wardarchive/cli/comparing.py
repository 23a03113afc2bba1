"""changes."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from wardarchive import __version__
from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, progress_bar, say
from wardarchive.jobs.export import begin_export
from wardarchive.jobs.export_changes import changes_since, read_export
from wardarchive.wiring import open_services


@click.command()
@click.argument("export", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@home_option
@json_option
@debug_option
def changes(export: Path, home: Path, as_json: bool) -> None:
    """Những gì đã đổi từ lần xuất EXPORT. · What changed since EXPORT (JSON Lines) was written."""
    earlier = read_export(export)
    with open_services(home) as services, progress_bar("changes") as bar:
        task = bar.task_ids[0]
        now = begin_export(
            services.store,
            services.engine,
            earlier.request,
            format="jsonl",
            command=f"wardarchive changes {export.name}",
            made_at=datetime.now(UTC),
            software=f"wardarchive/{__version__}",
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        found = list(changes_since(earlier, now))
    counts = Counter(change.change for change in found)
    if as_json:
        print_json(
            {
                "then": earlier.description,
                "now": now.description(),
                "counts": {kind: counts[kind] for kind in ("new", "changed", "gone")},
                "changes": [change.as_json() for change in found],
            }
        )
        return
    for change in found:
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        click.echo(f"{change.change:8}{change.url}  {change.title}{fields}")
    then, parser = earlier.description, now.description()["parser_version"]
    say(
        f"mới {counts['new']}, đổi {counts['changed']}, không còn {counts['gone']}",
        f"new {counts['new']}, changed {counts['changed']}, gone {counts['gone']} "
        f"since {then['exported_at']}; index generation {then['index_generation']} then, "
        f"{now.generation} now; parser {then['parser_version']} then, {parser} now",
    )
