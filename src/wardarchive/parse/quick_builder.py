"""BeautifulSoup's builder on lxml, quickly: the tree that libxml2 makes is copied in one pass.

BeautifulSoup's own builder is told of each element and text by itself and asks of each what only few need:
namespaces, substitutions, parsers that close what was never opened. libxml2 gives a whole tree of balanced
elements, so that a tag needs only its name, its attributes and its neighbours; the rest stands in a class.
The trees are the same but for what stands outside the root (document type, comments) and for texts that
something unread parts, which a test holds against BeautifulSoup's own builder on all golden pages, whole
and broken. The outline is written down on the way.
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import AttributeValueList, Comment, NavigableString, PageElement
from lxml import etree

from wardarchive.errors import PageError
from wardarchive.parse.outline import MAX_DEPTH, Outline

_BLANK = " \n\t\f\r"
_ORDINARY: tuple[type[NavigableString], bool] = (NavigableString, False)
_ODD_NAMES = frozenset(
    (
        *(HTMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS or ()),
        *HTMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS,
        *HTMLTreeBuilder.DEFAULT_STRING_CONTAINERS,
    )
)
"""Names of elements that are not quite as `Element` says, ``meta`` among them."""


class Element(Tag):
    """An element of a page. What is the same for nearly all is said here once: with an attribute set on
    each, and a class for each name, making one took three times as long (0.6 and 0.2 µs)."""

    parser_class = BeautifulSoup
    attribute_value_list_class = AttributeValueList
    namespace = prefix = sourceline = sourcepos = None
    known_xml = hidden = can_be_empty_element = False
    _namespaces = LXMLTreeBuilder.DEFAULT_NSMAPS
    cdata_list_attributes = None
    preserve_whitespace_tags = HTMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES


class QuickBuilder(LXMLTreeBuilder):
    """Builds the same tree as `LXMLTreeBuilder` in a third of the time, and its `outline`."""

    def initialize_soup(self, soup: BeautifulSoup) -> None:
        """Begin a page: nothing is known of its elements yet."""
        super().initialize_soup(soup)
        self.outline = Outline()

    def feed(self, markup: Any) -> None:
        """Reads a page; raises PageError where it is nested too deeply to be one."""
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, default_doctype=False)
        try:
            root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
        except (etree.XMLSyntaxError, etree.ParserError):
            return
        if root is None or self.soup is None:
            return
        copy = _Copy(self, self.soup)
        copy.grow(root)
        for more in root.itersiblings(etree.Element):  # a page that goes on after its end
            copy.grow(more)


class _Copy:
    """One page's copy under way: what was put last, and in which texts blanks count."""

    def __init__(self, builder: QuickBuilder, soup: BeautifulSoup) -> None:
        self._builder = builder
        self._soup = soup
        self._outline = builder.outline
        self._last: PageElement | None = None
        self._odd: dict[int, tuple[type[NavigableString], bool]] = {}
        """By place of an element whose strings are not ordinary: their class, and whether blanks stay."""

    def grow(self, root: Any) -> None:
        """Copies the element `root` and all that it holds."""
        outline, new = self._outline, object.__new__
        elements, parents, own = outline.elements, outline.parents, outline.own
        parent: Tag = self._soup
        open_: list[tuple[Tag, int]] = [(parent, -1)]
        place = -1
        for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "start":
                name = node.tag
                made = new(Element)
                made.name = name
                made.attrs = dict(node.items())
                made.contents = []
                self._put(made, parent)
                above, place = place, len(elements)
                elements.append(made)
                parents.append(above)
                own.append(0)
                open_.append((made, place))
                if name in _ODD_NAMES or above in self._odd:
                    self._note_odd(made, place, above)
                parent = made
                text = node.text
            elif event == "end":
                open_.pop()
                parent, place = open_[-1]
                text = node.tail
            else:
                self._put(Comment(node.text), parent)
                text = node.tail
            if text and place >= 0:
                self._put_text(text, parent, place)
            if len(open_) > MAX_DEPTH:
                raise PageError("nested too deeply to be a page")
        self._soup._most_recent_element = self._last

    def _put(self, node: PageElement, parent: Tag) -> None:
        """Put a node at the end of what there is of the tree."""
        last, contents = self._last, parent.contents
        node.parent = parent
        node.previous_element = last
        node.next_element = node.next_sibling = None
        if last is not None:
            last.next_element = node
        if contents:
            node.previous_sibling = before = contents[-1]
            before.next_sibling = node
        else:
            node.previous_sibling = None
        contents.append(node)
        self._last = node

    def _put_text(self, text: str, parent: Tag, place: int) -> None:
        kind, keeps_blanks = self._odd.get(place, _ORDINARY)
        size = len(text.strip())
        if not size and not keeps_blanks and not text.strip(_BLANK):
            text = "\n" if "\n" in text else " "
        made = str.__new__(kind, text)
        made.hidden = False
        self._put(made, parent)
        if size and kind is NavigableString:
            self._outline.own[place] += size
            self._outline.strings.append(made)

    def _note_odd(self, made: Tag, place: int, above: int) -> None:
        """Strings in scripts, templates and the like have classes of their own, in ``pre`` blanks count."""
        builder, name = self._builder, made.name
        made.can_be_empty_element = builder.can_be_empty_element(name)
        builder.set_up_substitutions(made)
        kind, keeps_blanks = self._odd.get(above, _ORDINARY)
        if name in builder.string_containers:
            kind = builder.string_containers[name]
            made.interesting_string_types = {kind}
        keeps_blanks = keeps_blanks or name in builder.preserve_whitespace_tags
        if kind is not NavigableString or keeps_blanks:
            self._odd[place] = (kind, keeps_blanks)
