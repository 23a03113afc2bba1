"""Which addresses from captured pages may become links."""

from __future__ import annotations

from urllib.parse import urlsplit

_LONGEST = 4000


def safe_link(url: str | None) -> str | None:
    """`url` where it is a plain web address, else None: ``javascript:`` and its kin never become links.

    >>> safe_link("https://saidong.longbien.hanoi.gov.vn/a"), safe_link(" JavaScript:alert(1)")
    ('https://saidong.longbien.hanoi.gov.vn/a', None)
    """
    if not url or len(url) > _LONGEST or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def host(url: str) -> str:
    """The host of an address, for people to read; the address itself where it has none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def file_name(url: str) -> str:
    """The last piece of an address's path, for people to read."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return url
    return path.rstrip("/").rpartition("/")[2] or url
