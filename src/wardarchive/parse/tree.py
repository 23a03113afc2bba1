"""A parsed page with its indexes: one BeautifulSoup tree, walked once, asked by table afterwards.

CSS selection by soupsieve walks the whole tree for each selector; a family asks for some thirty. Here
classes, ids and names are looked up in tables, and containment is a comparison of two numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from bs4.exceptions import ParserRejectedMarkup

from wardarchive.errors import PageError
from wardarchive.parse.hidden import is_hidden
from wardarchive.parse.legacy import Legacy, convert, legacy_charset
from wardarchive.parse.outline import Outline, outlined
from wardarchive.parse.quick_builder import QuickBuilder
from wardarchive.parse.wordset import wordset
from wardarchive.text.normalise import clean

_UNREAD = frozenset({"script", "style", "noscript", "template", "head", "title", "select", "option", "svg"})
INLINE = wordset(
    "a abbr acronym b bdo big cite code del dfn em font i ins kbd label mark nobr o:p q s samp small span"
    " strike strong sub sup time tt u var st1:place st1:city"
)
_OLD_HINT = re.compile("[^\\W\\d_][\u00a1-\u00bf\u00ad]|[ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþ]")
"""Characters beside letters that no Unicode Vietnamese has, and that old fonts need in every sentence."""
_OLD_SAMPLE = 400
_OLD_ENOUGH = 5
MAX_TEXT = 20_000


def soup_of(markup: str) -> BeautifulSoup:
    """The tree of `markup`; raises PageError where no parser accepts it."""
    return _built(markup)[0]


def _built(markup: str) -> tuple[BeautifulSoup, Outline]:
    builder = QuickBuilder(multi_valued_attributes=None, attribute_dict_class=dict)
    try:
        return BeautifulSoup(markup, builder=builder), builder.outline
    except (ParserRejectedMarkup, ValueError, AssertionError) as error:
        raise PageError("the markup cannot be parsed") from error


def attribute(tag: Tag, name: str) -> str:
    """The value of an attribute, empty where it is missing."""
    value = tag.attrs.get(name)
    return value if isinstance(value, str) else ""


class Tree:
    """Elements of a page in document order with tables by class, id and name.

    `chars` counts the letters of text in an element, `linked` those of them inside links; unread
    elements (scripts, head) count nothing.
    """

    def __init__(self, markup: str | BeautifulSoup) -> None:
        self.soup, outline = _built(markup) if isinstance(markup, str) else (markup, outlined(markup))
        self.elements = outline.elements
        self.parents = outline.parents
        self.own = outline.own
        """Letters directly in the element, not in its children."""
        self.by_class: dict[str, list[int]] = defaultdict(list)
        self.by_id: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.microdata: list[int] = []
        """Elements with ``itemprop``."""
        self.markers: tuple[str, ...] = ()
        self.entries: list[bool] | None = None
        """Which elements are entries of lists, once somebody has asked (`item_groups.entries_of`)."""
        self._index = dict(zip(map(id, self.elements), range(len(self.elements)), strict=True))
        self._strings = outline.strings
        self._sum_up(self._tabulate())
        self._convert_old_text()

    def _tabulate(self) -> set[int]:
        """Fills the tables; returns the places of what is not read."""
        unread: set[int] = set()
        by_class, by_id, by_name = self.by_class, self.by_id, self.by_name
        for place, tag in enumerate(self.elements):
            by_name[tag.name].append(place)
            attrs = tag.attrs
            if not attrs:
                continue
            classes = attrs.get("class")
            if isinstance(classes, str):
                for name in classes.split():
                    by_class[name].append(place)
            if "itemprop" in attrs:
                self.microdata.append(place)
            identity = attrs.get("id")
            if isinstance(identity, str):
                by_id.setdefault(identity, place)
            if is_hidden(tag):
                unread.add(place)
        for name in _UNREAD:
            unread.update(by_name.get(name, ()))
        return unread

    def _sum_up(self, unread: set[int]) -> None:
        self.chars = chars = self.own.copy()
        self.linked = linked = [0] * len(chars)
        self.ends = ends = list(range(len(chars)))
        links = set(self.by_name.get("a", ()))
        for place in range(len(chars) - 1, -1, -1):
            if place in unread:
                chars[place] = linked[place] = 0
            elif place in links:
                linked[place] = chars[place]
            above = self.parents[place]
            if above >= 0:
                chars[above] += chars[place]
                linked[above] += linked[place]
                if ends[place] > ends[above]:
                    ends[above] = ends[place]

    def _convert_old_text(self) -> None:
        """Turns text of TCVN3 or VNI fonts into Unicode where the page as a whole proves it."""
        suspicious = [s for s in self._strings if not s.isascii() and _OLD_HINT.search(s)]
        if sum(len(_OLD_HINT.findall(s[:2000])) for s in suspicious[:_OLD_SAMPLE]) < _OLD_ENOUGH:
            return
        suspicious = [s for s in self._strings if not s.isascii()]
        sample = " ".join(suspicious[:_OLD_SAMPLE])
        found = legacy_charset(sample)
        if found is None:
            by_text = {legacy_charset(s) for s in suspicious[:_OLD_SAMPLE]} - {None}
            if not by_text:
                return
            found = by_text.pop()
        if found is None:
            return
        for string in suspicious:
            converted = convert(string, found, capitals=_capital_font(string, found))
            if converted != string:
                string.replace_with(converted)
        self.markers = (found,)

    def place(self, tag: Tag) -> int:
        """Where `tag` stands in document order; -1 for a tag of another tree."""
        return self._index.get(id(tag), -1)

    def contains(self, outer: int, inner: int) -> bool:
        """Whether the element at `outer` is, or contains, the one at `inner`."""
        return outer <= inner <= self.ends[outer]

    def ancestors(self, place: int) -> Iterator[int]:
        """Places of the elements around the one at `place`, from inside out."""
        place = self.parents[place]
        while place >= 0:
            yield place
            place = self.parents[place]

    def classes(self, place: int) -> str:
        """Classes and id of an element in one lower-case string."""
        attrs = self.elements[place].attrs
        return f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()


def _capital_font(string: NavigableString, charset: Legacy) -> bool:
    """Whether `string` stands in a TCVN3 font of capitals, such as .VnTimeH."""
    if charset != "tcvn3":
        return False
    for depth, parent in enumerate(string.parents):
        font = f"{attribute(parent, 'face')} {attribute(parent, 'style')}".lower()
        if ".vn" in font:
            return re.search(r"\.vn[a-z ]{1,30}h\b", font) is not None
        if depth > 5:
            break
    return False


def text_of(tag: Tag, *, apart: bool = False, limit: int = MAX_TEXT) -> str:
    """The text of an element as one line, words apart where block elements or line breaks part them.

    With `apart` every element parts: counters and dates often stand side by side without a blank.
    About `limit` characters are read, of as many nodes at most.

    >>> text_of(soup_of("<div><p><b>Đ</b>ảng</p><p>ủy<br>phường</p></div>"))
    'Đảng ủy phường'
    """
    if len(tag.contents) == 1 and type(tag.contents[0]) is NavigableString:
        return clean(" ".join(tag.contents[0][:limit].split()))
    pieces: list[str] = []
    size = nodes = 0
    stop = tag.next_sibling if tag.next_sibling is not None else _after(tag)
    node: PageElement | None = tag.contents[0] if tag.contents else None
    while node is not None and node is not stop and size < limit and nodes < limit:
        nodes += 1
        if isinstance(node, Tag):
            if node is not tag and (node.name in _UNREAD or is_hidden(node)):
                node = node.next_sibling if node.next_sibling is not None else _after(node)
                continue
            if apart or node.name not in INLINE:
                pieces.append(" ")
        elif type(node) is NavigableString:
            pieces.append(node)
            size += len(node)
            parent = node.parent
            if node.next_sibling is None and parent is not None and (apart or parent.name not in INLINE):
                pieces.append(" ")
        node = node.next_element
    return clean(" ".join("".join(pieces).split()))


def _after(tag: Tag) -> PageElement | None:
    """What follows `tag` and all it holds in document order."""
    node: Tag | None = tag
    while node is not None:
        if node.next_sibling is not None:
            return node.next_sibling
        node = node.parent
    return None
