"""The links of a page, absolute, each with what it probably leads to."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from wardarchive.model import Link
from wardarchive.parse.files import is_file, is_media
from wardarchive.parse.profile import Family, Listing
from wardarchive.parse.selector import select
from wardarchive.parse.tree import Tree, attribute, text_of

MAX_LINKS = 3_000
_MAX_URL = 2_000
_ARTICLE_PATH = re.compile(
    r"/view_content/|/content/[^/]{10,}$|-\d{3,}(?:\.(?:html?|aspx))?$|/\d{3,}-[a-z0-9-]{10,}"
    r"|/\d{3,}/[a-z0-9-]{10,}\.html?$|/detail/|/chi-?tiet"
    r"|/20\d\d/\d{1,2}/(?:\d{1,2}/)?[^/]{10,}|/bai-viet/|/ct/\d+/\d+$|-p\d+n\d+\.html$|[?&](?:itemid"
    r"|newsid|articleid|p|tc|id)=\d+",
    re.IGNORECASE,
)
_PAGE_PARAMETERS = frozenset(
    {"page", "pageindex", "pagenumber", "pageno", "paged", "trang", "p", "start", "pageid"}
)
_NEXT_TEXT = re.compile(
    r"^(?:trang\s+(?:sau|tiếp|kế|cuối|\d{1,4})|sau|tiếp(?:\s+theo)?|kế\s+tiếp|next(?:\s+page)?"
    r"|older(?:\s+posts)?|bài\s+cũ\s+hơn|[›»>]{1,2}|\d{1,4})\s*[›»>→]{0,2}$",
    re.IGNORECASE,
)
_PAGER_CLASS = re.compile(
    r"pag(?:er|ination|ing|enav)|page-?numbers?|phan-?trang|lfr-pagination|taglib-page-iterator"
    r"|wp-pagenavi|nav-links",
    re.I,
)
_PAGE_PATH = re.compile(r"/(?:page|trang)[-/]?\d{1,4}/?$", re.IGNORECASE)
_SKIP = re.compile(
    r"^\s*(?:javascript|mailto|tel|sms|data|blob|about|ftp|file|zalo|skype|viber)\s*:", re.IGNORECASE
)
_NO_PAGE = re.compile(
    r"/(?:login|logout|dang-?nhap|dang-?xuat|register|rss|feed|print|trang-in|in-bai|tim-?kiem|search"
    r"|c/portal)(?:[/?.]|$)",
    re.I,
)


def absolute(base: str, href: str) -> str | None:
    """`href` as an absolute http(s) URL without its fragment; None where it is none.

    >>> absolute("http://a.vn/x/y.html", "../z.html#top")
    'http://a.vn/z.html'
    """
    href = re.sub(r"[\t\r\n]", "", href.strip())
    if not href or href.startswith("#") or len(href) > _MAX_URL or _SKIP.match(href):
        return None
    try:
        url = urldefrag(urljoin(base, href)).url
        split = urlsplit(url)
        if split.scheme not in {"http", "https"} or not split.hostname:
            return None
        _ = split.port
    except ValueError:
        return None
    return url.replace(" ", "%20")


def base_of(tree: Tree, url: str) -> str:
    """The URL that a page's links are relative to."""
    for place in tree.by_name.get("base", ())[:1]:
        found = absolute(url, attribute(tree.elements[place], "href"))
        if found:
            return found
    return url


def host_of(url: str) -> str:
    """The host and port of a URL, without a leading ``www.``."""
    split = urlsplit(url)
    return split.netloc.lower().removeprefix("www.")


def _in(tree: Tree, outers: Collection[int], place: int) -> bool:
    return any(tree.contains(outer, place) for outer in outers)


def _selected(tree: Tree, selectors: tuple[str, ...]) -> list[int]:
    return [place for selector in selectors for place in select(tree, selector)]


def _pagers(tree: Tree, listing: Listing) -> list[int]:
    found = _selected(tree, listing.pager)
    for name, places in tree.by_class.items():
        if _PAGER_CLASS.search(name):
            found.extend(places)
    return sorted(set(found))


class _Judge:
    """Decides the kind of a page's links; holds what they have in common."""

    def __init__(self, tree: Tree, url: str, family: Family | None) -> None:
        listing = family.listing if family is not None else Listing()
        self._tree = tree
        self._url = url
        self._pagers = _pagers(tree, listing)
        items = _selected(tree, (*listing.items, *listing.related))
        self._items = items
        self._heads = self._item_links(items, listing)
        self._parameters = tuple(p.lower() for p in listing.page_parameters)
        self._page_path = re.compile(listing.page_path) if listing.page_path else None
        self._articles = [re.compile(p, re.IGNORECASE) for p in (family.article_urls if family else ())]

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

    def is_next(self, place: int, url: str, text: str) -> bool:
        """Whether a link is paging of a list."""
        tag = self._tree.elements[place]
        if attribute(tag, "rel").lower() == "next":
            return True
        split = urlsplit(url)
        numbered = any(
            value.isdigit()
            and (
                name.lower() in _PAGE_PARAMETERS - {"p"}
                or name.lower().endswith(("_cur", *self._parameters))
            )
            for name, value in parse_qsl(split.query, max_num_fields=50, separator="&")
        )
        same_path = split.path == urlsplit(self._url).path
        if numbered and (same_path or _in(self._tree, self._pagers, place)):
            return True
        if self._page_path is not None and self._page_path.search(split.path):
            return True
        return _in(self._tree, self._pagers, place) and (
            _NEXT_TEXT.match(text) is not None or _PAGE_PATH.search(split.path) is not None
        )

    def is_article(self, place: int, url: str, text: str) -> bool:
        """Whether a link leads to a detail page."""
        split = urlsplit(url)
        target = f"{split.path}?{split.query}" if split.query else split.path
        if any(p.search(target) for p in self._articles):
            return True
        if place in self._heads:
            return len(split.path) > 1 or bool(split.query)
        if self._articles or self._items:
            return False
        return _ARTICLE_PATH.search(target) is not None and (len(text) >= 15 or not text)

    def is_list(self, place: int) -> bool:
        """Whether a link stands in the navigation."""
        for above in self._tree.ancestors(place):
            tag = self._tree.elements[above]
            if tag.name in {"nav", "menu"}:
                return True
            if re.search(
                r"\b(?:nav|navi|menu|navbar|breadcrumb|submenu|main-?menu|dropdown)",
                self._tree.classes(above),
            ):
                return True
        return False


def read_links(tree: Tree, url: str, family: Family | None) -> tuple[Link, ...]:
    """Links to pages of the same site, each once, in the page's order; the strongest kind of each"
    " counts."""
    base, host = base_of(tree, url), host_of(url)
    judge = _Judge(tree, url, family)
    found: dict[str, Link] = {}
    strength = {"page": 0, "list": 1, "next": 2, "article": 3}
    for place in tree.by_name.get("a", ())[: 4 * MAX_LINKS]:
        tag = tree.elements[place]
        href = attribute(tag, "href")
        if not href or is_media(href) or is_file(href):
            continue
        target = absolute(base, href)
        if target is None or host_of(target) != host or _NO_PAGE.search(urlsplit(target).path):
            continue
        text = text_of(tag)[:300]
        if judge.is_next(place, target, text):
            kind = "next"
        elif judge.is_article(place, target, text):
            kind = "article"
        else:
            kind = "list" if judge.is_list(place) else "page"
        old = found.get(target)
        if (
            old is None
            or strength[kind] > strength[old.kind]
            or (kind == old.kind and not old.text and text)
        ):
            found[target] = Link(target, kind, text)  # type: ignore[arg-type]
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())
