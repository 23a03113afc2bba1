"""All values of one facet, with a search among them: for archives of many wards and officials."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from wardarchive.model import FACETS
from wardarchive.text.normalise import fold
from wardarchive.web.context import answers, services
from wardarchive.web.facets import FacetItem, facet_groups, facet_title
from wardarchive.web.selection import MOST_VALUES, resolved, search_request
from wardarchive.web.urls import LONGEST_VALUE, state_from

blueprint = Blueprint("values", __name__, url_prefix="/values")

_SHOWN = 300


@blueprint.get("/<facet>")
def show(facet: str) -> str:
    """The values of a facet in the search that the URL names; `find` keeps those with these letters."""
    if facet not in FACETS:
        raise NotFound
    store = services().store
    state = resolved(state_from(request.args), store).on_page(1)
    result = answers().search(search_request(state, facet_size=MOST_VALUES))
    groups = facet_groups({facet: result.facets.get(facet, ())}, state, most=MOST_VALUES)
    wanted = request.args.get("find", "").strip()[:LONGEST_VALUE]
    items = [item for group in groups for item in group.items if _fits(item, fold(wanted))]
    return render_template(
        "values.html",
        facet=facet,
        title=facet_title(facet),
        state=state,
        wanted=wanted,
        items=items[:_SHOWN],
        found=len(items),
        others=[(name, value) for name, value in state.parameters() if name != facet],
    )


def _fits(item: FacetItem, wanted: str) -> bool:
    return item.selected or wanted in fold(f"{item.label} {item.detail} {item.value}")
