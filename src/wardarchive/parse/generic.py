"""The reading of a page of unknown layout: body by density of text, then title, then the lines between."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wardarchive.model import Block
from wardarchive.parse.around import files_after, machine_near, tags_of
from wardarchive.parse.authors import NO_BYLINE, Byline, author_around
from wardarchive.parse.blocks import Content, read_blocks
from wardarchive.parse.body import Body, arranged, without_signature
from wardarchive.parse.byline import signed_by
from wardarchive.parse.dates import read_machine
from wardarchive.parse.entries import entries_of
from wardarchive.parse.files import is_file
from wardarchive.parse.heading import find_title
from wardarchive.parse.item_groups import item_heads
from wardarchive.parse.lead import figures_between, find_leads
from wardarchive.parse.links import host_of
from wardarchive.parse.moment import Published, url_date, weigh
from wardarchive.parse.names import names_unit
from wardarchive.parse.nearby import Nearby, read_nearby
from wardarchive.parse.opened_page import OpenedPage
from wardarchive.parse.reading import Fields
from wardarchive.parse.regions import Regions, best_holder, class_verdict
from wardarchive.parse.section import page_section
from wardarchive.parse.side_lines import answers_for_site, is_foot
from wardarchive.parse.spread import covers_page, with_siblings
from wardarchive.parse.titles import comparable
from wardarchive.parse.tree import Tree, attribute, text_of
from wardarchive.parse.wordless import own_runs
from wardarchive.text.normalise import clean

_ENTRIES = 5
"""Headlines that make a page a list: nothing is to be gained there by the last resort."""
_MAX_LINKS = 400
_CARD = 600
"""Letters of another article's headline with some words about it."""
_MENU_TEXT = 60
_GROUPS = frozenset({"ul", "ol", "div", "section", "table"})
_SHORTEST_QUOTE, _LONGEST_QUOTE = 20, 300
_QUOTE_ENDS = frozenset('.!?…”"»’')
_ENOUGH = 180
"""Letters of body below which the last resort is asked."""


def _last_resort(markup: str, shown: set[str]) -> list[Block]:
    """Paragraphs as trafilatura finds them, without the lines of metadata that are `shown`."""
    from trafilatura import extract  # 0.15 s to import, and hardly a page needs it

    text = extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    lines = [clean(line) for line in (text or "").split("\n")]
    return [Block("paragraph", line) for line in lines if line and comparable(line) not in shown]


def _of_links(tree: Tree, body: Body) -> bool:
    """Whether most of some text is the site's menus: its paragraphs are the texts of links."""
    links = tree.by_name.get("a", ())[:_MAX_LINKS]
    named = {text_of(tree.elements[i]) for i in links if 0 < tree.chars[i] <= _MENU_TEXT}
    return 2 * sum(b.text in named for b in body.blocks) > len(body.blocks)


def _entries_within(tree: Tree, body: int) -> list[int]:
    """Entries of other articles inside a body that is more than such entries."""
    entries = entries_of(tree)
    inside = range(body + 1, tree.ends[body] + 1)
    tops = [i for i in inside if entries[i] and not entries[tree.parents[i]]]
    tops += [i for i in tree.by_name.get("article", ()) if i in inside and _is_card(tree, i)]
    return tops if 2 * sum(tree.chars[i] for i in tops) < tree.chars[body] else []


def _is_card(tree: Tree, place: int) -> bool:
    """Whether an ``article`` inside a body is another one's card: short, its headline a link."""
    if not 0 < tree.chars[place] <= _CARD:
        return False
    heads = tree.elements[place].find_all(["h2", "h3", "h4", "h5"], limit=2)
    links = [head.find("a") for head in heads]
    return any(a is not None and not attribute(a, "href").startswith("#") for a in links)


def _link_list(tree: Tree, place: int) -> bool:
    """Whether an element is a group of links with hardly any other text."""
    tag, chars = tree.elements[place], tree.chars[place]
    if tag.name not in _GROUPS or chars <= 40 or tree.linked[place] <= 0.75 * chars:
        return False
    return len(tag.find_all("a", limit=3)) >= 3


def _is_quote(tree: Tree, place: int) -> bool:
    """Whether an ``aside`` among paragraphs is a sentence of the text set large: no link, no other use."""
    if tree.elements[place].name != "aside" or tree.linked[place]:
        return False
    if not _SHORTEST_QUOTE <= tree.chars[place] <= _LONGEST_QUOTE or class_verdict(tree.classes(place)) < 0:
        return False
    tag = tree.elements[place]
    return tag.find(["h2", "h3", "h4", "form", "img", "ul"]) is None and text_of(tag)[-1:] in _QUOTE_ENDS


def _only_link(tree: Tree, place: int) -> bool:
    """Whether a paragraph is nothing but a link to another page, as CMS insert them between paragraphs."""
    chars = tree.chars[place]
    if tree.elements[place].name not in {"p", "div"} or chars < 20 or tree.linked[place] < 0.9 * chars:
        return False
    links = tree.elements[place].find_all("a", limit=2)
    href = attribute(links[0], "href") if len(links) == 1 else ""
    return bool(href) and not is_file(href) and not href.startswith(("mailto:", "#")) and "://" not in href


