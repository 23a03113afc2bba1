"""The JSON interface: its blueprint, and what every answer of it has."""

from __future__ import annotations

from typing import TypeVar

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from wardarchive.errors import UsageError
from wardarchive.web.wording import gettext, language

T = TypeVar("T")
PREFIX = "/api/v1"
LARGEST_ID = 2**53 - 1
"""Row numbers that can exist, and that every JSON reader can hold."""
ID = f"int(max={LARGEST_ID})"

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)


@blueprint.after_request
def _readable_from_anywhere(response: Response) -> Response:
    """CORS for reading: what is public here may be read by every page, never with cookies."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = (
        "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Content-Language"] = language()
    response.vary.add("Accept-Language")
    return response


def limit(default: int = 50, most: int = 200) -> int:
    """How many rows were asked for; raises `UsageError` where it is no number from 1 to `most`."""
    return whole_number("limit", default, 1, most)


def whole_number(name: str, default: int, low: int, high: int) -> int:
    """A parameter that counts; raises `UsageError` where it does not, or not so far."""
    text = request.args.get(name)
    if text is None:
        return default
    digits = text.removeprefix("-")
    if not (text.isascii() and digits.isdigit() and len(digits) <= 16 and low <= int(text) <= high):
        raise UsageError(
            gettext(
                "“%(name)s” must be a whole number from %(low)d to %(high)d.", name=name, low=low, high=high
            )
        )
    return int(text)


def found(value: T | None) -> T:
    """`value`, or 404 where there is none."""
    if value is None:
        raise NotFound
    return value
