"""The small part of CSS that family profiles are written in, answered from a tree's tables.

`tag`, `.class`, `#id`, `:has(.class)`, `[name]`, `[name=value]`, `[name^=value]`, `[name*=value]`,
`[name$=value]`, and between them a space (inside), `>` (directly inside) and `+` (directly after).
A comma is not needed: profiles list alternatives in order of preference.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bs4 import Tag

from wardarchive.parse.tree import Tree, attribute

Combinator = Literal[" ", ">", "+"]

_PART = re.compile(
    r"""(?P<tag>[a-z][a-z0-9:]*)|\.(?P<class>[\w-]+)|\#(?P<id>[\w-]+)|:has\(\.(?P<has>[\w-]+)\)
    |\[(?P<name>[\w:-]+)(?:(?P<test>[\^*$]?=)["']?(?P<value>[^\]"']*)["']?)?\]""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One condition on an attribute: `test` is ``=``, ``^=``, ``*=``, ``$=`` or empty for presence."""

    name: str
    test: str
    value: str

    def fits(self, tag: Tag) -> bool:
        if self.name not in tag.attrs:
            return False
        have = attribute(tag, self.name)
        if self.test == "=":
            return have == self.value or (self.name == "itemprop" and self.value in have.split())
        if self.test == "^=":
            return have.startswith(self.value)
        if self.test == "$=":
            return have.endswith(self.value)
        return self.value in have


@dataclass(frozen=True, slots=True)
class Compound:
    """One element's conditions, and how it stands to the element before it in the selector."""

    combinator: Combinator
    tag: str
    classes: tuple[str, ...]
    identity: str
    attributes: tuple[Attribute, ...]
    has: str = ""
    """A class that an element inside must have."""
    alone: bool = False
    """Whether a name, a class or an id is the only condition: then its table holds the answer."""

    def fits(self, tag: Tag) -> bool:
        if self.tag and tag.name != self.tag:
            return False
        if self.identity and tag.attrs.get("id") != self.identity:
            return False
        if self.classes:
            have = attribute(tag, "class").split()
            if not all(name in have for name in self.classes):
                return False
        return all(a.fits(tag) for a in self.attributes)


def _compound(combinator: Combinator, source: str) -> Compound:
    tag, identity, has, at = "", "", "", 0
    classes: list[str] = []
    attributes: list[Attribute] = []
    while at < len(source):
        part = _PART.match(source, at)
        if part is None:
            raise ValueError(f"not a selector of this project: {source!r}")
        if part["tag"]:
            tag = part["tag"]
        elif part["class"]:
            classes.append(part["class"])
        elif part["id"]:
            identity = part["id"]
        elif part["has"]:
            has = part["has"]
        else:
            attributes.append(Attribute(part["name"], part["test"] or "", part["value"] or ""))
        at = part.end()
    alone = not attributes and bool(tag) + len(classes) + bool(identity) == 1
    return Compound(combinator, tag, tuple(classes), identity, tuple(attributes), has, alone)


@lru_cache(maxsize=2000)
def compiled(selector: str) -> tuple[Compound, ...]:
    """The compounds of `selector`, left to right; raises ValueError for what is not understood."""
    parts: list[Compound] = []
    combinator: Combinator = " "
    for word in re.findall(r"\[[^\]]*\]|[^\s\[]+(?:\[[^\]]*\][^\s\[]*)*", selector):
        if word in (">", "+"):
            combinator = word
        else:
            parts.append(_compound(combinator, word))
            combinator = " "
    if not parts:
        raise ValueError("empty selector")
    return tuple(parts)


def _candidates(tree: Tree, last: Compound) -> Sequence[int]:
    """Places that may fit `last`, from the smallest table that holds them all."""
    if last.identity:
        place = tree.by_id.get(last.identity)
        return () if place is None else (place,)
    if last.classes:
        return min((tree.by_class.get(name, ()) for name in last.classes), key=len)
    if last.tag:
        return tree.by_name.get(last.tag, ())
    if last.attributes and last.attributes[0].name == "itemprop":
        return tree.microdata
    return range(len(tree.elements))


def _previous_element(tree: Tree, place: int) -> int:
    node = tree.elements[place].previous_sibling
    while node is not None and not isinstance(node, Tag):
        node = node.previous_sibling
    return tree.place(node) if node is not None else -1


def _inside(tree: Tree, outers: list[int], places: Sequence[int]) -> list[int]:
    """Those of `places` that are inside one of `outers`; both in document order."""
    found: list[int] = []
    end = -1
    for outer in outers:
        if outer <= end:
            continue
        end = tree.ends[outer]
        found.extend(_between(places, outer + 1, end))
    return found


def _between(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of `places`, in document order, from `first` to `last`."""
    return places[bisect_left(places, first) : bisect_right(places, last)]


def _fitting(tree: Tree, part: Compound, places: Iterable[int]) -> list[int]:
    """Those of `places`, which are `part`'s candidates, that meet its conditions themselves."""
    found = list(places) if part.alone else [p for p in places if part.fits(tree.elements[p])]
    if part.has:
        inner = tree.by_class.get(part.has, ())
        found = [p for p in found if any(tree.contains(p, i) for i in inner)]
    return found


def _step(tree: Tree, before: list[int], part: Compound) -> list[int]:
    """Places that fit `part` and stand to one of `before` as its combinator says."""
    places = _candidates(tree, part)
    if part.combinator == " ":
        near: Iterable[int] = _inside(tree, before, places)
    else:
        wanted = set(before)
        if part.combinator == ">":
            near = (p for p in places if tree.parents[p] in wanted)
        else:
            near = (p for p in places if _previous_element(tree, p) in wanted)
    return _fitting(tree, part, near)


def _is_absent(tree: Tree, parts: Sequence[Compound]) -> bool:
    """Whether the page lacks a class or an id that a selector asks for: most do, of other families."""
    for part in parts:
        if part.identity and part.identity not in tree.by_id:
            return True
        for name in part.classes:
            if name not in tree.by_class:
                return True
    return False


def select(tree: Tree, selector: str, within: int | None = None) -> list[int]:
    """Places of the elements that fit `selector`, in document order; `within` limits them to one element.

    >>> tree = Tree("<div class='a'><p class='b c'>x</p></div><p class='b'>y</p>")
    >>> [tree.elements[i].get_text() for i in select(tree, ".a > p.b")]
    ['x']
    """
    parts = compiled(selector)
    if _is_absent(tree, parts):
        return []
    places = _candidates(tree, parts[0])
    if within is not None and len(parts) == 1:
        places = _between(places, within, tree.ends[within])
    found = _fitting(tree, parts[0], places)
    for part in parts[1:]:
        if not found:
            break
        found = _step(tree, found, part)
    if within is not None and len(parts) > 1:
        return list(_between(found, within, tree.ends[within]))
    return found


def first(tree: Tree, selectors: Sequence[str], within: int | None = None) -> int | None:
    """The first element that any of `selectors` finds, earlier selectors preferred."""
    for selector in selectors:
        found = select(tree, selector, within)
        if found:
            return found[0]
    return None