def _dropped(tree: Tree, regions: Regions, bodies: list[int], near: Nearby, title: int | None) -> set[int]:
    """Ids of elements inside the body that are none of it: furniture, the title, the lines of metadata."""
    ids: set[int] = set()
    for body in bodies:
        quoted = -1
        for place in range(body + 1, tree.ends[body] + 1):
            if place <= quoted:
                continue
            if _is_quote(tree, place):
                quoted = tree.ends[place]
                continue
            junk = regions.junk[place] and tree.chars[place] * 2 < max(tree.chars[body], 1)
            if junk or _only_link(tree, place) or _link_list(tree, place):
                ids.add(id(tree.elements[place]))
        ids |= {id(tree.elements[i]) for i in _entries_within(tree, body)}
    ids |= {id(tree.elements[i]) for i in near.places if tree.chars[i] <= 220}
    if title is not None:
        ids.add(id(tree.elements[title]))
        for body in bodies:
            before = range(body + 1, title) if tree.contains(body, title) else ()
            ids |= {id(tree.elements[i]) for i in before if not tree.contains(i, title)}
    return ids


def _take_off_foot(content: Content, *, whole: bool) -> None:
    """Takes the lines of the site's foot off the end of what was read: of a `whole` page all of them, else
    only where one tells who answers for the site."""
    end = len(content.blocks)
    while end and (is_foot(content.blocks[end - 1].text) or names_unit(content.blocks[end - 1].text)):
        end -= 1
    told = is_foot if whole else answers_for_site
    if any(told(b.text) for b in content.blocks[end:]):
        del content.blocks[end:], content.marks[end:]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The body as read from its elements, with what was found on the way."""

    body: Body
    content: Content
    byline: Byline = NO_BYLINE


def _read(
    page: OpenedPage,
    regions: Regions,
    bodies: list[int],
    near: Nearby,
    title: str,
    title_place: int | None,
) -> _Reading:
    tree = page.tree
    dropped = _dropped(tree, regions, bodies, near, title_place)
    leads = find_leads(tree, regions, title_place, bodies[0])
    figures = figures_between(tree, regions, title_place, bodies[0])
    figures = [i for i in figures if not any(tree.contains(lead, i) for lead in leads)]
    leads = [i for i in sorted({*leads, *figures}) if i not in near.places]
    lead = read_blocks([tree.elements[i] for i in leads], dropped)
    byline = author_around(tree, regions, bodies, near.places)
    apart = {id(tree.elements[i]) for i in leads}
    if byline.place is not None:
        apart.add(id(tree.elements[byline.place]))
    content = read_blocks([tree.elements[i] for i in bodies], dropped | apart, host_of(page.url))
    _take_off_foot(content, whole=any(covers_page(tree, b) for b in bodies))
    body = arranged(lead.blocks, content.blocks, title, content.marks)
    content.images[:0] = lead.images
    content.files.extend(files_after(tree, bodies))
    return _Reading(body, content, byline)


def _published(page: OpenedPage, near: Nearby, title: int | None, bodies: list[int]) -> Published:
    """The visible date weighed against the machine's, else the date in the address."""
    text = machine_near(page.tree, near, title, bodies)
    machine = read_machine(text, page.captured) if text else None
    if machine is None:
        machine, text = page.said.published, page.said.published_text
    published = weigh(near.moment, machine, text)
    return published if published.value is not None else url_date(page.url, page.captured)


def read_generic(page: OpenedPage) -> Fields | None:
    """The fields of any page; None where no text runs on it.

    Of a page with little text beside its entries that text is read first: with a title and a visible date
    it is a short notice.
    """
    regions = page.regions
    if regions.own_score is not None:
        notice = _read_regions(page, replace(regions, score=regions.own_score))
        if notice is not None and notice.title and notice.body.blocks and _is_dated(notice.published):
            return notice
    return _read_regions(page, regions)


def _is_dated(published: Published) -> bool:
    return published.value is not None and not {"machine-date", "url-date"} & set(published.markers)


def _read_regions(page: OpenedPage, regions: Regions) -> Fields | None:
    tree, said = page.tree, page.said
    holder = best_holder(tree, regions)
    title, title_place = find_title(tree, regions, said, holder)
    bodies = with_siblings(tree, regions, holder) if holder is not None else []
    if title_place is not None:
        bodies = [b for b in bodies if b == holder or b > tree.ends[title_place]]
    near = read_nearby(tree, regions, title_place, bodies, page.captured)
    bodies = [b for b in bodies if b == holder or b not in near.places]
    found = (
        _read(page, regions, bodies, near, title, title_place) if bodies else _Reading(Body(()), Content())
    )
    body, content = found.body, found.content
    if body.chars < _ENOUGH <= sum(own_runs(tree, regions)) and len(item_heads(tree, regions)) < _ENTRIES:
        shown = {comparable(text_of(tree.elements[i], apart=True)) for i in near.places}
        other = arranged([], _last_resort(page.markup.text, shown), title)
        if other.chars > 1.5 * body.chars and not _of_links(tree, other):
            body = other
    if not body.blocks and not title:
        return None
    signed, taken = signed_by(found.body.signature)
    author = found.byline.author or body.author or signed or said.author
    return Fields(
        title=title,
        body=without_signature(body, author),
        published=_published(page, near, title_place, bodies),
        views=near.views,
        section=page_section(tree, said, (), title),
        author=author,
        source=body.source or taken or found.byline.source,
        images=tuple(content.images),
        files=tuple(content.files),
        tags=tuple(tags_of(tree, said)),
        places=tuple(bodies),
    )
