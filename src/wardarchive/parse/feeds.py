"""News feeds and sitemaps that come where a page was asked for: no article, but links."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from wardarchive.model import Link
from wardarchive.parse.links import absolute, host_of
from wardarchive.text.normalise import clean

_ROOT = re.compile(r"<(rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_ITEM = re.compile(r"<(item|entry)[\s>]", re.IGNORECASE)
_ADDRESS = re.compile(
    r"<link>\s*(?:<!\[CDATA\[)?\s*(?P<rss>[^<\]\s]{1,2000})|<link\b[^>]{0,300}?\bhref=[\"'](?P<atom>[^\"'<>]{1,2000})",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]{0,100}>\s*(?:<!\[CDATA\[)?(?P<title>[^<\]]{1,500})", re.IGNORECASE)
_MAX_ITEMS = 1_000
_MAX_ITEM = 20_000


def feed_kind(text: str) -> str | None:
    """What an XML document is, ``news feed`` or ``sitemap``; None for everything else."""
    root = _ROOT.search(text[:1_500])
    if root is None or "<html" in text[:1_500].lower():
        return None
    return "sitemap" if root.group(1).lower() in {"urlset", "sitemapindex"} else "news feed"


def feed_links(text: str, url: str) -> tuple[Link, ...]:
    """The articles that a news feed lists, of the feed's own site."""
    starts = [m.start() for m, _ in zip(_ITEM.finditer(text), range(_MAX_ITEMS), strict=False)]
    found: dict[str, Link] = {}
    for start, end in pairwise([*starts, len(text)]):
        item = text[start : min(end, start + _MAX_ITEM)]
        address, title = _ADDRESS.search(item), _TITLE.search(item)
        target = absolute(url, html.unescape(address["rss"] or address["atom"])) if address else None
        if target is not None and host_of(target) == host_of(url):
            name = clean(html.unescape(title["title"])) if title else ""
            found.setdefault(target, Link(target, "article", name))
    return tuple(found.values())
