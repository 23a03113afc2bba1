"""A page read by one layout of a family."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wardarchive.parse.around import files_after, tags_of
from wardarchive.parse.authors import NO_BYLINE, Byline, author_around
from wardarchive.parse.blocks import Content, read_blocks
from wardarchive.parse.body import Body, arranged, without_signature
from wardarchive.parse.byline import named_author, signed_by
from wardarchive.parse.dates import Moment, read_machine, read_moments
from wardarchive.parse.heading import find_title
from wardarchive.parse.lead import figures_between, find_leads
from wardarchive.parse.links import host_of
from wardarchive.parse.moment import Published, url_date, weigh
from wardarchive.parse.names import names_section
from wardarchive.parse.nearby import (
    in_entry,
    machine_date,
    published_of,
    read_nearby,
    read_views_below,
    read_views_between,
)
from wardarchive.parse.opened_page import OpenedPage
from wardarchive.parse.profile import ANY, Field, Layout
from wardarchive.parse.reading import Fields
from wardarchive.parse.regions import class_verdict
from wardarchive.parse.scope import Scope, aside
from wardarchive.parse.section import page_section
from wardarchive.parse.selector import select
from wardarchive.parse.titles import without_site
from wardarchive.parse.tree import Tree, attribute, text_of
from wardarchive.parse.view_places import beside_icon
from wardarchive.parse.views import read_views

_BOX_TITLE = re.compile(r"(?:portlet|box|module|widget|block)-title(?:\s|$)")
"""What heads a box of the page: the section as a rule."""
_FURNITURE_TAGS = frozenset({"div", "ul", "ol", "section", "aside", "form"})
_MOST_OF_KIND = 40
_MOST_OF_FURNITURE = 200
"""Letters; what is longer is looked at by other means."""


def _found(scope: Scope, selectors: Sequence[str]) -> list[int]:
    """Places of the first selector that finds any element of the article."""
    for selector in selectors:
        places = scope.select(selector)
        if places:
            return places
    return []


def _outermost(tree: Tree, places: list[int]) -> list[int]:
    """`places` without those inside others of them."""
    kept: list[int] = []
    for place in places:
        if not kept or not tree.contains(kept[-1], place):
            kept.append(place)
    return kept


def _views(tree: Tree, place: int, *, bare: bool = False) -> int | None:
    text = text_of(tree.elements[place], apart=True)
    views = read_views(text)
    if views is None:
        views = beside_icon(tree, place)
    return read_views(text, bare=bare) if views is None else views


def _lines(scope: Scope, selector: str, title: int | None, body: int) -> list[int]:
    """The first elements of a kind that may tell of this article: entries of lists beside it do not."""
    tree, begin = scope.tree, body if title is None else min(title, body)
    found: list[int] = []
    for place in scope.select(selector)[:_MOST_OF_KIND]:
        within = begin <= place <= scope.end
        if within or not (in_entry(tree, place) or aside(tree, place, body)):
            found.append(place)
    return found[:5]


def _visible(
    scope: Scope, layout: Layout, title: int | None, body: int, captured: datetime | None
) -> tuple[Moment | None, int | None]:
    """The date and the views as the page shows them."""
    tree = scope.tree
    moment: Moment | None = None
    views: int | None = None
    for selector in (*layout.published, *layout.meta):
        for place in _lines(scope, selector, title, body) if moment is None else ():
            text = text_of(tree.elements[place], apart=True)
            moment = moment or published_of(text, read_moments(text, captured, short=True))
    for selector in layout.views:
        for place in _lines(scope, selector, title, body) if views is None else ():
            views = _views(tree, place, bare=True) if views is None else views
    for selector in layout.meta:
        for place in _lines(scope, selector, title, body) if views is None else ():
            views = _views(tree, place) if views is None else views
    return moment, views


def _published(page: OpenedPage, scope: Scope, layout: Layout, moment: Moment | None) -> Published:
    """The visible date weighed against the layout's machine date, else the page's, else the address's."""
    said, captured = page.said, page.captured
    text = machine_date(scope.tree, _found(scope, layout.machine)) if layout.machine else ""
    machine: date | datetime | None = read_machine(text, captured) if text else None
    if machine is None and moment is not None:
        machine, text = _timed(scope, moment, captured)
    if machine is None:
        machine, text = said.published, said.published_text
    published = weigh(moment, machine, text)
    return published if published.value is not None else url_date(page.url, captured)


