"""What a reader sees when something is not there or does not work: one line and the next step."""

from __future__ import annotations

from flask import Flask, jsonify, render_template, request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, SecurityError
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


def _answer(status: int, message: str, hint: str = "", command: str = "") -> tuple[Response | str, int]:
    if request.path.startswith("/api/"):
        next_step = hint or command
        return jsonify({"error": {"message": message, "hint": next_step or None}}), status
    page = render_template("failure.html", status=status, message=message, hint=hint, command=command)
    return page, status


def _http(error: HTTPException) -> tuple[Response | str, int]:
    status = error.code or 500
    texts = {
        400: gettext("The request cannot be understood."),
        404: gettext("There is nothing at this address."),
        403: gettext("That is not allowed."),
        405: gettext("This address can only be read."),
        413: gettext("The request is too large."),
    }
    return _answer(status, texts.get(status, gettext("That did not work.")), _own_words(error))


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
