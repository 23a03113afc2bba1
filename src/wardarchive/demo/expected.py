"""What a perfect reader finds on the demo's sites: the truth for end-to-end tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from wardarchive.demo.articles import DemoArticle, Person
from wardarchive.demo.editions import edition as edition_of
from wardarchive.demo.liferay import article_query_path
from wardarchive.demo.markup import Piece
from wardarchive.demo.portals import PORTALS, DemoPortal
from wardarchive.demo.site import article_path
from wardarchive.model import Block, BlockKind
from wardarchive.text.normalise import clean

_KINDS: dict[str, BlockKind] = {
    "paragraph": "paragraph",
    "heading": "heading",
    "list": "list",
    "numbered": "list",
    "table": "table",
    "quote": "quote",
    "image": "caption",
    "attachment": "paragraph",
    "signature": "paragraph",
}


@dataclass(frozen=True, slots=True)
class ExpectedArticle:
    """One article as it should stand in an archive of the demo."""

    portal: DemoPortal
    id: int
    path: str
    """The first address, path alone."""
    other_paths: tuple[str, ...]
    """Other addresses of the same article."""
    title: str
    published: date | datetime
    """A date alone where the page prints midnight."""
    views: int | None
    section: str
    lead: str
    body: tuple[Block, ...]
    """Lead first; a list is one block with an item a line, a table one with a row a line, cells parted by
    `` | ``."""
    people: tuple[Person, ...]
    author: str | None
    images: tuple[str, ...]
    """Names of files, in the order of the page."""
    attachments: tuple[tuple[str, str], ...]
    """(name of the file, text of the link)."""

    @property
    def words(self) -> tuple[str, ...]:
        """The body's words in order, whatever the blocks: what two readings can be compared by."""
        return tuple(word for block in self.body for word in block.text.split())


def expected_articles(edition: int = 1) -> tuple[ExpectedArticle, ...]:
    """Every article of the three portals, in the order of the portals, newest first.

    Texts are composed (NFC) with single blanks, as `text.normalise.clean` makes them; spelling and tone
    placement are as published.
    """
    return tuple(
        _expected(portal, article) for portal in PORTALS for article in edition_of(portal, edition).articles
    )


def _expected(portal: DemoPortal, article: DemoArticle) -> ExpectedArticle:
    section = portal.section(article.section)
    if section is None:
        raise ValueError(f"article {article.id} is in no section of {portal.name}: {article.section!r}")
    attached = [p for p in article.body if p.kind == "attachment"]
    return ExpectedArticle(
        portal=portal,
        id=article.id,
        path=article_path(portal, article),
        other_paths=(article_query_path(article),) if portal.family == "hanoi_liferay" else (),
        title=clean(article.title),
        published=article.published,
        views=article.views,
        section=section.title,
        lead=clean(article.lead),
        body=tuple(_blocks(portal, article)),
        people=article.people,
        author=article.author,
        images=tuple(p.file for p in article.body if p.kind == "image"),
        attachments=tuple((p.file, p.lines[0]) for p in attached),
    )


def _blocks(portal: DemoPortal, article: DemoArticle) -> Iterator[Block]:
    if article.lead:
        yield Block("paragraph", clean(article.lead))
    for piece in article.body:
        # NukeViet shows attachments beside the body, not in it.
        if piece.kind != "attachment" or portal.family != "nukeviet":
            yield from _blocks_of(piece)


def _blocks_of(piece: Piece) -> Iterator[Block]:
    kind = _KINDS[piece.kind]
    lines = tuple(clean(line.replace("\t", " | ")) for line in piece.lines)
    if kind in ("list", "table"):
        yield Block(kind, "\n".join(lines))
    else:
        yield from (Block(kind, line) for line in lines)
