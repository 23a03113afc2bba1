"""Golden pages whose classes and ids say nothing any more: the form of a page alone must be enough."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

from tests.golden.parse.gold import GoldPage, gold_pages, token_f1
from wardarchive.model import Article
from wardarchive.parse.page import read_page

_NAMES = re.compile(r"(?P<attribute>\b(?:class|id)=)(?P<mark>[\"'])(?P<names>[^\"']*)(?P=mark)")
_HIDDEN = ("hidden", "hide", "d-none", "sr-only")
"""Classes that hide: without them readers see what the page's style keeps from them."""


def _nameless(match: re.Match[str]) -> str:
    names = (
        n if n in _HIDDEN else f"x{sha256(n.encode()).hexdigest()[:6]}" for n in match["names"].split()
    )
    return f'{match["attribute"]}"{" ".join(names)}"'


def _pages() -> list[GoldPage]:
    found: list[GoldPage] = []
    for page in gold_pages():
        try:
            page.body.decode()
        except UnicodeDecodeError:
            continue
        found.append(page)
    return found[::2]


def test_pages_without_names() -> None:
    """Of every second golden page: all titles and days but one in fifty, bodies but one in ten, no false yes but one in ten."""
    titles = days = bodies = articles = refused = others = 0
    for page in _pages():
        wanted = page.wanted
        reading = read_page(
            _NAMES.sub(_nameless, page.body.decode()).encode(),
            wanted["url"],
            content_type="text/html; charset=utf-8",
            fetched_at=datetime.fromisoformat(wanted["fetched_at"]),
            family="generic",
        ).page
        if not wanted["is_article"]:
            others += 1
            refused += not isinstance(reading, Article)
            continue
        articles += 1
        if not isinstance(reading, Article):
            continue
        titles += reading.title == wanted["title"]
        days += str(reading.published or None)[:10] == str(wanted["published_at"])[:10]
        text = "\n".join(b["text"] for b in wanted["body"])
        bodies += token_f1(text, "\n".join(b.text for b in reading.body)) >= 0.98
    assert articles > 60
    assert titles >= 0.98 * articles - 1
    assert days >= 0.98 * articles - 1
    assert bodies >= 0.9 * articles
    assert refused >= 0.9 * others
    print(f"{articles} articles: title {titles}, day {days}, body {bodies}; refused {refused} of {others}")
