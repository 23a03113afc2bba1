"""Commands run as a user runs them, in a process of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


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


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def run(home: Path) -> Run:
    """Run one command; its output is text, its status is told."""

    def ran(
        *words: object, stdin: bytes | None = None, timeout: float = 120, at: Path | None = None
    ) -> Ran:
        done = subprocess.run(
            command(at or home, *words),
            input=stdin,
            capture_output=True,
            timeout=timeout,
            env=environment(),
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return ran


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive, made once; tests work on copies."""
    home = tmp_path_factory.mktemp("made") / "archive"
    made = subprocess.run(
        command(home, "demo", "--no-serve"), capture_output=True, env=environment(), check=False
    )
    assert made.returncode == 0, made.stderr.decode()
    return home


@pytest.fixture
def demo(made_demo: Path, home: Path, run: Run) -> Run:
    """Run commands on a copy of the demo's archive."""
    shutil.copytree(made_demo, home)
    return run
