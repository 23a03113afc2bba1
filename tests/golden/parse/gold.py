"""Golden pages: what is wanted of each page, and how near a reading comes to it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from wardarchive.model import Article, published_date
from wardarchive.parse.page import PageReading, read_page

HERE = Path(__file__).parent
PAGES = HERE / "pages"
FLOOR = HERE / "floor.json"
_WORD = re.compile(r"[^\W_]+")

FIELDS = (
    "is_article",
    "title",
    "published_at",
    "views",
    "section",
    "author",
    "source",
    "body",
    "blocks",
    "images",
    "attachments",
    "tags",
    "links",
    "family",
)


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page with what a careful reader finds on it."""

    path: Path
    wanted: dict[str, Any]

    @property
    def name(self) -> str:
        return self.path.relative_to(PAGES).with_suffix("").as_posix()

    @property
    def body(self) -> bytes:
        return self.path.read_bytes()

    def read(self, family: str | None = None) -> PageReading:
        return read_page(
            self.body,
            self.wanted["url"],
            content_type=self.wanted["content_type"],
            fetched_at=datetime.fromisoformat(self.wanted["fetched_at"]),
            family=family,
        )


def gold_pages() -> list[GoldPage]:
    """All golden pages, by name."""
    return [
        GoldPage(p, json.loads(p.with_suffix(".json").read_text(encoding="utf-8")))
        for p in sorted(PAGES.rglob("*.html"))
    ]


def token_f1(wanted: str, got: str) -> float:
    """Token F1 of two texts as bags of words, 0 to 1."""
    left, right = (Counter(_WORD.findall(t.lower())) for t in (wanted, got))
    if not left or not right:
        return float(left == right)
    common = sum((left & right).values())
    return 2 * common / (left.total() + right.total())


def _share(wanted: Sequence[object], got: Sequence[object]) -> float:
    """F1 of two sets."""
    left, right = {str(w) for w in wanted}, {str(g) for g in got}
    if not left and not right:
        return 1.0
    return 2 * len(left & right) / (len(left) + len(right))


def _published(page: Article) -> str | None:
    if page.published is None:
        return None
    return (
        page.published.isoformat()
        if isinstance(page.published, datetime)
        else str(published_date(page.published))
    )


def scores(gold: GoldPage, reading: PageReading) -> dict[str, float]:
    """0 to 1 for each field that the page speaks about."""
    wanted, page = gold.wanted, reading.page
    is_article = isinstance(page, Article)
    result = {
        "is_article": float(is_article == wanted["is_article"]),
        "family": float(reading.family == wanted["family"]),
    }
    if not wanted["is_article"]:
        if wanted["articles"]:
            articles = {link.url for link in reading.links if link.kind == "article"}
            paging = sum(link.kind == "next" for link in reading.links)
            found = len(articles & set(wanted["articles"])) / len(wanted["articles"])
            result["links"] = found if paging >= wanted["next"] else 0.0
        return result
    if not isinstance(page, Article):
        return result | dict.fromkeys(
            ("title", "published_at", "views", "section", "author", "source", "body", "blocks"), 0.0
        )
    blocks = [(b["kind"], b["text"]) for b in wanted["body"]]
    got = [(b.kind, b.text) for b in page.body]
    return result | {
        "title": float(page.title == wanted["title"]),
        "published_at": float(_published(page) == wanted["published_at"]),
        "views": float(page.views == wanted["views"]),
        "section": float(page.section == wanted["section"]),
        "author": float(page.author == wanted["author"]),
        "source": float(page.source == wanted.get("source")),
        "body": token_f1("\n".join(t for _, t in blocks), "\n".join(b.text for b in page.body)),
        "blocks": SequenceMatcher(None, blocks, got, autojunk=False).ratio(),
        "images": _share(wanted["images"], page.images),
        "attachments": _share(
            [(a["url"], a["name"]) for a in wanted["attachments"]],
            [(a.url, a.name) for a in page.attachments],
        ),
        "tags": _share(wanted["tags"], page.tags),
    }


def means(rows: Iterator[dict[str, float]] | Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of each field over the pages that have it."""
    values: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.items():
            values.setdefault(name, []).append(value)
    return {name: sum(values[name]) / len(values[name]) for name in FIELDS if name in values}
