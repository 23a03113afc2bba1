"""A page opened for reading: decoded, cleared, parsed and indexed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from wardarchive.errors import PageError
from wardarchive.model import Link
from wardarchive.parse.break_lines import with_lines
from wardarchive.parse.encoding import Decoded, decode
from wardarchive.parse.feeds import feed_kind
from wardarchive.parse.link_kinds import LinkJudge
from wardarchive.parse.links import read_links
from wardarchive.parse.markup import Markup, not_markup, prune
from wardarchive.parse.profile import Family
from wardarchive.parse.regions import Regions, survey
from wardarchive.parse.structured import Structured, read_structured
from wardarchive.parse.tree import Tree

_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_SAMPLE = 50_000


class FeedInstead(PageError):
    """The bytes are a news feed or a sitemap; `text` is what they say."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(kind)
        self.text = text


@dataclass(frozen=True)
class OpenedPage:
    """All that the readings of one page share."""

    url: str
    decoded: Decoded
    markup: Markup
    tree: Tree
    said: Structured
    captured: datetime

    @cached_property
    def regions(self) -> Regions:
        """The survey of the page, made when first asked for."""
        return survey(self.tree)

    def links(self, family: Family | None) -> tuple[Link, ...]:
        """The links, told apart by the family's ways or, without one, by the survey."""
        judge = LinkJudge(self.tree, self.url, family, self.regions if family is None else None)
        return read_links(self.tree, self.url, judge)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    if "\x00" not in sample and "\ufffd" not in sample:
        return False
    return len(_UNPRINTABLE.findall(sample)) > 0.05 * len(sample)


def open_page(body: bytes, url: str, content_type: str | None, captured: datetime) -> OpenedPage:
    """The page of some bytes; raises PageError, with the reason as its message, where there is none."""
    refusal = not_markup(body)
    if refusal is not None:
        raise PageError(refusal)
    decoded = decode(body, content_type)
    text = decoded.text
    if "<" not in text:
        raise PageError("plain text, not a page" if text.strip() else "empty page")
    if _is_binary(text):
        raise PageError("binary data, not a page")
    kind = feed_kind(text)
    if kind is not None:
        raise FeedInstead(kind, text)
    markup = prune(text)
    tree = with_lines(Tree(markup.text))
    if not tree.elements:
        raise PageError("empty page")
    said = read_structured(tree, markup.json_ld, captured)
    return OpenedPage(url, decoded, markup, tree, said, captured)
