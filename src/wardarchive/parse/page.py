"""One page read: bytes in, an article or an honest no out, with the page's links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from wardarchive.errors import PageError
from wardarchive.model import Article, Attachment, Block, Link, NotAnArticle
from wardarchive.parse.blocks import read_blocks
from wardarchive.parse.body import arranged
from wardarchive.parse.dates import read_machine
from wardarchive.parse.encoding import Decoded, decode
from wardarchive.parse.families import FAMILIES
from wardarchive.parse.generic import read_generic
from wardarchive.parse.json_pages import looks_like_json, read_json
from wardarchive.parse.layout_reading import read_by_layout
from wardarchive.parse.link_kinds import LinkJudge
from wardarchive.parse.links import absolute, base_of, read_links
from wardarchive.parse.markup import Markup, not_markup, prune
from wardarchive.parse.moment import Published
from wardarchive.parse.profile import Family, Field, Layout
from wardarchive.parse.reading import Fields
from wardarchive.parse.recognise import POSSIBLE, SURE, recognise
from wardarchive.parse.regions import Regions, survey
from wardarchive.parse.selector import select
from wardarchive.parse.standing import STANDING_PAGE, is_standing_page
from wardarchive.parse.structured import Structured, read_structured
from wardarchive.parse.tree import Tree, soup_of
from wardarchive.parse.verdict import is_home_address, no_article

GENERIC = "generic"
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_SAMPLE = 50_000


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page is, where it leads, and how sure the reading is of its family."""

    page: Article | NotAnArticle
    links: tuple[Link, ...] = ()
    family: str = GENERIC
    family_score: float = 0.0
    layout: str = ""
    """The family's layout that fitted; empty for the generic reading."""
    missing: tuple[Field, ...] = ()
    """Fields that the layout expects and the page lacks: signs that the site has changed."""
    charset: str = ""


@dataclass(frozen=True)
class _Page:
    """A page opened for reading."""

    url: str
    decoded: Decoded
    markup: Markup
    tree: Tree
    said: Structured
    captured: datetime

    @cached_property
    def regions(self) -> Regions:
        """The survey of the page, made when first asked for."""
        return survey(self.tree)

    def links(self, family: Family | None) -> tuple[Link, ...]:
        """The links, told apart by the family's ways or, without one, by the survey."""
        judge = LinkJudge(self.tree, self.url, family, self.regions if family is None else None)
        return read_links(self.tree, self.url, judge)


def _open(body: bytes, url: str, content_type: str | None, captured: datetime) -> _Page:
    refusal = not_markup(body)
    if refusal is not None:
        raise PageError(refusal)
    decoded = decode(body, content_type)
    text = decoded.text
    if "<" not in text:
        raise PageError("plain text, not a page" if text.strip() else "empty page")
    if len(_UNPRINTABLE.findall(text[:_SAMPLE])) > 0.05 * min(len(text), _SAMPLE):
        raise PageError("binary data, not a page")
    markup = prune(text)
    tree = Tree(markup.text)
    if not tree.elements:
        raise PageError("empty page")
    return _Page(url, decoded, markup, tree, read_structured(tree, markup.json_ld, captured), captured)


def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    family: str | None = None,
) -> PageReading:
    """Reads one page; whatever the bytes are, there is an answer and no exception.

    `content_type` is the HTTP header; `fetched_at` (aware) is what relative dates count from and
    later dates are refused by; `family` names the portal's family, which is then preferred where the
    page shows any sign of it. A page that fits no family is read generically.
    """
    captured = fetched_at if fetched_at is not None else datetime.now(UTC)
    if captured.tzinfo is None:
        captured = captured.replace(tzinfo=UTC)
    if looks_like_json(body, content_type):
        return _read_json(body, url, captured, family)
    try:
        page = _open(body, url, content_type, captured)
    except PageError as error:
        return PageReading(NotAnArticle(url, error.message))
    return _read(page, family)


def _read_json(body: bytes, url: str, captured: datetime, named: str | None) -> PageReading:
    """A JSON answer: the articles it links, or the one it holds."""
    family, _ = _by_url(url, named)
    found = read_json(body, url)
    if found is None:
        return PageReading(NotAnArticle(url, "JSON, not a page", family))
    if found.article is None:
        reason = "list page" if found.links else "JSON, not a page"
        return PageReading(NotAnArticle(url, reason, family), found.links, family)
    content = read_blocks([soup_of(prune(found.article.html).text)])
    lead = [Block("paragraph", found.article.lead)] if found.article.lead else []
    fields = Fields(
        title=found.article.title,
        body=arranged(lead, content.blocks, found.article.title),
        published=Published(read_machine(found.article.published, captured)),
        author=content.signature,
        images=tuple(content.images),
        files=tuple(content.files),
    )
    return PageReading(_article(url, url, fields, family, ()), found.links, family, charset="utf-8")


