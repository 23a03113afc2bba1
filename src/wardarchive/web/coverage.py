"""What the archive collects, and how well: every portal with its last run."""

from __future__ import annotations

from flask import Blueprint, render_template

from wardarchive.store.portal_rows import PortalStatus
from wardarchive.wards.units import unit
from wardarchive.web.context import services
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
    store = services().store
    statuses = store.portal_status()
    return render_template(
        "coverage.html",
        rows=[
            (s, unit(s.portal.ward_code) if s.portal.ward_code else None, outcome_label(s))
            for s in statuses
        ],
        failing=sum(bool(s.errors_last_run) for s in statuses),
        articles=store.article_count(),
        captures=store.capture_count(),
    )
