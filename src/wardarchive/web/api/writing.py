"""What programs with a key may do: add a portal, ask for a crawl, decide about persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Response, jsonify, request, url_for
from werkzeug.exceptions import Conflict, Unauthorized, UnsupportedMediaType

from wardarchive.errors import UsageError
from wardarchive.jobs.deeds import PROGRAM, Deed
from wardarchive.jobs.keys import key_of
from wardarchive.jobs.portals import add_portal, portal_address
from wardarchive.jobs.reindex import update_index
from wardarchive.store.audit_rows import AuditEntry
from wardarchive.store.key_rows import ApiKey
from wardarchive.store.schedule_rows import Schedule
from wardarchive.web.api.base import blueprint, found
from wardarchive.web.api.places import portal_json
from wardarchive.web.context import services
from wardarchive.web.wording import gettext
from wardarchive.wiring import archivist

_LONGEST = 2000
_DECISIONS = ("merge", "separate")


def _key() -> ApiKey:
    """The key of this request; 401 where it shows none that is in use."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    key = key_of(services().store, secret.strip()) if kind.lower() == "bearer" else None
    if key is None:
        raise Unauthorized
    return key


def _log(key: ApiKey, deed: Deed, subject: str, reason: str = "", **details: object) -> None:
    """Into the log of the archivist's desk: a program's deeds stand beside the people's."""
    entry = AuditEntry(datetime.now(UTC), f"{PROGRAM}{key.name}", deed, subject, reason, details)
    services().whole.log(entry)


def _body(*needed: str, optional: tuple[str, ...] = ()) -> dict[str, str]:
    """The texts of the JSON object that was sent; raises `UsageError` where it is another one."""
    if not request.is_json:
        raise UnsupportedMediaType
    data: Any = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise UsageError(gettext("The body must be a JSON object."))
    unknown = sorted(set(data) - {*needed, *optional})
    if unknown:
        raise UsageError(gettext("“%(name)s” is not known here.", name=str(unknown[0])[:80]))
    for name in (*needed, *optional):
        value = data.get(name)
        missing = name in needed and not value
        if missing or (value is not None and (not isinstance(value, str) or len(value) > _LONGEST)):
            raise UsageError(gettext("“%(name)s” must be a text.", name=name))
    return {name: value.strip() for name, value in data.items() if value is not None}


@blueprint.post("/portals")
def new_portal() -> tuple[Response, int, dict[str, str]]:
    """Collect a portal from now on: ``{"url", "ward"?, "family"?, "name"?}``."""
    key = _key()
    asked = _body("url", optional=("ward", "family", "name"))
    store, address = services().whole, portal_address(asked["url"])
    if any(portal.url == address for portal in store.portals()):
        raise Conflict
    added = add_portal(
        store,
        address,
        now=datetime.now(UTC),
        ward=asked.get("ward"),
        family=asked.get("family"),
        name=asked.get("name"),
        by_hand=False,
    )
    _log(key, "portal-add", added.url, ward=added.ward_code)
    return jsonify(portal_json(added)), 201, {"Location": url_for("api.portal", portal_id=added.id)}


@blueprint.post("/portals/<int(max=9007199254740991):portal_id>/crawl-requests")
def crawl_request(portal_id: int) -> tuple[Response, int]:
    """Make a portal due now; the scheduler crawls it next."""
    key = _key()
    store, now = services().whole, datetime.now(UTC)
    portal = found(next((p for p in store.portals() if p.id == portal_id), None))
    schedule = next((s for s in store.schedules() if s.portal_id == portal_id), Schedule(portal_id))
    due = replace(
        schedule,
        next_at=now,
        paused=False,
        reason_vi=f"theo yêu cầu của {key.name}",
        reason_en=f"asked for by {key.name}",
    )
    store.set_schedule(due, now)
    _log(key, "crawl-request", portal.url)
    return jsonify({"portal": portal.id, "next_at": now.isoformat(), "reason": due.reason_en}), 202


@blueprint.post("/decisions")
def decision() -> tuple[Response, int]:
    """Decide that two persons are one or are not: ``{"kind", "one", "other", "reason"}``."""
    key = _key()
    asked = _body("kind", "one", "other", "reason")
    if asked["kind"] not in _DECISIONS:
        raise UsageError(gettext("The decisions are: %(names)s.", names=", ".join(_DECISIONS)))
    decide = archivist(services(), key.name, asked["reason"])
    act = decide.merge if asked["kind"] == "merge" else decide.separate
    entry = act(asked["one"], asked["other"])
    _log(
        key,
        "review",
        f"{asked['one']} {asked['other']}",
        asked["reason"],
        kind=entry.kind,
        token=entry.token,
    )
    update_index(services().whole, services().engine, lambda _done, _total: None)
    told = {"token": entry.token, "kind": entry.kind, "who": entry.who, "why": entry.why}
    return jsonify({**told, "at": entry.at.isoformat()}), 201
