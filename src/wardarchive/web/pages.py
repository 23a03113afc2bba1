"""Pages that are about the archive itself: help, health, what robots may read."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from wardarchive.errors import IndexUnavailable
from wardarchive.web.context import services

blueprint = Blueprint("pages", __name__)


@blueprint.get("/help")
def help_page() -> str:
    """How to search."""
    return render_template("help.html")


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """200 where store and index can be read, else 503 with what is wrong."""
    found = services()
    articles = found.store.article_count()
    try:
        documents = found.engine.document_count()
    except IndexUnavailable as error:
        return jsonify({"status": "index unavailable", "articles": articles, "problem": str(error)}), 503
    return jsonify({"status": "ok", "articles": articles, "documents": documents}), 200


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search engines read articles, not the endless combinations of facets, and no captured pages."""
    lines = (
        "User-agent: *",
        "Allow: /$",
        "Disallow: /?",
        "Disallow: /capture/",
        "Disallow: /api/",
        "Disallow: /admin",
        "",
    )
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")
