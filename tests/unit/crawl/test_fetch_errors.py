"""Every exception of the libraries below becomes a FetchError with a kind and one line."""

from __future__ import annotations

import http.client
import inspect
import socket
import ssl

import pytest
import requests.exceptions
import urllib3.exceptions

from wardarchive.crawl.fetch_errors import CAUGHT, translate
from wardarchive.errors import FetchError
from wardarchive.model import FETCH_ERROR_KINDS

URL = "http://phuong.vn/tin"


def exceptions_of(module: object, base: type[Exception]) -> list[type[Exception]]:
    return [
        cls
        for _, cls in inspect.getmembers(module, inspect.isclass)
        if issubclass(cls, base) and not issubclass(cls, Warning)
    ]


FOREIGN = sorted(
    {
        *exceptions_of(urllib3.exceptions, urllib3.exceptions.HTTPError),
        *exceptions_of(requests.exceptions, requests.exceptions.RequestException),
        *exceptions_of(http.client, http.client.HTTPException),
        *exceptions_of(socket, OSError),
        *exceptions_of(ssl, OSError),
    },
    key=lambda cls: (cls.__module__, cls.__name__),
)


@pytest.mark.parametrize("cls", FOREIGN, ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
def test_each_foreign_exception_has_a_kind(cls: type[Exception]) -> None:
    """A library that gains an exception gains a kind here, or this test fails."""
    error = cls.__new__(cls)
    BaseException.__init__(error, "line one\nline two")
    if isinstance(error, http.client.IncompleteRead):
        error.partial = b"line one\n" if cls is http.client.IncompleteRead else 9  # type: ignore[assignment]
        error.expected, error.length, error.response = 5, b"z", None  # type: ignore[attr-defined]
    translated = translate(error, URL)

    assert isinstance(error, CAUGHT)
    assert translated.kind in FETCH_ERROR_KINDS
    assert "\n" not in str(translated)
    assert translated.hint


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(-2, "Name or service not known"), "unknown-host"),
        (ConnectionRefusedError(111, "Connection refused"), "refused"),
        (TimeoutError("timed out"), "timeout"),
        (ssl.SSLCertVerificationError("certificate has expired"), "tls"),
        (ConnectionResetError(104, "reset"), "connection"),
        (OSError(113, "No route to host"), "connection"),
        (http.client.BadStatusLine("SSH"), "bad-response"),
        (http.client.RemoteDisconnected("closed"), "connection"),
        (http.client.IncompleteRead(b""), "connection"),
        (UnicodeDecodeError("idna", b"", 0, 1, "x"), "bad-encoding"),
        (ValueError("invalid literal for int()"), "bad-response"),
    ],
)
@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_the_cause_counts_however_deep(error: Exception, kind: str, depth: int) -> None:
    """What requests wraps around urllib3, which wraps around the system, is found."""
    wrapped: Exception = error
    for level in range(depth):
        outer = requests.exceptions.ConnectionError(wrapped) if level % 2 else OSError(wrapped)
        outer.__cause__ = wrapped
        wrapped = outer

    assert translate(wrapped, URL).kind == kind


def test_own_errors_pass_through() -> None:
    """A FetchError that was raised inside a library stays what it is."""
    own = FetchError("private-address", URL, "inside")
    outer = requests.exceptions.ConnectionError("x")
    outer.__context__ = own

    assert translate(outer, URL) is own


def test_circles_and_control_characters() -> None:
    """Chains that bite their tail end; messages have no control characters."""
    first, second = OSError("a\x1b[31m\x00"), OSError("b")
    first.__cause__, second.__cause__ = second, first

    assert str(translate(first, URL)).isprintable()
    assert str(translate(first, "not a url")).isprintable()
