"""account add, list, remove, password, role."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, print_table, say
from wardarchive.errors import UsageError
from wardarchive.jobs.accounts import (
    ROLES,
    account_of,
    add_account,
    change_password,
    change_role,
    remove_account,
    role_named,
)
from wardarchive.wiring import open_store


def _password() -> str:
    """From the keyboard, twice and unseen; from a pipe, its first line."""
    if sys.stdin.isatty():
        return str(click.prompt("Mật khẩu · Password", hide_input=True, confirmation_prompt=True, err=True))
    line = sys.stdin.buffer.readline()
    if not line:
        raise UsageError("no password came on standard input", "type it, or send it as one line")
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError("the password is not UTF-8", "send it as one line of UTF-8") from error


@click.group()
def account() -> None:
    """Tài khoản vào bàn làm việc (/admin). · Accounts of the archivist's desk (/admin)."""


@account.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="viewer",
    show_default=True,
    help="Quyền. · What the account may do.",
)
@home_option
@debug_option
def add(name: str, role: str, home: Path) -> None:
    """Thêm tài khoản; mật khẩu hỏi sau hoặc đọc từ stdin. · Add one; the password is asked or on stdin."""
    with open_store(home) as store:
        added = add_account(store, name, role_named(role), _password(), datetime.now(UTC))
    say(f"đã thêm tài khoản {added.name} ({added.role})", f"added; sign in at /admin as {added.name}")


@account.command(name="list")
@home_option
@json_option
@debug_option
def list_(home: Path, as_json: bool) -> None:
    """Các tài khoản. · All accounts."""
    with open_store(home) as store:
        found = store.accounts()
    if as_json:
        print_json(
            [{"name": a.name, "role": a.role, "created_at": a.created_at.isoformat()} for a in found]
        )
        return
    print_table(("name", "role", "created"), [(a.name, a.role, f"{a.created_at:%Y-%m-%d}") for a in found])


@account.command()
@click.argument("name")
@home_option
@debug_option
def remove(name: str, home: Path) -> None:
    """Xóa tài khoản; nhật ký vẫn giữ tên. · Remove one; the log keeps its name."""
    with open_store(home) as store:
        found = account_of(store, name)
        remove_account(store, found, datetime.now(UTC))
    say(f"đã xóa tài khoản {found.name}", "removed; its sessions ended")


@account.command()
@click.argument("name")
@home_option
@debug_option
def password(name: str, home: Path) -> None:
    """Đặt mật khẩu mới; các phiên đang mở đều hết. · Another password; open sessions end."""
    with open_store(home) as store:
        found = account_of(store, name)
        change_password(store, found, _password(), datetime.now(UTC))
    say(f"đã đổi mật khẩu của {found.name}", "changed; its sessions ended")


@account.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@home_option
@debug_option
def role(name: str, role: str, home: Path) -> None:
    """Đổi quyền; các phiên đang mở đều hết. · Another role; open sessions end."""
    with open_store(home) as store:
        found = account_of(store, name)
        change_role(store, found, role_named(role), datetime.now(UTC))
    say(f"{found.name}: {found.role} → {role}", "changed; its sessions ended")
