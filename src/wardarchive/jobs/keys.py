"""Keys for programs that write: made once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime

from wardarchive.errors import UsageError
from wardarchive.store.key_rows import ApiKey
from wardarchive.store.store import Store

PREFIX = "wak_"
"""In front of every key, so that one that was published by mistake is found by a search for it."""
_NAME = re.compile(r"[\w][\w .@-]{0,79}")


def _digest(secret: str) -> str:
    # One round is enough: the secret has 256 random bits, there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()


def add_key(store: Store, name: str, now: datetime) -> str:
    """Make a key for `name` and return its secret, which nobody can look up again.

    Raises `UsageError` where the name cannot be, or a key in use has it.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name for a key", "letters, digits, blanks and . @ - _, at most 80"
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    if not store.add_key(name, _digest(secret), now):
        raise UsageError(
            f"there is a key named {name!r} already", "take another name, or: wardarchive key revoke"
        )
    return secret


def key_of(store: Store, secret: str) -> ApiKey | None:
    """The key that a program shows, where it is one that is in use."""
    return store.key_of(_digest(secret)) if secret.startswith(PREFIX) else None


def revoke_key(store: Store, name: str, now: datetime) -> None:
    """Make a key void at once. Raises `UsageError` where there is none of that name."""
    if not store.revoke_key(name, now):
        raise UsageError(f"no key in use is named {name!r}", "see: wardarchive key list")
