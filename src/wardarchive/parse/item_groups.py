"""Repeated items of a page of unknown layout: list entries, each with its own link."""

from __future__ import annotations

from bs4 import Tag

from wardarchive.parse.entries import MIN_LINKED, first_links, targets_of
from wardarchive.parse.regions import Regions
from wardarchive.parse.tree import Tree, attribute

_ITEM_TAGS = frozenset({"div", "li", "article", "tr", "section", "td", "dl", "p", "h2", "h3"})


def item_groups(tree: Tree, regions: Regions) -> list[list[int]]:
    """Groups of three or more sibling elements of one class that each hold a link with some text."""
    groups: dict[tuple[int, str, str], list[int]] = {}
    for place, tag in enumerate(tree.elements):
        if tree.linked[place] < MIN_LINKED or tag.name not in _ITEM_TAGS or regions.junk[place]:
            continue
        if _is_unique(tag):
            continue
        name = attribute(tag, "class").split(" ")[0]
        groups.setdefault((tree.parents[place], tag.name, name), []).append(place)
    return [g for g in groups.values() if len(g) >= 3]


def _is_unique(tag: Tag) -> bool:
    """Whether an element has a name of its own, without a number: a column of the page, no item."""
    name = attribute(tag, "id")
    return name != "" and not any(map(str.isdigit, name))


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
