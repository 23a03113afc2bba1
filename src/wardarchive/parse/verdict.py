"""Whether a page is an article, and if not, what it is."""

from __future__ import annotations

import re
from collections import Counter

from wardarchive.model import HANOI_TIME, Link, published_date
from wardarchive.parse.entries import first_links, targets_of
from wardarchive.parse.faults import fault_of
from wardarchive.parse.files import is_file
from wardarchive.parse.forms import is_form, names_of_page
from wardarchive.parse.item_groups import item_groups, item_heads
from wardarchive.parse.names import names_collection, names_function
from wardarchive.parse.opened_page import OpenedPage
from wardarchive.parse.reading import Fields
from wardarchive.parse.regions import Regions
from wardarchive.parse.standing import STANDING_PAGE, is_standing_page
from wardarchive.parse.structured import Structured
from wardarchive.parse.target import path_and_query
from wardarchive.parse.teasers import teased
from wardarchive.parse.titles import comparable, is_site_name, parts
from wardarchive.parse.tree import Tree, attribute, text_of
from wardarchive.parse.wordless import own_runs, shown_only

_HOME_TITLE = re.compile(r"^(?:trang chủ|trang nhất|home|homepage|index)\b", re.IGNORECASE)
_HOME_PATH = re.compile(
    r"^/?(?:(?:index|default|home|trang-chu|main)(?:\.\w{2,5})?|vi|vi-vn|en|web/guest(?:/home)?"
    r"|portal)?/?$",
    re.I,
)
_SCRIPTED_PATH = re.compile(r"#!?/.*\w")
"""A path after the number sign, which scripts read."""
_SLACK = 3
_SENTENCE = 60
"""Letters of the longest run of text on the page, below which nothing is told: a table of hours, a menu."""
MIN_BODY = 100
"""Letters of running text that make an article without further proof."""

_MOST_OF_ENTRY = 800
_MOST_OF_FORM = 300
_MOSTLY_TEASED = 0.6
"""Share of the text that stands in entries with a link to read on."""


def _listed(tree: Tree, regions: Regions, fields: Fields) -> bool:
    """Whether the text of the page is that of repeated items, each with its own link.

    Some are part of the body that was found; of a page without a date they may also stand beside it and
    have more text, as entries under a few words about their section do.
    """
    running = sum(size for place, size in enumerate(regions.run) if not regions.junk[place])
    bare = fields.published.value is None and fields.views is None
    told, inside, seen = 0, False, -1
    for group in sorted(item_groups(tree, regions)):
        texts = [sum(regions.run[place : tree.ends[place] + 1]) for place in group]
        even = max(texts) <= 0.6 * sum(texts)  # the columns of an article page are no items
        linked = sum(tree.linked[place] for place in group) > 0.08 * sum(tree.chars[i] for i in group)
        if group[0] <= seen or not (even and linked and _distinct(tree, group) >= 3):
            continue
        seen = tree.ends[group[-1]]
        told += sum(texts)
        inside = inside or not fields.places or _overlap(tree, fields.places, group)
    return told > 0.6 * running and (inside or (bare and told > fields.body.chars))


def _overlap(tree: Tree, bodies: tuple[int, ...], group: list[int]) -> bool:
    return any(tree.contains(b, i) or tree.contains(i, b) for b in bodies for i in group)


def _distinct(tree: Tree, group: list[int]) -> int:
    """How many different addresses the first link of each item has; scripts' links differ by their text."""
    return len(targets_of(tree, first_links(tree, group[:40])))


def _teases(tree: Tree, fields: Fields, url: str) -> bool:
    """Whether most of the text is the beginning of other pages' texts, be it of a single one."""
    return teased(tree, fields.places, url) > _MOSTLY_TEASED * fields.body.chars


def _names_entries(tree: Tree, fields: Fields) -> bool:
    """Whether the title is that of a tag's or an archive's page, and several entries follow."""
    if not names_collection(fields.title):
        return False
    heads = [i for name in ("h2", "h3", "h4") for i in tree.by_name.get(name, ()) if tree.linked[i]]
    return len(heads) >= 2 or len(tree.by_name.get("article", ())) >= 2


def no_article(page: OpenedPage, fields: Fields | None, links: tuple[Link, ...]) -> str | None:
    """Why the page is no article, as a short phrase; None where it is one."""
    tree, regions, said, url = page.tree, page.regions, page.said, page.url
    fault = fault_of(page, fields)
    if fault is not None:
        return fault
    if fields is None or not fields.title:
        return "no readable text"
    if is_standing_page(tree, said, url, fields):
        return STANDING_PAGE
    if is_form(tree, regions, said, fields):
        return "form"
    reason = _no_running_text(tree, regions, said, url, fields, links)
    return STANDING_PAGE if reason is None and _serves(page, fields) else reason


