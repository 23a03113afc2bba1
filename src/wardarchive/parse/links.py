"""The links of a page, absolute, each with what it probably leads to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin, urlsplit

from wardarchive.model import Link
from wardarchive.parse.files import is_file, is_media
from wardarchive.parse.link_kinds import LinkJudge
from wardarchive.parse.target import Target, site_of
from wardarchive.parse.tree import Tree, attribute, text_of

Kind = Literal["article", "list", "next", "page"]
_STRENGTH = {"page": 0, "list": 1, "next": 2, "article": 3}
MAX_LINKS = 3_000
_MAX_URL = 2_000
_BREAKS = re.compile(r"[\t\r\n]")
_SKIP = re.compile(
    r"^\s*(?:javascript|mailto|tel|sms|data|blob|about|ftp|file|zalo|skype|viber)\s*:", re.IGNORECASE
)
_NO_PAGE = re.compile(
    r"/(?:login|logout|dang-?nhap|dang-?xuat|register|rss|feed|print|trang-in|in-bai|tim-?kiem|search"
    r"|c/portal)(?:[/?.]|$)",
    re.I,
)


class Resolver:
    """Makes the links of one page absolute."""

    def __init__(self, base: str) -> None:
        self._base = base
        split = urlsplit(base)
        self._origin = f"{split.scheme}://{split.netloc}"
        self._site = site_of(split.netloc) if split.scheme in {"http", "https"} else ""

    def resolve(self, href: str) -> Target | None:
        """`href` as an absolute http(s) URL; None where it is none."""
        href = href.strip()
        if "\n" in href or "\t" in href or "\r" in href:
            href = _BREAKS.sub("", href)
        if not href or href[0] == "#" or len(href) > _MAX_URL:
            return None
        if self._site and href[0] == "/" and href[1:2] != "/" and "/." not in href:
            # nine links of ten; urljoin and urlsplit take ten times as long
            local = href.partition("#")[0].replace(" ", "%20")
            path, _, query = local.partition("?")
            return Target(self._origin + local, self._site, path, query)
        return None if _SKIP.match(href) else self._joined(href)

    def _joined(self, href: str) -> Target | None:
        try:
            url = urljoin(self._base, href).partition("#")[0].replace(" ", "%20")
            split = urlsplit(url)
            if split.scheme not in {"http", "https"} or not split.hostname:
                return None
            _ = split.port
        except ValueError:
            return None
        return Target(url, site_of(split.netloc), split.path, split.query)


def absolute(base: str, href: str) -> str | None:
    """`href` as an absolute http(s) URL without its fragment; None where it is none.

    >>> absolute("http://a.vn/x/y.html", "../z.html#top")
    'http://a.vn/z.html'
    """
    try:
        target = Resolver(base).resolve(href)
    except ValueError:
        return None
    return target.url if target is not None else None


def base_of(tree: Tree, url: str) -> str:
    """The URL that a page's links are relative to."""
    for place in tree.by_name.get("base", ())[:1]:
        found = absolute(url, attribute(tree.elements[place], "href"))
        if found:
            return found
    return url


def host_of(url: str) -> str:
    """The host and port of a URL, without a leading ``www.``."""
    try:
        return site_of(urlsplit(url).netloc)
    except ValueError:
        return ""


@lru_cache(maxsize=4_096)
def _leads_on(target: Target, host: str) -> bool:
    """Whether a link leads to a page of the site that may be read; remembered: pages share their menus."""
    if target.site != host or _NO_PAGE.search(target.path):
        return False
    if "." not in target.path and "." not in target.query:
        return True  # half of all links; only a name with a dot can be a file's
    return not (is_media(target.path) or is_file(target.url))


def read_links(tree: Tree, url: str, judge: LinkJudge) -> tuple[Link, ...]:
    """Links to pages of the same site, each once, in the page's order; the strongest kind counts."""
    try:
        resolver = Resolver(base_of(tree, url))
    except ValueError:
        return ()
    host = host_of(url)
    found: dict[str, Link] = {}
    seen: dict[str, Target | None] = {}
    for place in tree.by_name.get("a", ())[: 4 * MAX_LINKS]:
        tag = tree.elements[place]
        href = attribute(tag, "href")
        if href not in seen:
            target = resolver.resolve(href)
            seen[href] = target if target is not None and _leads_on(target, host) else None
        target = seen[href]
        if target is None:
            continue
        text = text_of(tag, limit=300)[:300] if tree.chars[place] else ""
        kind = _kind(judge, place, target, text)
        old = found.get(target.url)
        if old is None or _STRENGTH[kind] > _STRENGTH[old.kind] or (kind == old.kind and not old.text):
            found[target.url] = Link(target.url, kind, text)
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def _kind(judge: LinkJudge, place: int, target: Target, text: str) -> Kind:
    if judge.is_next(place, target, text):
        return "next"
    if judge.is_article(place, target, text):
        return "article"
    return "list" if judge.is_list(place) else "page"
