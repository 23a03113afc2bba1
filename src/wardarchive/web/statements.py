"""Who said what: statements searched by words, speaker, kind, ward and year; and what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from wardarchive.errors import UsageError
from wardarchive.jobs.commitment_list import commitment_filter
from wardarchive.jobs.statement_search import find_statements, statement_filter
from wardarchive.model import HANOI_TIME, ValueCount
from wardarchive.store.store import Store
from wardarchive.wards.units import unit
from wardarchive.web.context import services
from wardarchive.web.paging import page_numbers
from wardarchive.web.statement_view import kind_label
from wardarchive.web.urls import LAST_PAGE, LONGEST_QUERY, MOST_VALUES
from wardarchive.web.wording import gettext

blueprint = Blueprint("statements", __name__)

_FIELDS = ("speaker", "kind", "ward", "year")
_COMMITMENTS_ON_PAGE = 50
_MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a page of statements asks."""

    query: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    """(field, value) in the order of `_FIELDS`."""
    page: int = 1

    def values(self, field: str) -> tuple[str, ...]:
        return tuple(v for name, v in self.chosen if name == field)

    def turning(self, field: str, value: str) -> Asked:
        """With a value chosen that was not, or without it."""
        one = (field, value)
        chosen = [c for c in self.chosen if c != one] if one in self.chosen else [*self.chosen, one]
        return replace(self, chosen=tuple(sorted(chosen, key=lambda c: _FIELDS.index(c[0]))), page=1)

    def url(self, page: int = 1) -> str:
        """The address that asks this."""
        words = [("q", self.query)] if self.query else []
        last = [("page", str(page))] if page > 1 else []
        pairs = [*words, *self.chosen, *last]
        return "/statements" + (f"?{urlencode(pairs)}" if pairs else "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose, or to let go."""

    label: str
    count: int | None
    selected: bool
    url: str


def _page() -> int:
    text = request.args.get("page", "1")
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PAGE:
        raise UsageError(gettext("There is no page “%(page)s”.", page=text[:20]))
    return int(text)


def _asked() -> Asked:
    query = " ".join(request.args.get("q", "").split())
    if len(query) > LONGEST_QUERY:
        raise UsageError(gettext("The query is longer than %(count)d characters.", count=LONGEST_QUERY))
    chosen = [
        (field, value) for field in _FIELDS for value in dict.fromkeys(request.args.getlist(field)) if value
    ]
    return Asked(query, tuple(chosen[:MOST_VALUES]), _page())


@blueprint.get("/statements")
def show() -> str:
    """Statements, and who speaks most of it."""
    store, asked = services().store, _asked()
    wanted = statement_filter(
        store,
        asked.query,
        speaker=asked.values("speaker"),
        kind=asked.values("kind"),
        ward=asked.values("ward"),
        year=asked.values("year"),
    )
    found = find_statements(store, wanted, page=asked.page)
    return render_template(
        "statements.html",
        asked=asked,
        found=found,
        speakers=[
            (s, s.key in wanted.speakers, asked.turning("speaker", s.key).url()) for s in found.speakers
        ],
        groups=[
            (gettext("Kind"), _choices(asked, "kind", found.kinds)),
            (gettext("Ward"), _choices(asked, "ward", found.wards)),
            (gettext("Year"), _choices(asked, "year", found.years)),
        ],
        pages=page_numbers(found.page, min(found.pages, LAST_PAGE)),
        chips=[(_label(store, f, v), asked.turning(f, v).url()) for f, v in asked.chosen],
    )


def _choices(asked: Asked, field: str, counts: Sequence[ValueCount]) -> list[Choice]:
    chosen = asked.values(field)
    shown = [c for n, c in enumerate(counts) if n < _MOST_CHOICES or c.value in chosen]
    return [
        Choice(_name(field, c.value), c.count, c.value in chosen, asked.turning(field, c.value).url())
        for c in shown
    ]


def _label(store: Store, field: str, value: str) -> str:
    known = store.official(value) if field == "speaker" else None
    return known.ref.name if known else _name(field, value)


def _name(field: str, value: str) -> str:
    if field == "kind":
        return kind_label(value)
    ward = unit(value) if field == "ward" else None
    return ward.name if ward else value


@blueprint.get("/commitments")
def commitments() -> str:
    """What was promised or ordered, the next deadline first."""
    store, page = services().store, _page()
    ward, official = request.args.get("ward", ""), request.args.get("official", "")
    due_from, due_to = request.args.get("from", ""), request.args.get("to", "")
    wanted = commitment_filter(
        store,
        ward=[ward] if ward else (),
        official=official or None,
        due_from=due_from,
        due_to=due_to,
        dated="all" not in request.args,
    )
    total, found = store.commitments(
        wanted, offset=(page - 1) * _COMMITMENTS_ON_PAGE, limit=_COMMITMENTS_ON_PAGE
    )
    kept = [(k, v) for k, v in request.args.items() if k != "page" and v]
    pages = max(1, -(-total // _COMMITMENTS_ON_PAGE))
    return render_template(
        "commitments.html",
        total=total,
        found=[(c, unit(c.ward_code) if c.ward_code else None) for c in found],
        today=datetime.now(HANOI_TIME).date(),
        ward=ward,
        official=official,
        due_from=due_from,
        due_to=due_to,
        undated="all" in request.args,
        page=page,
        pages=page_numbers(page, min(pages, LAST_PAGE)),
        url=lambda n: "/commitments?" + urlencode([*kept, ("page", str(n))]),
    )
