"""The part of a page that is its article's: not the entries and lists of other articles around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wardarchive.parse.selector import select
from wardarchive.parse.tree import Tree

_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:sidebar|side-?bar|widget|aside|related|lien-?quan|tin-?khac|other-?news|news-?other"
    r"|tin-?(?:moi|hot|noi-?bat)|xem-?nhieu|comments?|binh-?luan)(?:$|[\s_-])",
    re.IGNORECASE,
)


def aside(tree: Tree, place: int, body: int) -> bool:
    """Whether an element is in a column or box beside the article whose body is at `body`."""
    for above in tree.ancestors(place):
        if tree.contains(above, body):
            return False
        if tree.elements[above].name == "aside" or _ASIDE.search(tree.classes(above)):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Scope:
    """A tree with what is left out of it; `end` is the place of the body's last element."""

    tree: Tree
    others: tuple[int, ...]
    end: int

    @classmethod
    def around(cls, tree: Tree, bodies: Sequence[int], others: Sequence[int]) -> Scope:
        """The scope of an article by its body's places; of `others` those that hold a body are none."""
        apart = [o for o in others if not any(tree.contains(o, b) for b in bodies)]
        return cls(tree, tuple(apart), max(tree.ends[b] for b in bodies))

    def select(self, selector: str) -> list[int]:
        """Places that `selector` finds outside other articles."""
        found = select(self.tree, selector)
        if not self.others:
            return found
        return [p for p in found if not any(self.tree.contains(o, p) for o in self.others)]
