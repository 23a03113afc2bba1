"""Entries that show the beginning of another page's text, with a link to read on there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from wardarchive.parse.entries import MIN_LINKED
from wardarchive.parse.tree import Tree, attribute, text_of

_READ_ON = re.compile(
    r"^[\s\[(»>→.…+-]*(?:(?:xem|đọc)(?: (?:thêm|tiếp|chi tiết|toàn bộ|đầy đủ|bài viết))|chi tiết"
    r"|read more|continue reading"
    r"|more)[\s\])»>→.…+-]*$",
    re.IGNORECASE,
)
_LONGEST = 30
_UP = 5
_MAX_LINKS = 400
_HEADS = ("h1", "h2", "h3", "h4", "h5")


def teased(tree: Tree, bodies: Sequence[int]) -> int:
    """Letters in the entries within `bodies` that end with a link to read on, under a linked headline.

    An entry is the smallest element around such a link that holds a headline too.
    """
    letters, seen = 0, -1
    links = (i for i in tree.by_name.get("a", ())[:_MAX_LINKS] if 0 < tree.chars[i] <= _LONGEST)
    for link in links:
        if link <= seen or not _READ_ON.match(text_of(tree.elements[link])):
            continue
        entry = _entry(tree, link)
        if entry < 0 or not any(tree.contains(b, entry) or tree.contains(entry, b) for b in bodies):
            continue
        seen = tree.ends[entry]
        letters += tree.chars[entry]
    return letters


def _entry(tree: Tree, link: int) -> int:
    """The smallest element around a link that holds a headline which leads to another page; -1 without."""
    for above in islice(tree.ancestors(link), _UP):
        if tree.elements[above].name in {"body", "html", "main"}:
            return -1
        for name in _HEADS:
            for head in tree.elements[above].find_all(name, limit=2):
                first = head.find("a")
                if first is not None and len(text_of(first)) >= MIN_LINKED:
                    place = tree.place(first)
                    leads = attribute(first, "href") not in {"", "#"}
                    return above if leads and 0 <= place < link else -1
    return -1
