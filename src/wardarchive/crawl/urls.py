"""URLs: what may be fetched, in one spelling.

`absolute` turns a link into the address to ask for and refuses all that is not a plain web address;
`canonical` also drops what names the visit and not the page, so that one page has one URL. Both are
pure and idempotent. They follow the WHATWG URL standard where browsers and RFC 3986 differ
(backslashes, white space inside), because links are written for browsers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from wardarchive.crawl.hosts import BadHost, canonical_host
from wardarchive.crawl.url_parameters import Parameter, names_the_page, without_path_session
from wardarchive.errors import FetchError

MAX_URL_LENGTH = 2_000
"""Characters. Longer ones are no articles: Liferay's back links grow without end."""
_MAX_RAW_LENGTH = 10_000
_KEPT = 4_096
"""Addresses that are remembered: every page of a site links to its menu, and each link is asked several
times for its site, its path and its page."""

DEFAULT_PORTS = {"http": 80, "https": 443}

_PORT_LIST = """
0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115
117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563
587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667
6668 6669 6679 6697 10080
"""
_NO_WEB_PORTS = frozenset(int(port) for port in _PORT_LIST.split())
"""The port blocking list of the Fetch standard: a link must not make us talk HTTP to a mail server."""

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = _UNRESERVED | frozenset(b"!$&'()*+,;=:@/")
_QUERY_SAFE = _UNRESERVED | frozenset(b"!$'()*+,;=:@/?&")
_PLAIN = re.compile(r"[A-Za-z0-9._~/=&-]*")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")
_HAS_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HAS_HOST = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_DROPPED = dict.fromkeys([9, 10, 13])
"""Tab and line ends, which browsers take out of the middle of a URL."""
_EDGES = "".join(map(chr, range(33)))


class _Parts(NamedTuple):
    scheme: str
    host: str
    port: int | None
    path: str
    query: str | None

    def text(self) -> str:
        port = "" if self.port is None else f":{self.port}"
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.host}{port}{self.path}{query}"


class _NoWebAddress(Exception):
    """A URL of something that is not fetched; the message says why."""


def absolute(url: str, base: str | None = None) -> str:
    """The address to ask for: absolute, ASCII, without fragment, every parameter kept.

    Raises `FetchError` with kind ``bad-url``: another scheme than http and https, a user name or
    password, a host or port that cannot be, more than `MAX_URL_LENGTH` characters.

    >>> absolute("../b%7eá?x=1#top", "http://a.vn/x/y/z")
    'http://a.vn/x/b~%C3%A1?x=1'
    """
    return _checked(_split(url, base).text(), url)


def canonical(url: str, base: str | None = None) -> str:
    """The one URL of a page: as `absolute`, without session, campaign and print parameters.

    Parameters are sorted by name, those of one name stay in order. Raises `FetchError` with kind
    ``bad-url``.

    >>> canonical("HTTP://A.vn:80/tin;jsessionid=1A/?tc=7&gd=4&utm_source=zalo&cn=2#x")
    'http://a.vn/tin/?cn=2&gd=4&tc=7'
    """
    parts = _split(url, base)
    long = len(parts.path) + len(parts.query or "") > MAX_URL_LENGTH
    return _checked(_page_at.__wrapped__(parts) if long else _page_at(parts), url)


@lru_cache(maxsize=_KEPT)
def _page_at(parts: _Parts) -> str:
    path = _without_path_sessions(parts.path)
    parameters = dict.fromkeys(p for p in query_parameters(parts.query) if names_the_page(p))
    query = "&".join(
        name if value is None else f"{name}={value}"
        for name, value in sorted(parameters, key=lambda parameter: parameter[0])
    )
    return parts._replace(path=path, query=query).text()


def _without_path_sessions(path: str) -> str:
    if ";" not in path and "(" not in path and "%28" not in path:
        return path
    segments = [without_path_session(segment) for segment in path.split("/")]
    return _without_dots("/".join(segment for segment in segments if segment is not None) or "/")


def query_parameters(query: str | None) -> list[Parameter]:
    """The parameters of a query string in order, still percent-encoded, empty ones left out."""
    found: list[Parameter] = []
    for piece in (query or "").split("&"):
        name, equals, value = piece.partition("=")
        if piece:
            found.append((name, value if equals else None))
    return found


def host_key(url: str) -> str:
    """``host:port`` of a URL: what a connection is made to.

    >>> host_key("https://saidong.longbien.hanoi.gov.vn/x")
    'saidong.longbien.hanoi.gov.vn:443'
    """
    parts = _split(url, None)
    return f"{parts.host}:{parts.port or DEFAULT_PORTS[parts.scheme]}"


