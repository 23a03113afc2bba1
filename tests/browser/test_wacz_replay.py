"""A WACZ of ours is replayed in a real browser by ReplayWeb.page, a tool that is not ours."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.unit.crawl.warc_pages import START, page
from wardarchive.crawl.wacz import WaczPage, write_wacz
from wardarchive.crawl.warc import Original, WarcWriter

pytestmark = pytest.mark.browser

PACKAGE = "replaywebpage@2.4.6"
HTML = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Tin {0}</title>'
    "<h1>Phường Sài Đồng</h1><p>Nội dung bài viết số {0}</p></html>"
)


@pytest.fixture(scope="session")
def replay_tool() -> Path:
    """ReplayWeb.page's two scripts, fetched once by npm and kept beside the virtual environment."""
    folder = Path(sys.prefix) / "share" / PACKAGE
    if not (folder / "package" / "sw.js").exists():
        npm = shutil.which("npm")
        reason = f"npm is needed once to fetch {PACKAGE}"
        if npm is None:
            pytest.skip(reason)
        folder.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run(
            [npm, "pack", PACKAGE, "--silent"], cwd=folder, capture_output=True, text=True, check=False
        )
        if fetched.returncode != 0:
            pytest.skip(f"{reason}, and npm cannot: {fetched.stderr.strip()[-200:]}")
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
    return folder / "package"


class RangeHandler(http.server.SimpleHTTPRequestHandler):
    """Files with Range, as any web server gives them: the tool asks for parts of a package."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if asked is None or not path.is_file():
            super().do_GET()
            return
        data = path.read_bytes()
        start = int(asked[1]) if asked[1] else len(data) - int(asked[2])
        end = min(int(asked[2]) if asked[1] and asked[2] else len(data) - 1, len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(data)}")
        self.send_header("Content-Length", str(end + 1 - start))
        self.end_headers()
        self.wfile.write(data[start : end + 1])

    def log_message(self, *_args: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def replay_site(replay_tool: Path, tmp_path: Path) -> Iterator[str]:
    """A package with 1,500 captures and a revisit, and the tool that shows it."""
    with WarcWriter(tmp_path / "warc", max_bytes=500_000) as writer:
        for number in range(1_500):
            kept = page(number, body=HTML.format(number).encode())
            place, digest = writer.write(kept)
            if number == 7:
                seventh = Original(kept.url, kept.fetched_at, place, digest)
        writer.write(page(5_000, body=HTML.format(7).encode()), original=seventh)
    site = tmp_path / "site"
    (site / "replay").mkdir(parents=True)
    shutil.copy(replay_tool / "ui.js", site)
    shutil.copy(replay_tool / "sw.js", site / "replay")
    pages = [WaczPage(str(n), page(n).url, page(n).fetched_at, f"Tin {n}") for n in (7, 1_234)]
    write_wacz(site / "kho.wacz", sorted((tmp_path / "warc").iterdir()), pages, title="Kho", created=START)
    for number in (1_234, 5_000):
        (site / f"{number}.html").write_text(
            '<!doctype html><script src="/ui.js"></script>'
            '<replay-web-page source="/kho.wacz" embed="default" replayBase="/replay/"'
            f' url="{page(number).url}"></replay-web-page>',
            encoding="utf-8",
        )
    handler = functools.partial(RangeHandler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _shows(tab: Page, text: str) -> bool:
    """Whether any frame comes to show the text within ten seconds."""
    for _ in range(40):
        for frame in tab.frames:
            try:
                if text in frame.locator("body").inner_text(timeout=250):
                    return True
            except Error:
                continue
        tab.wait_for_timeout(250)
    return False


@pytest.mark.parametrize(("number", "text"), [(1_234, "bài viết số 1234"), (5_000, "bài viết số 7")])
def test_replayed_by_another_tool(browser: Browser, replay_site: str, number: int, text: str) -> None:
    """A capture, and a revisit whose payload stands in another record, are shown as they were."""
    context = browser.new_context()
    try:
        tab = context.new_page()
        shown = False
        for _ in range(4):
            # The tool's service worker takes over a page only after it was loaded once.
            tab.goto(f"{replay_site}/{number}.html")
            if shown := _shows(tab, text):
                break
        assert shown
    finally:
        context.close()
