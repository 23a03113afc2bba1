"""Standing pages of a site: what its menu names, such as Giới thiệu, Liên hệ, Cơ cấu tổ chức."""

from __future__ import annotations

from wardarchive.parse.links import absolute
from wardarchive.parse.names import names_standing
from wardarchive.parse.reading import Fields
from wardarchive.parse.structured import Structured
from wardarchive.parse.target import path_and_query
from wardarchive.parse.titles import comparable, parts
from wardarchive.parse.tree import Tree, attribute, text_of

STANDING_PAGE = "standing page"
_MENU_WORDS = 7
_MAX_NAME = 80
"""Syllables of the longest name that menus give a page; titles of news are longer."""


def is_standing_page(tree: Tree, said: Structured, url: str, fields: Fields) -> bool:
    """Whether the site's menu leads to this very page under its name: Giới thiệu, Liên hệ, Cơ cấu tổ chức.

    Menus name standing pages, some of which have one name everywhere; what has a date, a view count or
    calls itself an article is none.
    """
    if said.article or fields.published.value is not None or fields.views is not None:
        return False
    if names_standing(fields.title):
        return True
    names = {comparable(name) for name in (fields.title, *parts(said.document_title))}
    names = {name for name in names if 0 < len(name.split()) <= _MENU_WORDS}
    path, query = path_and_query(url)
    for place in tree.by_name.get("a", ()):
        link = tree.elements[place]
        if not 0 < tree.chars[place] <= _MAX_NAME or comparable(text_of(link)) not in names:
            continue
        if link.find_parent(["h1", "h2", "h3"]) is not None:
            continue
        address = absolute(url, attribute(link, "href"))
        there = path_and_query(address) if address is not None else ("", "")
        if address is not None and (there[0].rstrip("/"), there[1]) == (path.rstrip("/"), query):
            return True
    return False
