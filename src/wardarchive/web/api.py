"""The JSON interface, for reading by programs."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from wardarchive.errors import UsageError
from wardarchive.jobs.article_json import article_json
from wardarchive.jobs.searching import result_json
from wardarchive.wards.units import unit
from wardarchive.web.context import answers, services
from wardarchive.web.selection import resolved, search_request
from wardarchive.web.snippets import marked_html
from wardarchive.web.urls import LONGEST_QUERY, state_from
from wardarchive.web.wording import gettext

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_SUGGESTIONS = 8


@blueprint.after_request
def _readable_from_anywhere(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/search")
def search() -> Response:
    """The search JSON of the interface, with the parameters of the search page."""
    state = resolved(state_from(request.args), services().store)
    found = result_json(answers().search(search_request(state)))
    for hit in found["hits"]:
        hit["snippets"] = [str(marked_html(snippet)) for snippet in hit["snippets"]]
    return jsonify(found)


@blueprint.get("/suggest")
def suggest() -> Response:
    """What the words typed so far may become: ``[{"kind", "text", "value"}]``."""
    prefix = " ".join(request.args.get("q", "").split())
    if len(prefix) > LONGEST_QUERY:
        raise UsageError(gettext("The query is longer than %(count)d characters.", count=LONGEST_QUERY))
    found = services().engine.suggest(prefix, _SUGGESTIONS) if prefix else ()
    return jsonify([{"kind": s.kind, "text": s.text, "value": s.value} for s in found])


@blueprint.get("/articles/<int:article_id>")
def article(article_id: int) -> Response:
    """One article as the article JSON of the interface, with its `id`."""
    record = services().store.record(article_id)
    if record is None:
        raise NotFound
    ward = unit(record.ward_code) if record.ward_code else None
    return jsonify({"id": record.id, **article_json(record.article, ward, record.reading)})
