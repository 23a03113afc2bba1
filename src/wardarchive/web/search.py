"""The search page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from wardarchive.errors import IndexUnavailable, UsageError
from wardarchive.jobs.missed_days import missed_days
from wardarchive.model import FACETS, MISSING, SearchRequest, SearchResult
from wardarchive.web.context import answers, services
from wardarchive.web.facets import Chip, chips, facet_groups
from wardarchive.web.gaps import Gap, gap, judged_days, utc_now
from wardarchive.web.months import Histogram, histogram
from wardarchive.web.paging import page_numbers
from wardarchive.web.search_citation import search_citation
from wardarchive.web.selection import resolved, search_request
from wardarchive.web.urls import LAST_PAGE, SearchState, WardWay, state_from
from wardarchive.web.ward_ways import published_codes, switched
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
    narrowed, whole = chips(state, store), _everything() if result else None
    total = whole.total if whole and whole.total else store.article_count()
    page = render_template(
        "search.html",
        state=state,
        result=result,
        problem=problem,
        chips=narrowed,
        groups=facet_groups(result.facets, state) if result else [],
        numbers=page_numbers(state.page, min(result.pages, LAST_PAGE)) if result else [],
        sorts=sort_labels(),
        notes=[note_text(code) for code in result.notes] if result else [],
        total=total,
        years=_years(result),
        hidden=_hidden(state),
        gap=_gap(state),
        histogram=_histogram(state, result, whole) if result and whole else None,
        ways=ward_ways(state),
        citation=_citation(state, narrowed, result, total) if result and not state.is_front else None,
    )
    return page, problem.status if problem else 200


def _years(result: SearchResult | None) -> tuple[str, str] | None:
    years = sorted(c.value for c in result.facets.get("year", ()) if c.value.isdigit()) if result else []
    return (years[0], years[-1]) if years else None


def _hidden(state: SearchState) -> list[tuple[str, str]]:
    """Excluded values have no box in the form, nor has the way of counting wards: they travel unseen."""
    way = [("wards", state.wards)] if state.wards != "published" else []
    return way + [(f"-{facet}", value) for facet in FACETS for value in state.values(facet, exclude=True)]


def ward_ways(state: SearchState) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is the one) of each way of counting wards."""
    labels: dict[WardWay, str] = {
        "published": gettext("as published"),
        "today": gettext("today’s ward"),
        "lineage": gettext("with predecessors"),
    }
    return [(label, switched(state, way).url(), way == state.wards) for way, label in labels.items()]


def _everything() -> SearchResult:
    """All articles: what counts are shown in relation to; from memory while the index stays."""
    return answers().search(SearchRequest(page_size=1, facet_size=0))


def _histogram(state: SearchState, result: SearchResult, whole: SearchResult) -> Histogram | None:
    return histogram(_months(result), _months(whole), state)


def _months(result: SearchResult) -> list[tuple[str, int]]:
    return [(m.month, m.count) for m in result.months]


def _gap(state: SearchState) -> Gap | None:
    store, now = services().store, utc_now()
    wards = [code for code in published_codes(state.values("ward"), state.wards) if code != MISSING]
    missed = missed_days(store, now, *judged_days(state, now), wards)
    return gap(missed, len(store.portals())) if missed else None


def _citation(state: SearchState, narrowed: list[Chip], result: SearchResult, total: int) -> str:
    return search_citation(
        state,
        narrowed,
        archive=services().settings.title,
        total=result.total,
        of=total,
        url=request.host_url.rstrip("/") + state.on_page(1).url(),
        now=utc_now(),
    )
