"""Options that several commands take."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from wardarchive.config import home_folder

F = TypeVar("F", bound=Callable[..., Any])


def _home(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Path:
    return home_folder(value, os.environ)


def home_option(command: F) -> F:
    """``--home DIR``, else WARDARCHIVE_HOME, else ./archive."""
    return click.option(
        "--home",
        metavar="DIR",
        callback=_home,
        help="Thư mục kho lưu trữ (mặc định: $WARDARCHIVE_HOME hoặc ./archive). · The archive's folder.",
    )(command)


def json_option(command: F) -> F:
    """``--json``: the result as JSON on stdout."""
    return click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. · Print JSON.")(
        command
    )


def debug_option(command: F) -> F:
    """``--debug`` after the command's name too; `main` looks for it among the words."""
    return click.option("--debug", is_flag=True, expose_value=False, hidden=True)(command)
