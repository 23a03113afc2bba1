"""Everything that a search finds as a file, written while it is read: no limit, no memory."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import BoundedSemaphore

from flask import Blueprint, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from wardarchive import __version__
from wardarchive.jobs.export import Export, Format, begin_export, csv_lines, json_lines
from wardarchive.model import HANOI_TIME
from wardarchive.text.normalise import fold
from wardarchive.web.context import services
from wardarchive.web.selection import resolved, search_request
from wardarchive.web.urls import SearchState, state_from
from wardarchive.web.wording import gettext

blueprint = Blueprint("downloads", __name__)

_FORMS: dict[str, tuple[Format, str, Callable[[Export], Iterator[bytes]]]] = {
    "csv": ("csv", "text/csv; charset=utf-8", csv_lines),
    "jsonl": ("jsonl", "application/jsonl; charset=utf-8", json_lines),
}
AT_ONCE = 2
"""Files written at once: each holds one of the server's threads until it is read to its end."""
_RETRY_SECONDS = 30
_turns = BoundedSemaphore(AT_ONCE)


@blueprint.get("/export.<name>")
def export(name: str) -> Response:
    """The articles of the search that the URL names, all pages, in its order."""
    if name not in _FORMS:
        raise NotFound
    form, kind, lines = _FORMS[name]
    state = resolved(state_from(request.args), services().store)
    if not _turns.acquire(blocking=False):
        text = gettext("Two files are being written already. Try again in half a minute.")
        return Response(text, 503, {"Retry-After": str(_RETRY_SECONDS)}, content_type="text/plain")
    try:
        begun = _begin(state, form)
    except BaseException:
        _turns.release()
        raise
    response = Response(_Lines(lines(begun)), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(state, name)}"'
    response.headers["X-Total-Count"] = str(len(begun.ids))
    return response


class _Lines:
    """The lines of one file; gives its turn back at the end, or when the reader goes away."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._open = True

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._lines
        finally:
            self.close()

    def close(self) -> None:
        """Called by the server, however the response ends."""
        if self._open:
            self._open = False
            _turns.release()


def _begin(state: SearchState, form: Format) -> Export:
    found = services()
    return begin_export(
        found.store,
        found.engine,
        search_request(state.on_page(1)),
        format=form,
        command=f"curl {shlex.quote(request.url)}",
        made_at=datetime.now(UTC),
        software=f"wardarchive/{__version__}",
        progress=lambda _done, _of: None,
    )


def file_name(state: SearchState, ending: str) -> str:
    """Of the words of the search and the day, in ASCII.

    >>> file_name(SearchState(query='thu gom "rác"'), "csv")[:24]
    'wardarchive-thu-gom-rac-'
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(state.query))[:60].strip("-")
    day = datetime.now(HANOI_TIME).date().isoformat()
    return "-".join(part for part in ("wardarchive", words, day) if part) + f".{ending}"
