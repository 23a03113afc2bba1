"""View counts where elements tell what a number is: an icon of an eye, a class, a place beside the date."""

from __future__ import annotations

import re
from datetime import datetime

from bs4.element import NavigableString

from wardarchive.parse.dates import Moment
from wardarchive.parse.tree import Tree, attribute, text_of
from wardarchive.parse.views import read_views

_NAMED_VIEWS = re.compile(
    r"view|luot-?xem|luotxem|hits|fa-eye|glyphicon-eye|icon-eye|bi-eye|so-?luot|(?:lượt|lần) (?:xem|đọc)",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"^[\s|\-–•]{0,6}(\d{1,3}(?:[.,]\d{3})+|\d{1,7})(?:[\s|]{1,4}\d{1,4})?[\s|]{0,4}$")
_GROUPED = re.compile(r"^[\s|\-–•]{0,6}(\d{1,3}(?:[.,]\d{3})+)[\s|]{0,4}$")
_INSIDE = 30
"""Elements of a line that are looked at."""


def views_at(tree: Tree, place: int, text: str, moment: Moment | None) -> int | None:
    """The views that a line of metadata tells, whose text is `text` and whose date is `moment`."""
    views = read_views(text)
    if views is not None:
        return views
    views = beside_icon(tree, place)
    if views is not None:
        return views
    for inner in range(place, min(tree.ends[place], place + _INSIDE) + 1):
        if _NAMED_VIEWS.search(tree.classes(inner)):
            holder = inner if tree.chars[inner] else tree.parents[inner]
            views = (
                read_views(text_of(tree.elements[holder], apart=True), bare=True) if holder >= 0 else None
            )
            if views is not None:
                return views
    return _trailing(text, moment) if moment is not None else None


def _trailing(text: str, moment: Moment) -> int | None:
    """A bare number after date and time; after a day alone only one with its thousands parted."""
    form = _TRAILING if isinstance(moment.value, datetime) else _GROUPED
    after = form.match(text[moment.end :])
    return read_views(after.group(1), bare=True) if after is not None else None


def beside_icon(tree: Tree, place: int) -> int | None:
    """The number right after an empty element named for views, inside the element at `place`.

    Other counts (comments, shares) follow under their own icons.
    """
    for inner in range(place, min(tree.ends[place], place + _INSIDE) + 1):
        tag = tree.elements[inner]
        if tree.chars[inner] or not _NAMED_VIEWS.search(
            f"{tree.classes(inner)} {attribute(tag, 'alt')} {attribute(tag, 'title')}"
        ):
            continue
        after = tag.next_sibling
        if isinstance(after, NavigableString):
            views = read_views(str(after).strip(), bare=True)
            if views is not None:
                return views
    return None
