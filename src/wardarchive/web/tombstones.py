"""What stands in the place of an article that is withheld: that it is, since when, and why."""

from __future__ import annotations

from flask import Flask, Response, jsonify, render_template, request

from wardarchive.store.withholding_rows import Withholding
from wardarchive.web.context import services
from wardarchive.web.wording import gettext

STATUS = {"embargo": 451, "takedown": 410}
"""Unavailable For Legal Reasons (RFC 7725), which may end; Gone, for good."""


def _instead() -> tuple[Response | str, int] | None:
    """Before any view that is about an article or a capture, whatever module it is in."""
    arguments = request.view_args or {}
    if (request.blueprint or "").partition(".")[0] == "desk":
        return None
    article_id, capture_id = arguments.get("article_id"), arguments.get("capture_id")
    found: Withholding | None = None
    if isinstance(article_id, int):
        found = services().store.withholding_of_article(article_id)
    elif isinstance(capture_id, int):
        found = services().store.withholding_of_capture(capture_id)
    return tombstone(found) if found is not None else None


def tombstone(found: Withholding) -> tuple[Response | str, int]:
    """The page, or its JSON for programs. The title and the text stay unsaid."""
    status = STATUS[found.kind]
    if request.path.startswith("/api/"):
        told = {
            "message": gettext("This article is withheld."),
            "kind": found.kind,
            "reason": found.reason,
            "since": found.decided_at.isoformat(),
            "until": found.until.isoformat() if found.until else None,
        }
        return jsonify({"error": told}), status
    return render_template("tombstone.html", found=found, status=status), status


def init_app(app: Flask) -> None:
    """Register the check."""
    app.before_request(_instead)
