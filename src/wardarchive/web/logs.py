"""What a server writes to stderr: nothing but failures, or one line for each request, as text or JSON."""

from __future__ import annotations

import json
import logging
import time
import traceback
from datetime import UTC, datetime
from typing import Literal, get_args

from flask import Flask, Response, g, request

LogForm = Literal["quiet", "text", "json"]
FORMS: tuple[LogForm, ...] = get_args(LogForm)
_ACCESS = logging.getLogger("wardarchive.access")
_STARTED = "wardarchive.log_started"
_LONGEST = 2000


class JsonLines(logging.Formatter):
    """One JSON object a line: time in UTC, level, message, and what a request was."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        line |= getattr(record, "request", {})
        if record.exc_info:
            line["traceback"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(line, ensure_ascii=True)


def set_up(form: LogForm) -> None:
    """Send the process's log records to stderr in this form; `quiet` leaves out the requests."""
    handler = logging.StreamHandler()
    if form == "json":
        handler.setFormatter(JsonLines())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    _ACCESS.setLevel(logging.WARNING if form == "quiet" else logging.INFO)


def _begin() -> None:
    g.setdefault(_STARTED, time.perf_counter())


def _end(response: Response) -> Response:
    if not _ACCESS.isEnabledFor(logging.INFO):
        return response
    milliseconds = round((time.perf_counter() - g.get(_STARTED, time.perf_counter())) * 1000, 1)
    path = request.full_path.rstrip("?")[:_LONGEST]
    told = {
        "method": request.method,
        "path": path,
        "status": response.status_code,
        "ms": milliseconds,
        "bytes": response.content_length,
        "remote": request.remote_addr,
        "agent": request.headers.get("User-Agent", "")[:300],
    }
    # repr: an address with line breaks or escape sequences must not make lines of its own
    text = f"{request.remote_addr} {request.method} {path!r} {response.status_code} {milliseconds} ms"
    _ACCESS.info("%s", text, extra={"request": told})
    return response


def init_app(app: Flask) -> None:
    """Tell of each request of `app`."""
    app.before_request(_begin)
    app.after_request(_end)
