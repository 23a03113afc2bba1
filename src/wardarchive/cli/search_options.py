"""The words of a search: the same for every command that searches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, cast

import click

from wardarchive.errors import UsageError
from wardarchive.jobs.searching import facet_filters
from wardarchive.model import SearchRequest, Sort
from wardarchive.store.store import Store

SORTS = ("relevance", "newest", "oldest", "views")


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What was typed; names are not yet codes and keys."""

    query: str
    ward: tuple[str, ...]
    year: tuple[str, ...]
    official: tuple[str, ...]
    section: tuple[str, ...]
    date_from: str | None
    date_to: str | None
    sort: Sort

    def request(self, store: Store, *, page: int = 1) -> SearchRequest:
        """The search that was meant. Raises `UsageError` for what means nothing."""
        first, last = _day(self.date_from, "--from"), _day(self.date_to, "--to")
        return SearchRequest(
            query=self.query,
            filters=facet_filters(
                store, ward=self.ward, year=self.year, official=self.official, section=self.section
            ),
            date_from=first,
            date_to=last,
            sort=self.sort,
            page=page,
        )

    def options(self) -> list[str]:
        """The words as a command line has them, the query last."""
        words = []
        for name, values in (
            ("--ward", self.ward),
            ("--year", self.year),
            ("--official", self.official),
            ("--section", self.section),
            ("--from", (self.date_from,) if self.date_from else ()),
            ("--to", (self.date_to,) if self.date_to else ()),
            ("--sort", () if self.sort == "relevance" else (self.sort,)),
        ):
            for value in values:
                words += [name, value]
        return [*words, "--", self.query] if self.query else words


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is not a date", "write it like 2020-12-31") from error


_OPTIONS = (
    click.argument("query", nargs=-1),
    click.option("--ward", multiple=True, help="Mã hoặc tên phường. · Code or name."),
    click.option("--year", multiple=True, help="Năm. · Year."),
    click.option("--official", multiple=True, help="Tên hoặc khóa cán bộ. · Name or key."),
    click.option("--section", multiple=True, help="Chuyên mục. · Section."),
    click.option("--from", "date_from", metavar="D", help="Từ ngày (2020-01-31). · From this day."),
    click.option("--to", "date_to", metavar="D", help="Đến hết ngày. · To this day, included."),
    click.option(
        "--sort", type=click.Choice(SORTS), default="relevance", help="Thứ tự. · Order of the results."
    ),
)


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The query and its filters, given to the command as ``asked``."""

    @wraps(command)
    def searching(
        *arguments: Any,
        query: tuple[str, ...],
        ward: tuple[str, ...],
        year: tuple[str, ...],
        official: tuple[str, ...],
        section: tuple[str, ...],
        date_from: str | None,
        date_to: str | None,
        sort: str,
        **others: Any,
    ) -> Any:
        asked = SearchWords(
            " ".join(query), ward, year, official, section, date_from, date_to, cast(Sort, sort)
        )
        return command(*arguments, asked=asked, **others)

    decorated: Callable[..., Any] = searching
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
