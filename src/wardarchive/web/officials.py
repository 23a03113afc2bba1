"""The page of an official: roles, where they are named, what they said, with the proof of each."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from wardarchive.errors import IndexUnavailable
from wardarchive.model import ArticleRecord, SearchResult, Statement, published_date
from wardarchive.store.store import Store
from wardarchive.store.transactions import publication_from_text
from wardarchive.wards.units import unit
from wardarchive.web.activity import year_bars
from wardarchive.web.context import answers, services
from wardarchive.web.roles import held_roles
from wardarchive.web.selection import search_request
from wardarchive.web.urls import SearchState

blueprint = Blueprint("officials", __name__, url_prefix="/official")

_MOST_STATEMENTS = 200
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its article; `number` is its place among the article's statements, from 0."""

    record: ArticleRecord
    statement: Statement
    number: int


@blueprint.get("/<key>")
def show(key: str) -> str:
    """One person of the register."""
    store = services().store
    official = store.official(key) if len(key) <= _LONGEST_KEY else None
    if official is None:
        raise NotFound
    state = SearchState().with_values("official", [key])
    result = search_or_none(state)
    return render_template(
        "official.html",
        official=official,
        ward=unit(key.rpartition(".")[2]),
        first_seen=published_date(publication_from_text(official.first_seen)),
        last_seen=published_date(publication_from_text(official.last_seen)),
        said=_said(store, key),
        roles=held_roles(store.roles_of(key)),
        state=state,
        result=result,
        bars=year_bars(result.facets.get("year", ())) if result else [],
    )


def _said(store: Store, key: str) -> list[Said]:
    rows = store.statements_of(key, _MOST_STATEMENTS)
    records = {r.id: r for r in store.records(sorted({article_id for article_id, _ in rows}))}
    return [
        Said(records[article_id], statement, records[article_id].reading.statements.index(statement))
        for article_id, statement in rows
        if article_id in records and statement in records[article_id].reading.statements
    ]


def search_or_none(state: SearchState) -> SearchResult | None:
    """The result, or None where the index cannot be read: the rest of the page still stands."""
    try:
        return answers().search(search_request(state))
    except IndexUnavailable:
        return None
