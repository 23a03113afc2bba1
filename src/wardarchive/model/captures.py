"""What was asked of a server, what it answered, and where that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FETCH_ERROR_KINDS = (
    "unknown-host",
    "refused",
    "timeout",
    "tls",
    "connection",
    "redirect-loop",
    "too-many-redirects",
    "too-large",
    "bad-encoding",
    "bad-response",
    "robots",
    "private-address",
    "bad-url",
    "http-error",
)
"""What can go wrong with one fetch. `http-error` is a complete response with status 400 or higher."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One complete HTTP response as it came over the wire."""

    url: str
    """The URL asked for."""
    status: int
    reason: str
    request_headers: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    """In the server's order and spelling; transfer coding already undone."""
    payload: bytes
    """The body with its content coding (gzip …) still on: what is kept."""
    body: bytes
    """The body decoded: what is read."""
    fetched_at: datetime
    """When the response began, UTC."""
    elapsed: float
    """Seconds from request to last byte."""
    truncated: bool = False
    address: str | None = None
    """The IP address that answered."""

    @property
    def content_type(self) -> str | None:
        return next((v for k, v in self.headers if k.lower() == "content-type"), None)

    @property
    def location(self) -> str | None:
        return next((v for k, v in self.headers if k.lower() == "location"), None)


@dataclass(frozen=True, slots=True)
class WarcLocation:
    """Where a response record stands."""

    file: str
    """Name inside the archive's ``warc/``."""
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP response kept in a WARC file."""

    id: int
    portal_id: int | None
    run_id: int | None
    url: str
    fetched_at: datetime
    status: int
    content_type: str | None
    digest: str
    """``sha1:`` + base32 of the payload, as in WARC-Payload-Digest."""
    location: WarcLocation
    etag: str | None = None
    last_modified: str | None = None
    original_id: int | None = None
    """The earlier capture that has the payload, where this one is a revisit record."""


@dataclass(frozen=True, slots=True)
class CapturedContent:
    """What a WARC response record holds, content coding undone."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime

    @property
    def content_type(self) -> str | None:
        return next((v for k, v in self.headers if k.lower() == "content-type"), None)
