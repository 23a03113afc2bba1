"""The parts of a result that do not depend on the engine: checks, pages, orders."""

from __future__ import annotations

from datetime import date, datetime, time

from wardarchive.errors import QueryError
from wardarchive.index.highlights import Highlighter
from wardarchive.model import FACETS, HANOI_TIME, Hit, IndexDocument, SearchRequest

MAX_PAGE_SIZE = 1_000
_SORTS = ("relevance", "newest", "oldest", "views")


def check(request: SearchRequest) -> None:
    """Refuse what no engine can answer. Raises `QueryError`."""
    named = [chosen.facet for chosen in request.filters]
    named += [request.facet_query[0]] if request.facet_query else []
    for facet in named:
        if facet not in FACETS:
            raise QueryError(f"there is no facet {facet[:40]!r}", "facets are " + ", ".join(FACETS))
    if request.sort not in _SORTS:
        raise QueryError(f"there is no order {str(request.sort)[:40]!r}", "orders are " + ", ".join(_SORTS))
    if request.page < 1 or not 1 <= request.page_size <= MAX_PAGE_SIZE:
        raise QueryError(f"pages begin at 1 and have 1 to {MAX_PAGE_SIZE:,} hits")
    if request.facet_size < 0:
        raise QueryError("a facet cannot have fewer than no values")


def page_count(total: int, page_size: int) -> int:
    """At least one page, if an empty one."""
    return max(1, -(-total // page_size))


def moment(published: date | datetime | None) -> int | None:
    """Seconds since the epoch as Hanoi's clock shows them; a day without a time begins at midnight."""
    if published is None:
        return None
    if isinstance(published, datetime):
        local = published.astimezone(HANOI_TIME).replace(tzinfo=None) if published.tzinfo else published
    else:
        local = datetime.combine(published, time())
    return (local.toordinal() - 719_163) * 86_400 + local.hour * 3600 + local.minute * 60 + local.second


def hit_of(document: IndexDocument, highlighter: Highlighter | None, score: float) -> Hit:
    """One hit with its snippets, where there is a highlighter."""
    return Hit(
        id=document.id,
        url=document.url,
        title=document.title,
        ward_code=document.ward_code,
        ward=document.ward,
        published=document.published,
        views=document.views,
        score=score,
        snippets=highlighter.snippets(document.body) if highlighter else (),
        title_html=highlighter.title(document.title) if highlighter else "",
    )
