"""See that the browser tests have a Chromium: on the PATH, else Debian's package, else Playwright's own.

Prints where it was found. Under CI=true its absence is a failure; elsewhere the browser tests are
skipped and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def on_path() -> str | None:
    """A Chromium on the PATH."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def of_playwright() -> str | None:
    """Playwright's own Chromium, if it was downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and os.path.exists(path) else None  # noqa: PTH110 - a str from outside


def run(*command: str) -> bool:
    """Whether the command could be run and succeeded; its output goes to stderr."""
    print("+", " ".join(command), file=sys.stderr)
    try:
        return subprocess.run(command, stdout=sys.stderr, timeout=900, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)
        return False


def install_debian() -> bool:
    """Install Debian's package, where this user may."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    quiet = ("-qq", "-o", "Dpkg::Use-Pty=0")
    run("apt-get", "update", *quiet)
    return run("apt-get", "install", "-y", "--no-install-recommends", *quiet, "chromium", "fonts-noto-core")


def find() -> str | None:
    """The first that is there, installing one where none is."""
    found = on_path() or of_playwright()
    if found:
        return found
    if install_debian() and (found := on_path()):
        return found
    if run(sys.executable, "-m", "playwright", "install", "chromium"):
        return of_playwright()
    return None


def main() -> int:
    """0 where there is a Chromium, or where its absence only skips tests."""
    path = find()
    if path:
        print(f"Chromium: {path}")
        return 0
    print("No Chromium on the PATH, none from Debian's packages, none from Playwright.", file=sys.stderr)
    if os.environ.get("CI") == "true":
        return 1
    print("The browser tests will be skipped.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
