"""official merge, split, rename …: decisions of archivists, each an entry of the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from wardarchive.cli.officials import official
from wardarchive.cli.options import debug_option, home_option, json_option
from wardarchive.cli.output import print_json, say
from wardarchive.errors import UsageError
from wardarchive.jobs.review import decision_json
from wardarchive.model import Decision
from wardarchive.wiring import open_archivist

__all__ = ["official"]


def _decision_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--by NAME --why REASON``, and what every command takes."""
    for option in (
        debug_option,
        json_option,
        home_option,
        click.option("--why", required=True, help="Lý do, ghi vào nhật ký. · The reason, for the log."),
        click.option("--by", "who", required=True, help="Người quyết định. · Who decides."),
    ):
        command = option(command)
    return command


def _told(decision: Decision, as_json: bool) -> None:
    if as_json:
        print_json(decision_json(decision))
    else:
        say(
            f"đã ghi quyết định {decision.token}; hủy bằng: wardarchive official undo {decision.token}",
            f"decision {decision.token} is in the log; it is undone with: official undo {decision.token}",
        )


@official.command()
@click.argument("one")
@click.argument("other")
@_decision_options
def merge(one: str, other: str, who: str, why: str, home: Path, as_json: bool) -> None:
    """Hai mục là một người. · Two persons are one."""
    with open_archivist(home, who, why) as archivist:
        decision = archivist.merge(one, other)
    _told(decision, as_json)


@official.command()
@click.argument("one")
@click.argument("other")
@_decision_options
def separate(one: str, other: str, who: str, why: str, home: Path, as_json: bool) -> None:
    """Bác một đề xuất gộp, hoặc tách hai mục đã gộp. · Refuse a proposal, or part what was joined."""
    with open_archivist(home, who, why) as archivist:
        decision = archivist.separate(one, other)
    _told(decision, as_json)


@official.command()
@click.argument("person")
@click.option(
    "--article",
    "urls",
    multiple=True,
    required=True,
    help="Bài nói về người kia. · An article of the other one.",
)
@_decision_options
def split(person: str, urls: Sequence[str], who: str, why: str, home: Path, as_json: bool) -> None:
    """Những bài này nói về một người khác cùng tên. · These articles name another person of that name."""
    with open_archivist(home, who, why) as archivist:
        decision = archivist.split(person, urls)
    _told(decision, as_json)


@official.command()
@click.argument("person")
@click.argument("name")
@_decision_options
def rename(person: str, name: str, who: str, why: str, home: Path, as_json: bool) -> None:
    """Đổi tên hiển thị. · Show the person under another name."""
    with open_archivist(home, who, why) as archivist:
        decision = archivist.rename(person, name)
    _told(decision, as_json)


@official.command()
@click.argument("person")
@_decision_options
def hide(person: str, who: str, why: str, home: Path, as_json: bool) -> None:
    """Không hiện người này nữa; bài viết giữ nguyên. · Show the person no more; articles stay."""
    with open_archivist(home, who, why) as archivist:
        decision = archivist.hide(person)
    _told(decision, as_json)


@official.command("show-again")
@click.argument("person")
@_decision_options
def show_again(person: str, who: str, why: str, home: Path, as_json: bool) -> None:
    """Hiện lại người đã ẩn. · Show a hidden person again."""
    with open_archivist(home, who, why) as archivist:
        decision = archivist.show(person)
    _told(decision, as_json)


@official.command()
@click.argument("statement", type=int)
@click.option("--speaker", help="Khóa hoặc tên người nói. · Key or name of who said it.")
@click.option("--nobody", is_flag=True, help="Không rõ ai nói. · It is not known who said it.")
@_decision_options
def attribute(
    statement: int, speaker: str | None, nobody: bool, who: str, why: str, home: Path, as_json: bool
) -> None:
    """Sửa người nói của một phát biểu. · Correct who made a statement."""
    if (speaker is None) == (not nobody):
        raise UsageError("it is not said who spoke", "give --speaker KEY or --nobody, one of the two")
    with open_archivist(home, who, why) as archivist:
        decision = archivist.attribute(statement, speaker)
    _told(decision, as_json)


@official.command()
@click.argument("statement", type=int)
@_decision_options
def confirm(statement: int, who: str, why: str, home: Path, as_json: bool) -> None:
    """Xác nhận người nói của một phát biểu. · Confirm who made a statement."""
    with open_archivist(home, who, why) as archivist:
        decision = archivist.confirm(statement)
    _told(decision, as_json)


@official.command()
@click.argument("token")
@_decision_options
def undo(token: str, who: str, why: str, home: Path, as_json: bool) -> None:
    """Hủy một quyết định; nhật ký giữ cả hai. · Undo a decision; the log keeps both."""
    with open_archivist(home, who, why) as archivist:
        decision = archivist.undo(token)
    _told(decision, as_json)
