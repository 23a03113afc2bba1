"""A new portal: the address, what its front page tells, and the archivist's word."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from wardarchive.errors import UsageError
from wardarchive.jobs.site_look import SiteLook, address_of, host_of
from wardarchive.model import Portal
from wardarchive.web.admin.access import desk, needs, note, who
from wardarchive.web.admin.done import done
from wardarchive.web.admin.portal_fields import FAMILY_NAMES, with_fields
from wardarchive.web.admin.problems import Problem, problem_of
from wardarchive.web.wording import gettext

blueprint = Blueprint("portal_adding", __name__, url_prefix="/portals/add")

_SURE = 0.5
"""Score from which a guess is filled in; the archivist confirms it anyway."""


@blueprint.get("")
@needs("editor")
def show() -> str:
    """Ask for the address."""
    return render_template("admin/portal_add.html", url="", problem=None, look=None)


@blueprint.post("/look")
@needs("editor")
def look() -> tuple[str, int]:
    """Look at the front page and show what was seen, to be confirmed."""
    text = request.form.get("url", "")[:2000]
    private = _private_wanted()
    try:
        url = address_of(text)
        _check_new(url)
    except UsageError as error:
        return _ask(text, problem_of(error)), 400
    found = desk().look(url, private)
    if private:
        note("portal-private", url, host=found.host)
    if found.is_private:
        return _ask(text, _private_problem(found), private_host=found.host), 400
    return _confirm(url, found, private), 200


@blueprint.post("")
@needs("editor")
def add() -> Response | tuple[str, int]:
    """Collect the site from now on."""
    private = _private_wanted()
    text = request.form.get("url", "")[:2000]
    try:
        url = address_of(text)
        _check_new(url)
        hosts = (host_of(url),) if private else ()
        portal = with_fields(Portal(0, url, "", allowed_hosts=hosts), request.form, hosts=False)
    except UsageError as error:
        return _ask(text, problem_of(error)), 400
    added = desk().store.add_portal(replace(portal, allowed_hosts=hosts), desk().clock())
    note("portal-add", url, ward=added.ward_code, family=added.family, private=list(hosts))
    return done("desk.portals.one", "added", portal_id=added.id)


def _private_wanted() -> bool:
    """Whether the form allows this one host to be at a private address: an administrator's to say."""
    if not request.form.get("private"):
        return False
    if not who().may("admin"):
        raise Forbidden(gettext("Only an administrator may allow a private address."))
    return True


def _check_new(url: str) -> None:
    if any(portal.url == url for portal in desk().store.portals()):
        raise UsageError(gettext("This portal is collected already."), gettext("See the list of portals."))


def _ask(url: str, problem: Problem, private_host: str = "") -> str:
    return render_template(
        "admin/portal_add.html", url=url, problem=problem, look=None, private_host=private_host
    )


def _private_problem(found: SiteLook) -> Problem:
    detail = found.problem.message if found.problem else ""
    return Problem(
        gettext(
            "The host is at an address of this machine or of a private network: it is not looked at "
            "unless an administrator allows it."
        ),
        detail,
    )


def _confirm(url: str, found: SiteLook, private: bool) -> str:
    best = found.guesses[0] if found.guesses and found.guesses[0].score >= _SURE else None
    name = best.ward.name if best else found.names[0] if found.names else found.host
    return render_template(
        "admin/portal_add.html",
        url=url,
        problem=problem_of(found.problem) if found.problem else None,
        look=found,
        private=private,
        name=name[:200],
        best=best,
        families=FAMILY_NAMES,
    )
