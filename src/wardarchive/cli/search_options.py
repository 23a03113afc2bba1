"""The words of a search: the same for every command that searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, cast

import click

from wardarchive.errors import UsageError
from wardarchive.jobs.searching import facet_filters
from wardarchive.model import FACETS, SearchRequest, Sort
from wardarchive.store.store import Store

SORTS = ("relevance", "newest", "oldest", "views")


_Values = Mapping[str, tuple[str, ...]]

_FACET_HELP = {
    "ward": "Mã hoặc tên phường. · Ward: code or name.",
    "district": "Quận, huyện và tỉnh, như trong kết quả. · District and province, as in the results.",
    "year": "Năm. · Year.",
    "official": "Tên hoặc khóa cán bộ. · Official: name or key.",
    "role": "Chức vụ (Chủ tịch UBND phường). · Role stated in the article.",
    "section": "Chuyên mục. · Section.",
    "family": "Loại cổng thông tin. · Family of the portal.",
}


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What was typed; names are not yet codes and keys."""

    query: str
    chosen: _Values
    """Facet → values, one of which an article must have."""
    excluded: _Values
    """Facet → values that an article must not have."""
    date_from: str | None
    date_to: str | None
    sort: Sort
    facet_query: tuple[str, str] | None = None

    def request(self, store: Store, *, page: int = 1) -> SearchRequest:
        """The search that was meant. Raises `UsageError` for what means nothing."""
        first, last = _day(self.date_from, "--from"), _day(self.date_to, "--to")
        return SearchRequest(
            query=self.query,
            filters=facet_filters(store, self.chosen, self.excluded),
            date_from=first,
            date_to=last,
            sort=self.sort,
            page=page,
            facet_query=self.facet_query,
        )

    def options(self) -> list[str]:
        """The words as a command line has them, the query last."""
        named = [(f"--{facet}", values) for facet, values in self.chosen.items()]
        named += [(f"--not-{facet}", values) for facet, values in self.excluded.items()]
        words = []
        for name, values in (
            *named,
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
    *(click.option(f"--{facet}", multiple=True, help=_FACET_HELP[facet]) for facet in FACETS),
    *(
        click.option(
            f"--not-{facet}",
            f"not_{facet}",
            multiple=True,
            help="Loại trừ; none là bài không có. · Without these; none: those that lack it.",
        )
        for facet in FACETS
    ),
    click.option("--from", "date_from", metavar="D", help="Từ ngày (2020-01-31). · From this day."),
    click.option("--to", "date_to", metavar="D", help="Đến hết ngày. · To this day, included."),
    click.option(
        "--sort", type=click.Choice(SORTS), default="relevance", help="Thứ tự. · Order of the results."
    ),
)

facet_query_option = click.option(
    "--find-value",
    "facet_query",
    type=(click.Choice(FACETS), str),
    metavar="FACET TEXT",
    help="Chỉ kể giá trị có chữ này. · Of a facet only the values with these words, as in: official cuong.",
)


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The query and its filters, given to the command as ``asked``."""

    @wraps(command)
    def searching(
        *arguments: Any,
        query: tuple[str, ...],
        date_from: str | None,
        date_to: str | None,
        sort: str,
        facet_query: tuple[str, str] | None = None,
        **others: Any,
    ) -> Any:
        chosen = {facet: others.pop(facet) for facet in FACETS}
        excluded = {facet: others.pop(f"not_{facet}") for facet in FACETS}
        asked = SearchWords(
            " ".join(query), chosen, excluded, date_from, date_to, cast(Sort, sort), facet_query
        )
        return command(*arguments, asked=asked, **others)

    decorated: Callable[..., Any] = searching
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
