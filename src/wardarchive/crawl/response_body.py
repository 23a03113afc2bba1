"""Reading one HTTP response within limits, whatever its headers promise."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import requests

from wardarchive.crawl.decoding import UnknownCoding, decode
from wardarchive.crawl.fetch_errors import CAUGHT, translate
from wardarchive.errors import FetchError

Headers = tuple[tuple[str, str], ...]

_PIECE = 65_536
_CONTROLS = dict.fromkeys((*range(32), 127), " ")


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """Bytes that a response may have. `cut_at` ends the body there, without error, where it is given."""

    headers: int
    body: int
    decoded: int
    cut_at: int | None = None


@dataclass(frozen=True, slots=True)
class ReceivedBody:
    """What came: headers, body with its content coding on and off, and whether that is all of it."""

    headers: Headers
    payload: bytes
    body: bytes
    transfer_whole: bool
    """False where the transfer broke off or was cut."""
    decoded_whole: bool
    """False where the content coding broke off or was damaged."""


def read_response(url: str, response: requests.Response, limits: SizeLimits) -> ReceivedBody:
    """Reads a streamed response to its end or to a limit.

    Raises `FetchError`: ``bad-response`` (headers too large), ``too-large``, ``bad-encoding``
    (a coding that cannot be undone), ``timeout`` and ``connection`` where nothing of the body came.
    """
    headers = received_headers(response)
    size = sum(len(name) + len(value) + 4 for name, value in headers)
    if size > limits.headers:
        raise FetchError(
            "bad-response",
            url,
            f"{url} sends {size:,} bytes of headers",
            "check that the address is a web site",
        )
    payload, whole = _payload(url, response, limits)
    body, decoded_whole = _decoded(url, headers, payload, limits)
    return ReceivedBody(headers, payload, body, whole, decoded_whole)


def received_headers(response: requests.Response) -> Headers:
    """Headers in the server's order and spelling, bytes as Latin-1, control characters as spaces."""
    original: Any = getattr(response.raw, "_original_response", None)
    items = response.raw.headers.iteritems() if original is None else original.msg.items()
    return tuple((_one_line(str(name)), _one_line(str(value))) for name, value in items)


def _one_line(text: str) -> str:
    return text.replace("\r\n", "").translate(_CONTROLS).strip()


def _payload(url: str, response: requests.Response, limits: SizeLimits) -> tuple[bytes, bool]:
    limit = limits.body if limits.cut_at is None else limits.cut_at
    declared = response.headers.get("Content-Length", "")
    if limits.cut_at is None and declared.isascii() and declared.isdigit() and len(declared) < 20:
        _check_size(url, int(declared), limit)
    payload = io.BytesIO()  # its value is given out without a copy, unlike a bytearray's
    while True:
        try:
            piece: bytes = response.raw.read1(_PIECE, decode_content=False)
        except CAUGHT as error:
            failure = translate(error, url)
            if failure.kind not in ("connection", "bad-response") or not payload.tell():
                raise failure from error
            return payload.getvalue(), False
        if not piece:
            return payload.getvalue(), True
        payload.write(piece)
        if payload.tell() > limit and limits.cut_at is not None:
            return payload.getvalue()[:limit], False
        _check_size(url, payload.tell(), limit)


def _check_size(url: str, size: int, limit: int) -> None:
    if size > limit:
        raise FetchError(
            "too-large", url, f"{url} has more than {limit:,} bytes", "raise the size limit if it is meant"
        )


def _decoded(url: str, headers: Headers, payload: bytes, limits: SizeLimits) -> tuple[bytes, bool]:
    limit = limits.decoded if limits.cut_at is None else limits.cut_at
    coding = ", ".join(value for name, value in headers if name.lower() == "content-encoding")
    try:
        decoded = decode(payload, coding, limit)
    except UnknownCoding as error:
        raise FetchError(
            "bad-encoding", url, f"{url} comes in a coding that cannot be read: {error}", "it was left out"
        ) from error
    if decoded.overflow and limits.cut_at is None:
        raise FetchError(
            "too-large",
            url,
            f"{url} has more than {limit:,} bytes when unpacked",
            "it may be a decompression bomb; it was left out",
        )
    return decoded.body, decoded.complete and not decoded.overflow
