"""Wards with their lineage, portals, and how well each is covered."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from wardarchive.jobs.coverage import ward_coverage
from wardarchive.jobs.ingest import find_ward
from wardarchive.model import Portal, Ward
from wardarchive.store.portal_rows import PortalStatus
from wardarchive.wards.units import names, unit
from wardarchive.web.api.base import blueprint, found, limit
from wardarchive.web.context import services
from wardarchive.web.fate import Part, ward_fate
from wardarchive.web.gaps import utc_now
from wardarchive.web.urls import LONGEST_VALUE


def _unit(ward: Ward) -> dict[str, Any]:
    return {"code": ward.code, "name": ward.name, "district": ward.district, "province": ward.province}


@blueprint.get("/wards")
def wards() -> Response:
    """The units that `q`, a name or a code, can mean; without it those of which there are articles."""
    asked = request.args.get("q", "").strip()[:LONGEST_VALUE]
    counts = services().store.articles_by_ward()
    units = find_ward(asked) if asked else [w for code in sorted(counts) if (w := unit(code))]
    return jsonify(
        [{**_unit(ward), "articles": counts.get(ward.code, 0)} for ward in units[: limit(200, 4000)]]
    )


@blueprint.get("/wards/<code>")
def ward(code: str) -> Response:
    """One unit: its names on dated lists, what it was made of and became, its portals."""
    known = found(unit(code) if len(code) <= 20 else None)
    fate = ward_fate(code)
    store = services().store
    return jsonify(
        {
            **_unit(known),
            "articles": store.articles_by_ward().get(code, 0),
            "names": [{**_unit(w), "listed_on": w.listed_on} for w in names(code)],
            "changes": [
                {"on": day.on.isoformat(), "made_of": _parts(day.made_of), "became": _parts(day.became)}
                for day in fate.days
            ],
            "today": _parts(fate.today),
            "today_since": fate.since.isoformat() if fate.since else None,
            "unknown_successor": fate.unknown,
            "portals": [portal_json(p) for p in store.every_portal() if p.ward_code == code],
        }
    )


def _parts(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    return [{**_unit(part.ward), "main": part.main} for part in parts]


def portal_json(portal: Portal) -> dict[str, Any]:
    """A portal as the interface tells it."""
    return {
        "id": portal.id,
        "url": portal.url,
        "name": portal.name,
        "ward_code": portal.ward_code,
        "family": portal.family or portal.recognised,
        "added_at": portal.added_at.isoformat() if portal.added_at else None,
    }


@blueprint.get("/portals")
def portals() -> Response:
    """The portals that are collected."""
    return jsonify([portal_json(portal) for portal in services().store.portals()])


@blueprint.get("/portals/<int(max=9007199254740991):portal_id>")
def portal(portal_id: int) -> Response:
    """One portal, those no longer collected included."""
    return jsonify(portal_json(found(services().store.portal(portal_id))))


@blueprint.get("/coverage")
def coverage() -> Response:
    """What each portal has brought, how its last run went, and for which days each ward was collected."""
    store = services().store
    wards = ward_coverage(store, utc_now())
    return jsonify(
        {
            "articles": store.article_count(),
            "captures": store.capture_count(),
            "portals": [_status(status) for status in store.portal_status()],
            "wards": [covered.as_json() for covered in wards.values()],
        }
    )


def _status(status: PortalStatus) -> dict[str, Any]:
    return {
        **portal_json(status.portal),
        "articles": status.articles,
        "captures": status.captures,
        "last_run_at": status.last_run_at.isoformat() if status.last_run_at else None,
        "last_outcome": status.last_outcome,
        "errors_last_run": status.errors_last_run,
    }
