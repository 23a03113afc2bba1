"""The page of an official: roles, where they are named, what they said, with the proof of each."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from wardarchive.errors import IndexUnavailable
from wardarchive.model import SearchResult
from wardarchive.web.context import answers, services
from wardarchive.web.selection import search_request
from wardarchive.web.urls import SearchState

blueprint = Blueprint("officials", __name__, url_prefix="/official")

_MOST_STATEMENTS = 200


@blueprint.get("/<key>")
def show(key: str) -> str:
    """One person of the register."""
    store = services().store
    official = store.official(key) if len(key) <= 200 else None
    if official is None:
        raise NotFound
    said = store.statements_of(key, _MOST_STATEMENTS)
    records = {r.id: r for r in store.records(sorted({article_id for article_id, _ in said}))}
    state = SearchState().with_values("official", [key])
    result = _search(state)
    return render_template(
        "official.html",
        official=official,
        said=[
            (records[i], statement, records[i].reading.statements.index(statement))
            for i, statement in said
            if i in records and statement in records[i].reading.statements
        ],
        state=state,
        result=result,
        roles=[],
    )


def _search(state: SearchState) -> SearchResult | None:
    try:
        return answers().search(search_request(state))
    except IndexUnavailable:
        return None
