"""Any two versions of an article against each other, and captures found by their identifier."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from wardarchive.model import Version
from wardarchive.web.articles import ID, capture_of, record_of
from wardarchive.web.context import services
from wardarchive.web.difference import difference
from wardarchive.web.identifiers import find_pwid

blueprint = Blueprint("versions", __name__)


@blueprint.get(f"/article/<{ID}:article_id>/compare")
def compare(article_id: int) -> str:
    """Two versions, named by `old` and `new`; without them the last two."""
    record = record_of(article_id)
    versions = services().store.versions(article_id)
    new = _chosen(versions, "new") or versions[-1]
    old = _chosen(versions, "old") or _before(versions, new)
    return render_template(
        "compare.html",
        record=record,
        versions=versions,
        old=old,
        new=new,
        changes=difference(old.article, new.article),
        captures=(capture_of(old), capture_of(new)),
    )


def _chosen(versions: list[Version], name: str) -> Version | None:
    """The version whose number a parameter names; None without the parameter, 404 for one that is not."""
    asked = request.args.get(name, "")
    if not asked:
        return None
    found = next((v for v in versions if str(v.number) == asked), None)
    if found is None:
        raise NotFound
    return found


def _before(versions: list[Version], version: Version) -> Version:
    place = versions.index(version)
    return versions[max(0, place - 1)]


@blueprint.get("/pwid/<path:urn>")
def by_identifier(urn: str) -> Response:
    """To the capture that a PWID names, at its address of today."""
    query = request.query_string.decode("utf-8", "replace")
    capture = find_pwid(f"{urn}?{query}" if query else urn, services().store) or find_pwid(
        urn, services().store
    )
    if capture is None:
        raise NotFound
    return redirect(url_for("captures.show", capture_id=capture.id))
