"""A real Chromium, and the archives that it visits."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from tests.functional.web.archive import make_services, thirty_pages
from tests.functional.web.hostile import hostile_pages
from wardarchive.web.serve import serving
from wardarchive.wiring import open_services

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SCREENSHOTS = Path(__file__).parent / "screenshots"
WIDTHS = {"desktop": (1280, 900), "phone": (375, 800)}

Visit = Callable[..., Page]


def _executable(playwright: Playwright) -> str | None:
    for name in NAMES:
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    return own if own and Path(own).exists() else None


@dataclass
class Sink:
    """A server of everything outside the archive: what reaches it got out."""

    port: int
    paths: list[str]


@pytest.fixture(scope="session")
def sink() -> Iterator[Sink]:
    """Answers for every host below example.vn and evil.example.vn."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_HEAD = do_GET  # noqa: N815 - the names that the base class calls

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Sink(server.server_address[1], paths)
    server.shutdown()
    server.server_close()
    thread.join(timeout=30)


@pytest.fixture(scope="session")
def browser(sink: Sink) -> Iterator[Browser]:
    """Chromium from the PATH, else Playwright's own; none is a failure under CI=true, else a skip."""
    with sync_playwright() as playwright:
        executable = _executable(playwright)
        if executable is None:
            reason = "no Chromium on the PATH and none of Playwright: run python scripts/find_chromium.py"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        # Chromium refuses its own sandbox to root; what it visits here is on the loopback.
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        arguments.append(f"--host-resolver-rules=MAP *.example.vn 127.0.0.1:{sink.port}")
        found = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Thirty invented articles."""
    services = make_services(tmp_path_factory.mktemp("archive"), thirty_pages())
    with serving(services) as address:
        yield address
    services.store.close()


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive full of script."""
    services = make_services(tmp_path_factory.mktemp("hostile"), hostile_pages())
    with serving(services) as address:
        yield address
    services.store.close()


@pytest.fixture(scope="session")
def demo_site(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo: the bundled portals crawled over real HTTP."""
    home = tmp_path_factory.mktemp("demo") / "archive"
    shutil.copytree(made_demo, home)
    with open_services(home) as services, serving(services) as address:
        yield address


class Console:
    """What a page complained of, but for what captured pages were kept from doing."""

    def __init__(self, page: Page) -> None:
        self.messages: list[str] = []
        page.on("console", lambda m: self._add(m.type, m.text, m.location.get("url", "")))
        page.on("pageerror", self._fail)

    def _add(self, kind: str, text: str, url: str) -> None:
        blocked = "/raw" in url or "/raw" in text
        if kind in ("error", "warning") and not blocked:
            self.messages.append(f"{kind}: {text} ({url})")

    def _fail(self, error: Error) -> None:
        self.messages.append(f"exception: {error.message}")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a page for a new reader: ``visit(address, width="phone", script=False, **context options)``.

    At the end no page may have complained in its console, unless it `complains` as it should.
    """
    contexts: list[BrowserContext] = []
    consoles: list[Console] = []

    def open_page(
        address: str,
        *,
        width: str = "desktop",
        script: bool = True,
        complains: bool = False,
        **options: object,
    ) -> Page:
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        settings = {"viewport": size, "java_script_enabled": script, "locale": "vi-VN"} | options
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if not complains:
            consoles.append(Console(page))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [message for console in consoles for message in console.messages] == []
