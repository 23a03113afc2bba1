"""What the program read about people, to be confirmed or corrected. Every decision has a reason."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from wardarchive.errors import IndexUnavailable, UsageError
from wardarchive.jobs.decisions import Archivist
from wardarchive.jobs.review import history, lost_decisions, proposals, reason_words, unsure_statements
from wardarchive.jobs.withholding import reason_given
from wardarchive.model import Decision
from wardarchive.web.admin.access import desk, needs, note, who
from wardarchive.web.admin.done import done
from wardarchive.web.admin.problems import Problem, problem_of
from wardarchive.web.admin.troubles import number_in_address
from wardarchive.web.paging import page_numbers
from wardarchive.web.wording import gettext, language

blueprint = Blueprint("review", __name__, url_prefix="/review")

_LAST_PAGE = 100_000
_ARTICLES = 100
_DECISIONS = 100


@blueprint.get("")
def show() -> str:
    """Pairs of persons who may be one."""
    return _pairs()


def _pairs(problem: Problem | None = None) -> str:
    queue = proposals(desk().store, page=number_in_address("page", _LAST_PAGE) or 1)
    return render_template(
        "admin/review_pairs.html",
        queue=queue,
        numbers=page_numbers(min(queue.page, queue.pages), queue.pages) if queue.pages > 1 else [],
        why=_why,
        problem=problem,
    )


@blueprint.get("/statements")
def statements() -> str:
    """Statements of which the program is unsure."""
    return _statements()


def _statements(problem: Problem | None = None) -> str:
    queue = unsure_statements(desk().store, page=number_in_address("page", _LAST_PAGE) or 1)
    return render_template(
        "admin/review_statements.html",
        queue=queue,
        numbers=page_numbers(min(queue.page, queue.pages), queue.pages) if queue.pages > 1 else [],
        problem=problem,
    )


@blueprint.get("/person/<key>")
def person(key: str) -> str:
    """One person: names, articles, and what can be decided."""
    return _person(key)


def _person(key: str, problem: Problem | None = None) -> str:
    store = desk().store
    summary = next(iter(store.person_summaries(keys=[key], hidden=True)), None)
    if summary is None:
        raise NotFound
    return render_template(
        "admin/review_person.html",
        one=summary,
        names=store.name_variants(key),
        articles=store.articles_naming(key, limit=_ARTICLES),
        log=history(store, person=key),
        problem=problem,
    )


@blueprint.get("/decisions")
def decisions() -> str:
    """The decisions that were made, and those that find nothing any more."""
    return _decisions()


def _decisions(problem: Problem | None = None) -> str:
    store = desk().store
    return render_template(
        "admin/review_decisions.html",
        log=history(store)[:_DECISIONS],
        lost={one.token for one in lost_decisions(store)},
        problem=problem,
    )


@blueprint.post("/pair")
@needs("editor")
def decide_pair() -> Response | tuple[str, int]:
    """Two profiles are one person, or are not."""
    form = request.form
    try:
        archivist = _archivist(form)
        one, other = form.get("one", ""), form.get("other", "")
        made = (
            archivist.merge(one, other) if form.get("deed") == "merge" else archivist.separate(one, other)
        )
    except UsageError as error:
        return _pairs(problem_of(error)), 400
    return _kept(made, "desk.review.show")


@blueprint.post("/statement")
@needs("editor")
def decide_statement() -> Response | tuple[str, int]:
    """A statement is attributed rightly, is somebody else's, or nobody's who is known."""
    form = request.form
    try:
        archivist = _archivist(form)
        number = form.get("statement", "")
        statement = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
        speaker = form.get("speaker", "").strip()
        if form.get("deed") == "attribute" and not speaker:
            raise UsageError(gettext("Say who made the statement: a name or a key of the register."))
        made = (
            archivist.confirm(statement)
            if form.get("deed") == "confirm"
            else archivist.attribute(statement, speaker if form.get("deed") == "attribute" else None)
        )
    except UsageError as error:
        return _statements(problem_of(error)), 400
    return _kept(made, "desk.review.statements")


@blueprint.post("/person/<key>")
@needs("editor")
def decide_person(key: str) -> Response | tuple[str, int]:
    """A person is renamed, hidden, shown, joined to another or parted from one."""
    form = request.form
    try:
        made = _about_person(_archivist(form), key, form)
    except UsageError as error:
        return _person(key, problem_of(error)), 400
    return _kept(made, "desk.review.decisions")


def _about_person(archivist: Archivist, key: str, form: MultiDict[str, str]) -> Decision:
    deed = form.get("deed", "")
    if deed == "rename":
        return archivist.rename(key, form.get("name", ""))
    if deed == "merge":
        return archivist.merge(key, form.get("other", "").strip())
    if deed == "split":
        return archivist.split(key, form.getlist("article"))
    if deed == "hide":
        return archivist.hide(key)
    if deed == "show":
        return archivist.show(key)
    raise UsageError(gettext("Choose what is to be done."))


@blueprint.post("/undo")
@needs("editor")
def undo() -> Response | tuple[str, int]:
    """A decision holds no more; the log keeps both."""
    try:
        made = _archivist(request.form).undo(request.form.get("decision", ""))
    except UsageError as error:
        return _decisions(problem_of(error)), 400
    return _kept(made, "desk.review.decisions")


def _archivist(form: MultiDict[str, str]) -> Archivist:
    if len(" ".join(form.get("reason", "").split())) < 3:
        raise UsageError(gettext("Say why: the log keeps it."))
    return desk().archivist(who().account.name, reason_given(form.get("reason", "")))


def _kept(made: Decision, onward: str) -> Response:
    subject = " / ".join(part for part in (made.one, made.other, *made.urls[:3]) if part)
    note("review", subject or made.kind, made.why, kind=made.kind, entry=made.token, value=made.value or "")
    try:
        desk().update_index()
    except IndexUnavailable:
        return done(onward, "reviewed-index")
    return done(onward, "reviewed")


def _why(code: str) -> str:
    vietnamese, english = reason_words(code)
    return vietnamese if language() == "vi" else english
