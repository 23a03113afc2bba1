"""A crawl begun, watched and stopped; the runs before it."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from wardarchive.errors import ArchiveLocked
from wardarchive.model import Portal
from wardarchive.web.admin.access import desk, needs, note, who
from wardarchive.web.admin.done import done
from wardarchive.web.admin.problems import Problem, problem_of
from wardarchive.web.wording import gettext

blueprint = Blueprint("crawls", __name__, url_prefix="/crawls")

_RUNS = 40
_MOST_PAGES = 1_000_000


@blueprint.get("")
def show() -> str:
    """The work under way, what can be begun, the last runs."""
    return _page()


def _page(problem: Problem | None = None) -> str:
    tools = desk()
    state = tools.work.state()
    return render_template(
        "admin/crawls.html",
        work=state,
        # Without JavaScript the page asks for itself again, unless the reader wants it still.
        refresh=state is not None and state.is_running and "still" not in request.args,
        waiting=tools.store.waiting_urls(),
        portals=tools.store.portals(),
        paused={s.portal_id for s in tools.store.schedules() if s.paused},
        runs=tools.store.runs(limit=_RUNS),
        names={portal.id: portal.name for portal in tools.store.every_portal()},
        problem=problem,
    )


@blueprint.post("/start")
@needs("editor")
def start() -> Response | tuple[str, int]:
    """Begin with the portals that were ticked; all that are not paused where none was."""
    portals = _chosen()
    limit_text = request.form.get("limit", "").strip()
    limit = int(limit_text) if limit_text.isascii() and limit_text.isdigit() else None
    if not portals:
        return _page(Problem(gettext("There is no portal to collect."))), 400
    if limit_text and not (limit and limit <= _MOST_PAGES):
        return _page(Problem(gettext("The limit is a number of pages from 1."))), 400
    try:
        desk().work.crawl(portals, who().account.name, limit=limit)
    except ArchiveLocked as error:
        return _page(problem_of(error)), 409
    note("crawl-start", ", ".join(portal.url for portal in portals), limit=limit)
    return done("desk.crawls.show", "started")


def _chosen() -> list[Portal]:
    store = desk().store
    asked = {int(text) for text in request.form.getlist("portal") if text.isascii() and text.isdigit()}
    if asked:
        return [portal for portal in store.portals() if portal.id in asked]
    paused = {schedule.portal_id for schedule in store.schedules() if schedule.paused}
    return [portal for portal in store.portals() if portal.id not in paused]


@blueprint.post("/stop")
@needs("editor")
def stop() -> Response:
    """End after the page under way."""
    state = desk().work.state()
    if desk().work.stop() and state is not None:
        note("crawl-stop", ", ".join(one.portal.url for one in state.portals))
    return done("desk.crawls.show", "stopping")
