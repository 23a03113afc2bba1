"""Repeated items of a page of unknown layout: list entries, each with its own link."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from wardarchive.parse.entries import MIN_LINKED, first_links, targets_of
from wardarchive.parse.regions import Regions
from wardarchive.parse.tree import Tree, attribute

_LOOKED_AT = 20
_OF_ITEM = 2
"""Different pages that an item leads to."""
_ITEM_TAGS = frozenset({"div", "li", "article", "tr", "section", "td", "dl", "p", "h2", "h3"})


def item_groups(tree: Tree, regions: Regions) -> list[list[int]]:
    """Groups of three or more sibling elements of one class that each hold a link with some text."""
    groups: dict[tuple[int, str, str], list[int]] = {}
    for place, tag in enumerate(tree.elements):
        if tree.linked[place] < MIN_LINKED or tag.name not in _ITEM_TAGS or regions.junk[place]:
            continue
        if _is_column(tree, place):
            continue
        name = attribute(tag, "class").split(" ")[0]
        groups.setdefault((tree.parents[place], tag.name, name), []).append(place)
    return [g for g in groups.values() if len(g) >= 3]


def _is_column(tree: Tree, place: int) -> bool:
    """Whether an element is a column of the page, no item: it has a name of its own, without a number, and
    links to several pages. Items lead to their own page, twice or thrice, and some to their section."""
    name = attribute(tree.elements[place], "id")
    if not name or any(map(str.isdigit, name)):
        return False
    links = tree.by_name.get("a", [])
    inside = links[bisect_left(links, place) : bisect_right(links, tree.ends[place])][:_LOOKED_AT]
    return len(targets_of(tree, [i for i in inside if tree.chars[i]])) > _OF_ITEM


def item_heads(tree: Tree, regions: Regions) -> set[int]:
    """Links to the articles of every group whose items lead to different places and read like headlines."""
    heads: set[int] = set()
    for group in item_groups(tree, regions):
        links = first_links(tree, group)
        targets = targets_of(tree, links)
        letters = sum(tree.chars[i] for i in links)
        if len(targets) >= 3 and letters >= 25 * len(links):
            heads.update(links)
    return heads
