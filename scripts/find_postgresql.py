"""See that the tests of the store have a PostgreSQL server: on the PATH, else Debian's package.

Prints where its programs are. Under CI=true their absence is a failure; elsewhere those tests are
skipped and say so. The tests start a throw-away cluster of their own; no running server is touched.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.find_chromium import run

_PROGRAMS = ("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore")
_DEBIAN = Path("/usr/lib/postgresql")


def _complete(folder: Path) -> bool:
    return all((folder / name).exists() for name in _PROGRAMS)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.parent.name.split(".") if part.isdigit())


def programs() -> Path | None:
    """The folder of the server's programs: that of `postgres` on the PATH, else Debian's newest."""
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(_DEBIAN.glob("*/bin"), key=_version, reverse=True)
    return next((folder for folder in folders if _complete(folder)), None)


def find() -> Path | None:
    """Where the programs are, installing Debian's package where there are none and this user may."""
    found = programs()
    if found or not shutil.which("apt-get") or os.geteuid() != 0:
        return found
    quiet = ("-qq", "-o", "Dpkg::Use-Pty=0")
    run("apt-get", "update", *quiet)
    # Without its own cluster: the tests make theirs, and nothing is to run afterwards.
    cluster = Path("/etc/postgresql-common/createcluster.conf")
    if not cluster.exists():
        cluster.parent.mkdir(parents=True, exist_ok=True)
        cluster.write_text("create_main_cluster = false\n", encoding="utf-8")
    run("apt-get", "install", "-y", "--no-install-recommends", *quiet, "postgresql")
    return programs()


def main() -> int:
    """0 where there is a server, or where its absence only skips tests."""
    folder = find()
    if folder:
        print(f"PostgreSQL: {folder}")
        return 0
    print("No PostgreSQL on the PATH and none from Debian's packages.", file=sys.stderr)
    if os.environ.get("CI") == "true":
        return 1
    print("The tests over PostgreSQL will be skipped.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
