"""A throw-away PostgreSQL cluster on a unix socket, for the tests that run over both databases."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

from scripts.find_postgresql import programs

OWNER = "wardarchive"
_NOT_ROOT = ("postgres", "nobody")
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


@dataclass
class Cluster:
    """A running server that nobody else can reach."""

    programs: Path
    socket: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _common: str = ""

    def new_database(self) -> str:
        """The SQLAlchemy URL of a new, empty database.

        Its language is Vietnamese where the server knows ICU (15 and later): what depends on the order of
        bytes fails here as it would for users.
        """
        name = f"archive_{next(self._numbers)}"
        made = f'CREATE DATABASE {name} TEMPLATE template0 ENCODING "UTF8"'
        vietnamese = f"{made} LOCALE_PROVIDER icu ICU_LOCALE 'vi-VN' LOCALE 'C'"
        if not self._sql(vietnamese) and not self._sql(made):
            raise RuntimeError("the test cluster makes no database")
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.socket}"

    def new_schema(self) -> str:
        """The URL of an empty schema of a database that all have in common: a tenth of the time."""
        self._common = self._common or self.new_database()
        name = f"schema_{next(self._numbers)}"
        if not self._sql(f"CREATE SCHEMA {name}", make_url(self._common).database or ""):
            raise RuntimeError("the test cluster makes no schema")
        return f"{self._common}&options=-csearch_path%3D{name}"

    def _sql(self, statement: str, database: str = "postgres") -> bool:
        words = ["psql", "-X", "-q", "-h", str(self.socket), "-U", OWNER, "-d", database, "-c", statement]
        psql = self.programs / "psql"
        words[0] = str(psql) if psql.exists() else "psql"
        return subprocess.run(words, capture_output=True, check=False).returncode == 0


def _user() -> str | None:
    """The server refuses to run as root: who runs it then; None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _NOT_ROOT if name in known)


def _run(user: str | None, folder: Path, *words: str) -> None:
    extra = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()} if user else {}
    log = folder / "commands.log"
    with log.open("ab") as out:
        done = subprocess.run(words, cwd=folder, stdout=out, stderr=out, check=False, **extra)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def cluster() -> Iterator[Cluster | None]:
    """A new cluster, stopped and removed at the end; None where the machine has no server's programs."""
    found = programs()
    if found is None:
        yield None
        return
    user = _user()
    # Not pytest's own folder: that one is closed to the server's user, and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="wardarchive-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        make = ("-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        _run(user, folder, str(found / "initdb"), "-D", data, *make)
        control = (str(found / "pg_ctl"), "-D", data, "-w", "-s")
        options = f"-k {folder} -c listen_addresses='' {_FAST}"
        _run(user, folder, *control, "-l", str(folder / "server.log"), "-o", options, "start")
        try:
            yield Cluster(found, folder)
        finally:
            _run(user, folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
