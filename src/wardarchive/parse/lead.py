"""The lead (sapo) of an article on a page whose layout does not tell where it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice

from wardarchive.parse.blocks import CAPTION_CLASS, MAX_CAPTION
from wardarchive.parse.regions import Regions
from wardarchive.parse.tree import INLINE, Tree, text_of

_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|summary|hometext|chapo|excerpt|trich-?dan|tom-?tat|mo-?ta"
    r"|intro(?:text)?|abstract|brief|subtitle|description)(?:$|[\s_-])",
    re.IGNORECASE,
)


_PLAIN = frozenset({"p", "h2", "h3", "blockquote"})
_LEAST = 60
"""Letters of a lead that no class names."""
_SURE = 100
_MOST_CAPTIONS = 50
_LEAVES = frozenset({"div", "td", "span", "section", "b", "strong", "em", "i", "center", "dd"})


def is_one_line(tree: Tree, place: int) -> bool:
    """Whether an element has no text in blocks inside it."""
    inner = range(place + 1, tree.ends[place] + 1)
    return not any(tree.chars[i] and tree.elements[i].name not in INLINE for i in inner)


def figures_between(tree: Tree, regions: Regions, title: int | None, body: int) -> list[int]:
    """Figures between title and body: the picture of the article with its caption."""
    if title is None:
        return []
    places = [*tree.by_name.get("figure", ()), *_captioned(tree, tree.ends[title], body)]
    found = [
        i for i in places if tree.ends[title] < i < body and tree.ends[i] < body and not regions.junk[i]
    ]
    return [i for i in found if not any(o != i and tree.contains(o, i) for o in found)]


def _captioned(tree: Tree, begin: int, end: int) -> list[int]:
    """Elements between two places that hold a picture and a text named as its caption."""
    found: set[int] = set()
    for name, places in tree.by_class.items():
        if not CAPTION_CLASS.search(name):
            continue
        for place in places[:_MOST_CAPTIONS]:
            if begin < place < end and 0 < tree.chars[place] <= MAX_CAPTION:
                holders = islice(tree.ancestors(place), 3)
                found.update(islice((i for i in holders if i > begin and _holds_picture(tree, i)), 1))
    return sorted(i for i in found if tree.chars[i] <= MAX_CAPTION)


def _holds_picture(tree: Tree, place: int) -> bool:
    images = tree.by_name.get("img", [])
    at = bisect_left(images, place)
    return at < len(images) and images[at] <= tree.ends[place]


def _is_leaf(tree: Tree, place: int) -> bool:
    """Whether an element is one paragraph: no blocks inside, a sentence or long enough for one."""
    if tree.elements[place].name not in _LEAVES:
        return False
    if not is_one_line(tree, place):
        return False
    text = text_of(tree.elements[place])
    return len(text) >= _SURE or text.rstrip("\"'”’») ").endswith((".", "!", "?", ":", "…"))


def find_leads(tree: Tree, regions: Regions, title: int | None, body: int) -> list[int]:
    """Elements between title and body that hold the lead."""
    if title is None or title > body:
        return []
    found: list[int] = []
    covered = tree.ends[title]
    for place in range(tree.ends[title] + 1, body):
        if (
            place <= covered
            or regions.junk[place]
            or tree.contains(place, body)
            or not 40 <= tree.chars[place] <= 3000
        ):
            continue
        if tree.linked[place] > 0.3 * tree.chars[place]:
            continue
        named = _LEAD_CLASS.search(tree.classes(place)) is not None
        plain = tree.chars[place] >= _LEAST and (
            tree.elements[place].name in _PLAIN or _is_leaf(tree, place)
        )
        if named or plain:
            found.append(place)
            covered = tree.ends[place]
    return found
