"""Who wrote an article, as the elements and lines around its body say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from wardarchive.parse.byline import author_of, byline_of, named_author, source_of
from wardarchive.parse.lead import is_one_line
from wardarchive.parse.names import names_section
from wardarchive.parse.regions import Regions, class_verdict
from wardarchive.parse.tree import Tree, attribute, text_of
from wardarchive.parse.writers import LABELS, is_bare_name
from wardarchive.text.normalise import clean
from wardarchive.wards.places import is_province

_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-]|article|post|news|item|entry|detail|meta|node|blog|content|story)"
    r"(?:author|tac-?gia|byline|writer|nguoi-?(?:viet|dang)|journalist|user-?name|createdby)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:(?:được )?(?:viết|đăng|gửi|tạo) bởi|posted by|written by|by)\s", re.IGNORECASE)
_RIGHT = re.compile(r"(?:^|[\s:])(?:right|end)(?:\W|$)|text-right|text-end", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LABEL = re.compile(
    rf"^(?:{LABELS}|đăng bởi|viết bởi|posted by|by)\s*:?$",
    re.IGNORECASE,
)
_SOURCE_LABEL = re.compile(r"^(?:nguồn(?: tin| bài)?|theo|source)\s*:?$", re.IGNORECASE)
_MARKS = re.compile(r"\s*[·|•]\s*|\s+[-–—]\s+")
_FIRST = re.compile(
    r"(?:thứ|chủ nhật|tháng|ngày|lượt|đã|cỡ|xem|đọc|bình|chia|gửi|in|mặc|tin|tiếng|font|đăng|chuyên"
    r"|sáng|chiều|tối)\s",
    re.IGNORECASE,
)
"""Words with a capital letter that stand beside a date and begin no name."""
_MAX_LINKS = 400
_TERMS = frozenset({"dt", "th", "td", "span", "b", "strong", "div", "label"})
_NAMING = ("class", "id", "data-hook", "data-testid")
_BEFORE = 30
_BEHIND = 20
_AFTER = 40
"""Elements before and after the body in which the author is looked for."""
_LONGEST = 60
_LONGEST_LABELLED = 80
_LONGEST_LINE = 220
_LONGEST_AFTER = 120


class Byline(NamedTuple):
    """Who wrote an article and where it was taken from, as told around its body."""

    author: str | None = None
    source: str | None = None
    place: int | None = None
    """The element that is set aside for the author, where there is one."""


NO_BYLINE = Byline()


def author_around(tree: Tree, regions: Regions, bodies: Sequence[int], lines: Sequence[int] = ()) -> Byline:
    """Author and source: in elements named so, labelled, or told in a line.

    `lines` are the places of the lines that gave date and views; beside them the author often stands.
    """
    after = list(_after(tree, regions, bodies))
    low, high = max(bodies[0] - _BEFORE, 0), min(tree.ends[bodies[-1]] + _BEHIND, len(tree.elements))
    named = [i for i in range(low, high) if 2 <= tree.chars[i] <= _LONGEST and _is_named(tree, i)]
    texts = [text_of(tree.elements[i]) for i in named]
    found, source = named_author(t for t in texts if not any(c.isdigit() for c in t))
    behind = [text_of(tree.elements[i]) for i in after]
    source = source or next((s for t in behind if (s := source_of(t))), None)
    if found:
        return Byline(found, source, next(i for i, t in zip(named, texts, strict=True) if found in t))
    source = source or _labelled(tree, low, high, _SOURCE_LABEL)
    author = _labelled(tree, low, high, _LABEL) or _stated_before(tree, regions, low, bodies[0])
    author = author or _told(text_of(tree.elements[i], apart=True) for i in lines)
    if author is None:
        author = next((a for i in lines if (a := _bare_in(tree, i))), None)
    if author is None:
        author = next((a for read in (author_of, _by) for t in behind if (a := read(t))), None)
    if author is None and source is None and after:
        author = _signing(tree, tree.ends[bodies[-1]], after[0], behind[0])
    return Byline(author, source)


def _bare_in(tree: Tree, place: int) -> str | None:
    """A name that stands without a label beside date and views, in its own element or between marks.

    What links on the page say is a section's name.
    """
    if tree.chars[place] > _LONGEST_LINE:
        return None
    pieces = [p for text in tree.elements[place].stripped_strings for p in _MARKS.split(text)]
    bare = (p for p in map(clean, pieces) if is_bare_name(p) and not _FIRST.match(p))
    names = [p for p in bare if not is_province(p)]
    if not names or len(pieces) < 2:
        return None
    links = tree.by_name.get("a", ())[:_MAX_LINKS]
    sections = {text_of(tree.elements[i]) for i in links if 0 < tree.chars[i] <= _LONGEST}
    return next((name for name in names if name not in sections and not names_section(name)), None)


def _labelled(tree: Tree, low: int, high: int, label: re.Pattern[str]) -> str | None:
    """What the element behind a label says."""
    for place in _terms(tree, low, high, label):
        value = _value_of(tree, place)
        if value and len(value) <= _LONGEST and not any(c.isdigit() for c in value):
            return value
    return None


def _is_named(tree: Tree, place: int) -> bool:
    attrs = tree.elements[place].attrs
    if tree.elements[place].name == "address":
        return True  # of the article, as HTML has it; that of an office has digits
    if "author" in attribute(tree.elements[place], "itemprop").split() or attrs.get("rel") == "author":
        return True
    names = " ".join(str(attrs[name]) for name in _NAMING if name in attrs)
    return names != "" and (
        _AUTHOR_CLASS.search(names) is not None or _AUTHOR_CLASS.search(_CAMEL.sub(" ", names)) is not None
    )


def _terms(tree: Tree, low: int, high: int, label: re.Pattern[str]) -> Iterator[int]:
    """Elements that hold a label and nothing else: what it names is in the next one."""
    for place in range(low, high):
        short = tree.elements[place].name in _TERMS and 2 <= tree.chars[place] <= 20
        if short and label.match(text_of(tree.elements[place])):
            yield place


def _value_of(tree: Tree, label: int) -> str:
    """The text of the element after a label; after a bold one in a line that is the line's rest."""
    tag = tree.elements[label]
    after = tag.find_next_sibling()
    if after is not None and after.name in {"dd", "td", "span", "a", "div", "b", "strong"}:
        return text_of(after)
    return ""