def _timed(scope: Scope, moment: Moment, captured: datetime | None) -> tuple[date | datetime | None, str]:
    """What the element that shows the day tells machines: the time of that day."""
    for place in scope.tree.by_name.get("time", ())[:_MOST_OF_KIND]:
        tag = scope.tree.elements[place]
        text = attribute(tag, "datetime")
        machine = read_machine(text, captured) if text else None
        if isinstance(machine, datetime) and machine.date() == moment.day and read_moments(text_of(tag)):
            return machine, text
    return None, ""


def _places(scope: Scope, selectors: Sequence[str]) -> list[int]:
    return [place for selector in selectors if selector != ANY for place in scope.select(selector)]


def _bodies(tree: Tree, layout: Layout) -> list[int]:
    """The elements of the first of the body's selectors that finds text, else that finds any."""
    first: list[int] = []
    for selector in layout.body:
        places = select(tree, selector)
        if any(tree.chars[i] for i in places):
            return places
        first = first or places
    return first


def _title(page: OpenedPage, scope: Scope, layout: Layout, body: int) -> tuple[str, int | None]:
    """The title and its element: the layout's, or where it leaves that open the generic reading's."""
    section: tuple[str, int | None] = ("", None)
    for selector in layout.title:
        if selector == ANY:
            return find_title(page.tree, page.regions, page.said, body)
        for place in (i for i in scope.select(selector) if i <= scope.end):
            text = text_of(page.tree.elements[place])
            if text and not (names_section(text) or _BOX_TITLE.search(page.tree.classes(place))):
                return text, place
            section = section if section[0] or not text else (text, place)
    if section[0]:
        text, found = find_title(page.tree, page.regions, page.said, body)
        return section if found is None or names_section(text) else (text, found)
    return section


def _leads(page: OpenedPage, scope: Scope, layout: Layout, title: int | None, body: int) -> list[int]:
    """The lead's elements: the layout's, else the text between title and body that is no metadata."""
    tree = page.tree
    found = [i for i in _outermost(tree, _found(scope, layout.lead)) if i <= scope.end]
    if found or title is None or title >= body or body - title < 2:
        return found
    others = _places(scope, (*layout.meta, *layout.published, *layout.views, *layout.drop, *layout.author))
    leads = find_leads(tree, page.regions, title, body)
    return [i for i in leads if not any(tree.contains(i, o) or tree.contains(o, i) for o in others)]


def _furniture(page: OpenedPage, places: list[int]) -> list[int]:
    """Small elements inside the body that are named as furniture: buttons to share, votes, tags."""
    tree = page.tree
    return [
        i
        for body in places
        for i in range(body + 1, tree.ends[body] + 1)
        if 0 < tree.chars[i] <= _MOST_OF_FURNITURE
        and tree.elements[i].name in _FURNITURE_TAGS
        and class_verdict(tree.classes(i)) < 0
        and tree.elements[i].find("img") is None
    ]


def _read(
    page: OpenedPage, scope: Scope, layout: Layout, places: list[int], title: str, leads: list[int]
) -> tuple[Body, Content, Byline]:
    """The body's blocks, its content as collected, and who the layout's element or a signature names."""
    tree = page.tree
    author, source = named_author(text_of(tree.elements[i]) for i in _places(scope, layout.author)[:10])
    apart = (*layout.drop, *layout.author, *layout.lead, *layout.attachments, *layout.tags)
    shown = (*layout.title, *layout.meta, *layout.published, *layout.views)
    containers = [tree.elements[i] for i in places]
    dropped = {id(tree.elements[i]) for i in _places(scope, apart + shown)} - {id(c) for c in containers}
    dropped |= {id(tree.elements[i]) for i in _furniture(page, places)}
    lead = read_blocks([tree.elements[i] for i in leads])
    content = read_blocks(containers, dropped, host_of(page.url))
    content.images[:0] = lead.images
    for place in _places(scope, layout.gallery):
        content.images.extend(read_blocks([tree.elements[place]]).images)
    for place in _places(scope, layout.attachments):
        content.files.extend(read_blocks([tree.elements[place]]).files)
    content.files.extend(files_after(tree, places))
    body = arranged(lead.blocks, content.blocks, title, content.marks)
    signed, taken = signed_by(body.signature)
    return body, content, Byline(author or signed, source or taken)


