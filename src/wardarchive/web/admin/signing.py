"""Signing in and out, and another password of one's own."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wardarchive.errors import UsageError
from wardarchive.jobs.accounts import (
    begin_session,
    change_password,
    knows_password,
    sign_in,
    sign_out,
)
from wardarchive.jobs.passwords import LONGEST, SHORTEST
from wardarchive.web.admin.access import (
    desk,
    drop_session,
    for_everybody,
    keep_session,
    needs,
    own_page,
    signed_in,
    who,
)
from wardarchive.web.wording import gettext

blueprint = Blueprint("signing", __name__)


@blueprint.get("/sign-in")
@for_everybody
def show() -> Response | str:
    """The form; for an archive without accounts, how to make one."""
    if signed_in() is not None:
        return redirect(own_page(request.args.get("next", "")), 303)
    return _form(request.args.get("next", ""))


@blueprint.post("/sign-in")
@for_everybody
def begin() -> Response | tuple[str, int]:
    """Try a name and a password."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    found = sign_in(desk().store, name, password, request.remote_addr or "", desk().clock())
    if found.token is None:
        waiting = found.refusal == "wait"
        text = (
            gettext("Too many attempts failed. Try again in a quarter of an hour.")
            if waiting
            else gettext("The name or the password is not right.")
        )
        return _form(request.form.get("next", ""), text, name), 429 if waiting else 401
    response = redirect(own_page(request.form.get("next", "")), 303)
    keep_session(response, found.token)
    return response


def _form(onward: str, problem: str = "", name: str = "") -> str:
    return render_template(
        "admin/sign_in.html",
        onward=own_page(onward),
        problem=problem,
        name=name[:80],
        has_accounts=bool(desk().store.accounts()),
    )


@blueprint.post("/sign-out")
@needs("viewer")
def end() -> Response:
    """End the session."""
    person = who()
    sign_out(desk().store, person.account, person.token, desk().clock())
    response = redirect("/admin/sign-in?done=signed-out", 303)
    drop_session(response)
    return response


@blueprint.get("/password")
@needs("viewer")
def password_form() -> str:
    """Another password of one's own."""
    return render_template("admin/password.html", problem="", shortest=SHORTEST)


@blueprint.post("/password")
@needs("viewer")
def change() -> Response | tuple[str, int]:
    """Change it: all sessions end and this one begins anew."""
    person, store, now = who(), desk().store, desk().clock()
    new, again = request.form.get("new", ""), request.form.get("again", "")
    problem = ""
    known = knows_password(
        store, person.account, request.form.get("old", ""), request.remote_addr or "", now
    )
    if known == "wait":
        problem = gettext("Too many attempts failed. Try again in a quarter of an hour.")
    elif known == "wrong":
        problem = gettext("The present password is not right.")
    elif new != again:
        problem = gettext("The two new passwords differ.")
    else:
        try:
            change_password(store, person.account, new, now, actor=person.account.name)
        except UsageError:
            problem = gettext(
                "A password has %(least)d to %(most)d characters.", least=SHORTEST, most=LONGEST
            )
    if problem:
        return render_template("admin/password.html", problem=problem, shortest=SHORTEST), 400
    response = redirect("/admin?done=password", 303)
    keep_session(response, begin_session(store, person.account, now))
    return response
