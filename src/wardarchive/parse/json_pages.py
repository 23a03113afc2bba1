"""JSON answers of sites whose lists a script fetches: their articles' links, and articles sent whole.

DotNetNuke's cmsview gives lists under ``ListData`` and one article with its HTML under ``FullContent``;
Hanoi's sites of 2025 answer in the same manner. Keys are compared without case and underscores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from wardarchive.errors import PageError
from wardarchive.model import Block, Link, NotAnArticle
from wardarchive.parse.assembling import assembled
from wardarchive.parse.blocks import read_blocks
from wardarchive.parse.body import arranged
from wardarchive.parse.byline import signed_by
from wardarchive.parse.dates import read_machine
from wardarchive.parse.links import absolute, host_of
from wardarchive.parse.markup import prune
from wardarchive.parse.moment import Published
from wardarchive.parse.page_reading import GENERIC, PageReading
from wardarchive.parse.profile import Family
from wardarchive.parse.reading import Fields
from wardarchive.parse.recognise import SURE
from wardarchive.parse.tree import soup_of
from wardarchive.text.normalise import clean

_URL = ("url", "link", "href", "newsurl", "detailurl", "permalink")
_TITLE = ("name", "title", "newstitle", "headline", "subject")
_CONTENT = ("fullcontent", "content", "body", "newscontent", "detail")
_DATE = ("publishtime", "publishdate", "publisheddate", "distributiondate", "createddate", "date")
_LEAD = ("description", "summary", "sapo", "brief", "initcontent")
_MAX_BYTES = 5_000_000
_MAX_NODES = 20_000


@dataclass(frozen=True, slots=True)
class JsonArticle:
    """An article that a JSON answer holds whole."""

    title: str
    html: str
    published: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class JsonPage:
    """What a JSON answer holds."""

    links: tuple[Link, ...]
    article: JsonArticle | None


def looks_like_json(body: bytes, content_type: str | None) -> bool:
    """Whether a response is to be read as JSON."""
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    said = (content_type or "").lower()
    return start[:1] in (b"{", b"[") and (
        "json" in said or "html" not in said or start[1:2] in (b'"', b"{")
    )


def _objects(value: object) -> Iterator[dict[str, object]]:
    stack, seen = [value], 0
    while stack and seen < _MAX_NODES:
        node = stack.pop()
        seen += 1
        if isinstance(node, dict):
            yield node
            stack.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def _text(node: dict[str, object], names: tuple[str, ...]) -> str:
    known = {str(k).lower().replace("_", ""): v for k, v in node.items()}
    for name in names:
        value = known.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def read_json(body: bytes, url: str) -> JsonPage | None:
    """The links and the article of a JSON answer; None where it is no JSON."""
    if len(body) > _MAX_BYTES:
        return None
    try:
        value = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    links: dict[str, Link] = {}
    article: JsonArticle | None = None
    for node in _objects(value):
        title = clean(_text(node, _TITLE)[:500])
        content = _text(node, _CONTENT)
        if article is None and title and "<" in content and len(content) > 100:
            article = JsonArticle(title, content, _text(node, _DATE), clean(_text(node, _LEAD)[:3000]))
        target = absolute(url, _text(node, _URL)[:2000])
        if title and target is not None and host_of(target) == host_of(url):
            links.setdefault(target, Link(target, "article", title))
    return JsonPage(tuple(links.values()), article)


def _family_of(url: str, named: str | None, families: Iterable[Family]) -> str:
    """The family that an address alone tells; the named one where there is one."""
    if named is not None:
        return named
    for family in families:
        signs = (s for s in family.signals if s.kind == "url")
        if sum(s.weight for s in signs if re.search(s.pattern, url, re.IGNORECASE)) >= SURE:
            return family.name
    return GENERIC


def read_json_page(
    body: bytes, url: str, captured: datetime, named: str | None, families: Iterable[Family]
) -> PageReading:
    """A JSON answer read: the articles that it links, or the one that it holds."""
    family = _family_of(url, named, families)
    found = read_json(body, url)
    if found is None:
        return PageReading(NotAnArticle(url, "JSON, not a page", family), family=family)
    if found.article is None:
        reason = "list page" if found.links else "JSON, not a page"
        return PageReading(NotAnArticle(url, reason, family), found.links, family)
    try:
        content = read_blocks([soup_of(prune(found.article.html).text)])
    except PageError as error:
        return PageReading(NotAnArticle(url, error.message, family), found.links, family)
    lead = [Block("paragraph", found.article.lead)] if found.article.lead else []
    told = arranged(lead, content.blocks, found.article.title, content.marks)
    signed, taken = signed_by(told.signature)
    fields = Fields(
        title=found.article.title,
        body=told,
        published=Published(read_machine(found.article.published, captured)),
        author=signed or told.author,
        source=taken or told.source,
        images=tuple(content.images),
        files=tuple(content.files),
    )
    return PageReading(assembled(url, url, fields, family, ()), found.links, family, charset="utf-8")
