"""Who may see and do what on the desk: sessions, roles, and the token that every form carries."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast
from urllib.parse import urlencode, urlsplit

from flask import current_app, g, redirect, request, url_for
from werkzeug.exceptions import BadRequest, Forbidden, NotFound
from werkzeug.wrappers import Response

from wardarchive.jobs.accounts import account_of_session, may
from wardarchive.jobs.deeds import Deed
from wardarchive.jobs.desk import Desk
from wardarchive.store.account_rows import Account, Role
from wardarchive.store.audit_rows import AuditEntry
from wardarchive.web.context import services
from wardarchive.web.wording import gettext

COOKIE = "desk"
FORM_COOKIE = "desk_form"
"""Before somebody signed in: what the form's token is made of."""
PATH = "/admin"
FIELD = "token"
_LONGEST_TOKEN = 200

View = TypeVar("View", bound=Callable[..., object])
_needed: dict[Callable[..., object], Role] = {}
_open: set[Callable[..., object]] = set()
"""Views with the role that they were marked with, and those that need no session."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks, and by which session."""

    account: Account
    token: str

    def may(self, needed: Role) -> bool:
        """Whether the account's role is enough."""
        return may(self.account.role, needed)


def needs(role: Role) -> Callable[[View], View]:
    """Mark a view with the least role that may use it.

    Without a mark a page needs ``viewer``, and a form ``admin``: what was forgotten is refused.
    """

    def marked(view: View) -> View:
        _needed[view] = role
        return view

    return marked


def for_everybody(view: View) -> View:
    """Mark a view that needs no session: signing in."""
    _open.add(view)
    return view


def desk() -> Desk:
    """The desk's services, or 404 where this application has none."""
    found = services().desk
    if found is None:
        raise NotFound
    return found


def who() -> SignedIn:
    """Who asks; only in views that need a session."""
    found = signed_in()
    if found is None:
        raise Forbidden
    return found


def signed_in() -> SignedIn | None:
    """Who asks; None for a stranger."""
    if "signed_in" not in g:
        token = _cookie(COOKIE)
        account = account_of_session(desk().store, token, desk().clock()) if token else None
        g.signed_in = SignedIn(account, token) if account else None
    return cast("SignedIn | None", g.signed_in)


def admit() -> Response | None:
    """Before every view of the desk: a session, a role, and for forms their token."""
    desk()
    view = current_app.view_functions[request.endpoint or ""]
    changes = request.method not in ("GET", "HEAD", "OPTIONS")
    if view in _open:
        if changes:
            check_form()
        return None
    person = signed_in()
    if person is None:
        back = "" if changes else request.full_path.rstrip("?")
        address = url_for("desk.signing.show")
        return redirect(f"{address}?{urlencode({'next': back})}" if back else address, 303)
    if changes:
        check_form()
    if not person.may(_needed.get(view, "admin" if changes else "viewer")):
        raise Forbidden(gettext("Your account may not do that."))
    return None


def form_token() -> str:
    """The token of this browser's forms: made from its session, or from a cookie for this purpose."""
    person = signed_in()
    if person is not None:
        return _token_of(person.token)
    if "form_secret" not in g:
        g.form_secret = _cookie(FORM_COOKIE) or secrets.token_urlsafe(32)
    return _token_of(g.form_secret)


def check_form() -> None:
    """Refuse a form that another site sent, or that lacks its token."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.host
    secret = person.token if (person := signed_in()) else _cookie(FORM_COOKIE)
    given = request.form.get(FIELD, "")
    fits = bool(secret) and hmac.compare_digest(given.encode(), _token_of(secret).encode())
    if foreign or site not in ("same-origin", "none") or not fits:
        raise BadRequest(gettext("This form is too old, or came from another site. Open its page again."))


def keep_session(response: Response, token: str) -> None:
    """Give the browser its session; whatever it held before is worth nothing."""
    response.set_cookie(
        COOKIE, token, path=PATH, httponly=True, samesite="Strict", secure=request.is_secure
    )
    response.delete_cookie(FORM_COOKIE, path=PATH, httponly=True, samesite="Strict")


def drop_session(response: Response) -> None:
    """Take the session from the browser."""
    response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="Strict")


def finish(response: Response) -> Response:
    """After every view of the desk: nothing of it is kept by browsers or proxies."""
    response.headers["Cache-Control"] = "no-store"
    if "form_secret" in g and request.cookies.get(FORM_COOKIE) != g.form_secret:
        response.set_cookie(
            FORM_COOKIE,
            g.form_secret,
            path=PATH,
            httponly=True,
            samesite="Strict",
            secure=request.is_secure,
        )
    return response


def own_page(text: str) -> str:
    """A place on the desk to go on to; the desk's front page for whatever else was asked.

    >>> own_page("/admin/portals?done=x"), own_page("//evil.example/admin"), own_page("/admin/../x")
    ('/admin/portals?done=x', '/admin', '/admin')
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return PATH
    inside = parts.path == PATH or parts.path.startswith(f"{PATH}/")
    odd = "\\" in text or ".." in parts.path or "//" in parts.path or not text.isprintable()
    return PATH if parts.scheme or parts.netloc or odd or not inside else text


def note(deed: Deed, subject: str, reason: str = "", **details: object) -> None:
    """Add to the log what the person who asks just did."""
    desk().store.log(AuditEntry(desk().clock(), who().account.name, deed, subject[:2000], reason, details))


def _cookie(name: str) -> str:
    value = request.cookies.get(name, "")
    return value if len(value) <= _LONGEST_TOKEN and value.isascii() else ""


def _token_of(secret: str) -> str:
    return hmac.new(secret.encode(), b"form", "sha256").hexdigest()
