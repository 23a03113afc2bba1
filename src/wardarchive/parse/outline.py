"""The elements of a tree in document order, each with its parent's place and its own letters."""

from __future__ import annotations

from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from wardarchive.errors import PageError

MAX_DEPTH = 2_000
"""Unclosed tags nest old pages hundreds deep; browsers stop at 512."""


@dataclass(slots=True)
class Outline:
    """What a page consists of: `parents` and `own` run along `elements`; a top element's parent is -1."""

    elements: list[Tag] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    """Letters of text directly in the element, not in its children."""
    strings: list[NavigableString] = field(default_factory=list)
    """Strings with some letter that readers may see: no comments, scripts, styles."""


def outlined(soup: BeautifulSoup) -> Outline:
    """The outline of a tree that is already there; raises PageError where it is too deep to be a page's.

    >>> outlined(BeautifulSoup("<p>a<b>bc</b></p>", "lxml")).own
    [0, 0, 1, 2]
    """
    found = Outline()
    place: dict[int, int] = {}
    depths: list[int] = []
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        above = place.get(id(node.parent), -1)
        if isinstance(node, Tag):
            place[id(node)] = len(depths)
            depths.append(depths[above] + 1 if above >= 0 else 0)
            if depths[-1] > MAX_DEPTH:
                raise PageError("nested too deeply to be a page")
            found.elements.append(node)
            found.parents.append(above)
            found.own.append(0)
        elif type(node) is NavigableString and (size := len(node.strip())):
            if above >= 0:
                found.own[above] += size
            found.strings.append(node)
        node = node.next_element
    return found
