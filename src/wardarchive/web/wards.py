"""The page of a ward: what it was and became, its portals, its officials over time, its articles."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from wardarchive.jobs.coverage import ward_coverage
from wardarchive.wards.units import names, unit
from wardarchive.web.activity import year_bars
from wardarchive.web.context import services
from wardarchive.web.coverage import outcome_label
from wardarchive.web.fate import ward_fate
from wardarchive.web.gaps import utc_now
from wardarchive.web.lineage_drawing import drawing
from wardarchive.web.officials import search_or_none
from wardarchive.web.roles import held_roles, people
from wardarchive.web.tenures import axis_of, in_year
from wardarchive.web.urls import SearchState

blueprint = Blueprint("wards", __name__, url_prefix="/ward")

_TWO_LEVELS_SINCE = date(2025, 7, 1)
"""Since when there are no districts, and many codes name another area than before."""


def ward_name(code: str) -> str:
    """What the ward of a code is called; the code itself where the register does not know it."""
    ward = unit(code)
    return ward.name if ward else code


@blueprint.get("/<code>")
def show(code: str) -> str:
    """One ward or commune."""
    ward = unit(code) if len(code) <= 20 else None
    if ward is None:
        raise NotFound
    store = services().store
    state = SearchState().with_values("ward", [code])
    newest = search_or_none(state)
    roles = held_roles(store.roles_in_ward(code))
    axis, year = axis_of(roles), _year()
    return render_template(
        "ward.html",
        ward=ward,
        other_names=[w for w in names(code) if w.name != ward.name],
        two_levels_since=_TWO_LEVELS_SINCE,
        fate=ward_fate(code),
        portals=[(s, outcome_label(s)) for s in store.portal_status() if s.portal.ward_code == code],
        drawing=drawing(code),
        people=people(in_year(roles, year) if year else roles),
        axis=axis,
        year=year,
        coverage=ward_coverage(store, utc_now(), [code]).get(code),
        state=state,
        newest=newest,
        most_read=search_or_none(SearchState(filters=state.filters, sort="views")),
        bars=year_bars(newest.facets.get("year", ())) if newest else [],
    )


def _year() -> int | None:
    """The year that the officials are narrowed to; None for all, and for what is no year."""
    asked = request.args.get("year", "")
    return int(asked) if len(asked) == 4 and asked.isascii() and asked.isdigit() else None
