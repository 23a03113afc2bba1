"""What a page tells machines about itself: JSON-LD, OpenGraph, Dublin Core, microdata, title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from wardarchive.parse.dates import read_machine
from wardarchive.parse.tree import Tree, attribute, text_of
from wardarchive.parse.writers import is_bare_name
from wardarchive.text.normalise import clean

_ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "BlogPosting",
        "Report",
        "ReportageNewsArticle",
        "GovernmentArticle",
        "TechArticle",
    }
)
_LIST_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")
_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.created", "dc.date", "dc.created", "pubdate", "publishdate", "publish_date",
    "publish-date", "date",
    "sailthru.date", "article.published", "parsely-pub-date", "og:article:published_time", "created",
)  # fmt: skip
_SECTION = ("article:section", "og:article:section", "section", "category")
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator")
_SITE = ("og:site_name", "application-name", "dc.publisher", "copyright")
_MAX_NODES = 500


@dataclass(slots=True)
class Structured:
    """The machine-readable statements of a page; None and empty where it makes none."""

    document_title: str = ""
    titles: list[str] = field(default_factory=list)
    published: date | datetime | None = None
    published_text: str = ""
    section: str | None = None
    author: str | None = None
    site: str | None = None
    description: str | None = None
    generator: str = ""
    article: bool = False
    """Calls itself an article in any way; some systems say og:type article on every page."""
    typed: bool = False
    """Describes an article in JSON-LD."""
    listing: bool = False
    body: str = ""
    tags: list[str] = field(default_factory=list)
    refresh: str = ""
    canonical: str = ""


def _metas(tree: Tree) -> dict[str, list[str]]:
    """Contents of meta elements by lower-case name or property."""
    found: dict[str, list[str]] = {}
    for place in tree.by_name.get("meta", ())[:200]:
        tag = tree.elements[place]
        content = attribute(tag, "content")
        for kind in ("property", "name", "itemprop", "http-equiv"):
            name = attribute(tag, kind).lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def _pick(metas: dict[str, list[str]], names: tuple[str, ...]) -> str:
    for name in names:
        for value in metas.get(name, ()):
            text = clean(value[:1000])
            if text:
                return text
    return ""


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """Objects of a JSON-LD document, outermost first."""
    stack, seen = [value], 0
    while stack and seen < _MAX_NODES:
        seen += 1
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(v for k, v in node.items() if k in {"@graph", "mainEntity", "mainEntityOfPage"})
        elif isinstance(node, list):
            stack.extend(reversed(node[:_MAX_NODES]))


def _text(value: object) -> str:
    if isinstance(value, str):
        return clean(value[:2000])
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list) and value:
        return _text(value[0])
    return ""


def _types(node: dict[str, object]) -> set[str]:
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return {v for v in values if isinstance(v, str)}


def _json_ld(found: Structured, blocks: tuple[str, ...], captured: datetime | None) -> None:
    for block in blocks[:20]:
        try:
            value = json.loads(block.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            types = _types(node)
            if types & _LIST_TYPES:
                found.listing = True
            if not types & _ARTICLE_TYPES:
                continue
            found.article = found.typed = True
            headline = _text(node.get("headline")) or _text(node.get("name"))
            if headline:
                found.titles.append(headline)
            date_text = _text(node.get("datePublished")) or _text(node.get("dateCreated"))
            if date_text and found.published is None:
                found.published, found.published_text = read_machine(date_text, captured), date_text
            found.section = found.section or _text(node.get("articleSection")) or None
            found.author = found.author or _text(node.get("author")) or None
            body = node.get("articleBody")
            if isinstance(body, str) and not found.body:
                found.body = body[:200_000]


def read_structured(tree: Tree, json_ld: tuple[str, ...], captured: datetime | None) -> Structured:
    """Everything that the page states for machines."""
    found = Structured()
    _json_ld(found, json_ld, captured)
    metas = _metas(tree)
    titles = tree.by_name.get("title", ())
    if titles:
        tag = tree.elements[titles[0]]
        found.document_title = clean(" ".join(tag.get_text().split()))[:1000]
    title = _pick(metas, _TITLE)
    if title:
        found.titles.append(title)
    found.article = found.article or "article" in _pick(metas, ("og:type",)).lower()
    if found.published is None:
        _published(tree, found, metas, captured)
    found.section = found.section or _pick(metas, _SECTION) or None
    found.author = found.author or _pick(metas, _AUTHOR) or None
    found.site = _pick(metas, _SITE) or None
    if found.author is not None and _is_site(found.author, found):
        found.author = None
    found.description = _pick(metas, ("description", "og:description", "dc.description")) or None
    found.generator = _pick(metas, ("generator",)).lower()
    found.tags = [clean(t) for t in metas.get("article:tag", ())][:50]
    found.refresh = _pick(metas, ("refresh",))
    return found


def _is_site(name: str, found: Structured) -> bool:
    """Whether systems put the site's name where the author's is wanted: the title ends with it."""
    last = found.document_title.endswith((f"- {name}", f"| {name}"))
    return name == found.site or (last and not is_bare_name(name))


def _published(
    tree: Tree, found: Structured, metas: dict[str, list[str]], captured: datetime | None
) -> None:
    """The date from meta elements, else from microdata."""
    for name in _PUBLISHED:
        for value in metas.get(name, ()):
            moment = read_machine(value, captured)
            if moment is not None:
                found.published, found.published_text = moment, value
                return
    for place in tree.microdata:
        tag = tree.elements[place]
        if attribute(tag, "itemprop") == "datePublished":
            value = attribute(tag, "content") or attribute(tag, "datetime") or text_of(tag)
            moment = read_machine(value, captured)
            if moment is not None:
                found.published, found.published_text = moment, value
                return
