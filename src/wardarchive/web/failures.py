"""What a reader sees when something is not there or does not work: one line and the next step."""

from __future__ import annotations

from flask import Flask, jsonify, make_response, render_template, request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, SecurityError
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response

from wardarchive.errors import (
    ArchiveError,
    CaptureError,
    IndexUnavailable,
    UsageError,
    WardarchiveError,
)
from wardarchive.web.wording import gettext

_REBUILD = "wardarchive index --rebuild"
_VERIFY = "wardarchive verify"


def problem(status: int, message: str, hint: str = "") -> tuple[Response, int]:
    """A problem of the API by RFC 9457: what kind it is, one line, and the next step."""
    told = {"type": "about:blank", "title": HTTP_STATUS_CODES.get(status, ""), "status": status}
    response = jsonify({**told, "detail": message, "hint": hint or None})
    response.mimetype = "application/problem+json"
    return response, status


def _answer(status: int, message: str, hint: str = "", command: str = "") -> tuple[Response | str, int]:
    if request.path.startswith("/api/"):
        return problem(status, message, hint or command)
    page = render_template("failure.html", status=status, message=message, hint=hint, command=command)
    return page, status


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    texts = {
        400: gettext("The request cannot be understood."),
        401: gettext("This needs a key: Authorization: Bearer …"),
        404: gettext("There is nothing at this address."),
        403: gettext("That is not allowed."),
        405: gettext("This address can only be read."),
        409: gettext("That is there already."),
        413: gettext("The request is too large."),
        415: gettext("The body must be JSON, and say so: Content-Type: application/json"),
    }
    answer, status = _answer(status, texts.get(status, gettext("That did not work.")), _own_words(error))
    response = make_response(answer, status)
    if status == 405 and error.get_response().headers.get("Allow"):
        response.headers["Allow"] = error.get_response().headers["Allow"]
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="wardarchive"'
    return response


def _own_words(error: HTTPException) -> str:
    """What a view of ours said itself, in place of the library's English."""
    own = type(error) in (BadRequest, Forbidden) and error.description != type(error).description
    return str(error.description or "") if own else ""


def _foreign_host(error: SecurityError) -> Response:
    """Plain text: for a host that is not ours no address of ours can be made."""
    text = "This archive is not served under that name. Its names are in config.toml, as hosts.\n"
    return Response(text, status=400, content_type="text/plain; charset=utf-8")


def _wardarchive(error: WardarchiveError) -> tuple[Response | str, int]:
    if isinstance(error, UsageError):
        return _answer(400, error.message, error.hint)
    if isinstance(error, IndexUnavailable):
        return _answer(503, gettext("The index cannot be read."), command=_REBUILD)
    if isinstance(error, CaptureError):
        return _answer(
            502, gettext("The captured page cannot be read from its WARC file."), command=_VERIFY
        )
    if isinstance(error, ArchiveError):
        return _answer(503, gettext("The archive cannot be read just now."), error.message)
    return _answer(500, error.message, error.hint)


def init_app(app: Flask) -> None:
    """Register the answers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(WardarchiveError, _wardarchive)
