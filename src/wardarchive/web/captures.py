"""Captured pages: a frame that says what they are, and the bytes as they came."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from wardarchive.model import Capture
from wardarchive.web.articles import ID
from wardarchive.web.context import services
from wardarchive.web.links import file_name
from wardarchive.web.security import CAPTURE_POLICY

blueprint = Blueprint("captures", __name__, url_prefix="/capture")

_TYPE = re.compile(r"\s*([a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60})", re.ASCII | re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([a-z0-9._:-]{1,40})", re.ASCII | re.IGNORECASE)
_PAGES = {"text/html", "application/xhtml+xml"}
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_UNSAFE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def shown_type(content_type: str | None) -> tuple[str, bool]:
    """(the Content-Type to serve captured bytes with, whether as a download).

    Pages keep the charset that the server named, and only that one: without it the browser finds it in
    the page as it did on the day. Other texts are shown as plain text, the rest is downloaded.

    >>> shown_type("text/html; charset=windows-1258")
    ('text/html; charset=windows-1258', False)
    >>> shown_type("image/svg+xml"), shown_type("application/pdf")
    (('text/plain', False), ('application/octet-stream', True))
    """
    text = content_type or ""
    found = _TYPE.match(text)
    kind = found[1].lower() if found else ""
    named = _CHARSET.search(text)
    charset = f"; charset={named[1]}" if named else ""
    if kind in _PAGES or not kind:
        return f"text/html{charset}", False
    if kind in _PICTURES:
        return kind, False
    if kind.startswith("text/") or kind.endswith(("+xml", "/xml", "/json", "+json", "javascript")):
        return f"text/plain{charset}", False
    return "application/octet-stream", True


def capture_of(capture_id: int) -> Capture:
    """The capture of that id, or 404."""
    capture = services().store.capture(capture_id)
    if capture is None:
        raise NotFound
    return capture


@blueprint.get(f"/<{ID}:capture_id>")
def show(capture_id: int) -> str:
    """The captured page in a frame, beneath a banner that says when and from where it came."""
    capture = capture_of(capture_id)
    store = services().store
    return render_template(
        "capture.html",
        capture=capture,
        others=[c for c in store.captures_of_url(capture.url) if c.id != capture.id],
        article_id=store.article_of_capture(capture.id),
        download=shown_type(capture.content_type)[1],
    )


@blueprint.get(f"/<{ID}:capture_id>/raw")
def raw(capture_id: int) -> Response:
    """The bytes as they came, shut off from the archive: no script, no network, no cookies."""
    capture = capture_of(capture_id)
    if request.headers.get("Sec-Fetch-Dest") == "document" and "download" not in request.args:
        return redirect(url_for("captures.show", capture_id=capture_id))  # never as a page of its own
    content = services().read_capture(capture)
    kind, download = shown_type(content.content_type or capture.content_type)
    response = Response(content.body, content_type=kind)
    if download or "download" in request.args:
        name = _UNSAFE_NAME.sub("-", file_name(capture.url))[-80:].strip("-.") or "capture"
        response.headers["Content-Disposition"] = f'attachment; filename="{capture_id}-{name}"'
    response.headers["Content-Security-Policy"] = CAPTURE_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-DNS-Prefetch-Control"] = "off"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
