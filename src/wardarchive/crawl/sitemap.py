"""Sitemaps: the lists of pages that a site offers to crawlers.

Read with expat, entity declarations refused, sizes and counts bounded. A sitemap that is cut or damaged
gives what could be read before.
"""

from __future__ import annotations

import xml.parsers.expat
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal
from xml.parsers.expat import ExpatError

from wardarchive.crawl.decoding import decode
from wardarchive.crawl.urls import absolute
from wardarchive.errors import FetchError

MAX_SITEMAP_BYTES = 50_000_000
"""Unpacked; with `MAX_ENTRIES` the limits of the sitemap protocol."""
MAX_ENTRIES = 50_000
_MAX_DEPTH = 20
_MAX_TEXT = 4_000
_PIECE = 1_000_000
"""Older expat starts a long token anew with each piece: pieces must not be small."""
_ADDRESS_FIELDS = frozenset({"loc", "lastmod"})

Kind = Literal["pages", "sitemaps"]


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address of a sitemap, absolute."""

    url: str
    kind: Kind
    """pages: a page; sitemaps: a further sitemap (from an index)."""
    lastmod: date | datetime | None = None
    """As the site says; wrong or the time of generation on many."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What could be read of a sitemap, and the fault where there was one."""

    entries: tuple[SitemapEntry, ...]
    fault: str | None = None


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """The entries of a sitemap or sitemap index in XML, or of a text file with a URL a line.

    Gzip is undone, also where the server did not say so. Never raises on content. `url` is where it was
    found; addresses that are no web addresses are left out.
    """
    unpacked = decode(body, "gzip", MAX_SITEMAP_BYTES)
    data = unpacked.body
    fault = "larger than the protocol allows" if unpacked.overflow else None
    if not unpacked.complete:
        fault = "the gzip data is cut off"
    if b"<" not in data[:1_000]:
        return _text_sitemap(data, url, fault)
    reader = _Reader(url)
    fault = reader.read(data) or fault
    return Sitemap(tuple(reader.entries), fault)


def _text_sitemap(data: bytes, url: str, fault: str | None) -> Sitemap:
    entries: list[SitemapEntry] = []
    for line in data.decode("utf-8-sig", "replace").splitlines():
        if len(entries) == MAX_ENTRIES:
            return Sitemap(tuple(entries), "more entries than the protocol allows")
        if line.strip().startswith(("http://", "https://")):
            entries += _entry(line, "pages", None, url)
    return Sitemap(tuple(entries), fault)


def _entry(address: str, kind: Kind, lastmod: str | None, base: str) -> list[SitemapEntry]:
    try:
        return [SitemapEntry(absolute(address, base), kind, _w3c_date(lastmod))]
    except FetchError:
        return []


def _w3c_date(text: str | None) -> date | datetime | None:
    """A W3C date or time; times without a zone are taken as UTC."""
    value = (text or "").strip()
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Refused(Exception):
    """The document is not read further."""


@dataclass(slots=True)
class _Reader:
    """Collects ``loc`` and ``lastmod`` while expat walks through."""

    base: str
    entries: list[SitemapEntry] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def read(self, data: bytes) -> str | None:
        """Reads the document; the fault where it ends early."""
        parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.SetParamEntityParsing(xml.parsers.expat.XML_PARAM_ENTITY_PARSING_NEVER)
        view = memoryview(data)
        try:
            for position in range(0, len(view), _PIECE):
                parser.Parse(bytes(view[position : position + _PIECE]), False)
            parser.Parse(b"", True)
        except _Refused as refusal:
            return str(refusal)
        except ExpatError as error:
            return f"not well-formed XML: {error}"
        return None

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if len(self.path) >= _MAX_DEPTH:
            raise _Refused("nested too deep")
        self.path.append(name.rsplit(" ", 1)[-1].lower())
        if self.path[-1] in ("url", "sitemap"):
            self.values = {}

    def _end(self, _name: str) -> None:
        closed = self.path.pop()
        if closed in ("url", "sitemap") and "loc" in self.values:
            if len(self.entries) >= MAX_ENTRIES:
                raise _Refused("more entries than the protocol allows")
            kind: Kind = "sitemaps" if closed == "sitemap" else "pages"
            self.entries += _entry(self.values["loc"], kind, self.values.get("lastmod"), self.base)

    def _text(self, text: str) -> None:
        # Only direct children: image:loc and video:loc stand one deeper.
        if len(self.path) >= 2 and self.path[-1] in _ADDRESS_FIELDS and self.path[-2] in ("url", "sitemap"):
            value = self.values.get(self.path[-1], "") + text
            self.values[self.path[-1]] = value[:_MAX_TEXT]

    def _entity(self, *_declaration: object) -> None:
        raise _Refused("entity declarations are not read")
