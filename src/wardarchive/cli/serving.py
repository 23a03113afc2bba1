"""serve, demo."""

from __future__ import annotations

import time
from pathlib import Path

import click

from wardarchive.cli.options import debug_option, home_option
from wardarchive.cli.output import say
from wardarchive.config import make_home
from wardarchive.web.logs import FORMS, LogForm, set_up
from wardarchive.web.serve import serve as serve_web
from wardarchive.web.serve import serve_with_workers
from wardarchive.wiring import build_demo, open_services


def _serve(home: Path, host: str, port: int, workers: int = 1) -> None:
    with open_services(home) as services:  # what is wrong with the archive is told here, once
        say(f"http://{host}:{port}/ (Ctrl-C: dừng", "stop)")
        if workers == 1:
            serve_web(services, host, port)
            return
    serve_with_workers(lambda: open_services(home), host, port, workers)


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe. · Address to listen on."
)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Số tiến trình phục vụ; mỗi nhân một tiến trình là vừa. · Processes; one a core is enough.",
)
@click.option(
    "--log",
    "form",
    default="quiet",
    show_default=True,
    type=click.Choice(FORMS),
    help="Nhật ký ra stderr: chỉ lỗi, hay mỗi yêu cầu một dòng. · Failures only, or a line a request.",
)
@home_option
@debug_option
def serve(host: str, port: int, workers: int, form: LogForm, home: Path) -> None:
    """Chạy trang web tra cứu. · The web application."""
    set_up(form)
    _serve(home, host, port, workers)


@click.command()
@click.option("--no-serve", is_flag=True, help="Chỉ dựng kho, không chạy web. · Make the archive only.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@home_option
@debug_option
def demo(no_serve: bool, host: str, port: int, home: Path) -> int:
    """Dựng kho mẫu từ ba cổng đi kèm rồi mở web. · A sample archive over real HTTP, then the web."""
    started = time.monotonic()
    make_home(home)
    result = build_demo(home, say)
    seconds = time.monotonic() - started
    say(
        f"{result.articles} bài của {result.portals} cổng trong {seconds:.1f} giây",
        f"{result.articles} articles of {result.portals} portals in {seconds:.1f} s",
    )
    if not no_serve:
        _serve(home, host, port)
    return 1 if result.errors else 0
