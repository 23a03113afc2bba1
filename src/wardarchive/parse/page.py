"""One page read: bytes in, an article or an honest no out, with the page's links."""

from __future__ import annotations

from datetime import UTC, datetime

from wardarchive.errors import PageError
from wardarchive.model import Article, Link, NotAnArticle
from wardarchive.parse.assembling import assembled
from wardarchive.parse.collection import no_collection
from wardarchive.parse.entries import entries_of
from wardarchive.parse.families import FAMILIES
from wardarchive.parse.family_reading import holds_list, read_by_family
from wardarchive.parse.faults import fault_of
from wardarchive.parse.feeds import feed_links
from wardarchive.parse.generic import read_generic
from wardarchive.parse.json_pages import looks_like_json, read_json_page
from wardarchive.parse.links import base_of
from wardarchive.parse.names import names_function
from wardarchive.parse.nearby import frame_of
from wardarchive.parse.opened_page import FeedInstead, OpenedPage, open_page
from wardarchive.parse.page_reading import GENERIC, PageReading
from wardarchive.parse.profile import Family, Field
from wardarchive.parse.reading import Fields
from wardarchive.parse.recognise import POSSIBLE, SURE, recognise
from wardarchive.parse.standing import STANDING_PAGE, is_standing_page
from wardarchive.parse.verdict import is_home_address, no_article

__all__ = ["GENERIC", "PageReading", "read_page"]


_THIN = 600
"""Letters of body below which an article of a family may be an error or a login in its frame."""

_TOLD = 300
"""Letters of running text that a family's layout should have found."""


def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    family: str | None = None,
) -> PageReading:
    """Reads one page; whatever the bytes are, there is an answer and no exception.

    `content_type` is the HTTP header; `fetched_at` (aware) is what relative dates count from and
    later dates are refused by; `family` names the portal's family, which is then preferred where the
    page shows any sign of it, or is ``generic`` for the reading without one. A page that fits no family
    is read generically.
    """
    captured = fetched_at if fetched_at is not None else datetime.now(UTC)
    if captured.tzinfo is None:
        captured = captured.replace(tzinfo=UTC)
    if looks_like_json(body, content_type):
        return read_json_page(body, url, captured, family, FAMILIES)
    with no_collection():
        return _opened(body, url, content_type, captured, family)


def _opened(
    body: bytes, url: str, content_type: str | None, captured: datetime, family: str | None
) -> PageReading:
    """The page parsed and read; nothing holds its tree afterwards, so that one collection frees it."""
    try:
        page = open_page(body, url, content_type, captured)
    except FeedInstead as feed:
        return PageReading(NotAnArticle(url, feed.message), feed_links(feed.text, url))
    except PageError as error:
        return PageReading(NotAnArticle(url, error.message))
    return _read(page, family)


def _chosen(page: OpenedPage, named: str | None) -> tuple[Family | None, float]:
    """The family to read by: the named one where it fits at all, else the likeliest that is sure."""
    if named == GENERIC:
        return None, 0.0
    ranked = recognise(FAMILIES, page.tree, page.decoded.text, page.url, page.said.generator)
    for points, family in ranked:
        if family.name == named and points >= POSSIBLE:
            return family, min(points, 1.0)
    if ranked and ranked[0][0] >= SURE:
        return ranked[0][1], min(ranked[0][0], 1.0)
    return None, 0.0


def _read(page: OpenedPage, named: str | None) -> PageReading:
    family, points = _chosen(page, named)
    links = page.links(family)
    if family is None:
        return _generic(page, links, GENERIC, points)
    fields = read_by_family(page, family)
    if fields is not None and not fields.body.blocks and _is_told_beside(page, fields.places[0]):
        return _generic(page, links, family.name, points)
    if fields is None and not holds_list(page.tree, family):
        return _generic(page, links, family.name, points)
    charset, reason = page.decoded.charset, ""
    if fields is None:
        reason = "home page" if is_home_address(page.url) else "list page"
    elif fields.body.chars < _THIN:
        reason = fault_of(page, fields) or ""
    if fields is not None and not reason and _is_standing(page, fields):
        reason = STANDING_PAGE
    if fields is None or reason:
        layout = fields.layout if fields is not None else ""
        refused = NotAnArticle(page.url, reason, family.name)
        return PageReading(refused, links, family.name, points, layout, charset=charset)
    article = _article(page, fields, family.name)
    return PageReading(article, links, family.name, points, fields.layout, fields.missing, charset)


def _is_told_beside(page: OpenedPage, body: int) -> bool:
    """Whether a text stands beside the element in which the family's layout looks for it."""
    tree, regions = page.tree, page.regions
    frame, entries = frame_of(tree, body), entries_of(tree)
    inside = (i for i in range(frame, tree.ends[frame] + 1) if not (regions.junk[i] or entries[i]))
    return sum(regions.run[i] for i in inside) >= _TOLD


def _is_standing(page: OpenedPage, fields: Fields) -> bool:
    """Whether an article's layout holds another page: one that the menu names, a search, a poll."""
    named = names_function(fields.title) and not page.said.typed
    return named or is_standing_page(page.tree, page.said, page.url, fields)


def _generic(page: OpenedPage, links: tuple[Link, ...], family: str, points: float) -> PageReading:
    """The page read without its family's help: it has none, or its layout is a new one."""
    fields = read_generic(page)
    reason = no_article(page, fields, links)
    missing: tuple[Field, ...] = ("title", "body") if family != GENERIC and reason is None else ()
    if fields is None or reason is not None:
        refused = NotAnArticle(page.url, reason or "no readable text", family)
        return PageReading(refused, links, family, points, charset=page.decoded.charset)
    article = _article(page, fields, family)
    return PageReading(article, links, family, points, missing=missing, charset=page.decoded.charset)


def _article(page: OpenedPage, fields: Fields, family: str) -> Article:
    markers = (*page.decoded.markers, *page.tree.markers)
    return assembled(page.url, base_of(page.tree, page.url), fields, family, markers)
