"""From the exceptions of requests, urllib3, http.client and the system to one `FetchError` with a kind.

The libraries wrap each other's errors up to four deep; what counts is the innermost cause that is known
here, so the whole chain is looked at.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator

import requests.exceptions
import urllib3.exceptions

from wardarchive.crawl.addresses import unknown_host
from wardarchive.crawl.urls import host_key
from wardarchive.errors import FetchError

CAUGHT = (
    OSError,
    ValueError,
    http.client.HTTPException,
    urllib3.exceptions.HTTPError,
    requests.exceptions.RequestException,
)
"""Everything that a request to any server can raise. ValueError: numbers that are none in headers."""

_MAX_CHAIN = 12

_KINDS: tuple[tuple[str, tuple[type[BaseException], ...]], ...] = (
    ("unknown-host", (socket.gaierror, urllib3.exceptions.NameResolutionError)),
    ("refused", (ConnectionRefusedError,)),
    ("timeout", (TimeoutError, urllib3.exceptions.ReadTimeoutError, requests.exceptions.ReadTimeout)),
    ("tls", (ssl.SSLError, urllib3.exceptions.SSLError, requests.exceptions.SSLError)),
    ("connection", (http.client.RemoteDisconnected, ConnectionError)),
    (
        "bad-url",
        (
            urllib3.exceptions.LocationValueError,
            requests.exceptions.InvalidURL,
            requests.exceptions.MissingSchema,
            requests.exceptions.InvalidSchema,
            requests.exceptions.URLRequired,
            http.client.InvalidURL,
        ),
    ),
    (
        "bad-response",
        (
            http.client.BadStatusLine,
            http.client.LineTooLong,
            http.client.UnknownProtocol,
            urllib3.exceptions.InvalidHeader,
            urllib3.exceptions.InvalidChunkLength,
            urllib3.exceptions.HeaderParsingError,
            urllib3.exceptions.ResponseNotChunked,
            urllib3.exceptions.BodyNotHttplibCompatible,
            requests.exceptions.InvalidHeader,
        ),
    ),
    (
        "bad-encoding",
        (
            urllib3.exceptions.DecodeError,
            requests.exceptions.ContentDecodingError,
            UnicodeError,
        ),
    ),
    (
        "connection",
        (
            http.client.IncompleteRead,
            urllib3.exceptions.NewConnectionError,
            urllib3.exceptions.ClosedPoolError,
            urllib3.exceptions.ProxyError,
        ),
    ),
    ("timeout", (urllib3.exceptions.TimeoutError, requests.exceptions.Timeout)),
    ("bad-response", (http.client.HTTPException, ValueError)),
    (
        "connection",
        (OSError, urllib3.exceptions.HTTPError, requests.exceptions.RequestException),
    ),
)

_MESSAGES = {
    "refused": (
        "{host} refuses the connection",
        "the server may be down; it is tried again in the next run",
    ),
    "timeout": ("{host} does not answer in time", "it is tried again in the next run"),
    "tls": (
        "{host} has no valid certificate: {detail}",
        "check the address in a browser, or set the authority that the portal uses",
    ),
    "connection": ("the connection to {host} broke: {detail}", "it is tried again in the next run"),
    "bad-url": ("{url} is not a URL that can be fetched: {detail}", "the link was left out"),
    "bad-response": ("{host} does not answer in HTTP: {detail}", "check that the address is a web site"),
    "bad-encoding": (
        "the answer of {host} is encoded wrongly: {detail}",
        "it is tried again in the next run",
    ),
}


def translate(error: BaseException, url: str) -> FetchError:
    """The `FetchError` that says what a library's exception means for this URL."""
    chain = list(_chain(error))
    known = next((link for link in chain if isinstance(link, FetchError)), None)
    if known is not None:
        return known
    kind, cause = _kind(chain)
    if kind == "unknown-host":
        return unknown_host(url, _host(url))
    message, hint = _MESSAGES[kind]
    return FetchError(kind, url, message.format(host=_host(url), url=url, detail=_detail(cause)), hint)


def _kind(chain: list[BaseException]) -> tuple[str, BaseException]:
    for kind, classes in _KINDS:
        for link in chain:
            if isinstance(link, classes):
                return kind, link
    return "bad-response", chain[0]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that it wraps, as cause, context, reason or argument."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting and len(seen) < _MAX_CHAIN:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        inner = (link.__cause__, link.__context__, getattr(link, "reason", None), *link.args)
        waiting += [item for item in inner if isinstance(item, BaseException)]


def _detail(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return "".join(c if c.isprintable() else "?" for c in text)[:160]


def _host(url: str) -> str:
    try:
        return host_key(url)
    except FetchError:
        return "the host"