def _byline(
    page: OpenedPage, scope: Scope, layout: Layout, places: list[int], body: Body, named: Byline
) -> Byline:
    """Author and source: of the layout's element, of the text, of the page's metadata, told around it."""
    told_all = named.author is not None and (named.source or body.source) is not None
    lines = _places(scope, (*layout.meta, *layout.published))[:5]
    around = NO_BYLINE if told_all else author_around(page.tree, page.regions, places, lines)
    author = named.author or body.author or page.said.author or around.author
    return Byline(author, named.source or body.source or around.source)


@dataclass(frozen=True, slots=True)
class _Told:
    """Date and views, and whether the layout's own elements tell them."""

    moment: Moment | None
    views: int | None
    dated: bool
    counted: bool


def _told(page: OpenedPage, scope: Scope, layout: Layout, title: int | None, places: list[int]) -> _Told:
    """Date and views from the layout's elements, else from the lines around title and body."""
    moment, views = _visible(scope, layout, title, places[0], page.captured)
    below = read_views_between(page.tree, title, places[0]) if views is None else None
    below = read_views_below(page.tree, places[-1]) if views is None and below is None else below
    dated, counted = moment is not None, views is not None
    if moment is None or (views is None and not _found(scope, (*layout.meta, *layout.views))):
        near = read_nearby(page.tree, page.regions, title, places, page.captured)
        moment, views = moment or near.moment, near.views if views is None else views
    return _Told(moment, below if views is None else views, dated, counted)


def read_by_layout(page: OpenedPage, layout: Layout, others: Sequence[int] = ()) -> Fields | None:
    """The fields by `layout`; None where the page has not even its title and its body's element.

    `others` are the places of entries and lists of other articles.
    """
    tree, said = page.tree, page.said
    places = _outermost(tree, _bodies(tree, layout))
    if not places:
        return None
    scope = Scope.around(tree, places, others)
    title, title_place = _title(page, scope, layout, places[0])
    if not (title or said.document_title):
        return None
    told = _told(page, scope, layout, title_place, places)
    section = page_section(tree, said, layout.section, title)
    shown = title or without_site(said.document_title, site=said.site, known=(section or "",))
    leads = _leads(page, scope, layout, title_place, places[0])
    leads = _outermost(tree, sorted({*leads, *figures_between(tree, page.regions, title_place, places[0])}))
    body, content, named = _read(page, scope, layout, places, shown, leads)
    byline = _byline(page, scope, layout, places, body, named)
    tags = [text_of(tree.elements[i]) for i in _found(scope, layout.tags)[:50]]
    have: dict[Field, bool] = {
        "title": bool(title),
        "published": told.dated,
        "views": told.counted,
        "body": bool(body.blocks),
        "section": section is not None,
        "author": (named.author or named.source) is not None,
        "lead": any(tree.elements[i].name != "figure" for i in leads),
    }
    return Fields(
        title=shown,
        body=without_signature(body, byline.author),
        published=_published(page, scope, layout, told.moment),
        views=told.views,
        section=section,
        author=byline.author,
        source=byline.source,
        images=tuple(content.images),
        files=tuple(content.files),
        tags=tuple(t for t in tags if t) or tuple(tags_of(tree, said)),
        missing=tuple(f for f in layout.expects if not have[f]),
        layout=layout.name,
        places=tuple(places),
    )