def _of_today(page: OpenedPage, fields: Fields) -> bool:
    """Whether a page is dated nowhere or on the day of its capture, which servers print on any page."""
    day = published_date(fields.published.value)
    return day is None or day == page.captured.astimezone(HANOI_TIME).date()


def _serves(page: OpenedPage, fields: Fields) -> bool:
    """Whether the page has a use of its own (a poll, a search) and nothing proves an article."""
    tree, said = page.tree, page.said
    if names_function(fields.title) and not said.typed:
        return True
    if said.article or fields.views is not None or not _of_today(page, fields):
        return False
    return any(map(names_function, names_of_page(tree, said, fields)))


def _no_running_text(
    tree: Tree, regions: Regions, said: Structured, url: str, fields: Fields, links: tuple[Link, ...]
) -> str | None:
    """Lists, home pages, galleries and document lists, told by what their text is made of."""
    chars = fields.body.chars
    dated = fields.published.value is not None and "machine-date" not in fields.published.markers
    named_home = _calls_itself_home(said) and chars < _MOST_OF_FORM
    at_home = bool(links) and (is_home_address(url) or named_home)
    proven = said.article or (dated and not at_home)
    if not said.article and (said.listing or _names_entries(tree, fields) or _teases(tree, fields, url)):
        return "list page"
    if _listed(tree, regions, fields):
        return "home page" if is_home_address(url) or _HOME_TITLE.match(fields.title) else "list page"
    if _is_home(said, url, fields, links) and not proven:
        return "home page"
    if not said.article and chars < _MOST_OF_ENTRY and _is_entry(tree, said, url, fields, links):
        return "list page"
    shown = shown_only(tree, regions, fields)
    if shown is not None:
        return shown
    if _documents(tree, regions) >= 8 and chars < 1500 and not said.article:
        return "list of documents"
    images = _images(tree, regions, fields)
    plain = sum(len(b.text) for b in fields.body.blocks if b.kind != "caption")
    if images >= 6 and plain < (_SENTENCE if proven else min(40 * images, 500)):
        return "gallery"
    longest = max(own_runs(tree, regions), default=0)
    if longest < _SENTENCE and not proven and not fields.files:
        return "no readable text"
    articles = Counter(link.kind for link in links)["article"]
    if chars >= MIN_BODY:
        if articles >= 10 and chars < 30 * articles and not proven:
            return "list page"
        return None
    heads = item_heads(tree, regions)
    inside = chars < _SENTENCE or any(tree.contains(b, i) for b in fields.places for i in heads)
    listed = inside and len(heads) >= 5 and sum(tree.chars[i] for i in heads) > 3 * chars
    if proven and not listed and (chars >= 30 or fields.images or fields.files):
        return None
    return "list page" if articles >= 5 else "no readable text"


def _images(tree: Tree, regions: Regions, fields: Fields) -> int:
    """How many pictures the text stands among: of those beside it (banners, partners) nothing follows."""
    shown = [i for i in tree.by_name.get("img", ()) if not regions.junk[i]]
    if not fields.places:
        return len(shown)
    return sum(any(tree.contains(b, i) for b in fields.places) for i in shown)


def is_home_address(url: str) -> bool:
    """Whether a URL is that of a site's front page.

    >>> is_home_address("https://a.vn/#tin"), is_home_address("https://a.vn/#!/bai/3")
    (True, False)
    """
    path, query = path_and_query(url)
    if _SCRIPTED_PATH.search(url):
        return False
    return not query and _HOME_PATH.match(path or "/") is not None


def _is_home(said: Structured, url: str, fields: Fields, links: tuple[Link, ...]) -> bool:
    if said.article or not is_home_address(url):
        return bool(_HOME_TITLE.match(comparable(said.document_title))) and fields.body.chars < 600
    return len(links) >= 10 or fields.body.chars < 400


def _calls_itself_home(said: Structured) -> bool:
    """Whether the document's title begins with "Trang chủ" and a separator, or is that alone."""
    first = parts(said.document_title)[:1]
    return bool(first) and _HOME_TITLE.fullmatch(first[0]) is not None


def _is_entry(tree: Tree, said: Structured, url: str, fields: Fields, links: tuple[Link, ...]) -> bool:
    """Whether the title is shown only as the link to another page, on one whose own name is a section's."""
    title, path = comparable(fields.title), path_and_query(url)
    if not title or not is_site_name(said.document_title, said.site):
        return False
    away = any(path_and_query(k.url) != path for k in links if comparable(k.text) == title)
    if not away:
        return False
    near = (
        i for i, n in enumerate(tree.chars) if abs(n - len(fields.title)) <= _SLACK and not tree.linked[i]
    )
    return not any(comparable(text_of(tree.elements[i])) == title for i in near)


def _documents(tree: Tree, regions: Regions) -> int:
    """How many links to files the page has outside its furniture."""
    return sum(
        1
        for i in tree.by_name.get("a", ())
        if not regions.junk[i] and is_file(attribute(tree.elements[i], "href"))
    )
