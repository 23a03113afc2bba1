"""What a link of a page probably leads to: an article, further pages of a list, a section, anything."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import parse_qsl

from wardarchive.parse.item_groups import item_heads
from wardarchive.parse.profile import Family, Listing
from wardarchive.parse.regions import Regions
from wardarchive.parse.selector import select
from wardarchive.parse.target import Target, path_and_query
from wardarchive.parse.tree import Tree
from wardarchive.parse.wordset import wordset

_ARTICLE_PATH = re.compile(
    r"/view_content/|/content/[^/]{10,}$|-\d{3,}(?:\.(?:html?|aspx))?$|/\d{3,}-[a-z0-9-]{10,}"
    r"|/\d{3,}/[a-z0-9-]{10,}\.html?$|/detail/|/chi-?tiet|/20\d\d/\d{1,2}/(?:\d{1,2}/)?[^/]{10,}|/bai-viet/"
    r"|/ct/\d+/\d+$|-p\d+n\d+\.html$|[?&](?:itemid|newsid|articleid|p|tc|id)=\d+",
    re.IGNORECASE,
)
_LONG_SLUG = re.compile(r"/(?:[a-z0-9]+-){5,}[a-z0-9]+(?:\.(?:html?|aspx))?/?$", re.IGNORECASE)
_PAGE_PARAMETERS = wordset("page pageindex pagenumber pageno paged trang start pageid")
_NEXT_TEXT = re.compile(
    r"^(?:trang\s+(?:sau|tiếp|kế|cuối|\d{1,4})|sau|tiếp(?:\s+theo)?|kế\s+tiếp|next(?:\s+page)?"
    r"|older(?:\s+posts)?|bài\s+cũ\s+hơn|[›»>]{1,2}|\d{1,4})\s*[›»>→]{0,2}$",
    re.IGNORECASE,
)
_PAGER_CLASS = re.compile(
    r"pag(?:er|ination|ing|enav)|page-?numbers?|phan-?trang|lfr-pagination|taglib-page-iterator"
    r"|wp-pagenavi|nav-links",
    re.IGNORECASE,
)
_PAGE_PATH = re.compile(r"/(?:page|trang)[-/]?\d{1,4}/?(?:\.html?)?$", re.IGNORECASE)
_NAV_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|menu|navbar|breadcrumbs?|submenu|main-?menu|dropdown)", re.I
)
_NAV_NAMES = frozenset({"nav", "menu"})


@lru_cache(maxsize=20_000)
def _is_nav(names: str) -> bool:
    return _NAV_CLASS.search(names) is not None


def _selected(tree: Tree, selectors: tuple[str, ...]) -> list[int]:
    return [place for selector in selectors for place in select(tree, selector)]


def _navigation(tree: Tree) -> tuple[list[int], list[int]]:
    """Where the outermost elements of navigation begin, in document order, and where each ends."""
    named = [place for name in _NAV_NAMES for place in tree.by_name.get(name, ())]
    named += [place for name, places in tree.by_class.items() if _is_nav(name) for place in places]
    named += [place for name, place in tree.by_id.items() if _is_nav(name)]
    starts: list[int] = []
    ends: list[int] = []
    for place in sorted(named):
        if not ends or place > ends[-1]:
            starts.append(place)
            ends.append(tree.ends[place])
    return starts, ends


class LinkJudge:
    """Decides the kinds of one page's links; holds what they have in common."""

    def __init__(self, tree: Tree, url: str, family: Family | None, regions: Regions | None) -> None:
        listing = family.listing if family is not None else Listing()
        self._tree = tree
        self._path = path_and_query(url)[0]
        self._pagers = _selected(tree, listing.pager)
        for name, places in tree.by_class.items():
            if _PAGER_CLASS.search(name):
                self._pagers.extend(places)
        items = _selected(tree, (*listing.items, *listing.related))
        self._heads = self._item_links(items, listing)
        if not items and regions is not None:
            self._heads = item_heads(tree, regions)
        self._endings = ("_cur", *(p.lower() for p in listing.page_parameters))
        self._page_path = re.compile(listing.page_path) if listing.page_path else None
        self._articles = [re.compile(p, re.IGNORECASE) for p in (family.article_urls if family else ())]
        self._known = bool(self._articles or items)
        self._nav: tuple[list[int], list[int]] | None = None

    def _item_links(self, items: list[int], listing: Listing) -> set[int]:
        heads: set[int] = set()
        for item in items[:500]:
            if self._tree.elements[item].name == "a":
                heads.add(item)
                continue
            for selector in listing.links:
                links = select(self._tree, selector, within=item)
                if links:
                    heads.update(links if selector != "a" else links[:1])
                    break
        return heads

    def _in(self, outers: Collection[int], place: int) -> bool:
        return any(self._tree.contains(outer, place) for outer in outers)

    def _numbered(self, split: Target) -> bool:
        """Whether the query has a page number."""
        try:
            pairs = parse_qsl(split.query, max_num_fields=50)
        except ValueError:
            return False
        names = [name.lower() for name, value in pairs if value.isdigit()]
        return any(name in _PAGE_PARAMETERS or name.endswith(self._endings) for name in names)

    def is_next(self, place: int, split: Target, text: str) -> bool:
        """Whether a link is paging of a list."""
        pager = bool(self._pagers) and self._in(self._pagers, place)
        relation = self._tree.elements[place].attrs.get("rel")
        if relation == "next" and (pager or len(text) < 25):
            return True
        if split.query and (split.path == self._path or pager) and self._numbered(split):
            return True
        if self._page_path is not None and self._page_path.search(split.path):
            return True
        return pager and (_NEXT_TEXT.match(text) is not None or _PAGE_PATH.search(split.path) is not None)

    def is_article(self, place: int, split: Target, text: str) -> bool:
        """Whether a link leads to a detail page."""
        target = f"{split.path}?{split.query}" if split.query else split.path
        if any(p.search(target) for p in self._articles):
            return True
        if place in self._heads:
            return len(split.path) > 1 or bool(split.query)
        if self._known:
            return False
        if _ARTICLE_PATH.search(target) is not None:
            return len(text) >= 15 or not text
        return len(text) >= 30 and _LONG_SLUG.search(split.path) is not None

    def is_list(self, place: int) -> bool:
        """Whether a link stands in the navigation."""
        if self._nav is None:
            self._nav = _navigation(self._tree)
        starts, ends = self._nav
        around = bisect_left(starts, place) - 1
        return around >= 0 and place <= ends[around]