def _stated_before(tree: Tree, regions: Regions, low: int, body: int) -> str | None:
    """The author that a line of its own before the body states, as "Tin: Minh Hà" does."""
    for place in range(low, body):
        if 6 <= tree.chars[place] <= _LONGEST_LABELLED and not regions.junk[place] and tree.own[place]:
            name = author_of(text_of(tree.elements[place]))
            if name and not any(c.isdigit() for c in name):
                return name
    return None


def _told(lines: Iterable[str]) -> str | None:
    return next((name for t in lines if len(t) <= _LONGEST_LINE and (name := byline_of(t))), None)


def _after(tree: Tree, regions: Regions, bodies: Sequence[int]) -> Iterator[int]:
    """The short lines after the body; of furniture only those in the foot of the article itself."""
    end = tree.ends[bodies[-1]]
    feet = [i for i in tree.by_name.get("footer", ()) if tree.contains(bodies[-1], i)]
    inside = (i for foot in feet[-1:] for i in range(foot, min(tree.ends[foot], foot + _AFTER) + 1))
    for place in chain(inside, range(end + 1, min(end + _AFTER, len(tree.elements)))):
        if not 6 <= tree.chars[place] <= _LONGEST_AFTER:
            continue
        if regions.junk[place] and not _in_own_foot(tree, place, bodies[-1]):
            continue
        if is_one_line(tree, place):
            yield place


def _in_own_foot(tree: Tree, place: int, body: int) -> bool:
    """Whether an element is in the ``footer`` of the ``article`` that holds the body."""
    around = (i for i in (place, *tree.ancestors(place)) if tree.elements[i].name == "footer")
    foot = next(around, -1)
    if foot < 0 or class_verdict(tree.classes(foot)) < 0:
        return False
    holder = next((i for i in (body, *tree.ancestors(body)) if tree.elements[i].name == "article"), -1)
    return holder >= 0 and tree.contains(holder, foot)


def _signing(tree: Tree, end: int, place: int, text: str) -> str | None:
    """A bare name in the first line after the body, set to the right or in bold letters."""
    first = not any(tree.chars[i] for i in range(end + 1, place) if tree.ends[i] < place)
    return text if first and is_bare_name(text) and _is_set_apart(tree, place) else None


def _by(line: str) -> str | None:
    """The author in a line that begins with who wrote it."""
    return byline_of(line) if _BY.match(line) else None


def _is_set_apart(tree: Tree, place: int) -> bool:
    """Whether a line stands to the right or in bold letters, as signatures do."""
    around = (i for i in islice(tree.ancestors(place), 2) if tree.chars[i] == tree.chars[place])
    tags = [tree.elements[i] for i in (place, *around)]
    tags += tree.elements[place].find_all(["b", "strong"], limit=1)
    set_so = (" ".join(attribute(t, name) for name in ("align", "style", "class")) for t in tags)
    return any(t.name in {"b", "strong"} for t in tags) or any(map(_RIGHT.search, set_so))
