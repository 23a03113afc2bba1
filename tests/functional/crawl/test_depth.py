"""Pages far from the front page: left out with a reason, fetched when there is a shorter way to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.functional.conftest import Run
from tests.functional.servers import Reply, serving
from wardarchive.store.frontier_rows import TOO_FAR
from wardarchive.store.store import Store

LENGTH = 7


def chain(short_cut: list[str], asked: list[str]) -> Callable[[str], Reply]:
    """Page n leads to page n + 1 alone; the front page to the first, and to what `short_cut` names."""

    def answer(path: str) -> Reply:
        asked.append(path)
        number = 0 if path == "/" else int(path.rsplit("-", 1)[-1])
        links = "".join(f'<p><a href="/trang-{n}">Trang {n}</a></p>' for n in [number + 1] if n <= LENGTH)
        if path == "/":
            links += "".join(f'<p><a href="{address}">Lối tắt</a></p>' for address in short_cut)
        return Reply(body=f"<html><body><h1>Trang {number}</h1>{links}</body></html>".encode())

    def with_errors(path: str) -> Reply:
        return Reply(status=404) if path in ("/robots.txt", "/sitemap.xml") else answer(path)

    return with_errors


def test_what_is_too_far_keeps_its_reason_and_comes_back(run: Run, home: Path) -> None:
    run("init")
    with (home / "config.toml").open("a") as config:
        config.write("max_depth = 3\nretries = 0\n")
    short_cut: list[str] = []
    asked: list[str] = []
    with serving(chain(short_cut, asked)) as site:
        run("portal", "add", site.url, "--ward", "00142", "--delay", 0)
        assert run("crawl", "--again").status == 0
        with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
            reasons = store.skipped_reasons(1)
        first = set(asked)
        short_cut.append("/trang-4")
        assert run("crawl", "--again").status == 0

    assert first >= {"/trang-3"} and "/trang-4" not in first
    assert reasons == {TOO_FAR: 1}
    assert {"/trang-4", "/trang-5"} <= set(asked)
