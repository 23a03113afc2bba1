"""The archive's settings: read once, frozen, handed down as plain values.

The only reader of the environment and of ``config.toml``. An unknown setting is an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from wardarchive.errors import ArchiveMissing, ConfigError

DEFAULT_HOME = "archive"
CONFIG_FILE = "config.toml"

_TEMPLATE = """\
# Settings of this archive. Every line is optional; what is commented out shows the default.

# The name that this archive gives itself on its pages and in its WARC files.
# title = "wardarchive"

# Whom a portal's webmaster can write to: an e-mail address or a URL. It is sent with each request.
# contact = ""

# Seconds between two requests to one host (robots.txt may ask for more).
# delay = 2.0

# Pages fetched in one crawl of one portal, at most.
# max_pages = 5000

# Known articles of one portal that are looked at again in a day, at most.
# revisits = 200

# Pictures and documents kept of one article, at most.
# max_files = 20

# The host names under which the web is served, with commas between; empty: any.
# hosts = ""

# The address of a proxy before the web, whose X-Forwarded-For and X-Forwarded-Proto are believed.
# trusted_proxy = ""

# Requests to the API a minute and address, at most; 0: any number.
# api_rate = 240

# The database; the default is the file archive.db in this folder.
# database = "postgresql+psycopg://user@localhost/wardarchive"
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one archive."""

    home: Path
    title: str = "wardarchive"
    contact: str = ""
    delay: float = 2.0
    max_pages: int = 5000
    max_depth: int = 12
    max_body_bytes: int = 20_000_000
    request_timeout: float = 30.0
    page_timeout: float = 120.0
    retries: int = 2
    max_attempts: int = 3
    revisits: int = 200
    max_files: int = 20
    warc_bytes: int = 1_000_000_000
    hosts: str = ""
    trusted_proxy: str = ""
    api_rate: int = 240
    database: str = ""

    @property
    def database_url(self) -> str:
        """A SQLAlchemy URL; the SQLite file in the home unless another one is set."""
        return self.database or f"sqlite:///{self.home / 'archive.db'}"

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names of `hosts`, one by one."""
        return tuple(name for host in self.hosts.split(",") if (name := host.strip()))

    @property
    def warc_folder(self) -> Path:
        return self.home / "warc"

    @property
    def index_folder(self) -> Path:
        return self.home / "index"


_RANGES: Mapping[str, tuple[float, float]] = {
    "delay": (0, 3600),
    "max_pages": (1, 10_000_000),
    "max_depth": (1, 1000),
    "max_body_bytes": (1000, 1_000_000_000),
    "request_timeout": (0.1, 600),
    "page_timeout": (0.1, 3600),
    "retries": (0, 10),
    "max_attempts": (1, 100),
    "revisits": (0, 10_000_000),
    "max_files": (0, 1000),
    "api_rate": (0, 1_000_000),
    "warc_bytes": (100_000, 100_000_000_000),
}


def home_folder(option: str | None, environment: Mapping[str, str]) -> Path:
    """Where the archive is: the option, else ``WARDARCHIVE_HOME``, else ``./archive``."""
    return Path(option or environment.get("WARDARCHIVE_HOME") or DEFAULT_HOME).expanduser()


def load_settings(home: Path, overrides: Mapping[str, Any] | None = None) -> Settings:
    """The settings of the archive at `home`.

    Raises `ArchiveMissing` where there is no archive, `ConfigError` for a setting that is unknown or
    out of range.
    """
    path = home / CONFIG_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ArchiveMissing(
            f"there is no archive at {home}", "make one with: wardarchive init --home DIR"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read ({error})", "check its permissions and encoding"
        ) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}", "correct that line") from error
    return Settings(home=home, **_checked(path, values | dict(overrides or {})))


def _checked(path: Path, values: dict[str, Any]) -> dict[str, Any]:
    kinds = {f.name: f.type for f in fields(Settings) if f.name != "home"}
    for name, value in values.items():
        if name not in kinds:
            known = ", ".join(sorted(kinds))
            raise ConfigError(f"unknown setting {name!r} in {path}", f"the settings are: {known}")
        if kinds[name] == "str":
            fits = isinstance(value, str)
        else:
            whole = kinds[name] == "int"
            fits = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
        if not fits:
            raise ConfigError(f"{name} in {path} must be of type {kinds[name]}, not {value!r}")
        low, high = _RANGES.get(name, (0, 0))
        if name in _RANGES and not low <= value <= high:
            raise ConfigError(f"{name} in {path} must be between {low:g} and {high:g}, not {value!r}")
    return values


def set_database(home: Path, url: str) -> None:
    """Name another database in the archive's config.toml, or none; all other lines stay as they are."""
    path = home / CONFIG_FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if not re.match(r"\s*database\s*=", line)]
    escaped = url.replace("\\", "\\\\").replace('"', '\\"')
    named = [f'database = "{escaped}"'] if url else []
    path.write_text("\n".join([*named, *kept]) + "\n", encoding="utf-8")


def make_home(home: Path) -> bool:
    """Make an empty archive's folders and its config.toml; False where they are there already."""
    path = home / CONFIG_FILE
    if path.exists():
        return False
    try:
        for folder in (home, home / "warc", home / "index"):
            folder.mkdir(parents=True, exist_ok=True)
        path.write_text(_TEMPLATE, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"cannot make an archive at {home} ({error.strerror})", "choose a folder that can be written"
        ) from error
    return True
