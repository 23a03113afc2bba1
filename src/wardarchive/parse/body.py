"""A body's blocks put in order: lead once, title not repeated, controls and bylines out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wardarchive.model import Block
from wardarchive.parse.byline import author_of, is_source, source_of, told_source
from wardarchive.parse.lines import continues
from wardarchive.parse.marks import Mark
from wardarchive.parse.names import tells_deed
from wardarchive.parse.side_lines import (
    begins_files,
    begins_others,
    ends_article,
    is_furniture,
    leads_on,
    names_files,
)
from wardarchive.parse.titles import comparable
from wardarchive.parse.writers import LABELS, is_bare_name, is_body_name

_HEAD = 6
"""Among so many first blocks a lead may be said twice."""
_PREFIX = 60
"""A lead that the CMS cut off ("…") repeats at least this many characters of the first paragraph."""

_MOST_OF_FILES = 400
"""Letters of the names of an article's attachments, which stand beside the text, not in it."""


_NO_MARK = Mark()
_RUNNING = 60
"""Letters outside links with which the text goes on after links to other articles."""
_LINKED = 0.5
_TOLD = 160
_FOR = re.compile(r"^(?:T/?M|K/?T|T/?L|Q)\.\s?\S")
"""For (thay mặt), in place of (ký thay), by order of (thừa lệnh), acting (quyền): a signing block."""
_SIGNATURE = 80
_STOPS = (".", "!", "?", "…", ".”", '."', "”")
_ADDRESS = re.compile(r"^\([^()]{3,60}\)$")
"""Under the author's name: where the author lives or works."""
_INITIALS = re.compile(r"[A-ZĐ]{1,4}(?:[.\-][A-ZĐ]{1,4}){0,2}\.?")
_POST = re.compile(
    r"^(?:cộng tác viên|ctv|phóng viên|pv|biên tập viên|công chức|cán bộ|giáo viên|hội viên|bác sĩ"
    r"|trưởng|phó)"
    r"[^.!?:;\n]{0,50}$",
    re.IGNORECASE,
)
"""Under the author's name: what the author is."""
_LABEL = re.compile(
    rf"^(?:{LABELS}|thực hiện)(?: tin| bài(?: viết)?)?\s*:?$",
    re.IGNORECASE,
)
"""Over the author's name, in a line of its own."""
_CREDIT = re.compile(r"^\(?(?:ảnh|photo)\s*:", re.IGNORECASE)
"""Under the author's name: who took the pictures."""
_WAY_ON = 60
_SUBHEAD = 90
"""Letters of a line in bold letters that heads a part of the text, be it a question."""
_OPEN_ENDED = ".,;:!…"
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of an article, with the author and source that they named."""

    blocks: tuple[Block, ...]
    author: str | None = None
    source: str | None = None
    signature: str | None = None
    """A short last line set to the right: who wrote it, or "Theo" a source."""

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


def _runs(block: Block, mark: Mark) -> bool:
    """Whether a block is running text outside links; a headline has no full stop."""
    text = block.text.rstrip("\"'”’») ")
    if block.kind not in {"paragraph", "quote"} or (1 - mark.linked) * len(text) < _RUNNING:
        return False
    return mark.linked < _LINKED and (text.endswith((".", "!", "?", ":", ";")) or len(text) > _TOLD)


def _resumed(blocks: Sequence[Block], marks: Sequence[Mark], heading: int) -> int:
    """Where the text goes on after a heading over links to other articles; the end where it does not.

    Links whose headlines take turns with a few words about each are entries to the end.
    """
    count = len(blocks)
    if not marks:
        rest = sum(
            len(b.text) for b in blocks[heading + 1 :] if b.kind == "paragraph" and len(b.text) > _TOLD
        )
        return count if rest < 300 else heading + 1
    following = range(heading + 1, count)
    end = next((i for i in following if begins_others(blocks[i].text)), count)
    first = next((i for i in range(heading + 1, end) if _runs(blocks[i], marks[i])), end)
    linked = sum(marks[i].linked >= _LINKED for i in range(first, end))
    running = sum(_runs(blocks[i], marks[i]) for i in range(first, end))
    if linked and running <= linked + 1:
        return end
    if running == 1 and blocks[first].text.endswith(("...", "…")):
        return end
    while first - 1 > heading and blocks[first - 1].kind == "heading" and not marks[first - 1].linked:
        first -= 1
    return first


def _left(blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[tuple[Block, Mark]]:
    """The blocks that are the article's: no links to others, no list of attachments at the end."""
    go_on = 0
    running = sum((1 - m.linked) * len(b.text) for b, m in zip(blocks, marks, strict=False))
    for number, block in enumerate(blocks):
        mark = marks[number] if marks else _NO_MARK
        if number < go_on:
            continue
        if block.kind in {"paragraph", "heading"}:
            if ends_article(block.text):
                return
            if begins_others(block.text):
                go_on = _resumed(blocks, marks, number)
                continue
        rest = sum(len(b.text) for b in blocks[number + 1 :])
        if begins_files(block.text) and rest < _MOST_OF_FILES:
            after = [b for b in blocks[number + 1 :] if author_of(b.text) or is_source(b.text)]
            yield from ((b, _NO_MARK) for b in after)
            return
        inserted = running >= _TOLD and leads_on(block.text, mark.linked, away=mark.away)
        if not inserted and not names_files(block.text, mark.filed):
            yield block, mark


