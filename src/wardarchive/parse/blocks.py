"""The body of an article as blocks in reading order: paragraphs, captions, lists, tables, quotes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from wardarchive.model import Block, BlockKind
from wardarchive.parse.files import is_file, is_media, leads_to_file, link_name
from wardarchive.parse.hidden import is_hidden
from wardarchive.parse.lines import paragraphs, unwrapped
from wardarchive.parse.marks import NO_PAGE, BlockLinks, Mark
from wardarchive.parse.tables import TableRole, role_of, rows_of
from wardarchive.parse.tree import attribute, text_of
from wardarchive.parse.wordset import wordset
from wardarchive.text.normalise import clean

_SKIPPED = wordset(
    "script style noscript template select option textarea input button svg canvas object embed iframe"
    " audio video map nav menu head title meta link form-data amp-ad amp-embed amp-auto-ads"
)
_WHOLE = frozenset({"table", "ul", "ol"})
_PICTURES = frozenset({"img", "amp-img"})
_PLAYED = frozenset({"video", "audio", "iframe", "embed", "object"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = wordset(
    "address article aside body center dd details div dl dt fieldset footer form header hgroup html"
    " legend li"
    " main p section summary tbody td tfoot th thead tr marquee"
)
_ITALIC = frozenset({"i", "em", "cite", "small"})
_BOLD = frozenset({"b", "strong"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
CAPTION_CLASS = re.compile(
    r"caption|chu-?thich|chuthich|note-?(?:img|image|photo)|(?:img|image|photo)-?(?:desc|note|title)", re.I
)
_QUOTE_CLASS = re.compile(r"pull[-_]?quote|block-?quote", re.IGNORECASE)
_PHOTO_WORD = re.compile(
    r"^\(?(?:ảnh|hình ảnh|hình|photo|video|clip|chú thích ảnh)\s*\d{0,2}\s*[:.\-–)]",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_ITEM = re.compile(r"(?:[-–—•*+]|\(?(?:\d{1,2}|[ivxIVX]{1,4}|[a-zđ])[.)/])\s?")
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url", "src")
MAX_DEPTH = 120
"""Deeper markup is read as flat text: no reader's page nests so deep, and Python's stack is finite."""
MAX_CAPTION = 320
_CARD = 20
_SECTIONED = ["table", "figure", "h2", "h3"]
"""What a list that wraps whole sections holds."""
_CARD_PARTS = ["h2", "h3", "h4", "h5", "div"]
MAX_BOLD = 200
_MOST_BOLD = 50
MAX_BLOCKS = 5_000


@dataclass(slots=True)
class Content:
    """What a body holds: blocks in reading order, image addresses and linked files as written."""

    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    """One for each block."""
    images: list[str] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Style:
    """What a block inherits."""

    kind: BlockKind = "paragraph"
    centred: bool = False
    right: bool = False
    italic: bool = False
    strong: bool = False
    caption: bool = False
    """Text here belongs to an image if there is one."""


class _Writer:
    """Walks one body and writes its blocks."""

    def __init__(self, dropped: Collection[int], host: str) -> None:
        self.content = Content()
        self._dropped = dropped
        self._links = BlockLinks(host)
        self._line: list[str] = []
        self._italic = 0
        self._upright = 0
        self._bold: list[str] = []
        """Short texts in bold letters in the paragraph that is being written."""
        self._after_image = False
        self._captioned = False
        """The image before has its caption: another one needs more proof."""

    def walk(self, node: Tag, style: _Style, depth: int = 0) -> None:
        """Writes what `node` holds; `node` itself is its caller's matter."""
        if depth > MAX_DEPTH:
            self._text(text_of(node), style)
            return
        for child in list(node.children):
            if len(self.content.blocks) >= MAX_BLOCKS:
                return
            if isinstance(child, Tag):
                self._element(child, style, depth + 1)
            elif type(child) is NavigableString:
                self._text(child, style)

    def read(self, container: Tag, style: _Style) -> None:
        """Writes a whole container; one that is a table or a list itself is read as such."""
        if container.name in _WHOLE:
            self._element(container, style, 0)
        else:
            self.walk(container, style)

    def flush(self, style: _Style) -> None:
        """Ends the paragraph that is being written."""
        raw, italic = "".join(self._line), self._italic > 0 and self._upright == 0
        self._line.clear()
        self._italic = self._upright = 0
        if raw and not raw.isspace():
            texts = paragraphs(raw)
            for text in texts:
                self._emit(text, self._kind(text, style, italic, len(texts)), style)
        self._bold.clear()
        self._links.clear()

    def _kind(self, text: str, style: _Style, italic: bool, count: int) -> BlockKind:
        if style.kind != "paragraph":
            return style.kind
        if not self._after_image or len(text) > MAX_CAPTION:
            return "paragraph"
        named = style.caption or _PHOTO_WORD.match(text) is not None
        if style.right and not named:
            return "paragraph"
        told, phrase = style.centred or italic or style.italic, _is_phrase(text)
        telling = named or (told and phrase if self._captioned else told or phrase)
        return "caption" if telling and count <= 2 else "paragraph"

    def _emit(self, text: str, kind: BlockKind, style: _Style) -> None:
        self._captioned = kind == "caption"
        if kind != "caption":
            self._after_image = False
        self.content.blocks.append(Block(kind, text))
        right = style.right and kind == "paragraph"
        strong = style.strong or text in self._bold
        self.content.marks.append(self._links.mark(text, right=right, strong=strong))

    def _text(self, text: str, style: _Style) -> None:
        plain = _BLANKS.sub(" ", text)
        if plain and plain != " ":
            if style.italic:
                self._italic += 1
            elif any(c.isalnum() for c in plain):
                self._upright += 1
        self._line.append(plain)

    def _element(self, tag: Tag, style: _Style, depth: int) -> None:
        name = tag.name
        if name == "br":
            self._break(style)
        elif name in _PICTURES or name in _PLAYED:
            self._image(tag, style)
        elif name in _SKIPPED or id(tag) in self._dropped or is_hidden(tag):
            return
        elif (name == "a" and _is_card(tag)) or name == "hr":
            self.flush(style)
        elif name == "pre":
            self._preformatted(tag, style)
        elif name == "figcaption":
            self._section(tag, _Style(kind="caption"), style, depth)
        elif name == "blockquote":
            self._section(tag, _Style(kind="quote"), style, depth)
        elif name in _HEADINGS:
            self._heading(tag, style, depth)
        elif name in {"ul", "ol"}:
            self._list(tag, style, depth)
        elif name == "table":
            self._table(tag, style, depth)
        elif name in _BLOCKS or name == "figure":
            self._section(tag, self._styled(tag, style), style, depth)
        else:
            self._inline(tag, style, depth)

    def _styled(self, tag: Tag, style: _Style) -> _Style:
        css, align = attribute(tag, "style"), attribute(tag, "align").lower()
        names = attribute(tag, "class")
        centred = style.centred or tag.name == "center"
        right = style.right
        if align or "text-align" in css or names:
            if (
                align == "center"
                or _CENTRED.search(css)
                or "text-center" in names
                or "aligncenter" in names
            ):
                centred, right = True, False
            elif align == "right" or _RIGHT.search(css) or "text-right" in names:
                centred, right = False, True
            elif align or "text-align" in css:
                centred = right = False
        named = names and len(names) < 200 and CAPTION_CLASS.search(names)
        kind: BlockKind = (
            "quote"
            if style.kind == "paragraph" and _is_quote(tag, names)
            else "caption"
            if named and style.kind == "paragraph" and tag.name != "figure" and _short(tag)
            else style.kind
        )
        caption = style.caption or tag.name == "figure"
        return _Style(
            kind,
            centred,
            right,
            style.italic or bool(css and _ITALIC_STYLE.search(css)),
            style.strong or bool(css and _BOLD_STYLE.search(css)),
            caption,
        )

    def _section(self, tag: Tag, inner: _Style, outer: _Style, depth: int) -> None:
        self.flush(outer)
        self.walk(tag, inner, depth)
        self.flush(inner)

    def _inline(self, tag: Tag, style: _Style, depth: int) -> None:
        if tag.name == "a":
            self._link(tag)
        css = attribute(tag, "style")
        italic = tag.name in _ITALIC or bool(css and _ITALIC_STYLE.search(css))
        strong = tag.name in _BOLD or bool(css and _BOLD_STYLE.search(css))
        if strong and len(tag.contents) and len(self._bold) < _MOST_BOLD:
            self._bold.append(text_of(tag, limit=MAX_BOLD))
        if (italic and not style.italic) or (strong and not style.strong):
            italic, strong = italic or style.italic, strong or style.strong
            style = _Style(style.kind, style.centred, style.right, italic, strong, style.caption)
        self.walk(tag, style, depth)

    def _heading(self, tag: Tag, style: _Style, depth: int) -> None:
        """A heading; one that is a whole paragraph, or holds an image, is none."""
        if tag.find(["p", "div", "img", "table", "ul"]) is not None:
            self._section(tag, self._styled(tag, style), style, depth)
            return
        self.flush(style)
        text = text_of(tag)
        if text:
            for link in tag.find_all("a"):
                self._link(link)
            long = len(text) > 250 or (len(text) > 100 and text.endswith("."))
            self._emit(
                text, "paragraph" if long else style.kind if style.kind != "paragraph" else "heading", style
            )
        self._links.clear()

    def _list(self, tag: Tag, style: _Style, depth: int) -> None:
        """One block for a list, a line for each item; a list that wraps whole sections is walked."""
        items = [li for li in tag.find_all("li") if id(li) not in self._dropped and not is_hidden(li)]
        if not items or tag.find(_SECTIONED) is not None or len(items) > 2000:
            self._section(tag, style, style, depth)
            return
        self.flush(style)
        for image in tag.find_all("img"):
            self._image(image, style)
        for link in tag.find_all("a"):
            self._link(link)
        lines = [_own_item_text(li) for li in items]
        text = "\n".join(line for line in lines if line)
        if text:
            self._emit(text, "list" if style.kind == "paragraph" else style.kind, style)
        self._links.clear()

    def _table(self, tag: Tag, style: _Style, depth: int) -> None:
        self.flush(style)
        role: TableRole = role_of(tag)
        if role == "data":
            for link in tag.find_all("a"):
                self._link(link)
            for image in tag.find_all("img"):
                self._image(image, style)
            text = "\n".join(" | ".join(row) for row in rows_of(tag) if any(row))
            if text:
                self._emit(text, "table", style)
            self._links.clear()
            return
        captioned = style.caption or role == "picture"
        inner = _Style(style.kind, style.centred, False, style.italic, style.strong, captioned)
        self._section(tag, inner, style, depth)

    def _preformatted(self, tag: Tag, style: _Style) -> None:
        self.flush(style)
        for text in paragraphs(unwrapped(tag.get_text())):
            self._emit(text, self._kind(text, style, False, 1), style)

    def _break(self, style: _Style) -> None:
        """A line break, which ends a line in italics under an image: its caption."""
        self._line.append("\n")
        if self._after_image and self._italic and not self._upright:
            self.flush(style)

    def _image(self, tag: Tag, style: _Style) -> None:
        """An image, or a film, under which only what says so is a caption."""
        if tag.name in _PLAYED:
            self._after_image = self._captioned = True
            return
        source = next((attribute(tag, name) for name in _LAZY if attribute(tag, name).strip()), "")
        if source and not source.startswith(("data:", "blob:", "about:")):
            self.content.images.append(source.strip())
            self._after_image, self._captioned = True, False
            if self._line and not "".join(self._line).isspace():
                self.flush(style)
                self._after_image = True

    def _link(self, tag: Tag) -> None:
        self._links.add(tag)
        href = attribute(tag, "href").strip()
        text = text_of(tag)
        if leads_to_file(href, text, download="download" in tag.attrs):
            self.content.files.append((href, link_name(text, href)))


