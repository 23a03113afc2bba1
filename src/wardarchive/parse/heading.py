"""The title of an article on a page of unknown layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from wardarchive.parse.dates import read_moments
from wardarchive.parse.entries import entries_of
from wardarchive.parse.names import names_section, names_unit
from wardarchive.parse.regions import Regions, first_run
from wardarchive.parse.structured import Structured
from wardarchive.parse.titles import comparable, is_site_name, parts, without_site
from wardarchive.parse.tree import INLINE, Tree, attribute, text_of
from wardarchive.parse.views import read_views

_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:[a-z]*title|headline|tieu-?de(?:-?(?:tin|bai|bv))?|ten-?(?:bai|tin)|articleheader|td-?tin)"
    r"(?:$|[\s_\d-])",
    re.I,
)
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){2,}[-_]?")
"""What systems put into the document's title where they know none: a piece of the address."""
_LARGE = re.compile(
    r"font-size\s*:\s*(?:1[6-9]|[2-4]\d)(?:\.\d+)?(?:px|pt)|font-size\s*:\s*(?:x-)?large", re.IGNORECASE
)
_SET_OFF = frozenset({"b", "strong", "font", "span", "td", "th", "div", "p", "em", "big", "center"})
_SURE = 1.6
"""Points from which a heading is taken for the title, whatever the document says."""
_LIKELY = 1.0
"""Points that are enough where the document's title is only the site's name."""
_PARAGRAPH = 90
_PART = 0.4
"""Share of a document's title behind the site's name that may be the page's."""
_HEADINGS = ("h1", "h2", "h3", "h4")
_MAX_TITLE = 400
_MAX_LINKS = 400
_MENU_TEXT = 32
_META_LINE = 100
_NEXT = 6
"""Elements after a title in which the line of metadata begins, right after it."""
_MAX_CANDIDATES = 60


class Wanted(NamedTuple):
    """Comparable titles that the document states: of the page, and of the site alone; words of menus."""

    titles: tuple[str, ...]
    sites: tuple[str, ...]
    menus: frozenset[str] = frozenset()


def _candidates(tree: Tree, regions: Regions) -> list[int]:
    """Places of elements that may hold the title: headings, and elements named as titles."""
    found: set[int] = set()
    for name in _HEADINGS:
        found.update(tree.by_name.get(name, ())[:_MAX_CANDIDATES])
    for name, places in tree.by_class.items():
        if _TITLE_CLASS.search(name):
            found.update(places[:_MAX_CANDIDATES])
    found.update(i for i in tree.microdata if _is_headline(tree, i))
    shown = sorted(i for i in found if 0 < tree.chars[i] <= _MAX_TITLE and not regions.junk[i])
    entries = entries_of(tree)
    return [i for i in shown if not entries[i]] or shown


def _is_headline(tree: Tree, place: int) -> bool:
    return attribute(tree.elements[place], "itemprop") in {"headline", "name headline"}


def _likeness(text: str, wanted: Sequence[str]) -> float:
    """How well a candidate fits what the document says its title is: 1 for equal, less for a part."""
    said = comparable(text)
    best = 0.0
    for title in wanted:
        if said == title:
            return 1.0
        ends = title.endswith(f" {said}") and len(said) >= _PART * len(title)
        if said and (ends or title.startswith(f"{said} ")):
            best = max(best, 0.5 + 0.5 * len(said) / len(title))
        elif said and len(title) > 20 and said.startswith(title):
            best = max(best, 0.8)
        elif said and f" {said} " in f" {title} ":
            best = max(best, 0.35 if len(said) < 0.5 * len(title) else 0.7)
    return best


def _points(tree: Tree, place: int, body: int | None, text: str, wanted: Wanted) -> float:
    tag = tree.elements[place]
    likeness = _likeness(text, wanted.titles)
    points = 3.0 * likeness - (1.0 if likeness < 1 and _in_masthead(tree, place) else 0.0)
    if any(f" {comparable(text)} " in f" {name} " for name in wanted.sites):
        points -= 3.0
    elif names_unit(text):
        points -= 2.5
    elif names_section(text):
        points -= 1.5
    if comparable(text) in wanted.menus:
        points -= 1.5
    if _before_metadata(tree, place):
        points += 1.0
    points += {"h1": 1.2, "h2": 0.7, "h3": 0.3}.get(tag.name, 0.0)
    points += 0.6 if _TITLE_CLASS.search(tree.classes(place)) else 0.0
    points += 1.5 if _is_headline(tree, place) else 0.0
    points += 0.3 if len(text) >= 25 else -0.6 if len(text) < 12 else 0.0
    if len(text) > 90 and text.endswith("."):
        points -= 1.2  # a lead set as a heading
    if tree.linked[place] > 0.8 * tree.chars[place]:
        points -= 0.8
    if body is not None:
        distance = body - place if place < body else 0
        points += 0.8 if 0 <= distance < 25 else 0.3 if distance < 80 else -0.4
        if place > body and not tree.contains(body, place):
            points -= 2.5
        if place > tree.ends[body]:
            points -= 2
    return points


