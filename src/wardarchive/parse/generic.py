"""The reading of a page of unknown layout: body by density of text, then title, then the lines between."""

from __future__ import annotations

import re
from datetime import datetime

from wardarchive.model import Block
from wardarchive.parse.around import author_around, files_after, machine_near, tags_of
from wardarchive.parse.blocks import Content, read_blocks
from wardarchive.parse.body import Body, arranged
from wardarchive.parse.byline import signature_name
from wardarchive.parse.dates import read_machine
from wardarchive.parse.files import is_file
from wardarchive.parse.heading import find_title
from wardarchive.parse.item_groups import item_heads
from wardarchive.parse.lead import find_leads
from wardarchive.parse.moment import Published, weigh
from wardarchive.parse.nearby import Nearby, read_nearby
from wardarchive.parse.reading import Fields
from wardarchive.parse.regions import Regions, best_holder, with_siblings
from wardarchive.parse.section import page_section
from wardarchive.parse.structured import Structured
from wardarchive.parse.tree import Tree, attribute

_ENTRIES = 5
"""Headlines that make a page a list: nothing is to be gained there by the last resort."""
_GROUPS = frozenset({"ul", "ol", "div", "section", "table"})
_ENOUGH = 180
"""Letters of body below which the last resort is asked."""
_URL_DATE = re.compile(r"/(?P<y>20\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:/|$)")


def url_date(url: str, captured: datetime | None) -> Published:
    """The date in a page's path, for pages that show none."""
    match = _URL_DATE.search(url)
    value = (
        read_machine(f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}", captured) if match else None
    )
    return Published(value, ("url-date",) if value is not None else ())


def _last_resort(markup: str) -> list[Block]:
    """Paragraphs as trafilatura finds them."""
    from trafilatura import extract  # 0.15 s to import, and hardly a page needs it

    text = extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    return [Block("paragraph", line) for line in (text or "").split("\n") if line.strip()]


def _link_list(tree: Tree, place: int) -> bool:
    """Whether an element is a group of links with hardly any other text."""
    tag, chars = tree.elements[place], tree.chars[place]
    if tag.name not in _GROUPS or chars <= 40 or tree.linked[place] <= 0.75 * chars:
        return False
    return len(tag.find_all("a", limit=3)) >= 3


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
        for place in range(body + 1, tree.ends[body] + 1):
            junk = regions.junk[place] and tree.chars[place] * 2 < max(tree.chars[body], 1)
            if junk or _only_link(tree, place) or _link_list(tree, place):
                ids.add(id(tree.elements[place]))
    ids |= {id(tree.elements[i]) for i in near.places if tree.chars[i] <= 220}
    if title is not None:
        ids.add(id(tree.elements[title]))
        for body in bodies:
            before = range(body + 1, title) if tree.contains(body, title) else ()
            ids |= {id(tree.elements[i]) for i in before if not tree.contains(i, title)}
    return ids


def read_generic(
    tree: Tree, regions: Regions, said: Structured, markup: str, url: str, captured: datetime | None
) -> Fields | None:
    """The fields of any page; None where no text runs on it."""
    holder = best_holder(tree, regions)
    title, title_place = find_title(tree, regions, said, holder)
    bodies = with_siblings(tree, regions, holder) if holder is not None else []
    if title_place is not None:
        bodies = [b for b in bodies if b == holder or b > tree.ends[title_place]]
    near = read_nearby(tree, regions, title_place, bodies, captured)
    bodies = [b for b in bodies if b == holder or b not in near.places]
    body, content = Body(()), Content()
    author = None
    if bodies:
        dropped = _dropped(tree, regions, bodies, near, title_place)
        leads = [i for i in find_leads(tree, regions, title_place, bodies[0]) if i not in near.places]
        lead = read_blocks([tree.elements[i] for i in leads], dropped)
        content = read_blocks(
            [tree.elements[i] for i in bodies], dropped | {id(tree.elements[i]) for i in leads}
        )
        body = arranged(lead.blocks, content.blocks, title)
        author = author_around(tree, regions, bodies)
        content.files.extend(files_after(tree, bodies))
    if body.chars < _ENOUGH <= sum(regions.run) and len(item_heads(tree, regions)) < _ENTRIES:
        other = arranged([], _last_resort(markup), title)
        if other.chars > 1.5 * body.chars:
            body = other
    if not body.blocks and not title:
        return None
    machine_text = machine_near(tree, near, title_place, bodies)
    machine = read_machine(machine_text, captured) if machine_text else None
    if machine is None:
        machine, machine_text = said.published, said.published_text
    published = weigh(near.moment, machine, machine_text)
    if published.value is None:
        published = url_date(url, captured)
    return Fields(
        title=title,
        body=body,
        published=published,
        views=near.views,
        section=page_section(tree, said, (), title),
        author=author or body.author or signature_name(content.signature) or said.author or body.source,
        images=tuple(content.images),
        files=tuple(content.files),
        tags=tuple(tags_of(tree, said)),
        places=tuple(bodies),
    )
