"""When portals are visited next, why, and how to have it otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from wardarchive.errors import UsageError
from wardarchive.jobs.pausing import schedule_of
from wardarchive.jobs.schedule import plan, plan_unplanned, planned
from wardarchive.jobs.schedule_terms import (
    cron_line,
    hours_of,
    interval_text,
    seconds_of,
    weekdays_of,
    zone_of,
)
from wardarchive.model import Portal
from wardarchive.store.schedule_rows import Schedule
from wardarchive.web.admin.access import desk, needs, note
from wardarchive.web.admin.done import done
from wardarchive.web.admin.portals import portal_of
from wardarchive.web.admin.problems import Problem, problem_of
from wardarchive.web.articles import ID
from wardarchive.web.wording import gettext

blueprint = Blueprint("schedules", __name__, url_prefix="/schedule")

_NEVER = datetime.max.replace(tzinfo=UTC)


@blueprint.get("")
def show() -> str:
    """All next runs, soonest first."""
    store, now = desk().store, desk().clock()
    portals = {portal.id: portal for portal in store.portals()}
    plans = [s for s in plan_unplanned(store, now) if s.portal_id in portals]
    plans.sort(key=lambda s: (s.paused, s.next_at or _NEVER))
    rows = [(schedule, portals[schedule.portal_id]) for schedule in plans]
    return render_template("admin/schedules.html", rows=rows, now=now)


@blueprint.get(f"/<{ID}:portal_id>")
def one(portal_id: int) -> str:
    """One portal's schedule."""
    portal = portal_of(portal_id)
    return _page(portal, schedule_of(desk().store, portal))


def _page(portal: Portal, schedule: Schedule, problem: Problem | None = None) -> str:
    fields = {
        "mode": schedule.mode,
        "every": interval_text(schedule.seconds) if schedule.seconds else "",
        "cron": schedule.cron or "",
        "hours": f"{schedule.hours[0]}-{schedule.hours[1]}" if schedule.hours else "",
        "weekdays": ",".join(str(day) for day in schedule.weekdays),
        "zone": schedule.zone,
    }
    return render_template(
        "admin/schedule.html",
        portal=portal,
        schedule=schedule,
        fields=request.form if problem else fields,
        problem=problem,
    )


@blueprint.post(f"/<{ID}:portal_id>")
@needs("editor")
def change(portal_id: int) -> Response | tuple[str, int]:
    """Keep another schedule and plan the next run by it."""
    portal = portal_of(portal_id)
    store, now = desk().store, desk().clock()
    before = schedule_of(store, portal)
    try:
        wanted = _from_form(before, request.form)
        wanted = planned(wanted, plan(store, portal, wanted, now))
    except UsageError as error:
        return _page(portal, before, problem_of(error)), 400
    store.set_schedule(wanted, now)
    terms = ("mode", "seconds", "cron", "hours", "weekdays", "zone")
    note("schedule", portal.url, **{n: getattr(wanted, n) for n in terms if getattr(wanted, n)})
    return done("desk.schedules.one", "scheduled", portal_id=portal_id)


def _from_form(before: Schedule, form: MultiDict[str, str]) -> Schedule:
    mode = form.get("mode", "")
    terms = {name: form.get(name, "").strip() for name in ("every", "cron", "hours", "weekdays", "zone")}
    if mode not in ("auto", "every", "cron"):
        raise UsageError(gettext("Choose one of the three ways."))
    return replace(
        before,
        mode="cron" if mode == "cron" else "every" if mode == "every" else "auto",
        seconds=seconds_of(terms["every"]) if mode == "every" else None,
        cron=cron_line(terms["cron"]) if mode == "cron" else None,
        hours=hours_of(terms["hours"]) if terms["hours"] else None,
        weekdays=weekdays_of(terms["weekdays"]) if terms["weekdays"] else (),
        zone=zone_of(terms["zone"] or before.zone),
        failures=0,
    )