def _in_masthead(tree: Tree, place: int) -> bool:
    """Whether an element is in the page's own ``header``, not in that of an article."""
    names = [tree.elements[i].name for i in tree.ancestors(place)]
    return "header" in names and not {"article", "main", "section"} & set(names)


def _before_metadata(tree: Tree, place: int) -> bool:
    """Whether the next text after an element is a line of date or views."""
    begin = tree.ends[place] + 1
    for after in range(begin, min(begin + _NEXT, len(tree.elements))):
        if not 0 < tree.chars[after] <= _META_LINE:
            if tree.own[after]:
                return False
            continue
        if tree.linked[after] and tree.elements[after].name in {"a", "li"}:
            return False
        text = text_of(tree.elements[after], apart=True)
        return bool(read_moments(text, short=True)) or read_views(text) is not None
    return False


def _menus(tree: Tree) -> frozenset[str]:
    """Comparable texts of short links: sections and pages that menus and breadcrumbs name."""
    links = [i for i in tree.by_name.get("a", ())[:_MAX_LINKS] if 0 < tree.chars[i] <= _MENU_TEXT]
    return frozenset(comparable(text_of(tree.elements[i])) for i in links)


def _set_off(tree: Tree, regions: Regions, body: int) -> list[int]:
    """Short blocks before the first paragraph, for pages whose title is no heading."""
    run = first_run(tree, regions, body, _PARAGRAPH)
    entries = entries_of(tree)
    stop = body if run is None else run
    found: list[int] = []
    for place in range(max(0, stop - _MAX_CANDIDATES), stop):
        name, chars = tree.elements[place].name, tree.chars[place]
        if (
            name not in _SET_OFF
            or not 15 <= chars <= _MAX_TITLE
            or tree.linked[place]
            or regions.junk[place]
            or entries[place]
        ):
            continue
        if tree.contains(place, stop) or tree.own[place] < 0.8 * chars or _is_clock(tree, place):
            continue
        found.append(place)
    return found


def _is_clock(tree: Tree, place: int) -> bool:
    text = text_of(tree.elements[place])
    return bool(read_moments(text)) and len(text) < 60


def _emphasis(tree: Tree, place: int) -> float:
    """How much an element stands out: bold, or in large letters."""
    points = 0.0
    for i in (place, *islice(tree.ancestors(place), 3)):
        tag = tree.elements[i]
        if tree.chars[i] > tree.chars[place]:
            break
        style = attribute(tag, "style")
        if tag.name in {"b", "strong"} or "bold" in style:
            points = max(points, 0.6)
        if attribute(tag, "size") in {"4", "5", "6", "+1", "+2", "+3"} or _LARGE.search(style):
            points = max(points, 0.7)
    return points


def _wanted(documents: list[str], titles: list[str], site: str | None) -> Wanted:
    """The document's titles that tell of the page, and what names only the site."""
    named = [site] if site else []
    own: list[str] = []
    for document, title in zip(documents, titles, strict=True):
        if is_site_name(title, site):
            named.append(document)
            continue
        own.append(title)
        named += [p for p in parts(document) if p not in title]
    return Wanted(tuple(map(comparable, own)), tuple(map(comparable, named)))


def find_title(tree: Tree, regions: Regions, said: Structured, body: int | None) -> tuple[str, int | None]:
    """The title and the place of the element that shows it; the document's own title where none does."""
    documents = [d for d in (*said.titles, said.document_title) if d and not _SLUG.fullmatch(d)]
    titles = [without_site(d, site=said.site, known=(said.section or "",)) for d in documents]
    wanted = _wanted(documents, titles, said.site)
    wanted = wanted._replace(menus=_menus(tree))
    candidates = _candidates(tree, regions)[: 3 * _MAX_CANDIDATES]
    if body is not None:
        candidates = sorted({*candidates, *_set_off(tree, regions, body)})
    best = _best(tree, body, wanted, candidates)
    own = next((t for t in titles if t and not is_site_name(t, said.site)), "")
    if best is not None and (best[0] >= (_SURE if own else _LIKELY) or not own):
        return best[2], best[1]
    return own or next((t for t in titles if t), ""), None


def _best(
    tree: Tree, body: int | None, wanted: Wanted, candidates: list[int]
) -> tuple[float, int, str] | None:
    """The candidate with the most points, the first of equals."""
    best: tuple[float, int, str] | None = None
    seen: set[str] = set()
    for place in candidates:
        text = text_of(tree.elements[place])
        if len(text) < 4 or (text in seen and tree.elements[place].name in INLINE):
            continue
        seen.add(text)
        points = _points(tree, place, body, text, wanted) + _emphasis(tree, place)
        if best is None or points > best[0]:
            best = (points, place, text)
    return best
