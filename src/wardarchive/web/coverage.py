"""What the archive collects, and how well: every portal with its last run and its last 30 days."""

from __future__ import annotations

from flask import Blueprint, render_template

from wardarchive.jobs.coverage import local_day, portal_coverage
from wardarchive.jobs.missed_days import missed_days
from wardarchive.store.portal_rows import PortalStatus
from wardarchive.wards.units import unit
from wardarchive.web.context import services
from wardarchive.web.gaps import RECENT, gap, utc_now
from wardarchive.web.wording import gettext

blueprint = Blueprint("coverage", __name__, url_prefix="/coverage")


def outcome_label(status: PortalStatus) -> str:
    """How the last run ended, as readers read it."""
    if status.last_outcome is None:
        return gettext("not yet collected")
    return {
        "done": gettext("complete"),
        "running": gettext("under way"),
        "stopped": gettext("stopped before the end"),
        "limited": gettext("stopped at its limit"),
    }.get(status.last_outcome, gettext("failed"))


@blueprint.get("")
def show() -> str:
    """All portals."""
    store, now = services().store, utc_now()
    statuses = store.portal_status()
    since = local_day(now - RECENT)
    days = portal_coverage(store, now, [s.portal.id for s in statuses], first=since)
    return render_template(
        "coverage.html",
        rows=[
            (
                s,
                unit(s.portal.ward_code) if s.portal.ward_code else None,
                outcome_label(s),
                days[s.portal.id],
            )
            for s in statuses
        ],
        recent=RECENT.days,
        gap=gap(missed_days(store, now, since), len(statuses)),
        articles=store.article_count(),
        captures=store.capture_count(),
    )
