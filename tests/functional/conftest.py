"""Commands run as a user runs them, in a process of their own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.commands import SRC, command, environment
from tests.functional.forked import Forked


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    status: int
    raw: bytes
    """Standard output, byte for byte."""
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture(scope="session")
def forked() -> Iterator[Forked]:
    """Where commands come from that need not be started anew."""
    root = SRC.parent
    made = Forked(environment() | {"PYTHONPATH": f"{SRC}{os.pathsep}{root}", "OPENBLAS_NUM_THREADS": "1"})
    yield made
    made.close()


@pytest.fixture
def run(home: Path, forked: Forked) -> Run:
    """Run one command; its output is text, its status is told."""

    def ran(
        *words: object, stdin: bytes | None = None, timeout: float = 120, at: Path | None = None
    ) -> Ran:
        status, out, err = forked.run(command(at or home, *words)[3:], stdin, timeout)
        return Ran(status, out, err.decode())

    return ran


@pytest.fixture
def demo(made_demo: Path, home: Path, run: Run) -> Run:
    """Run commands on a copy of the demo's archive."""
    shutil.copytree(made_demo, home)
    return run
