"""Where a link leads, in pieces."""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """An absolute URL without fragment, and its pieces."""

    url: str
    site: str
    """Host and port, without a leading ``www.``."""
    path: str
    query: str


def site_of(netloc: str) -> str:
    """Host and port without a leading ``www.``."""
    return netloc.lower().removeprefix("www.")
