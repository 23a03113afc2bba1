"""Digests as WARC files write them: an algorithm, a colon, and base 32."""

from __future__ import annotations

import base64
import hashlib

ALGORITHMS = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s"})


def payload_digest(payload: bytes) -> str:
    """The digest of a payload, content coding on.

    >>> payload_digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + base64.b32encode(hashlib.sha1(payload).digest()).decode("ascii")


def digest_holds(declared: str | None, *candidates: bytes) -> bool | None:
    """Whether a declared digest fits one of the byte strings; None where it cannot be told.

    Base 32, base 64 and hexadecimal are understood; other people's tools write all three.

    >>> digest_holds("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", b""), digest_holds("sha1:AAAA", b"")
    (True, False)
    """
    name, colon, value = (declared or "").strip().partition(":")
    algorithm = name.lower().replace("-", "")
    if not colon or algorithm not in ALGORITHMS:
        return None
    return any(_same(hashlib.new(algorithm, data).digest(), value) for data in candidates)


def _same(digest: bytes, text: str) -> bool:
    return text.rstrip("=") in (
        base64.b32encode(digest).decode("ascii").rstrip("="),
        base64.b64encode(digest).decode("ascii").rstrip("="),
        base64.urlsafe_b64encode(digest).decode("ascii").rstrip("="),
    ) or text.lower() in (digest.hex(), base64.b32encode(digest).decode("ascii").lower())
