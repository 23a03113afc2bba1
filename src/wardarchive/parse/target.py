"""Where a link leads, in pieces."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit


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


def path_and_query(url: str) -> tuple[str, str]:
    """The path and the query of a URL; empty for what is none.

    >>> path_and_query("http://a.vn/x?y=1"), path_and_query("http://[")
    (('/x', 'y=1'), ('', ''))
    """
    try:
        split = urlsplit(url)
    except ValueError:
        return "", ""
    return split.path, split.query
