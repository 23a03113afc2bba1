"""Make the screenshots of the user guides from the demo, in a real Chromium.

    python scripts/guide_screenshots.py [FOLDER]

Writes ``NAME.jpg`` into FOLDER (default: the package's ``web/static/guide``), some 35 kB each.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from wardarchive.config import make_home
from wardarchive.web.guides import SCREENSHOTS
from wardarchive.web.serve import serving
from wardarchive.wiring import build_demo, open_services

SHOTS = {
    "search": "/?q=thu+gom+rác",
    "ward": "/ward/00142?year=2020",
    "article": "/article/{changed}",
    "compare": "/article/{changed}/compare",
    "coverage": "/coverage",
}
"""Name → address."""
_SIZE = {"width": 860, "height": 540}
_QUALITY = 30


def take(browser: Browser, address: str, folder: Path, changed: int) -> list[Path]:
    """The screenshots of the application at `address`; `changed` is an article with two versions."""
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport=_SIZE, locale="vi-VN", reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    made = []
    for name, path in SHOTS.items():
        page.goto(address + path.format(changed=changed))
        target = folder / f"{name}.jpg"
        page.screenshot(path=target, type="jpeg", quality=_QUALITY)
        made.append(target)
    context.close()
    return made


def main() -> int:
    """Build the demo, look at it, write the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SCREENSHOTS
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        home = Path(place) / "demo"
        make_home(home)
        build_demo(home, lambda _vietnamese, _english: None)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        with open_services(home) as services, serving(services) as address:
            found = services.store
            changed = next(
                r.id
                for r in found.records(found.article_ids())
                if "thu gom rác" in r.article.title and len(found.versions(r.id)) > 1
            )
            for target in take(browser, address, folder, changed):
                print(f"{target.name}: {target.stat().st_size:,} bytes")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
