"""Entries that show the beginning of another page's text, with a link to read on there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice

from bs4 import Tag

from wardarchive.parse.entries import MIN_LINKED
from wardarchive.parse.links import absolute
from wardarchive.parse.marks import NO_PAGE
from wardarchive.parse.target import path_and_query
from wardarchive.parse.tree import Tree, attribute, text_of

_READ_ON = re.compile(
    r"^[\s\[(»>→.…+-]*(?:(?:xem|đọc)(?: (?:thêm|tiếp|chi tiết|toàn bộ|đầy đủ|bài viết))|chi tiết"
    r"|read more|continue reading"
    r"|more)[\s\])»>→.…+-]*$",
    re.IGNORECASE,
)
_LONGEST = 30
_UP = 5
_HEADLINE = 20
"""Letters of a link that is a headline without being in a heading."""
_BELOW = 15
"""Elements after the text in which the link to read on is looked for."""
_MAX_LINKS = 400
_HEADS = ["h1", "h2", "h3", "h4", "h5"]


def teased(tree: Tree, bodies: Sequence[int], url: str) -> int:
    """Letters in the entries within `bodies` that begin with a headline which leads away from `url` and end
    with a link to read on there.

    An entry is the smallest element around such a link that holds a headline too.
    """
    if not bodies:
        return 0
    letters, seen = 0, -1
    places = tree.by_name.get("a", [])
    begin, end = bisect_left(places, bodies[0]), bisect_right(places, tree.ends[bodies[-1]] + _BELOW)
    for link in places[begin:end][:_MAX_LINKS]:
        short = 0 < tree.chars[link] <= _LONGEST
        if link <= seen or not (short and _READ_ON.match(text_of(tree.elements[link]))):
            continue
        entry = _entry(tree, link, url)
        if entry < 0 or not any(tree.contains(b, entry) or tree.contains(entry, b) for b in bodies):
            continue
        seen = tree.ends[entry]
        letters += tree.chars[entry]
    return letters


def _entry(tree: Tree, link: int, url: str) -> int:
    """The smallest element around a link with a headline that leads where the link leads; -1 without."""
    target = _target(tree.elements[link], url)
    for above in islice(tree.ancestors(link), _UP):
        if tree.elements[above].name in {"body", "html", "main"}:
            return -1
        first = _headline(tree, above, link)
        if first is not None:
            there = _target(first, url)
            away = there is not None and there != path_and_query(url)
            return above if away and target in (None, there) else -1
    return -1


def _headline(tree: Tree, entry: int, link: int) -> Tag | None:
    """The link in the first heading of an element; without one the first long link."""
    heads = tree.elements[entry].find_all(_HEADS, limit=2)
    for head in heads:
        first = head.find("a")
        if first is not None and len(text_of(first)) >= MIN_LINKED:
            return first
    if heads:
        return None
    places = tree.by_name.get("a", [])
    inside = places[bisect_left(places, entry) : bisect_left(places, link)]
    return next((tree.elements[i] for i in inside if tree.chars[i] >= _HEADLINE), None)


def _target(link: Tag, url: str) -> tuple[str, str] | None:
    """Path and query that a link leads to; None for one that leads to no page."""
    href = attribute(link, "href").strip()
    address = absolute(url, href) if href and not href.startswith(NO_PAGE) else None
    return path_and_query(address) if address is not None else None
