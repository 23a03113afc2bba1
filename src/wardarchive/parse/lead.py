"""The lead (sapo) of an article on a page whose layout does not tell where it is."""

from __future__ import annotations

import re

from wardarchive.parse.regions import Regions
from wardarchive.parse.tree import Tree

_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|summary|hometext|chapo|excerpt|trich-?dan|tom-?tat|mo-?ta"
    r"|intro(?:text)?|abstract|brief|subtitle|description)(?:$|[\s_-])",
    re.IGNORECASE,
)


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
        plain = tree.elements[place].name in {"p", "h2", "h3", "blockquote"} and tree.chars[place] >= 60
        if named or plain:
            found.append(place)
            covered = tree.ends[place]
    return found
