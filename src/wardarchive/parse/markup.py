"""What is taken out of a page's markup before it is parsed, and which pages are refused.

Scripts, styles, comments and drop-down lists hold a third of a portal page and nothing that is read;
without them the tree is smaller and hostile pages stay bounded.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wardarchive.errors import PageError

MAX_BYTES = 64_000_000
"""Bytes that are looked at at all."""
MAX_TEXT = 8_000_000
"""Characters without inlined files that are looked through."""
MAX_MARKUP = 4_000_000
"""Characters that are parsed, after the removal of what is never read."""
MAX_TAGS = 60_000
"""A tag costs about 10 µs and 2 kB in the tree: this many stay under 2 s and 200 MB."""

_ELEMENTS = ("script", "style", "select", "svg", "template")
_OPEN = re.compile(rf"<(?=[!?st])(!--|!\[|\?|(?:{'|'.join(_ELEMENTS)})(?=[\s>/]))", re.I | re.A)
_CLOSE = {"!--": re.compile("-->"), "![": re.compile(">"), "?": re.compile(">")}
_CLOSE |= {name: re.compile(f"</(?i:{name})", re.ASCII) for name in _ELEMENTS}
"""What ends each; only the letters are told in either case, so that the engine looks for ``</`` alone."""
_JSON_LD = re.compile(r"^[^>]{0,200}application/ld\+json", re.I)
_DATA_URI = re.compile(r"data:[a-z]+/[a-z0-9.+\-]{1,40};base64,[A-Za-z0-9+/=\s%]{200,}")
_MAX_JSON_LD = 200_000
_BEFORE_BLOCK = re.compile(
    r">\s+(?=</?(?:div|li|ul|ol|tr|td|th|table|tbody|thead|p|h[1-6]|section|article|header|footer|nav"
    r"|meta|link|form"
    r"|dl|dd|dt|body|head|title|html|br|aside|main|blockquote|figure|fieldset|center|hr)[\s/>])",
    re.IGNORECASE,
)
"""Blanks before a block's tag mean nothing; as nodes of the tree they cost a third of its making."""


_PRE = re.compile("<pre", re.IGNORECASE)
_PARAGRAPHS = re.compile(
    r"<(?P<close>/?)(?P<name>p|div|li|ul|ol|tr|td|th|table|h[1-6]|section|article|blockquote|center|form|figure"
    r"|dl|dd|dt|pre|hr|body|main|aside|header|footer)(?=[\s>/])[^<>]*>?",
    re.IGNORECASE,
)


class Markup(NamedTuple):
    """Markup fit for parsing, and the JSON-LD blocks that stood in it."""

    text: str
    json_ld: tuple[str, ...]


def prune(text: str) -> Markup:
    """`text` without scripts, styles, comments, drop-down lists and inlined files; linear in its length.

    Raises PageError where what remains is too large to be a page.

    >>> prune("<p>a<!-- b --><script>c</script>d</p>").text
    '<p>ad</p>'
    """
    if len(text) > MAX_TEXT:
        text = _DATA_URI.sub("", text)
        if len(text) > MAX_TEXT:
            raise PageError(f"page too large: {len(text) / 1e6:.1f} million characters")
    pruned, json_ld = _without_unread(text)
    pruned = _with_lone_closers(pruned)
    if _PRE.search(pruned) is None:
        pruned = _BEFORE_BLOCK.sub(">", pruned)
    if len(pruned) > 300_000:
        pruned = _DATA_URI.sub("", pruned)
    if len(pruned) > MAX_MARKUP:
        raise PageError(f"page too large: {len(pruned) / 1e6:.1f} million characters of markup")
    if pruned.count("<") > 2 * MAX_TAGS:
        raise PageError(f"page too large: {pruned.count('<')} tags")
    return Markup(pruned, tuple(json_ld))


def _without_unread(text: str) -> tuple[str, list[str]]:
    """`text` without scripts, styles, comments and drop-down lists, and its JSON-LD blocks."""
    kept: list[str] = []
    json_ld: list[str] = []
    missing: set[str] = set()
    at = 0
    while (opened := _OPEN.search(text, at)) is not None:
        name = opened.group(1).lower()
        closed = None if name in missing else _CLOSE[name].search(text, opened.start() + 2)
        if closed is None:
            missing.add(name)
            kept.append(text[at : opened.end()])
            at = opened.end()
            continue
        kept.append(text[at : opened.start()])
        if name == "script" and _JSON_LD.match(text[opened.end() : opened.end() + 300]):
            begin = text.find(">", opened.end()) + 1
            json_ld.append(text[begin : min(closed.start(), begin + _MAX_JSON_LD)])
        at = closed.end()
        if name in _ELEMENTS:
            after = text.find(">", at)
            at = after + 1 if after >= 0 else len(text)
    kept.append(text[at:])
    return "".join(kept), json_ld


def _with_lone_closers(text: str) -> str:
    """`text` with a paragraph opened before each ``</p>`` that closes none and has text before it.

    Browsers break the line there; libxml2 drops the tag, and two paragraphs become one.
    """
    if sum(map(text.count, ("</p>", "</P>"))) <= sum(map(text.count, ("<p>", "<P>", "<p ", "<P "))):
        return text
    kept: list[str] = []
    open_, at, last = False, 0, 0
    for tag in _PARAGRAPHS.finditer(text):
        paragraph = tag["name"] in "pP"
        if paragraph and tag["close"] and not open_ and text[last : tag.start()].strip():
            kept += (text[at : tag.start()], "<p>")
            at = tag.start()
        open_ = paragraph and not tag["close"]
        last = tag.end()
    return "".join((*kept, text[at:])) if kept else text


_MAGIC = (
    (b"%PDF", "a PDF document, not a page"),
    (b"PK\x03\x04", "an Office or ZIP file, not a page"),
    (b"\xd0\xcf\x11\xe0", "an Office file, not a page"),
    (b"\x89PNG", "an image, not a page"),
    (b"\xff\xd8\xff", "an image, not a page"),
    (b"GIF8", "an image, not a page"),
    (b"\x1f\x8b", "compressed data, not a page"),
    (b"Rar!", "a RAR file, not a page"),
    (b"7z\xbc\xaf", "a 7-Zip file, not a page"),
    (b"{\\rtf", "an RTF document, not a page"),
    (b"ID3", "a sound file, not a page"),
)


def not_markup(body: bytes) -> str | None:
    """Why `body` is no markup at all, by its first bytes; None where it may be a page."""
    if not body.strip(b"\x00\t\r\n\x0c \xef\xbb\xbf"):
        return "empty page"
    start = body[:1024].lstrip(b"\t\r\n\x0c \xef\xbb\xbf")
    for magic, reason in _MAGIC:
        if start.startswith(magic):
            return reason
    if start[4:8] == b"ftyp" or (start[:4] == b"RIFF"):
        return "a video or image file, not a page"
    if len(body) > MAX_BYTES:
        return f"page too large: {len(body) / 1e6:.0f} MB"
    return None
