"""When to try again, and after how long: pure arithmetic on attempts and Retry-After."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from wardarchive.model import FetchedPage

BUSY_STATUSES = frozenset({429, 503})
"""The server says that it is too much or not now."""
PASSING_STATUSES = BUSY_STATUSES | {500, 502, 504}
PASSING_KINDS = frozenset({"refused", "timeout", "connection"})
"""Kinds of `FetchError` that may be gone in a moment. A name that does not resolve or a bad certificate
are for the next run."""

_MAX_SECONDS = 10 * 365 * 86_400


def backoff(attempt: int, base: float, cap: float) -> float:
    """Seconds before attempt `attempt` + 1: base, twice that, four times, up to the cap.

    >>> [backoff(n, 1.0, 5.0) for n in (1, 2, 3, 4)]
    [1.0, 2.0, 4.0, 5.0]
    """
    return min(cap, base * 2.0 ** min(attempt - 1, 30))


def retry_after(page: FetchedPage) -> float | None:
    """Seconds that the Retry-After header asks for, from the time of the response; None: nothing asked."""
    value = next((v for k, v in page.headers if k.lower() == "retry-after"), None)
    return None if value is None else retry_after_seconds(value, page.fetched_at)


def retry_after_seconds(value: str, now: datetime) -> float | None:
    """Seconds from a Retry-After value in either form, never negative.

    >>> retry_after_seconds("120", datetime(2025, 7, 1, tzinfo=UTC))
    120.0
    >>> retry_after_seconds("Tue, 01 Jul 2025 00:01:00 GMT", datetime(2025, 7, 1, tzinfo=UTC))
    60.0
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), _MAX_SECONDS))
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max(0.0, (when - now).total_seconds()), float(_MAX_SECONDS))
