"""Searches and completions, as the search page has them."""

from __future__ import annotations

from flask import Response, jsonify, request

from wardarchive.errors import UsageError
from wardarchive.jobs.searching import result_json
from wardarchive.web.api.base import blueprint
from wardarchive.web.context import answers, services
from wardarchive.web.selection import resolved, search_request
from wardarchive.web.snippets import marked_html
from wardarchive.web.urls import LONGEST_QUERY, state_from
from wardarchive.web.wording import gettext

_SUGGESTIONS = 8


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
