"""The commands by name; a command's module is imported when the command is asked for.

Everything together takes about 1.3 s of CPU to import; ``wardarchive parse`` needs a third of that.
"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "demo": "serving:demo",
    "init": "archive:init",
    "portal": "portals:portal",
    "crawl": "collecting:crawl",
    "schedule": "scheduling:schedule",
    "scheduler": "scheduling:scheduler",
    "import": "collecting:import_",
    "parse": "reading:parse",
    "extract": "reading:extract",
    "index": "archive:index",
    "search": "searching:search",
    "export": "exporting:export",
    "serve": "serving:serve",
    "status": "archive:status",
    "verify": "verifying:verify",
    "rebuild": "rebuilding:rebuild",
    "statements": "statements:statements",
    "commitments": "statements:commitments",
    "official": "deciding:official",
    "coverage": "health:coverage",
    "reparse": "reparsing:reparse",
    "key": "keys:key",
    "backup": "backing_up:backup",
    "restore": "backing_up:restore",
    "account": "accounts:account",
    "changes": "comparing:changes",
}
"""name: module of this package, colon, function; groups bring their own subcommands."""


class CommandsOnDemand(click.Group):
    """A group whose commands are those of `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, or None where there is none of that name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, function = place.partition(":")
        found = getattr(import_module(f"wardarchive.cli.{module}"), function)
        return found if isinstance(found, click.Command) else None
