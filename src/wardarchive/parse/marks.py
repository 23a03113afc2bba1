"""How a block was set: in links, to the right, in bold letters."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag

from wardarchive.parse.files import is_media, leads_to_file
from wardarchive.parse.tree import attribute, text_of

NO_PAGE = ("#", "mailto:", "tel:", "javascript:", "data:")
"""How links begin that lead to no page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a block was set: shares (0 to 1) of its letters in links to pages and to files."""

    linked: float = 0.0
    filed: float = 0.0
    away: bool = False
    """Some link leads to another host."""
    right: bool = False
    strong: bool = False
    """All in bold letters."""


_NO_MARK, _RIGHT_MARK = Mark(), Mark(right=True)


class BlockLinks:
    """The links of the block that is being written."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._pages: list[str] = []
        self._files: list[str] = []
        self._away: list[str] = []

    def add(self, tag: Tag) -> None:
        href = attribute(tag, "href").strip()
        text = text_of(tag)
        if not href and not ("name" in tag.attrs or "id" in tag.attrs):  # a script leads on
            self._pages.append(text)
            self._away.append(text)
        if not href or href.startswith(NO_PAGE):
            return
        if leads_to_file(href, text, download="download" in tag.attrs):
            self._files.append(text)
        elif text and not is_media(href):
            self._pages.append(text)
            _, outside, rest = href.partition("//")
            if outside and rest.partition("/")[0].lower() != self._host:
                self._away.append(text)

    def clear(self) -> None:
        for texts in (self._pages, self._files, self._away):
            texts.clear()

    def mark(self, text: str, *, right: bool, strong: bool) -> Mark:
        if not (self._pages or self._files):
            return Mark(right=right, strong=strong) if strong else _RIGHT_MARK if right else _NO_MARK
        whole = max(len(text), 1)
        linked = sum(len(t) for t in self._pages if t in text) / whole
        filed = sum(len(t) for t in self._files if t in text) / whole
        return Mark(min(linked, 1.0), min(filed, 1.0), any(t in text for t in self._away), right, strong)
