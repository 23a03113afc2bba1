"""The title of an article on a page of unknown layout."""

from __future__ import annotations

import re

from wardarchive.parse.regions import Regions
from wardarchive.parse.structured import Structured
from wardarchive.parse.titles import comparable, without_site
from wardarchive.parse.tree import INLINE, Tree, attribute, text_of

_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:[a-z]*title|headline|tieu-?de|ten-?bai|articleheader|td-?tin)(?:$|[\s_\d-])", re.I
)
_HEADINGS = ("h1", "h2", "h3", "h4")
_MAX_TITLE = 400
_MAX_CANDIDATES = 60


def _candidates(tree: Tree, regions: Regions) -> list[int]:
    """Places of elements that may hold the title: headings, and elements named as titles."""
    found: set[int] = set()
    for name in _HEADINGS:
        found.update(tree.by_name.get(name, ())[:_MAX_CANDIDATES])
    for name, places in tree.by_class.items():
        if _TITLE_CLASS.search(name):
            found.update(places[:_MAX_CANDIDATES])
    found.update(
        i for n in ("p", "div", "span", "td") for i in tree.by_name.get(n, ()) if _is_headline(tree, i)
    )
    return sorted(i for i in found if 0 < tree.chars[i] <= _MAX_TITLE and not regions.junk[i])


def _is_headline(tree: Tree, place: int) -> bool:
    return attribute(tree.elements[place], "itemprop") in {"headline", "name headline"}


def _likeness(text: str, wanted: list[str]) -> float:
    """How well a candidate fits what the document says its title is: 1 for equal, less for a part."""
    said = comparable(text)
    best = 0.0
    for title in wanted:
        if said == title:
            return 1.0
        if said and title.startswith(f"{said} "):
            best = max(best, 0.5 + 0.5 * len(said) / len(title))
        elif said and len(title) > 20 and said.startswith(title):
            best = max(best, 0.8)
        elif said and f" {said} " in f" {title} ":
            best = max(best, 0.35 if len(said) < 0.5 * len(title) else 0.7)
    return best


def _points(tree: Tree, place: int, body: int | None, text: str, wanted: list[str]) -> float:
    tag = tree.elements[place]
    points = 3.0 * _likeness(text, wanted)
    points += {"h1": 1.2, "h2": 0.7, "h3": 0.3}.get(tag.name, 0.0)
    points += 0.6 if _TITLE_CLASS.search(tree.classes(place)) else 0.0
    points += 1.5 if _is_headline(tree, place) else 0.0
    points += 0.3 if len(text) >= 25 else -0.6 if len(text) < 12 else 0.0
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


def find_title(tree: Tree, regions: Regions, said: Structured, body: int | None) -> tuple[str, int | None]:
    """The title and the place of the element that shows it; the document's own title where none does."""
    documents = [*said.titles, said.document_title]
    wanted = [comparable(d) for d in documents if d]
    best: tuple[float, int, str] | None = None
    seen: set[str] = set()
    for place in _candidates(tree, regions)[: 3 * _MAX_CANDIDATES]:
        text = text_of(tree.elements[place])
        if len(text) < 4 or (text in seen and tree.elements[place].name in INLINE):
            continue
        seen.add(text)
        points = _points(tree, place, body, text, wanted)
        if best is None or points > best[0]:
            best = (points, place, text)
    if best is not None and best[0] >= 1.6:
        return best[2], best[1]
    for document in documents:
        title = without_site(document, site=said.site, known=(said.section or "",))
        if title:
            return title, None
    return (best[2], best[1]) if best is not None else ("", None)