def server_key(url: str) -> str:
    """The server of a URL: what one request at a time is counted for.

    http and https, with and without ``www.``, are the same machine nearly everywhere.

    >>> server_key("https://www.city.gov.vn/x"), server_key("http://city.gov.vn:8080/")
    ('city.gov.vn', 'city.gov.vn:8080')
    """
    parts = _split(url, None)
    host = parts.host.removeprefix("www.")
    return host if parts.port is None else f"{host}:{parts.port}"


def origin(url: str) -> str:
    """Scheme, host and port: what a robots.txt speaks for.

    >>> origin("http://a.vn:8080/x?y")
    'http://a.vn:8080'
    """
    return _split(url, None)._replace(path="", query=None).text()


def same_site(url: str, portal_url: str) -> bool:
    """Whether a URL is of the portal's host; ``www.`` and http or https make no difference.

    >>> same_site("https://www.a.gov.vn/tin/1", "http://a.gov.vn/")
    True
    >>> same_site("http://a.gov.vn:8080/", "http://a.gov.vn/")
    False
    """
    try:
        return _site(_split(url, None)) == _site(_split(portal_url, None))
    except FetchError:
        return False


def _site(parts: _Parts) -> tuple[str, int | None]:
    return parts.host.removeprefix("www."), parts.port


def _split(url: str, base: str | None) -> _Parts:
    text = url.strip(_EDGES).translate(_DROPPED)
    if len(text) > _MAX_RAW_LENGTH:
        raise _bad(url, f"the URL has {len(text):,} characters, {MAX_URL_LENGTH:,} are allowed")
    try:
        joined = _joined(_forward_slashes(text), base, url)
        return _parts(joined) if len(joined) <= MAX_URL_LENGTH else _parts.__wrapped__(joined)
    except (_NoWebAddress, BadHost) as error:
        raise _bad(url, str(error)) from error
    except ValueError as error:
        raise _bad(url, f"this is not a URL: {error}") from error


@lru_cache(maxsize=_KEPT)
def _parts(text: str) -> _Parts:
    """The parts of an address. Raises `_NoWebAddress`, `BadHost`, `ValueError`."""
    raw = urlsplit(text)
    port = raw.port
    if raw.scheme not in DEFAULT_PORTS:
        raise _NoWebAddress(f"only http and https are fetched, not {raw.scheme or 'a link without scheme'}")
    if "@" in raw.netloc:
        raise _NoWebAddress("a URL with a user name or password is not fetched")
    host = canonical_host(_host_text(raw.netloc))
    if port in _NO_WEB_PORTS:
        raise _NoWebAddress(f"port {port} is not for web pages")
    return _Parts(
        raw.scheme,
        host,
        None if port == DEFAULT_PORTS[raw.scheme] else port,
        _without_dots(_escaped(raw.path, _PATH_SAFE) or "/"),
        _escaped(raw.query, _QUERY_SAFE),
    )


def _joined(text: str, base: str | None, url: str) -> str:
    scheme = _HAS_SCHEME.match(text)
    if scheme and scheme[1].lower() not in DEFAULT_PORTS:
        raise _bad(url, f"only http and https are fetched, not {scheme[1].lower()[:20]}")
    if base is None or _HAS_HOST.match(text):
        return text
    return urljoin(base, text)


def _forward_slashes(text: str) -> str:
    if "\\" not in text:
        return text
    end = min((i for i in (text.find("?"), text.find("#")) if i >= 0), default=len(text))
    return text[:end].replace("\\", "/") + text[end:]


def _host_text(netloc: str) -> str:
    if netloc.startswith("["):
        return netloc[: netloc.find("]") + 1]
    return netloc.partition(":")[0]


def _escaped(text: str, safe: frozenset[int]) -> str:
    """Percent-encoding in one spelling: unreserved characters bare, hexadecimal in capitals."""
    if _PLAIN.fullmatch(text):
        return text
    data = _ESCAPE.sub(_one_escape, text.encode("utf-8", "surrogatepass"))
    out = bytearray()
    position = 0
    while position < len(data):
        byte = data[position]
        if byte in safe or (byte == 0x25 and _ESCAPE.match(data, position)):
            out.append(byte)
        else:
            out += b"%%%02X" % byte
        position += 1
    return out.decode("ascii")


def _one_escape(match: re.Match[bytes]) -> bytes:
    byte = int(match[1], 16)
    return bytes([byte]) if byte in _UNRESERVED else b"%%%02X" % byte


def _without_dots(path: str) -> str:
    if path.startswith("/") and "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:] if path.startswith("/") else path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _checked(text: str, url: str) -> str:
    if len(text) > MAX_URL_LENGTH:
        raise _bad(url, f"the URL has {len(text):,} characters, {MAX_URL_LENGTH:,} are allowed")
    return text


def _bad(url: str, why: str) -> FetchError:
    shown = url if len(url) <= 100 else url[:99] + "…"
    return FetchError("bad-url", url[:MAX_URL_LENGTH], f"{shown}: {why}", "the link was left out")
