"""What all tests share; that the network is off but for the loopback is set in pyproject.toml."""

from __future__ import annotations

import fcntl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.commands import command, environment
from tests.postgresql import Cluster, cluster

# A shared machine is slow now and then; speed is measured in tests/bench, never here.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive's home and a proxy are never taken from the environment."""
    for name in ("WARDARCHIVE_HOME", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real samples beside the project; tests that want it are skipped where it is missing."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip(f"no real samples at {folder.name}/ beside the project: not part of the repository")
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL cluster of the test run's own; tests that want it are skipped where there is no server."""
    with cluster() as running:
        if running is None:
            pytest.skip("no PostgreSQL server's programs on this machine: see scripts/find_postgresql.py")
        yield running


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demo's archive, made by the command once for all workers of a run; tests work on copies."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    home, done = folder / "made-demo", folder / "made-demo.done"
    with (folder / "made-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            words = command(home, "demo", "--no-serve")
            made = subprocess.run(words, capture_output=True, env=environment(), check=False)
            assert made.returncode == 0, made.stderr.decode()
            done.touch()
    return home
