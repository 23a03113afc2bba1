"""The state of a search as a URL, and back: every view of the archive is an address."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from wardarchive.errors import UsageError
from wardarchive.model import FACETS, MISSING, FacetFilter, Sort
from wardarchive.web.wording import gettext

LONGEST_QUERY = 500
"""Characters; a page of text pasted into the box is a mistake, not a query."""
LONGEST_VALUE = 200
MOST_VALUES = 40
"""Values of one facet in one URL."""
LAST_PAGE = 500
"""Page numbers that are answered: an engine has to rank all that stands before a page."""
PAGE_SIZE = 20

WardWay = Literal["published", "today", "lineage"]
"""How wards are counted: as published, by those that have the area today, with what they were made of."""
WARD_WAYS: tuple[WardWay, ...] = get_args(WardWay)

_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_SPAN = re.compile(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
_SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class SearchState:
    """What a reader asked for. `filters` has at most one filter of each facet and sign, in order."""

    query: str = ""
    filters: tuple[FacetFilter, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    sort: Sort | None = None
    """None: the best order for the query: by relevance where there are words, else newest first."""
    page: int = 1
    wards: WardWay = "published"

    @property
    def order(self) -> Sort:
        """The order that is used."""
        return self.sort or ("relevance" if self.query else "newest")

    @property
    def is_front(self) -> bool:
        """Whether nothing at all was asked."""
        return self == SearchState()

    def values(self, facet: str, *, exclude: bool = False) -> tuple[str, ...]:
        """The values of a facet that are selected, or excluded."""
        return next((f.values for f in self.filters if (f.facet, f.exclude) == (facet, exclude)), ())

    def with_values(self, facet: str, values: Iterable[str], *, exclude: bool = False) -> SearchState:
        """The same search with these values of a facet, on its first page."""
        chosen = tuple(dict.fromkeys(values))
        kept = [f for f in self.filters if (f.facet, f.exclude) != (facet, exclude)]
        if chosen:
            kept.append(FacetFilter(facet, chosen, exclude))
        kept.sort(key=lambda f: (FACETS.index(f.facet), f.exclude))
        return replace(self, filters=tuple(kept), page=1)

    def adding(self, facet: str, value: str, *, exclude: bool = False) -> SearchState:
        """With one more value selected (or excluded), which takes it from the opposite side."""
        cleared = self.removing(facet, value, exclude=not exclude)
        return cleared.with_values(facet, (*cleared.values(facet, exclude=exclude), value), exclude=exclude)

    def removing(self, facet: str, value: str, *, exclude: bool = False) -> SearchState:
        """Without one value."""
        kept = (v for v in self.values(facet, exclude=exclude) if v != value)
        return self.with_values(facet, kept, exclude=exclude)

    def asking(self, query: str) -> SearchState:
        """With other words, on the first page."""
        return replace(self, query=query, page=1)

    def between(self, first: date | None, last: date | None) -> SearchState:
        """With other days, on the first page."""
        return replace(self, date_from=first, date_to=last, page=1)

    def by_ward(self, way: WardWay) -> SearchState:
        """With wards counted in another way, on the first page."""
        return replace(self, wards=way, page=1)

    def bare(self) -> SearchState:
        """The words alone."""
        return SearchState(query=self.query, sort=self.sort, wards=self.wards)

    def on_page(self, page: int) -> SearchState:
        return replace(self, page=page)

    def parameters(self) -> list[tuple[str, str]]:
        """The URL's parameters, in one order only, so that one search has one address."""
        found = [("q", self.query)] if self.query else []
        for chosen in self.filters:
            name = f"-{chosen.facet}" if chosen.exclude else chosen.facet
            found += [(name, value) for value in chosen.values]
        if self.wards != "published":
            found.append(("wards", self.wards))
        if self.date_from:
            found.append(("from", self.date_from.isoformat()))
        if self.date_to:
            found.append(("to", self.date_to.isoformat()))
        if self.sort:
            found.append(("sort", self.sort))
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found

    def url(self, path: str = "/") -> str:
        """The address of this search.

        >>> SearchState(query="thu gom rác").adding("ward", "00142").on_page(2).url()
        '/?q=thu+gom+r%C3%A1c&ward=00142&page=2'
        """
        query = urlencode(self.parameters())
        return f"{path}?{query}" if query else path


def state_from(args: MultiDict[str, str]) -> SearchState:
    """The search that a URL's parameters ask for; unknown ones are ignored.

    Raises `UsageError` with a line for the reader where a parameter is out of bounds.
    """
    first, last = _span(args)
    state = SearchState(
        query=_query(args.get("q", "")),
        date_from=first,
        date_to=last,
        sort=_sort(args.get("sort", "")),
        wards=next((way for way in WARD_WAYS if way == args.get("wards")), "published"),
    )
    if state.date_from and state.date_to and state.date_from > state.date_to:
        raise UsageError(gettext("The first day is after the last day."), gettext("Swap the two dates."))
    for facet in FACETS:
        for exclude, name in ((False, facet), (True, f"-{facet}")):
            state = state.with_values(facet, _values(args, facet, name), exclude=exclude)
    return state.on_page(_page(args.get("page", "")))


def days_of(span: str) -> tuple[date, date]:
    """The first and last day of a month or year.

    >>> days_of("2020-02")
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    """
    year = int(span[:4])
    if len(span) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(span[5:])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _span(args: MultiDict[str, str]) -> tuple[date | None, date | None]:
    """The days asked for: a `span` (2020 or 2020-12) before `from` and `to`."""
    span = args.get("span", "").strip()
    if not span:
        return _day(args, "from"), _day(args, "to")
    if not _SPAN.fullmatch(span):
        raise UsageError(
            gettext("“%(value)s” is not a month.", value=span[:20]), gettext("Write it as 2020-12.")
        )
    return days_of(span)


def _query(text: str) -> str:
    query = " ".join(text.split())
    if len(query) > LONGEST_QUERY:
        raise UsageError(
            gettext("The query is longer than %(count)d characters.", count=LONGEST_QUERY),
            gettext("Search for a few words of it."),
        )
    return query


def _values(args: MultiDict[str, str], facet: str, name: str) -> list[str]:
    values = [text for value in args.getlist(name) if (text := value.strip())]
    if len(values) > MOST_VALUES:
        raise UsageError(
            gettext("More than %(count)d values of “%(name)s” are selected.", count=MOST_VALUES, name=name),
            gettext("Take some away."),
        )
    for value in values:
        if len(value) > LONGEST_VALUE or not value.isprintable():
            raise UsageError(
                gettext("A value of “%(name)s” cannot be read.", name=name), gettext("Take it away.")
            )
        if facet == "year" and value != MISSING and not _YEAR.fullmatch(value):
            raise UsageError(
                gettext("“%(value)s” is not a year.", value=value[:20]), gettext("Write it as 2020.")
            )
    return values


def _day(args: MultiDict[str, str], name: str) -> date | None:
    text = args.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            gettext("“%(value)s” is not a date.", value=text[:20]), gettext("Write it as 2020-12-15.")
        ) from error


def _sort(text: str) -> Sort | None:
    if not text:
        return None
    for known in _SORTS:
        if text == known:
            return known
    raise UsageError(
        gettext("There is no order “%(value)s”.", value=text[:20]),
        gettext("The orders are: %(names)s.", names=", ".join(_SORTS)),
    )


def _page(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= LAST_PAGE):
        raise UsageError(
            gettext("Pages are numbered 1 to %(last)d.", last=LAST_PAGE),
            gettext("Narrow the search to see what comes later."),
        )
    return int(text)
