"""Old pages whose lines are parted by line breaks alone: each line made an element that can be looked at.

Title, date and views are sought among elements. Where they stand as bare text between ``<br>`` in the
page itself, a ``<span>`` around each line makes them candidates and changes nothing that readers see.
"""

from __future__ import annotations

from collections import Counter

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from wardarchive.parse.byline import author_of, byline_of
from wardarchive.parse.dates import read_moments
from wardarchive.parse.tree import INLINE, Tree
from wardarchive.parse.views import read_views

_BREAKS = 3
_TEXT = 60
"""Letters directly in an element that make its lines worth a look."""
_META = 100
"""Letters of the longest line of metadata."""
_LOOKED_AT = 12
_MOST_LINES = 400

Line = list[PageElement]


def with_lines(tree: Tree) -> Tree:
    """`tree`, or where lines of its text hold metadata one with elements for these lines."""
    breaks = Counter(tree.parents[i] for name in ("br", "hr") for i in tree.by_name.get(name, ()))
    holders = [i for i, n in breaks.items() if i >= 0 and n >= _BREAKS and tree.own[i] >= _TEXT]
    wrapped = [_wrap(tree, tree.elements[i]) for i in holders]
    if not any(wrapped):
        return tree
    parted = Tree(tree.soup)
    parted.markers = tree.markers
    return parted


def _lines(holder: Tag) -> list[Line]:
    """The runs of text and inline elements between breaks and blocks, empty ones left out."""
    lines: list[Line] = [[]]
    for node in holder.contents:
        inline = type(node) is NavigableString or (isinstance(node, Tag) and node.name in INLINE)
        if inline:
            lines[-1].append(node)
        elif lines[-1]:
            lines.append([])
    return [line for line in lines if _text(line)]


def _is_bare(line: Line) -> bool:
    """Whether some text of a line is in no element of its own."""
    return any(type(n) is NavigableString and n.strip() for n in line)


def _text(line: Line) -> str:
    return " ".join(n.get_text() if isinstance(n, Tag) else str(n) for n in line).strip()


def _is_metadata(text: str) -> bool:
    if len(text) > _META:
        return False
    return bool(read_moments(text, short=True)) or any(
        read(text) is not None for read in (read_views, author_of, byline_of)
    )


def _wrap(tree: Tree, holder: Tag) -> bool:
    """Puts the lines of `holder` into elements where one of the first or last is metadata."""
    lines = _lines(holder)[:_MOST_LINES]
    looked_at = [*lines[:_LOOKED_AT], *lines[-_LOOKED_AT:]]
    if not any(_is_metadata(_text(line)) for line in looked_at):
        return False
    for line in filter(_is_bare, lines):
        around = tree.soup.new_tag("span")
        line[0].insert_before(around)
        for node in line:
            around.append(node.extract())
    return True