def _by_url(url: str, named: str | None) -> tuple[str, float]:
    """The family that a URL alone tells."""
    if named is not None:
        return named, 0.0
    for family in FAMILIES:
        points = sum(
            s.weight for s in family.signals if s.kind == "url" and re.search(s.pattern, url, re.I)
        )
        if points >= SURE:
            return family.name, points
    return GENERIC, 0.0


def _chosen(page: _Page, named: str | None) -> tuple[Family | None, float]:
    """The family to read by: the named one where it fits at all, else the likeliest that is sure."""
    if named == GENERIC:
        return None, 0.0
    ranked = recognise(FAMILIES, page.tree, page.decoded.text, page.url, page.said.generator)
    for points, family in ranked:
        if family.name == named and points >= POSSIBLE:
            return family, min(points, 1.0)
    if ranked and ranked[0][0] >= SURE:
        return ranked[0][1], min(ranked[0][0], 1.0)
    return None, 0.0


def _by_age(layouts: tuple[Layout, ...], captured: datetime) -> list[Layout]:
    """Layouts in use on the capture's day first, then the others: sites change at their own pace."""
    day = captured.date()

    def current(layout: Layout) -> bool:
        return (layout.since is None or layout.since <= day) and (
            layout.until is None or day < layout.until
        )

    return sorted(layouts, key=lambda layout: not current(layout))


def _by_family(page: _Page, family: Family) -> Fields | None:
    """The fields by the first of the family's layouts that finds a body, else by the first that fits."""
    thin: Fields | None = None
    for layout in _by_age(family.layouts, page.captured):
        fields = read_by_layout(page.tree, page.said, layout, page.captured)
        if fields is None:
            continue
        if "title" in fields.missing:
            continue
        if fields.body.blocks:
            return fields
        thin = thin or fields
    return thin


def _is_listing(tree: Tree, family: Family) -> bool:
    return any(select(tree, s) for s in (*family.listing.items, *family.home_selectors))


def _read(page: _Page, named: str | None) -> PageReading:
    family, points = _chosen(page, named)
    links = page.links(family)
    name = family.name if family is not None else GENERIC
    if family is not None:
        fields = _by_family(page, family)
        if fields is not None and is_standing_page(page.tree, page.said, page.url, fields):
            standing = NotAnArticle(page.url, STANDING_PAGE, name)
            return PageReading(standing, links, name, points, fields.layout, charset=page.decoded.charset)
        if fields is not None and (fields.body.blocks or fields.images or fields.files):
            article = _page_article(page, fields, name)
            return PageReading(
                article, links, name, points, fields.layout, fields.missing, page.decoded.charset
            )
        if fields is None and _is_listing(page.tree, family):
            reason = "home page" if is_home_address(page.url) else "list page"
            return PageReading(
                NotAnArticle(page.url, reason, name), links, name, points, charset=page.decoded.charset
            )
    return _generic(page, links, name, points)


def _generic(page: _Page, links: tuple[Link, ...], family: str, points: float) -> PageReading:
    """The page read without its family's help: it has none, or its layout is a new one."""
    fields = read_generic(page.tree, page.regions, page.said, page.markup.text, page.url, page.captured)
    reason = no_article(page.tree, page.regions, page.said, page.decoded.text, page.url, fields, links)
    missing: tuple[Field, ...] = ("title", "body") if family != GENERIC and reason is None else ()
    if fields is None or reason is not None:
        said_no = NotAnArticle(page.url, reason or "no readable text", family)
        return PageReading(said_no, links, family, points, charset=page.decoded.charset)
    article = _page_article(page, fields, family)
    return PageReading(article, links, family, points, missing=missing, charset=page.decoded.charset)


def _page_article(page: _Page, fields: Fields, family: str) -> Article:
    markers = (*page.decoded.markers, *page.tree.markers)
    return _article(page.url, base_of(page.tree, page.url), fields, family, markers)


def _article(url: str, base: str, fields: Fields, family: str, markers: tuple[str, ...]) -> Article:
    """The fields as an article, its addresses absolute."""
    images = [u for u in (absolute(base, i) for i in fields.images) if u]
    files = [Attachment(u, n) for u, n in ((absolute(base, h), n) for h, n in fields.files) if u]
    unique = {a.url: a for a in reversed(files)}
    return Article(
        url=url,
        title=fields.title,
        body=fields.body.blocks,
        section=fields.section,
        published=fields.published.value,
        views=fields.views,
        author=fields.author,
        images=tuple(dict.fromkeys(images)),
        attachments=tuple(reversed(unique.values())),
        tags=tuple(dict.fromkeys(fields.tags)),
        family=family,
        markers=tuple(dict.fromkeys((*markers, *fields.published.markers))),
    )
