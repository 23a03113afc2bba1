"""Bytes of a page into text, with the charset found by weighing BOM, header, meta and content."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from wardarchive.parse.legacy import legacy_charset, vietnamese_share

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.\-]{2,40})", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096
"""Browsers look for a meta charset in the first 1,024 bytes; CMS put more before it."""
_SINGLE_BYTE = ("windows-1258", "windows-1252")
_SAMPLE = 60_000
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_MOJIBAKE = re.compile(
    "\u00e1[\u00ba\u00bb][\u0080-\u00bf\u2010-\u203a\u0152-\u0178\u02c6\u02dc\u20ac\u2122]"
)


class Decoded(NamedTuple):
    """Text in NFC, the charset it was read with, and what was unusual about it."""

    text: str
    charset: str
    markers: tuple[str, ...]


def _codec(name: str | None) -> str | None:
    """Python's name of a declared charset; Latin-1 means windows-1252 on the web; None if unknown."""
    if not name:
        return None
    label = name.strip().lower()
    if label in {"unicode", "utf8", "unicode-1-1-utf-8"}:
        return "utf-8"
    if label in {"tcvn", "tcvn3", "tcvn-5712", "tcvn5712-1", "x-viet-tcvn5712", "x-user-defined"}:
        return "windows-1252"  # 8-bit Vietnamese fonts: the letters are put right later, text by text
    try:
        found = codecs.lookup(label).name
        "".encode(found)
    except (LookupError, UnicodeError, TypeError):
        return None
    return {"iso8859-1": "windows-1252", "ascii": "windows-1252", "cp1252": "windows-1252"}.get(
        found, {"cp1258": "windows-1258"}.get(found, found)
    )


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Declared charsets, header first, without repetitions."""
    found: list[str] = []
    header = _HEADER.search(content_type[:300]) if content_type else None
    names = [header.group(1) if header else None]
    head = body[:_HEAD]
    for pattern in (_XML, _META):
        match = pattern.search(head)
        names.append(match.group(1).decode("ascii") if match else None)
    for name in names:
        codec = _codec(name)
        if codec and codec not in found:
            found.append(codec)
    return found


def _utf16_without_bom(body: bytes) -> str | None:
    """The byte order of UTF-16 markup that has no BOM: most of its ASCII has a zero beside it."""
    head = body[:2000]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.5 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.5 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(body: bytes) -> bool:
    """Whether at least nine tenths of the bytes above 127 belong to well-formed UTF-8 sequences."""
    sample = body[: _SAMPLE * 4]
    high = len(_HIGH.findall(sample))
    formed = sum(len(m) for m in _MULTIBYTE.findall(sample))
    return high > 0 and formed >= 0.9 * high


def _best_single_byte(body: bytes, declared: list[str]) -> str:
    """The charset under which the text looks most Vietnamese; the declared one where it is a tie."""
    sample = body[:_SAMPLE]
    names = [n for n in declared if not n.startswith("utf")]
    names += [n for n in _SINGLE_BYTE if n not in names]
    if legacy_charset(sample.decode("windows-1252", "replace")) is not None:
        return "windows-1252"
    scored = []
    for place, name in enumerate(names):
        text = unicodedata.normalize("NFC", sample.decode(name, "replace"))
        scored.append((round(vietnamese_share(text), 2), -place, name))
    return max(scored)[2]


def _repair_mojibake(text: str) -> str | None:
    """`text` with UTF-8 that somebody once read as windows-1252 put right; None where there is none.

    Works on each run of affected characters, so correct text beside it stays.
    """
    if len(_MOJIBAKE.findall(text[: _SAMPLE * 4])) < 5:
        return None

    def mend(run: re.Match[str]) -> str:
        raw = bytearray()
        for char in run.group():
            try:
                raw += char.encode("cp1252")
            except UnicodeEncodeError:
                if ord(char) > 255:
                    return run.group()
                raw.append(ord(char))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return run.group()

    return re.sub(
        "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+",
        mend,
        text,
    )


def _decode(body: bytes, content_type: str | None) -> Decoded:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(name, "replace"), name, ())
    utf16 = _utf16_without_bom(body)
    if utf16:
        return Decoded(body.decode(utf16, "replace"), utf16, ("mislabelled-charset",))
    declared = _declared(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= len(body) - 3
        if not cut and not _mostly_utf8(body):
            name = _best_single_byte(body, declared)
            wrong = ("mislabelled-charset",) if declared and declared[0] != name else ()
            return Decoded(body.decode(name, "replace"), name, wrong)
        text = body.decode("utf-8", "ignore" if cut else "replace")
        return Decoded(text, "utf-8", () if cut else ("broken-utf8",))
    if declared and declared[0] != "utf-8" and not body.isascii():
        multibyte = declared[0] not in _SINGLE_BYTE and b"\x1b" in body
        if not multibyte:
            return Decoded(text, "utf-8", ("mislabelled-charset",))
    return Decoded(text, "utf-8", ())


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """The text of a page in NFC; never fails, bytes that fit nothing become U+FFFD.

    Well-formed UTF-8 wins over any label, since text of another charset is almost never well-formed
    UTF-8 by chance; then comes the content under each single-byte charset.

    >>> decode("Đảng ủy".encode(), "text/html; charset=windows-1258")
    Decoded(text='Đảng ủy', charset='utf-8', markers=('mislabelled-charset',))
    """
    text, charset, markers = _decode(body, content_type)
    mended = _repair_mojibake(text)
    if mended is not None:
        text, markers = mended, (*markers, "mojibake")
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        if charset != "windows-1258" and len(text) - len(composed) >= 5:
            markers = (*markers, "nfd")
        text = composed
    return Decoded(text, charset, markers)
