"""What was just done, told on the page that follows: a code in its address, never a text."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from wardarchive.web.wording import gettext


def done_text() -> str | None:
    """The line for the code in this address."""
    return {
        "added": gettext("The portal is collected from now on."),
        "edited": gettext("The changes are kept."),
        "paused": gettext("The portal is paused: no run begins by itself."),
        "resumed": gettext("The portal is collected again."),
        "removed": gettext("The portal is no longer collected; what was kept of it stays."),
        "scheduled": gettext("The schedule is kept."),
        "started": gettext("The work has begun."),
        "stopping": gettext("It will stop after the page under way."),
        "withheld": gettext("The article is no longer shown."),
        "withheld-index": gettext(
            "The article is no longer shown. The search index is being written by another process and "
            "follows at its next update."
        ),
        "lifted": gettext("The article is shown again."),
        "lifted-index": gettext("The article is shown again; the search follows at the next update."),
        "password": gettext("The password is changed; your other sessions ended."),
        "signed-out": gettext("You are signed out."),
        "reviewed": gettext("The decision is kept."),
        "reviewed-index": gettext("The decision is kept; the search follows at the next update."),
    }.get(request.args.get("done", ""))


def done(endpoint: str, code: str, **values: Any) -> Response:
    """Go to a page that tells what was done."""
    return redirect(url_for(endpoint, done=code, **values), 303)
