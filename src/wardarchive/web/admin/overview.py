"""Health at a glance."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template

from wardarchive.jobs.portal_states import CONDITIONS, due_next, portal_states
from wardarchive.jobs.schedule import plan_unplanned
from wardarchive.jobs.storage import index_state
from wardarchive.web.admin.access import desk

blueprint = Blueprint("overview", __name__)

_NEXT, _RUNS = 8, 8


@blueprint.get("")
def show() -> str:
    """What is well, what is not, what comes next, what it all takes."""
    tools = desk()
    plan_unplanned(tools.store, tools.clock())
    portals = portal_states(tools.store, tools.clock())
    counted = Counter(one.condition for one in portals)
    return render_template(
        "admin/overview.html",
        portals=portals,
        conditions=[(name, counted[name]) for name in CONDITIONS if counted[name]],
        needing=[one for one in portals if one.needs_somebody],
        coming=due_next(portals, tools.clock())[:_NEXT],
        now=tools.clock(),
        work=tools.work.state(),
        storage=tools.storage(),
        index=index_state(tools.store, tools.engine),
        withheld=len(tools.store.withholdings(standing=True)),
        failed=tools.store.runs(outcome="failed", limit=_RUNS),
        names={one.status.portal.id: one.status.portal.name for one in portals},
    )
