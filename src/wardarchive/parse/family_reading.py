"""A page read by the layouts of its family."""

from __future__ import annotations

from datetime import datetime

from wardarchive.parse.layout_reading import read_by_layout
from wardarchive.parse.opened_page import OpenedPage
from wardarchive.parse.profile import ANY, Family, Layout
from wardarchive.parse.reading import Fields
from wardarchive.parse.selector import select
from wardarchive.parse.tree import Tree


def _is_current(layout: Layout, captured: datetime) -> bool:
    day = captured.date()
    return (layout.since is None or layout.since <= day) and (layout.until is None or day < layout.until)


def _fit(tree: Tree, layout: Layout) -> int:
    """How many kinds of a layout's elements the page has."""
    dates = (*layout.meta, *layout.published)
    kinds = (layout.title, layout.body, dates, layout.views, layout.lead)
    return sum(any(s == ANY or select(tree, s) for s in kind) for kind in kinds)


def _in_order(tree: Tree, layouts: tuple[Layout, ...], captured: datetime) -> list[Layout]:
    """Layouts by how well they fit; of equals the one in use on the capture's day comes first.

    The day alone does not decide: sites change at their own pace, and migrated pages keep old looks.
    """
    if len(layouts) == 1:
        return list(layouts)
    return sorted(layouts, key=lambda layout: (-_fit(tree, layout), not _is_current(layout, captured)))


def read_by_family(page: OpenedPage, family: Family) -> Fields | None:
    """The fields by the best of the family's layouts; None where none finds title and content.

    A body of images or files alone will do where no layout finds text.
    """
    thin: Fields | None = None
    listing = family.listing
    others = [p for s in (*listing.items, *listing.related) for p in select(page.tree, s)]
    for layout in _in_order(page.tree, family.layouts, page.captured):
        fields = read_by_layout(page, layout, others)
        if fields is None or "title" in fields.missing or _of_items(page.tree, family, fields):
            continue
        if fields.body.blocks:
            return fields
        if thin is None and (fields.images or fields.files):
            thin = fields
    return thin


def _of_items(tree: Tree, family: Family, fields: Fields) -> bool:
    """Whether the body found is that of several entries of a list, each shown with its text."""
    if len(fields.places) < 2:
        return False
    items = [place for selector in family.listing.items for place in select(tree, selector)]
    holders = {i for i in items for place in fields.places if tree.contains(i, place)}
    return len(holders) >= 2


def holds_list(tree: Tree, family: Family) -> bool:
    """Whether the page has entries of a list as the family shows them."""
    return any(select(tree, selector) for selector in (*family.listing.items, *family.home_selectors))
