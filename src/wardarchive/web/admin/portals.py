"""Portals: all of them, and one with everything that can be done to it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from wardarchive.errors import ArchiveLocked, UsageError
from wardarchive.jobs.pausing import pause_portal, resume_portal
from wardarchive.jobs.portal_states import PortalState, portal_states
from wardarchive.jobs.schedule import plan_unplanned
from wardarchive.model import Portal
from wardarchive.wards.units import unit
from wardarchive.web.admin.access import desk, needs, note, who
from wardarchive.web.admin.done import done
from wardarchive.web.admin.portal_fields import FAMILY_NAMES, with_fields
from wardarchive.web.admin.problems import Problem, problem_of
from wardarchive.web.articles import ID

blueprint = Blueprint("portals", __name__, url_prefix="/portals")

_RUNS = 12


def portal_of(portal_id: int) -> Portal:
    """The collected portal of that number, or 404."""
    for portal in desk().store.portals():
        if portal.id == portal_id:
            return portal
    raise NotFound


@blueprint.get("")
def show() -> str:
    """All portals."""
    plan_unplanned(desk().store, desk().clock())
    portals = portal_states(desk().store, desk().clock())
    wanted = request.args.get("condition", "")
    return render_template(
        "admin/portals.html",
        rows=[(one, _ward(one)) for one in portals if wanted in ("", one.condition)],
        conditions=list(dict.fromkeys(one.condition for one in portals)),
        wanted=wanted,
    )


def _ward(one: PortalState) -> object:
    code = one.status.portal.ward_code
    return unit(code) if code else None


@blueprint.get(f"/<{ID}:portal_id>")
def one(portal_id: int) -> str:
    """One portal."""
    portal_of(portal_id)
    return _page(portal_id)


def _page(portal_id: int, problem: Problem | None = None) -> str:
    store = desk().store
    plan_unplanned(store, desk().clock())
    (state,) = portal_states(store, desk().clock(), portal_id)
    portal = state.status.portal
    return render_template(
        "admin/portal.html",
        state=state,
        portal=portal,
        ward=unit(portal.ward_code) if portal.ward_code else None,
        families=FAMILY_NAMES,
        urls=store.url_counts(portal_id),
        runs=store.runs(portal_id=portal_id, limit=_RUNS),
        error_kinds=store.error_kinds(portal_id),
        problem=problem,
        form=request.form if problem else None,
    )


@blueprint.post(f"/<{ID}:portal_id>/edit")
@needs("editor")
def edit(portal_id: int) -> Response | tuple[str, int]:
    """Change name, ward, family and delay; allowed hosts as administrator."""
    portal = portal_of(portal_id)
    try:
        changed = with_fields(portal, request.form, hosts=who().may("admin") and "hosts" in request.form)
    except UsageError as error:
        return _page(portal_id, problem_of(error)), 400
    desk().store.update_portal(changed)
    fields = ("name", "ward_code", "family", "delay", "allowed_hosts")
    before = {n: getattr(portal, n) for n in fields if getattr(portal, n) != getattr(changed, n)}
    note("portal-edit", portal.url, before=before, after={n: getattr(changed, n) for n in before})
    return done("desk.portals.one", "edited", portal_id=portal_id)


@blueprint.post(f"/<{ID}:portal_id>/pause")
@needs("editor")
def pause(portal_id: int) -> Response:
    """No run begins by itself until the portal is resumed."""
    portal = portal_of(portal_id)
    pause_portal(desk().store, portal, desk().clock())
    note("portal-pause", portal.url, " ".join(request.form.get("reason", "").split())[:1000])
    return done("desk.portals.one", "paused", portal_id=portal_id)


@blueprint.post(f"/<{ID}:portal_id>/resume")
@needs("editor")
def resume(portal_id: int) -> Response:
    """Plan runs again."""
    portal = portal_of(portal_id)
    resume_portal(desk().store, portal, desk().clock())
    note("portal-resume", portal.url)
    return done("desk.portals.one", "resumed", portal_id=portal_id)


@blueprint.post(f"/<{ID}:portal_id>/check")
@needs("editor")
def check(portal_id: int) -> Response | tuple[str, int]:
    """Fetch a little and tell whether the layout still fits."""
    portal = portal_of(portal_id)
    try:
        desk().work.check(portal, who().account.name)
    except ArchiveLocked as error:
        return _page(portal_id, problem_of(error)), 409
    note("portal-check", portal.url)
    return redirect(url_for("desk.crawls.show", done="started"), 303)


@blueprint.get(f"/<{ID}:portal_id>/remove")
@needs("admin")
def ask_removal(portal_id: int) -> str:
    """A question before it is done."""
    return render_template("admin/portal_remove.html", portal=portal_of(portal_id))


@blueprint.post(f"/<{ID}:portal_id>/remove")
@needs("admin")
def remove(portal_id: int) -> Response:
    """Stop collecting; what was kept stays."""
    portal = portal_of(portal_id)
    desk().store.remove_portal(portal_id, desk().clock())
    note("portal-remove", portal.url, " ".join(request.form.get("reason", "").split())[:1000])
    return done("desk.portals.show", "removed")
