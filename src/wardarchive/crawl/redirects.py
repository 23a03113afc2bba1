"""Where a redirect leads, and the cookies that some sites want to see on the way."""

from __future__ import annotations

import re

from wardarchive.crawl.urls import absolute, host_key
from wardarchive.errors import FetchError
from wardarchive.model import FetchedPage

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_COOKIES = 20
MAX_COOKIE_LENGTH = 1_024
_COOKIE = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([^\s;,\\]*)")


def redirect_target(page: FetchedPage) -> str | None:
    """The absolute URL to which a response sends on; None where it does not.

    Raises `FetchError` with kind ``bad-url`` where that is no address of the web.
    """
    location = page.location
    if page.status not in REDIRECTS or not location:
        return None
    try:
        return absolute(header_text(location), page.url)
    except FetchError as error:
        raise FetchError(
            "bad-url",
            page.url,
            f"{page.url} redirects to an address that is not fetched: {error.message}",
            "the redirect was not followed; check it in a browser",
        ) from error


def header_text(value: str) -> str:
    """A header value as text: headers are bytes, which many servers fill with UTF-8.

    >>> header_text("/tin-t\\xe1\\xbb\\xa9c")
    '/tin-tức'
    """
    try:
        return value.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value


class ChainCookies:
    """Cookies within one chain of redirects, each sent only to the host and port that set it.

    Portals behind a gatekeeper answer the first visit with a cookie and a redirect to the same address;
    without the cookie that is a circle. Nothing is kept after the chain.
    """

    def __init__(self) -> None:
        self._by_host: dict[str, dict[str, str]] = {}

    def take(self, page: FetchedPage) -> None:
        """Remembers the cookies of a response, within `MAX_COOKIES` and `MAX_COOKIE_LENGTH`."""
        jar = self._by_host.setdefault(host_key(page.url), {})
        for name, value in page.headers:
            if name.lower() != "set-cookie":
                continue
            match = _COOKIE.match(value[: MAX_COOKIE_LENGTH + 1])
            if match and match.end() <= MAX_COOKIE_LENGTH and (match[1] in jar or len(jar) < MAX_COOKIES):
                jar[match[1]] = match[2]

    def header(self, url: str) -> str | None:
        """The Cookie header for a URL; None where there is none to send."""
        jar = self._by_host.get(host_key(url))
        return "; ".join(f"{name}={value}" for name, value in jar.items()) if jar else None
