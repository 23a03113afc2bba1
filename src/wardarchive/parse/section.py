"""The section of an article: the layout's element, the breadcrumb, the metadata, the page's title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wardarchive.parse.selector import select
from wardarchive.parse.structured import Structured
from wardarchive.parse.titles import comparable, parts
from wardarchive.parse.tree import Tree, attribute, text_of

_CRUMB_CLASS = re.compile(
    r"breadcrumb|bread-crumb|duong-?dan|pathway|dd_chuyenmuc|crumb|sitemapdirectional", re.IGNORECASE
)
_HOME = frozenset(
    comparable(t)
    for t in (
        "Trang chủ",
        "Trang nhất",
        "Home",
        "Homepage",
        "Trang chính",
        "Bạn đang ở",
        "Bạn đang xem",
        "Trang",
    )
)
_SPLIT = re.compile(r"\s*[»>›/|→]\s*|\s{2,}")
_ARROWS = re.compile(r"\s*[»>›/→]\s*")
_MAX = 120


def _fits(text: str, title: str) -> bool:
    said = comparable(text)
    heading = comparable(title)
    if not said or said in _HOME or len(text) > _MAX or said.isdigit():
        return False
    cut = comparable(text.rstrip(". …"))
    return said != heading and not (len(cut) > 20 and heading.startswith(cut))


def _crumbs(tree: Tree, place: int) -> list[str]:
    """The texts of a breadcrumb's steps, in order."""
    inner = range(place + 1, tree.ends[place] + 1)
    leaves = [
        i
        for i in inner
        if tree.own[i]
        and tree.elements[i].name in {"a", "span", "li", "p", "b", "strong", "div", "h1", "h2", "h3"}
    ]
    texts = [text_of(tree.elements[i]) for i in leaves[:20]]
    if not texts:
        texts = _SPLIT.split(text_of(tree.elements[place]))
    return texts


def _breadcrumb(tree: Tree, title: str) -> str | None:
    found: set[int] = set()
    for name, places in tree.by_class.items():
        if _CRUMB_CLASS.search(name):
            found.update(places[:3])
    for name, place in tree.by_id.items():
        if _CRUMB_CLASS.search(name):
            found.add(place)
    found.update(
        i
        for i in tree.by_name.get("ol", ())[:20]
        if "BreadcrumbList" in attribute(tree.elements[i], "itemtype")
    )
    for place in sorted(found):
        steps = [s for s in _crumbs(tree, place) if _fits(s, title)]
        if steps:
            return steps[-1]
    return None


def _path_from_home(tree: Tree, title: str) -> str | None:
    """The last step of an unnamed breadcrumb: a short line that begins with the link to the front page."""
    for place in tree.by_name.get("a", ())[:60]:
        above = tree.parents[place]
        if above < 0 or not 0 < tree.chars[above] <= 2 * _MAX or not _is_home(tree, place):
            continue
        steps = [s for s in _ARROWS.split(text_of(tree.elements[above])) if s]
        fitting = [s for s in steps[1:] if _fits(s, title)]
        if fitting and comparable(steps[0]) in _HOME:
            return fitting[-1]
    return None


def _is_home(tree: Tree, place: int) -> bool:
    return tree.chars[place] <= 30 and comparable(text_of(tree.elements[place])) in _HOME


def page_section(tree: Tree, said: Structured, selectors: Sequence[str], title: str) -> str | None:
    """The name of the section that the page says it is in; None where it does not say."""
    for selector in selectors:
        for place in reversed(select(tree, selector)[:10]):
            text = text_of(tree.elements[place])
            if _fits(text, title):
                return text
    crumb = _breadcrumb(tree, title) or _path_from_home(tree, title)
    if crumb:
        return crumb
    for place in tree.by_name.get("a", ()):
        if "category" in attribute(tree.elements[place], "rel").split():
            text = text_of(tree.elements[place])
            if _fits(text, title):
                return text
    if said.section and _fits(said.section, title):
        return said.section
    return _from_document_title(said, title)


def _from_document_title(said: Structured, title: str) -> str | None:
    """The middle of "Title - Section - Site"."""
    whole = said.document_title
    if not title or not whole.startswith(title):
        return None
    pieces = parts(" - " + whole[len(title) :].lstrip("-–|» "))
    if len(pieces) >= 2 and _fits(pieces[0], title) and len(pieces[0]) <= 60:
        return pieces[0]
    return None
