"""The links of a page, absolute, each with what it probably leads to."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from wardarchive.model import Link
from wardarchive.parse.files import is_file, is_media
from wardarchive.parse.link_kinds import LinkJudge
from wardarchive.parse.tree import Tree, attribute, text_of

Kind = Literal["article", "list", "next", "page"]
_STRENGTH = {"page": 0, "list": 1, "next": 2, "article": 3}
MAX_LINKS = 3_000
_MAX_URL = 2_000
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


def read_links(tree: Tree, url: str, judge: LinkJudge) -> tuple[Link, ...]:
    """Links to pages of the same site, each once, in the page's order; the strongest kind counts."""
    base, host = base_of(tree, url), host_of(url)
    found: dict[str, Link] = {}
    for place in tree.by_name.get("a", ())[: 4 * MAX_LINKS]:
        tag = tree.elements[place]
        href = attribute(tag, "href")
        if not href or is_media(href) or is_file(href):
            continue
        target = absolute(base, href)
        if target is None or host_of(target) != host or _NO_PAGE.search(urlsplit(target).path):
            continue
        text = text_of(tag)[:300]
        kind = _kind(judge, place, target, text)
        old = found.get(target)
        if old is None or _STRENGTH[kind] > _STRENGTH[old.kind] or (kind == old.kind and not old.text):
            found[target] = Link(target, kind, text)
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def _kind(judge: LinkJudge, place: int, target: str, text: str) -> Kind:
    split = urlsplit(target)
    if judge.is_next(place, split, text):
        return "next"
    if judge.is_article(place, split, text):
        return "article"
    return "list" if judge.is_list(place) else "page"
