"""The desk's codes in the reader's words."""

from __future__ import annotations

from collections.abc import Callable

import flask_babel

from wardarchive.jobs.layout_watch import UNREAD
from wardarchive.jobs.portal_states import Condition
from wardarchive.jobs.problems import Problem
from wardarchive.store.schedule_rows import Schedule
from wardarchive.web.wording import gettext, language


def condition_label(condition: Condition) -> str:
    """The state of a portal."""
    return {
        "failing": gettext("failing"),
        "changed": gettext("layout changed"),
        "doubtful": gettext("needs a look"),
        "partial": gettext("incomplete"),
        "new": gettext("not yet collected"),
        "paused": gettext("paused"),
        "healthy": gettext("healthy"),
    }[condition]


def outcome_word(outcome: str | None) -> str:
    """How a run or a check ended."""
    return {
        None: gettext("under way"),
        "running": gettext("under way"),
        "done": gettext("complete"),
        "stopped": gettext("stopped before the end"),
        "limited": gettext("stopped at its limit"),
        "failed": gettext("failed"),
        "fits": gettext("the layout fits"),
        "changed": gettext("the layout has changed"),
        "no-articles": gettext("no articles found"),
        "unreachable": gettext("not reachable"),
    }.get(outcome, outcome or "")


def run_label(kind: str) -> str:
    """What kind of run."""
    return {"crawl": gettext("crawl"), "check": gettext("check"), "import": gettext("import")}.get(
        kind, kind
    )


def error_label(kind: str) -> str:
    """What went wrong."""
    return {
        "unknown-host": gettext("the host is unknown"),
        "refused": gettext("the connection was refused"),
        "timeout": gettext("no answer in time"),
        "tls": gettext("the secure connection failed"),
        "connection": gettext("the connection broke off"),
        "redirect-loop": gettext("redirected in a circle"),
        "too-many-redirects": gettext("redirected too often"),
        "too-large": gettext("the page is too large"),
        "bad-encoding": gettext("damaged compression"),
        "bad-response": gettext("not a valid answer"),
        "robots": gettext("robots.txt forbids it"),
        "private-address": gettext("an address of a private network"),
        "bad-url": gettext("not a valid address"),
        "http-error": gettext("the server reports an error"),
    }.get(kind, kind)


def sign_label(sign: str) -> str:
    """One sign of a changed layout."""
    if sign == UNREAD:
        return gettext("pages that were articles are read as none")
    what, _, name = sign.partition(":")
    field = {
        "published": gettext("date of publication"),
        "section": gettext("section"),
        "author": gettext("author"),
        "views": gettext("views"),
        "title": gettext("title"),
        "body": gettext("text"),
        "article": gettext("article"),
    }.get(name, name)
    return {
        "lost": gettext("lost: %(name)s", name=field),
        "missing": gettext("missing: %(name)s", name=field),
        "disagrees": gettext("two readings disagree: %(name)s", name=field),
        "family": gettext("now looks like the family %(name)s", name=name),
    }.get(what, sign)


def role_label(role: str) -> str:
    """What an account may do."""
    return {
        "viewer": gettext("viewer"),
        "editor": gettext("editor"),
        "admin": gettext("administrator"),
    }.get(role, role)


def deed_label(deed: str) -> str:
    """What was done."""
    return {
        "account-add": gettext("account added"),
        "account-remove": gettext("account removed"),
        "account-role": gettext("role changed"),
        "account-password": gettext("password changed"),
        "sign-in": gettext("signed in"),
        "sign-out": gettext("signed out"),
        "sign-in-refused": gettext("sign-in refused"),
        "portal-add": gettext("portal added"),
        "portal-edit": gettext("portal edited"),
        "portal-pause": gettext("portal paused"),
        "portal-resume": gettext("portal resumed"),
        "portal-remove": gettext("portal removed"),
        "portal-check": gettext("portal checked"),
        "portal-private": gettext("private address allowed"),
        "schedule": gettext("schedule changed"),
        "crawl-start": gettext("crawl started"),
        "crawl-stop": gettext("crawl stopped"),
        "crawl-request": gettext("crawl asked for"),
        "withhold": gettext("article withheld"),
        "lift": gettext("article shown again"),
        "review": gettext("reading corrected"),
    }.get(deed, deed)


def decision_label(kind: str) -> str:
    """What was decided about persons and statements."""
    return {
        "merge": gettext("one person"),
        "separate": gettext("two persons"),
        "split": gettext("articles of somebody else"),
        "rename": gettext("another name"),
        "hide": gettext("person hidden"),
        "show": gettext("person shown"),
        "attribute": gettext("speaker corrected"),
        "confirm": gettext("speaker confirmed"),
        "undo": gettext("undone"),
    }.get(kind, kind)


def withheld_label(kind: str) -> str:
    """How an article is withheld."""
    return {"embargo": gettext("embargo"), "takedown": gettext("takedown")}.get(kind, kind)


def why_next(schedule: Schedule) -> str:
    """Why the next run is when it is."""
    return schedule.reason_vi if language() == "vi" else schedule.reason_en


def what_is_wrong(problem: Problem) -> str:
    """What is wrong with a portal, and what to do."""
    return problem.vi if language() == "vi" else problem.en


def size(count: int) -> str:
    """Bytes for people: ``12,4 MB``."""
    value, unit = float(count), "B"
    for bigger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, bigger
    digits = "#,##0" if unit == "B" or value >= 100 else "#,##0.0"
    return f"{flask_babel.format_decimal(value, format=digits)} {unit}"


FILTERS: dict[str, Callable[..., str]] = {
    "condition_label": condition_label,
    "outcome_word": outcome_word,
    "run_label": run_label,
    "error_label": error_label,
    "sign_label": sign_label,
    "role_label": role_label,
    "deed_label": deed_label,
    "decision_label": decision_label,
    "withheld_label": withheld_label,
    "why_next": why_next,
    "what_is_wrong": what_is_wrong,
    "size": size,
}
