"""Embargo and takedown of articles."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from flask import Blueprint, render_template, request
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from wardarchive.errors import UsageError
from wardarchive.jobs.withholding import lift, withhold
from wardarchive.model import HANOI_TIME, ArticleRecord
from wardarchive.store.withholding_rows import Withholding, WithholdingKind
from wardarchive.web.admin.access import desk, needs, who
from wardarchive.web.admin.done import done
from wardarchive.web.admin.problems import Problem, problem_of
from wardarchive.web.articles import ID
from wardarchive.web.wording import gettext

blueprint = Blueprint("withheld", __name__, url_prefix="/withheld")

_NUMBER = re.compile(r"(?:.*/article/)?([0-9]{1,15})(?:[/?#].*)?", re.ASCII)


@blueprint.get("")
def show() -> str | tuple[str, int]:
    """All decisions; with ``article=`` the form for that one."""
    text = request.args.get("article", "").strip()
    if not text:
        return _list()
    record = _record_meant(text)
    if record is None:
        return _list(Problem(gettext("No article has that number or address."))), 404
    return _form(record)


def _record_meant(text: str) -> ArticleRecord | None:
    """The article that a number, a page of this archive or an address on the portal names."""
    store = desk().store
    found = _NUMBER.fullmatch(text)
    number = int(found[1]) if found else store.article_id(text)
    return store.record(number) if number is not None else None


def _list(problem: Problem | None = None) -> str:
    rows = desk().store.withholdings()
    return render_template("admin/withheld.html", rows=rows, problem=problem)


def _form(record: ArticleRecord, problem: Problem | None = None) -> str:
    standing = desk().store.withholding_of_article(record.id)
    return render_template(
        "admin/withhold.html",
        record=record,
        standing=standing,
        problem=problem,
        form=request.form,
        copies=desk().store.articles_titled(record.article.title, record.id),
    )


@blueprint.post(f"/article/<{ID}:article_id>")
@needs("editor")
def decide(article_id: int) -> Response | tuple[str, int]:
    """Withhold an article: an embargo is an editor's to say, a takedown an administrator's."""
    record = desk().store.record(article_id)
    if record is None:
        raise NotFound
    kind: WithholdingKind = "takedown" if request.form.get("kind") == "takedown" else "embargo"
    if kind == "takedown" and not who().may("admin"):
        raise Forbidden(gettext("A takedown is an administrator’s to decide."))
    try:
        if len(" ".join(request.form.get("reason", "").split())) < 3:
            raise UsageError(gettext("Say why: readers see the reason, and the log keeps it."))
        whole = withhold(
            desk().store,
            desk().engine,
            article_id,
            kind=kind,
            reason=request.form.get("reason", ""),
            actor=who().account.name,
            now=desk().clock(),
            until=_until(request.form.get("until", "") if kind == "embargo" else ""),
        )
    except UsageError as error:
        return _form(record, problem_of(error)), 400
    return done("desk.withheld.show", "withheld" if whole else "withheld-index")


def _until(text: str) -> datetime | None:
    """The first moment after the day that was given, in Hanoi."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(gettext("The day is written 2027-01-31."), text[:20]) from error
    return datetime.combine(day, time(), HANOI_TIME) + timedelta(days=1)


@blueprint.post(f"/<{ID}:number>/lift")
@needs("editor")
def show_again(number: int) -> Response | tuple[str, int]:
    """Lift a decision."""
    decision = _decision(number)
    if decision.kind == "takedown" and not who().may("admin"):
        raise Forbidden(gettext("A takedown is an administrator’s to decide."))
    reason = request.form.get("reason", "")
    if len(" ".join(reason.split())) < 3:
        return _list(Problem(gettext("Say why: readers see the reason, and the log keeps it."))), 400
    try:
        whole = lift(
            desk().store,
            desk().engine,
            decision,
            reason=reason,
            actor=who().account.name,
            now=desk().clock(),
        )
    except UsageError as error:
        return _list(problem_of(error)), 400
    return done("desk.withheld.show", "lifted" if whole else "lifted-index")


def _decision(number: int) -> Withholding:
    for decision in desk().store.withholdings():
        if decision.id == number:
            return decision
    raise NotFound
