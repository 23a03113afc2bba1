"""A body that is spread over several elements: beside its holder, or beside the wrappers around it."""

from __future__ import annotations

from wardarchive.parse.entries import entries_of
from wardarchive.parse.hidden import is_hidden
from wardarchive.parse.regions import Regions
from wardarchive.parse.side_lines import begins_others, is_foot
from wardarchive.parse.tree import Tree, attribute, text_of
from wardarchive.text.normalise import clean

_PARTS = frozenset({"p", "div", "section", "blockquote", "table"})
_BETWEEN = _PARTS | {"h2", "h3", "h4", "h5", "ul", "ol", "figure", "center"}
_BOUNDS = frozenset({"body", "td", "main", "article", "html"})
_CLIMB = 4
"""Wrappers around the holder beside which more text is looked for."""
_LEAST = 80
"""Letters of running text that make a part."""
_MOST_LINKED = 0.25
_WHOLE = 0.9


def with_siblings(tree: Tree, regions: Regions, holder: int) -> list[int]:
    """`holder` and the elements that carry on its text, in order, with what stands between them.

    Directly beside the holder any running text belongs to it; beside its wrappers only that in wrappers of
    the same kind, without a gap: a column of news or the site's foot has another class, or links.
    """
    parts, branch = [holder], holder
    for level in range(_CLIMB):
        above = tree.parents[branch]
        if above < 0 or tree.elements[branch].name in _BOUNDS:
            break
        children = [tree.place(t) for t in tree.elements[above].find_all(True, recursive=False)]
        children = [c for c in children if c >= 0]
        found = _beside(tree, regions, children, branch, level)
        if found:
            first, last = min(branch, *found), max(branch, *found)
            inner = [c for c in children if first < c < last and c != branch and c not in found]
            between = [c for c in inner if _joins(tree, regions, c)]
            parts = sorted({*parts, *found, *between})
        branch = above
    return parts


def _beside(tree: Tree, regions: Regions, children: list[int], branch: int, level: int) -> list[int]:
    """Those of `children` that carry on the text of `branch`."""
    least = max(_LEAST, tree.chars[branch] // 50)
    if level == 0:
        near = (c for c in children if c != branch and _carries(tree, regions, c, least))
        return [c for c in near if not _heads_others(tree, c)]
    at = children.index(branch)
    found: list[int] = []
    for side in (reversed(children[:at]), children[at + 1 :]):
        for child in side:
            if regions.junk[child] and tree.chars[child] > _LEAST:
                break
            if not _carries(tree, regions, child, _LEAST):
                if tree.linked[child] > _LEAST or tree.elements[child].name in {"h1", "h2", "form"}:
                    break
                continue
            if not _alike(tree, branch, child) or _is_foot(tree, child):
                break
            found.append(child)
    return found


def _carries(tree: Tree, regions: Regions, place: int, least: int) -> bool:
    if regions.junk[place] or tree.elements[place].name not in _PARTS or is_hidden(tree.elements[place]):
        return False
    entries = entries_of(tree)
    running = sum(regions.run[i] for i in range(place, tree.ends[place] + 1) if not entries[i])
    return running >= least and tree.linked[place] <= _MOST_LINKED * tree.chars[place]


def _joins(tree: Tree, regions: Regions, place: int) -> bool:
    """Whether an element between two parts belongs to them: a heading, a list, an image."""
    if regions.junk[place] or tree.elements[place].name not in _BETWEEN:
        return False
    return tree.linked[place] <= _MOST_LINKED * tree.chars[place]


def _alike(tree: Tree, one: int, other: int) -> bool:
    """Whether two elements are of one kind: name and first class."""
    left, right = tree.elements[one], tree.elements[other]
    classes = [attribute(tag, "class").split(" ")[0] for tag in (left, right)]
    return left.name == right.name and classes[0] == classes[1]


def _is_foot(tree: Tree, place: int) -> bool:
    return is_foot(text_of(tree.elements[place], limit=300)) or _heads_others(tree, place)


def _heads_others(tree: Tree, place: int) -> bool:
    """Whether the first thing that an element says is the heading over other articles."""
    return begins_others(clean(next(iter(tree.elements[place].stripped_strings), "")))


def covers_page(tree: Tree, place: int) -> bool:
    """Whether an element holds all of the page, its foot too."""
    bodies = tree.by_name.get("body")
    return bodies is not None and tree.chars[place] >= _WHOLE * tree.chars[bodies[0]]
