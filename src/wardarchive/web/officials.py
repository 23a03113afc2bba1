"""The page of an official: roles over time, who is named with them, what they said, with its proof."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from wardarchive.errors import IndexUnavailable
from wardarchive.jobs.persons import find_key, person_page
from wardarchive.jobs.statement_search import find_statements
from wardarchive.model import SearchResult, StatementFilter
from wardarchive.web.activity import year_bars
from wardarchive.web.context import answers, services
from wardarchive.web.facets import unit_of_key
from wardarchive.web.selection import search_request
from wardarchive.web.timeline import months_by_year, spans
from wardarchive.web.urls import SearchState

blueprint = Blueprint("officials", __name__, url_prefix="/official")

_MOST_STATEMENTS = 50
_LONGEST_KEY = 200


@blueprint.get("/<key>")
def show(key: str) -> str | Response | tuple[str, int]:
    """One person. A permalink of before a merge leads on; one that came to be shared offers them all."""
    store = services().store
    found = find_key(store, key) if len(key) <= _LONGEST_KEY else None
    if found is None or not found.keys:
        raise NotFound
    if found.key is None:
        persons = store.person_summaries(keys=found.keys)
        return render_template("namesakes.html", persons=persons, unit_of_key=unit_of_key), 300
    if found.key != key:
        return redirect(url_for("officials.show", key=found.key), 301)
    page = person_page(store, key)
    if page is None:
        raise NotFound
    state = SearchState().with_values("official", [key])
    result = search_or_none(state)
    said = find_statements(store, StatementFilter(speakers=(key,)), size=_MOST_STATEMENTS)
    return render_template(
        "official.html",
        page=page,
        person=page.summary,
        ward=unit_of_key(key),
        said=said,
        spans=spans(page.roles),
        months=months_by_year(page.months),
        state=state,
        result=result,
        bars=year_bars(result.facets.get("year", ())) if result else [],
    )


def search_or_none(state: SearchState) -> SearchResult | None:
    """The result, or None where the index cannot be read: the rest of the page still stands."""
    try:
        return answers().search(search_request(state))
    except IndexUnavailable:
        return None
