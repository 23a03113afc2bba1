"""Persons of the register, and what was said."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from werkzeug.exceptions import NotFound

from wardarchive.errors import UsageError
from wardarchive.jobs.persons import find_key, list_persons, person_page
from wardarchive.jobs.searching import ward_values
from wardarchive.jobs.statement_search import find_statements, page_json, statement_filter, statement_json
from wardarchive.model import PersonSummary, RolePeriod
from wardarchive.web.api.base import blueprint, found, limit, whole_number
from wardarchive.web.context import services
from wardarchive.web.urls import LONGEST_QUERY, LONGEST_VALUE, MOST_VALUES
from wardarchive.web.wording import gettext

_LAST_PAGE = 10_000


@blueprint.get("/persons")
def persons() -> Response:
    """Persons by name: `q` are letters of it, `ward` a code or name, `after` the last key of a page."""
    wards = _values("ward")
    ward = ward_values(wards[:1])[0] if wards else None
    known = sorted(list_persons(services().store, name=_text("q"), ward=ward), key=lambda p: p.key)
    after = _text("after")
    page = [p for p in known if p.key > after][: limit()]
    return jsonify(
        {
            "total": len(known),
            "persons": [_summary(p) for p in page],
            "next_after": page[-1].key if page and page[-1] is not known[-1] else None,
        }
    )


def _summary(person: PersonSummary) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": person.name,
        "role": person.role,
        "articles": person.articles,
        "statements": person.statements,
        "first_on": person.first.isoformat() if person.first else None,
        "last_on": person.last.isoformat() if person.last else None,
    }


@blueprint.get("/persons/<key>")
def person(key: str) -> Response:
    """One person: roles over time, spellings, articles by month, who is named beside them."""
    store = services().store
    page = found(person_page(store, found(find_key(store, key[:LONGEST_VALUE]).key)))
    return jsonify(
        {
            **_summary(page.summary),
            "names": [{"name": v.name, "articles": v.articles} for v in page.variants],
            "roles": [_role(r) for r in page.roles],
            "months": [{"month": m.month, "articles": m.count} for m in page.months],
            "companions": [
                {"key": c.key, "name": c.name, "role": c.role, "articles": c.articles}
                for c in page.companions
            ],
            "articles_naming": [a.id for a in page.articles],
        }
    )


def _role(period: RolePeriod) -> dict[str, Any]:
    return {
        "role": period.role,
        "wordings": list(period.wordings),
        "first_on": period.first.isoformat() if period.first else None,
        "last_on": period.last.isoformat() if period.last else None,
        "articles": period.articles,
    }


@blueprint.get("/statements")
def statements() -> Response:
    """Statements by words, speaker, kind, ward and year, newest first, with the proof of each."""
    store = services().store
    wanted = statement_filter(
        store,
        _text("q", LONGEST_QUERY),
        speaker=_values("speaker"),
        kind=_values("kind"),
        ward=_values("ward"),
        year=_values("year"),
    )
    page = whole_number("page", 1, 1, _LAST_PAGE)
    return jsonify(page_json(find_statements(store, wanted, page=page, size=limit(20, 100))))


@blueprint.get("/statements/<int(max=9007199254740991):statement_id>")
def statement(statement_id: int) -> Response:
    """One statement with its proof."""
    store = services().store
    one = found(store.statement(statement_id))
    if one.official_key and store.official(one.official_key) is None:
        raise NotFound  # an archivist has hidden that person
    return jsonify(statement_json(one))


def _text(name: str, longest: int = LONGEST_VALUE) -> str:
    text = request.args.get(name, "").strip()
    if len(text) > longest:
        raise UsageError(gettext("A value of “%(name)s” cannot be read.", name=name))
    return text


def _values(name: str) -> list[str]:
    values = [text for value in request.args.getlist(name) if (text := value.strip())]
    if len(values) > MOST_VALUES or any(len(v) > LONGEST_VALUE for v in values):
        raise UsageError(gettext("A value of “%(name)s” cannot be read.", name=name))
    return values
