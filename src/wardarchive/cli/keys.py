"""key add, list, revoke."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table, say
from wardarchive.jobs.keys import add_key, revoke_key
from wardarchive.wiring import open_store


@click.group()
def key() -> None:
    """Khóa cho chương trình được ghi qua API. · Keys of programs that may write through the API."""


@key.command()
@click.argument("name")
@home_option
@json_option
@debug_option
def add(name: str, home: Path, as_json: bool) -> None:
    """Tạo khóa; chỉ hiện một lần. · Make a key; it is shown this once."""
    with open_store(home) as store:
        secret = add_key(store, name, datetime.now(UTC))
    if as_json:
        print_json({"name": name, "key": secret})
        return
    click.echo(secret)
    say("hãy cất khóa này ngay, sẽ không xem lại được", "keep it now: it cannot be shown again")


@key.command(name="list")
@home_option
@json_option
@debug_option
def list_(home: Path, as_json: bool) -> None:
    """Các khóa đã tạo. · The keys that were made."""
    with open_store(home) as store:
        found = store.keys()
    rows = [
        (one.name, one.created_at.isoformat(), one.revoked_at.isoformat() if one.revoked_at else None)
        for one in found
    ]
    if as_json:
        print_json([{"name": n, "created_at": made, "revoked_at": void} for n, made, void in rows])
        return
    print_table(("name", "made", "revoked"), rows)


@key.command()
@click.argument("name")
@home_option
@debug_option
def revoke(name: str, home: Path) -> None:
    """Hủy một khóa ngay. · Make a key void at once."""
    with open_store(home) as store:
        revoke_key(store, name, datetime.now(UTC))
    say(f"đã hủy khóa {name}", f"key {name} is void")
