"""The documents say what the program does."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from wardarchive.cli import cli
from wardarchive.cli.commands import COMMANDS
from wardarchive.config import _TEMPLATE, Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and subcommand with its full name."""
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None, name
        yield name, command
        if isinstance(command, click.Group):
            for sub, inner in command.commands.items():
                yield f"{name} {sub}", inner


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_readme_names_every_command(name: str) -> None:
    """A command that the README does not name is not there for a reader."""
    assert f"`wardarchive {name}" in README


@pytest.mark.parametrize(("name", "command"), sorted(commands()), ids=lambda value: str(value))
def test_every_command_has_help_in_both_languages(name: str, command: click.Command) -> None:
    """Vietnamese first, English second."""
    vietnamese, separator, english = (command.help or "").partition(" · ")

    assert separator, name
    assert re.search("[à-ỹđ]", vietnamese.lower()), name
    assert english[:1].isupper(), name


def test_readme_links_lead_somewhere() -> None:
    """Each relative link is a file of the repository."""
    links = re.findall(r"\]\((?!http|#)([^)#]+)\)", README + ARCHITECTURE)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_architecture_gives_a_reason_for_every_dependency() -> None:
    """What for, why this one, what it costs."""
    names = [re.split(r"[>=\[ ]", line, maxsplit=1)[0] for line in PROJECT["dependencies"]]
    known = {"sqlalchemy": "SQLAlchemy", "flask": "Flask", "flask-babel": "Flask-Babel"}
    known |= {"whoosh-reloaded": "Whoosh-Reloaded"}

    assert [name for name in names if known.get(name, name) not in ARCHITECTURE] == []


def test_architecture_names_every_package() -> None:
    """Each package under src has its line."""
    packages = [p.name for p in (ROOT / "src" / "wardarchive").iterdir() if (p / "__init__.py").exists()]

    assert [name for name in packages if f"`{name}/`" not in ARCHITECTURE] == []


def test_config_template_names_only_settings() -> None:
    """Each commented setting of a new config.toml exists."""
    named = re.findall(r"^# ([a-z_]+) = ", _TEMPLATE, re.MULTILINE)

    assert named
    assert set(named) <= set(Settings.__dataclass_fields__)


def test_no_machine_paths_and_no_registry_hosts() -> None:
    """The repository speaks of itself alone."""
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.split(b"\0")
    forbidden = re.compile(
        b"/(?:" + b"work|root)/|pypi" + rb"\.org|python" + rb"hosted\.org|npmjs" + rb"\."
    )

    paths = [ROOT / name.decode() for name in files if name]
    found = [path.name for path in paths if path.is_file() and forbidden.search(path.read_bytes())]

    assert found == []