def _is_phrase(text: str) -> bool:
    """Whether a text under an image is no sentence of the body: unfinished, and no item of a list."""
    bare = text.rstrip("\"'”’») ")
    return (
        len(text) >= 15 and not bare.endswith((".", "!", "?", ":", ";", "…", ",")) and not _ITEM.match(text)
    )


def _is_card(tag: Tag) -> bool:
    """Whether a link is a box for another article: blocks inside it, with a headline and no more."""
    href = attribute(tag, "href").strip()
    if not href or href.startswith(NO_PAGE) or is_file(href) or is_media(href):
        return False
    return (
        tag.find(_CARD_PARTS) is not None
        and _CARD <= len(text_of(tag, limit=2 * MAX_CAPTION)) <= MAX_CAPTION
    )


def _is_quote(tag: Tag, names: str) -> bool:
    """Whether an element sets a sentence of the text large: named so, or an ``aside`` that was kept."""
    return (tag.name == "aside" or (names != "" and _QUOTE_CLASS.search(names) is not None)) and _short(tag)


def _short(tag: Tag) -> bool:
    return len(text_of(tag)) <= MAX_CAPTION


def _own_item_text(item: Tag) -> str:
    """The text of a list item without that of lists inside it."""
    if item.find(["ul", "ol"]) is None:
        return text_of(item)
    pieces: list[str] = []
    stack: list[PageElement] = list(reversed(item.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name not in {"ul", "ol"} and node.name not in _SKIPPED:
                stack.extend(reversed(node.contents))
                if node.name in _BLOCKS or node.name == "br":
                    pieces.append(" ")
        elif type(node) is NavigableString:
            pieces.append(node)
    return clean(_BLANKS.sub(" ", "".join(pieces)))


def read_blocks(containers: Iterable[Tag], dropped: Collection[int] = (), host: str = "") -> Content:
    """The content of `containers` in order; `dropped` are the ids (`id(tag)`) of elements to leave out,
    `host` is the page's, by which links to other sites are told."""
    writer = _Writer(dropped, host.lower())
    style = _Style()
    for container in containers:
        writer.read(container, style)
        writer.flush(style)
    return writer.content
