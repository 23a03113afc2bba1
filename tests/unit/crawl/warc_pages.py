"""Pages to be kept, for the tests of WARC files."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

from wardarchive.model import FetchedPage

START = datetime(2025, 7, 1, 1, 2, 3, 456789, tzinfo=UTC)


def page(
    number: int = 1,
    *,
    body: bytes | None = None,
    packed: bool = True,
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    truncated: bool = False,
) -> FetchedPage:
    """A page of its own for each number."""
    text = f"<p>Tin số {number} của phường</p>".encode() * 20 if body is None else body
    coding = (("Content-Encoding", "gzip"),) if packed else ()
    return FetchedPage(
        url=f"http://a.vn/tin/{number}?x=1",
        status=status,
        reason="OK" if status == 200 else "Reason",
        request_headers=(("Host", "a.vn"), ("User-Agent", "wardarchive-test")),
        headers=(("Content-Type", "text/html; charset=utf-8"), *coding, *headers),
        payload=gzip.compress(text, mtime=0) if packed else text,
        body=text,
        fetched_at=START + timedelta(minutes=number),
        elapsed=0.1,
        truncated=truncated,
    )
