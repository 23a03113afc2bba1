"""The search page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from wardarchive.errors import IndexUnavailable, UsageError
from wardarchive.model import FACETS, SearchResult
from wardarchive.web.context import answers, services
from wardarchive.web.facets import chips, facet_groups
from wardarchive.web.paging import page_numbers
from wardarchive.web.selection import resolved, search_request
from wardarchive.web.urls import LAST_PAGE, SearchState, state_from
from wardarchive.web.wording import gettext

blueprint = Blueprint("search", __name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there are no results, and what to do."""

    message: str
    hint: str
    status: int


def sort_labels() -> dict[str, str]:
    """The orders, as readers read them."""
    return {
        "relevance": gettext("Best match"),
        "newest": gettext("Newest first"),
        "oldest": gettext("Oldest first"),
        "views": gettext("Most viewed"),
    }


def note_text(code: str) -> str:
    """What a note of the engine says to the reader; a code that is not known stands for itself."""
    known = {
        "unclosed-quote": gettext("A quotation mark has no partner: it was taken to reach to the end."),
        "unclosed-group": gettext("A parenthesis has no partner: it was taken to reach to the end."),
        "only-punctuation": gettext("There is no word in the query."),
        "unknown-field": gettext("A word before a colon names no field: it was searched as a word."),
        "bad-value": gettext("A date or number cannot be read: it was searched as a word."),
        "too-deep": gettext("Parentheses inside parentheses were left out where there are too many."),
        "short-prefix": gettext("A beginning before * is too short: it was searched as a whole word."),
        "short-fuzzy": gettext("A word before ~ is too short: it was searched as it stands."),
        "too-many-wildcards": gettext("There are too many * and ~: the last ones were left out."),
    }
    return known.get(code, code)


@blueprint.get("/")
def show() -> tuple[str, int] | Response:
    """What the archive has for the search that the URL names."""
    store = services().store
    state, result, problem = SearchState(), None, None
    try:
        state = state_from(request.args)
        state = resolved(state, store)
        result = answers().search(search_request(state))
    except UsageError as error:
        problem = Problem(error.message, error.hint, 400)
        state = replace(state, query=request.args.get("q", "")[:500])
    except IndexUnavailable:
        problem = Problem(gettext("The index cannot be read."), "wardarchive index --rebuild", 503)
    page = render_template(
        "search.html",
        state=state,
        result=result,
        problem=problem,
        chips=chips(state, store),
        groups=facet_groups(result.facets, state) if result else [],
        numbers=page_numbers(state.page, min(result.pages, LAST_PAGE)) if result else [],
        sorts=sort_labels(),
        notes=[note_text(code) for code in result.notes] if result else [],
        total=store.article_count(),
        years=_years(result),
        hidden=_hidden(state),
    )
    return page, problem.status if problem else 200


def _years(result: SearchResult | None) -> tuple[str, str] | None:
    years = sorted(c.value for c in result.facets.get("year", ()) if c.value.isdigit()) if result else []
    return (years[0], years[-1]) if years else None


def _hidden(state: SearchState) -> list[tuple[str, str]]:
    """Excluded values have no box in the form: they travel with it unseen."""
    return [(f"-{facet}", value) for facet in FACETS for value in state.values(facet, exclude=True)]
