"""Passwords: how they are kept and checked. scrypt of the standard library (RFC 7914), with a salt each."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
import unicodedata
from dataclasses import dataclass

from wardarchive.errors import UsageError

SHORTEST, LONGEST = 12, 200
"""Characters. The upper bound keeps a megabyte of password from being hashed."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 32 MB and a core: more at once would let strangers fill the memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Parameters of scrypt; the OWASP cheat sheet asks for no less than these."""

    log_n: int = 15
    r: int = 8
    p: int = 3


def check_password(password: str) -> str:
    """The password in the form that is hashed. Raises `UsageError` where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            f"a password has {SHORTEST} to {LONGEST} characters, not {len(password)}",
            "a sentence is easy to remember and hard to guess",
        )
    return password


def hash_password(password: str, cost: Cost = Cost()) -> str:
    """What is kept of a password: ``scrypt$15$8$3$salt$key``.

    >>> matches("mười hai chữ cái", hash_password("mười hai chữ cái", Cost(4, 8, 1)))
    True
    """
    salt = secrets.token_bytes(16)
    key = _derive(password, salt, cost)
    coded = (base64.b64encode(part).decode() for part in (salt, key))
    return "$".join(("scrypt", str(cost.log_n), str(cost.r), str(cost.p), *coded))


def matches(password: str, kept: str) -> bool:
    """Whether it is the password that was kept; takes as long whichever way it turns out."""
    try:
        name, log_n, r, p, salt, key = kept.split("$")
        cost, known = Cost(int(log_n), int(r), int(p)), base64.b64decode(key)
        given = _derive(password[:LONGEST], base64.b64decode(salt), cost)
    except ValueError:  # a row that was edited by hand
        return False
    return name == "scrypt" and hmac.compare_digest(given, known)


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    text = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    n = 2**cost.log_n
    with _AT_ONCE:
        return hashlib.scrypt(
            text, salt=salt, n=n, r=cost.r, p=cost.p, maxmem=2 * 128 * n * cost.r + 2**20, dklen=32
        )
