"""What a site calls itself on one of its pages: evidence for the ward it belongs to."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from wardarchive.errors import PageError
from wardarchive.parse.encoding import decode
from wardarchive.parse.markup import not_markup, prune
from wardarchive.parse.structured import read_structured
from wardarchive.parse.tree import Tree, attribute, text_of

_PLACE = re.compile(
    r"phường|xã|thị trấn|đặc khu|quận|huyện|thành phố|thị xã|tỉnh|ubnd|ủy ban|uỷ ban|đảng ủy|đảng uỷ"
    r"|cổng thông tin|trang thông tin",
    re.IGNORECASE,
)
_FOOTER = re.compile(r"foot|copyright|chan-?trang|bottom", re.IGNORECASE)
_HEADER = re.compile(r"header|banner|logo|site-?(?:name|title)|slogan|brand", re.IGNORECASE)
_CRUMB = re.compile(r"breadcrumb|duong-?dan|pathway|dd_chuyenmuc", re.IGNORECASE)
_MAX_TEXTS = 40
_MAX_TEXT = 300


def _named(tree: Tree, pattern: re.Pattern[str], tags: tuple[str, ...]) -> list[int]:
    found = {i for tag in tags for i in tree.by_name.get(tag, ())}
    for name, places in tree.by_class.items():
        if pattern.search(name):
            found.update(places)
    found.update(place for name, place in tree.by_id.items() if pattern.search(name))
    return sorted(found)


def _lines(tree: Tree, holders: list[int]) -> list[str]:
    """The short texts inside some elements, each once."""
    texts: list[str] = []
    for holder in holders[:10]:
        for place in range(holder, min(tree.ends[holder], holder + 200) + 1):
            tag = tree.elements[place]
            if tag.name == "img":
                texts += [attribute(tag, "alt"), attribute(tag, "title")]
            elif tree.own[place] and tree.chars[place] <= _MAX_TEXT:
                texts.append(text_of(tag))
    return texts


def read_site_names(body: bytes, *, content_type: str | None = None) -> tuple[str, ...]:
    """Texts in which a page's site names itself or its place, the most telling first; empty for no page.

    They come from the metadata, the document's title, the header, the breadcrumb and the footer.
    """
    if not_markup(body) is not None:
        return ()
    try:
        markup = prune(decode(body, content_type).text)
        tree = Tree(markup.text)
    except PageError:
        return ()
    said = read_structured(tree, markup.json_ld, datetime.now(UTC))
    texts = [said.site or "", said.document_title]
    texts += _lines(tree, _named(tree, _HEADER, ("header",)))
    texts += _lines(tree, _named(tree, _CRUMB, ()))
    texts += _lines(tree, _named(tree, _FOOTER, ("footer",)))
    telling = (" ".join(t.split())[:_MAX_TEXT] for t in texts if _PLACE.search(t))
    return tuple(dict.fromkeys(telling))[:_MAX_TEXTS]
