"""Entries of lists beside or in place of an article: headlines that lead elsewhere, one like the other."""

from __future__ import annotations

from wardarchive.parse.files import is_file
from wardarchive.parse.tree import INLINE, Tree, attribute, text_of

MIN_LINKED = 12
"""Letters of link text that make an entry: a headline or a document's number, not a menu word."""
_ENTRY_TAGS = frozenset({"div", "li", "article", "tr", "section", "dl", "p", "a"})
_ENTRY = 600
"""Letters of the longest entry beside an article: headline, summary, date and counts."""
_HEADLINE = 20
_BESIDE = 45
"""Letters beside a headline in its line: a date, a count."""
_MOSTLY = 0.8


def first_links(tree: Tree, group: list[int]) -> list[int]:
    """The first link of each item that has some text, else the first link."""
    links = tree.by_name.get("a", [])
    found: list[int] = []
    at = 0
    for place in group:
        while at < len(links) and links[at] < place:
            at += 1
        inside = []
        look = at
        while look < len(links) and links[look] <= tree.ends[place]:
            inside.append(links[look])
            look += 1
        named = [i for i in inside if tree.chars[i] >= MIN_LINKED]
        if inside:
            found.append((named or inside)[0])
    return found


def entries_of(tree: Tree) -> list[bool]:
    """For each element whether it is, or stands in, an entry of a list: a headline that leads elsewhere,
    alone in its line, three times or more in elements of one kind side by side.

    What entries say (dates, counts, summaries) is of other articles.
    """
    if tree.entries is None:
        tree.entries = [False] * len(tree.elements)
        for group in _groups(tree):
            for place in group if _leads_away(tree, group) else ():
                end = tree.ends[place] + 1
                tree.entries[place:end] = [True] * (end - place)
    return tree.entries


def _groups(tree: Tree) -> list[list[int]]:
    groups: dict[tuple[int, str, str], list[int]] = {}
    for place, linked in enumerate(tree.linked):
        if linked < MIN_LINKED or tree.chars[place] > _ENTRY:
            continue
        tag = tree.elements[place]
        if tag.name in _ENTRY_TAGS:
            name = attribute(tag, "class").split(" ")[0]
            groups.setdefault((tree.parents[place], tag.name, name), []).append(place)
    return [g for g in groups.values() if len(g) >= 3]


def _leads_away(tree: Tree, group: list[int]) -> bool:
    """Whether the items of a group are headlines, each with a line of its own and another target."""
    if sum(tree.linked[i] for i in group) < _HEADLINE * len(group):
        return False  # a menu
    links = group if tree.elements[group[0]].name == "a" else first_links(tree, group)
    letters = sum(tree.chars[i] for i in links)
    if len(links) < 3 or letters < _HEADLINE * len(links):
        return False
    if 2 * sum(is_file(attribute(tree.elements[i], "href")) for i in links) > len(links):
        return False  # attachments
    blocks = _blocks_around(tree, links)
    told = {b: sum(tree.own[i] for i in _inline_parts(tree, b)) for b in set(blocks) if b >= 0}
    alone = sum(told.get(b, 0) - tree.chars[i] <= _BESIDE for i, b in zip(links, blocks, strict=True))
    return alone >= _MOSTLY * len(group) and len(targets_of(tree, links)) >= 3


def targets_of(tree: Tree, links: list[int]) -> set[str]:
    """Where links lead, each target once; scripts' links differ by their text."""
    tags = [tree.elements[i] for i in links]
    hrefs = [attribute(tag, "href") for tag in tags]
    scripted = ("#", "javascript:")
    return {h if h and not h.startswith(scripted) else text_of(t) for h, t in zip(hrefs, tags, strict=True)}


def _blocks_around(tree: Tree, links: list[int]) -> list[int]:
    """The block that each link stands in; -1 where there is none."""
    found: list[int] = []
    for link in links:
        block = tree.parents[link]
        while block >= 0 and tree.elements[block].name in INLINE:
            block = tree.parents[block]
        found.append(block)
    return found


def _inline_parts(tree: Tree, block: int) -> list[int]:
    """A block and the inline elements of its line, without blocks inside it."""
    parts, place = [block], block + 1
    while place <= tree.ends[block]:
        if tree.elements[place].name in INLINE or tree.elements[place].name == "a":
            parts.append(place)
            place += 1
        else:
            place = tree.ends[place] + 1
    return parts
