"""A body's blocks put in order: lead once, title not repeated, controls and bylines out."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.model import Block
from wardarchive.parse.byline import author_of, begins_files, begins_others, is_furniture, source_of
from wardarchive.parse.lines import continues
from wardarchive.parse.titles import comparable

_HEAD = 6
"""Among so many first blocks a lead may be said twice."""
_PREFIX = 60
"""A lead that the CMS cut off ("…") repeats at least this many characters of the first paragraph."""

_MOST_OF_FILES = 400
"""Letters of the names of an article's attachments, which stand beside the text, not in it."""


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of an article, with the author and source that they named."""

    blocks: tuple[Block, ...]
    author: str | None = None
    source: str | None = None

    @property
    def chars(self) -> int:
        return sum(len(b.text) for b in self.blocks)


def _rejoined(blocks: list[Block]) -> list[Block]:
    """Paragraphs that break off inside a sentence joined with their continuation."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        both = last is not None and last.kind == block.kind == "paragraph"
        if both and last is not None and continues(last.text, block.text):
            joined[-1] = Block("paragraph", f"{last.text} {block.text}")
        else:
            joined.append(block)
    return joined


def _with_lead(lead: list[Block], blocks: list[Block]) -> list[Block]:
    """`lead` before `blocks`, unless one of the first blocks says the same or begins with it."""
    fresh: list[Block] = []
    for paragraph in lead:
        said = comparable(paragraph.text.rstrip(". …"))
        if paragraph.text.endswith(("...", "…")):
            said = said.rpartition(" ")[0]  # the last word may be cut
        heads = [comparable(b.text) for b in blocks[:4]]
        same = any(h == said or (len(said) >= _PREFIX and h.startswith(said)) for h in heads)
        if said and not same:
            fresh.append(paragraph)
    return [*fresh, *blocks]


def _plain(block: Block) -> Block:
    """A lead set as a heading is a paragraph."""
    return Block("paragraph", block.text) if block.kind == "heading" else block


def arranged(lead: list[Block], blocks: list[Block], title: str) -> Body:
    """The body as it is shown, from the lead's blocks and the container's blocks."""
    author = source = None
    kept: list[Block] = []
    said: set[str] = set()
    heading = comparable(title)
    for number, block in enumerate(blocks):
        text = block.text
        if begins_others(text) and block.kind in {"paragraph", "heading"}:
            rest = sum(
                len(b.text) for b in blocks[number + 1 :] if b.kind == "paragraph" and len(b.text) > 160
            )
            if rest < 300:
                break
        if begins_files(text) and sum(len(b.text) for b in blocks[number + 1 :]) < _MOST_OF_FILES:
            break
        words = comparable(text) if len(kept) < _HEAD else ""
        if (
            is_furniture(text)
            or (len(kept) < 2 and words == heading)
            or (words in said and len(words) > _PREFIX)
        ):
            continue
        said.add(words)
        named = author_of(text) if block.kind == "paragraph" else None
        origin = source_of(text) if block.kind == "paragraph" and named is None else None
        if named or origin:
            author, source = author or named, source or origin
            continue
        kept.append(block)
    cleaned = [_plain(b) for b in lead if not is_furniture(b.text) and comparable(b.text) != heading]
    return Body(tuple(_with_lead(cleaned, _rejoined(kept))), author, source)