def without_signature(body: Body, author: str | None) -> Body:
    """`body` without a last paragraph that is the author's name and no more."""
    last = body.blocks[-1] if len(body.blocks) > 1 else None
    if author is None or last is None or comparable(last.text) != comparable(author):
        return body
    return replace(body, blocks=body.blocks[:-1])


def _is_way_on(block: Block, mark: Mark) -> bool:
    """Whether a last line is links to other pages of the site and no more: back, contents, next."""
    short = block.kind == "paragraph" and len(block.text) <= _WAY_ON
    return short and mark.linked >= _MOSTLY and not mark.away


def _is_name(block: Block, mark: Mark) -> bool:
    """Whether a block is the name of a person or a group in bold letters."""
    named = is_bare_name(block.text) or is_body_name(block.text) or _INITIALS.fullmatch(block.text)
    return block.kind == "paragraph" and mark.strong and bool(named)


def _tells_source(block: Block) -> bool:
    """Whether a block is "Theo" and the name of a paper or an office, and no more."""
    text = block.text
    if block.kind != "paragraph" or len(text) > _SIGNATURE or not text[-1].isalnum() or tells_deed(text):
        return False
    name = told_source(text)
    return name is not None and name[0].isupper()


def _without_place(kept: list[tuple[Block, Mark]]) -> None:
    """Takes off what stands under or over the author's name: a place in brackets, a post, a label."""
    if len(kept) < 3 or kept[-3][0].kind == "heading":
        return
    (last, mark), (before, mark_before) = kept[-1], kept[-2]
    set_apart = mark_before.strong or mark_before.right
    person = set_apart and is_bare_name(before.text)
    if person and (_ADDRESS.match(last.text) or (_POST.match(last.text) and not mark.strong)):
        kept.pop()
    elif _LABEL.match(before.text) and is_bare_name(last.text) and (mark.strong or mark.right):
        del kept[-2]


def _signed(kept: list[tuple[Block, Mark]]) -> str | None:
    """A short last paragraph to the right, or a name in bold letters, taken off as the author's signature.

    A name under an office ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") signs the text and stays in it.
    """
    if len(kept) > 2 and kept[-1][1].right and _CREDIT.match(kept[-1][0].text):
        kept.pop()
    _without_place(kept)
    signs = len(kept) > 1 and (_is_name(*kept[-1]) or _tells_source(kept[-1][0]))
    if signs and kept[-2][0].text.rstrip(")]").endswith(_STOPS):
        return kept.pop()[0].text
    if len(kept) < 2 or not kept[-1][1].right or kept[-2][1].right:
        return None
    text, before = kept[-1][0].text, kept[-2][0].text
    if before.isupper() or _FOR.match(before):
        return None
    if len(text) > _SIGNATURE or text.endswith((".", "!", "?", ":", ";")) or "\n" in text:
        return None
    kept.pop()
    return text


def _with_subheads(kept: list[tuple[Block, Mark]], *, led: bool) -> list[Block]:
    """The blocks, short lines all in bold letters over plain text among them as headings.

    The first line is one only under a lead: else it may be the lead itself.
    """
    blocks = [block for block, _ in kept]
    for number in range(0 if led else 1, len(kept) - 1):
        (block, mark), (after, mark_after) = kept[number], kept[number + 1]
        plain = block.kind == "paragraph" and not (mark.right or mark.linked)
        if not plain or not mark.strong or len(block.text) > _SUBHEAD or "\n" in block.text:
            continue
        opens = block.text[0].isupper() or block.text[0].isdigit()
        told = after.kind in {"paragraph", "list"} and not (mark_after.strong or after.text[0].islower())
        if opens and told and block.text[-1] not in _OPEN_ENDED:
            blocks[number] = Block("heading", block.text)
    return blocks


def arranged(lead: list[Block], blocks: list[Block], title: str, marks: Sequence[Mark] = ()) -> Body:
    """The body as it is shown, from the lead's blocks and the container's blocks with their marks."""
    author = source = None
    kept: list[tuple[Block, Mark]] = []
    said: set[str] = set()
    heading = comparable(title)
    for block, mark in _left(blocks, marks):
        text = block.text
        words = comparable(text) if len(kept) < _HEAD else ""
        if (
            is_furniture(text)
            or not any(map(str.isalnum, text))
            or (len(kept) < 2 and words == heading)
            or (words in said and len(words) > _PREFIX)
        ):
            continue
        said.add(words)
        named = author_of(text) if block.kind == "paragraph" else None
        if named or (block.kind == "paragraph" and is_source(text)):
            author, source = author or named, source or (None if named else source_of(text))
            continue
        kept.append((block, mark))
    while kept and _is_way_on(*kept[-1]):
        kept.pop()
    signature = _signed(kept)
    cleaned = [_plain(b) for b in lead if not is_furniture(b.text) and comparable(b.text) != heading]
    whole = _with_lead(cleaned, _rejoined(_with_subheads(kept, led=bool(cleaned))))
    return Body(tuple(whole), author, source, signature)
