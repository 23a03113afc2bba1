"""Persistent identifiers of captures, which hold though the archive is derived again or moves.

They follow the PWID URN (``urn:pwid:archive:time:coverage:uri``) that web archives have in common: they
name the archive, the moment of the capture and the address that was captured.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from wardarchive.model import Capture
from wardarchive.store.store import Store

_FORM = re.compile(
    r"urn:pwid:(?P<archive>[^:]{1,253}):"
    r"(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ):(?P<coverage>page|part):(?P<uri>.{1,4000})",
    re.ASCII | re.IGNORECASE,
)


def pwid(capture: Capture, archive: str) -> str:
    """The identifier of a captured page in the archive of that host name.

    The colon of a port is left out: a colon parts the identifier's own fields.
    """
    at = capture.fetched_at.astimezone(UTC)
    return f"urn:pwid:{archive.partition(':')[0]}:{at:%Y-%m-%dT%H:%M:%SZ}:page:{capture.url}"


def find_pwid(text: str, store: Store) -> Capture | None:
    """The capture that an identifier names, whichever host the archive had then; None for none."""
    found = _FORM.fullmatch(text.strip())
    if not found:
        return None
    try:
        at = datetime.strptime(found["time"].upper(), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return next(
        (c for c in store.captures_of_url(found["uri"]) if c.fetched_at.replace(microsecond=0) == at), None
    )
