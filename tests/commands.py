"""How tests start the command line: in a clean environment, on an archive of their own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src"


def environment() -> dict[str, str]:
    """A clean environment for the commands."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")}
    return kept | {"PYTHONPATH": str(SRC), "PYTHONWARNINGS": "error"}


def command(home: Path, *words: object) -> list[str]:
    """The words of a process that runs one command on the archive at `home`."""
    texts = [str(word) for word in words]
    at_home = [] if texts[0] in ("parse", "extract") else ["--home", str(home)]
    end = texts.index("--") if "--" in texts else len(texts)
    return [sys.executable, "-m", "wardarchive", *texts[:end], *at_home, *texts[end:]]
