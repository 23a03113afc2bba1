"""What can stand in the log of the archivist's desk."""

from __future__ import annotations

from typing import Literal, get_args

Deed = Literal[
    "account-add", "account-remove", "account-role", "account-password",
    "sign-in", "sign-out", "sign-in-refused",
    "portal-add", "portal-edit", "portal-pause", "portal-resume", "portal-remove",
    "portal-check", "portal-private", "schedule", "crawl-start", "crawl-stop",
    "crawl-request", "withhold", "lift", "review",
]  # fmt: skip

DEEDS: tuple[Deed, ...] = get_args(Deed)

PROGRAM = "(API) "
"""Before the name of the key with which a program did something; no account can have such a name."""
COMMAND_LINE = "(command line)"
"""The actor of what was done on the machine itself; no account can have this name."""
