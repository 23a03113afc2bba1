"""Pages that show instead of telling: pictures, a film, the week's calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wardarchive.model import Block
from wardarchive.parse.entries import entries_of
from wardarchive.parse.names import names_unit
from wardarchive.parse.reading import Fields
from wardarchive.parse.records import is_record
from wardarchive.parse.regions import Regions
from wardarchive.parse.side_lines import is_foot
from wardarchive.parse.tree import Tree, attribute, text_of

_SENTENCE = 60
"""Letters of prose below which a page tells nothing."""
_FEW_WORDS = 160
"""Letters of prose that a calendar may have above its table."""
_LONG = 160
"""Letters that make a paragraph without a full stop running text."""
_LINE = 25
_FOOT = 60
"""Letters by which a line of the site's foot is told."""
_IMAGES = 6
_DAYS = 4
_DAY = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")
_EVENTS = 5
"""Lines with a date on a page without a sentence: events, entries."""
_FILM = re.compile(
    r"youtube(?:-nocookie)?\.com/embed|youtu\.be/|player\.vimeo\.com|facebook\.com/plugins/video"
    r"|dailymotion\.com/embed|\.(?:mp4|webm|m3u8)(?:$|\?)",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    r"^(?:thông báo )?lịch (?:công tác|làm việc|họp|trực|tuần|hoạt động)(?!\w)", re.IGNORECASE
)
_WEEKDAY = re.compile(r"(?<!\w)(?:thứ (hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(chủ nhật))(?!\w)", re.IGNORECASE)


def prose_of(blocks: Iterable[Block]) -> int:
    """Letters of the paragraphs that are sentences or run on like some; lists and captions are none."""
    told = (b.text for b in blocks if b.kind in {"paragraph", "quote"})
    return sum(
        len(t) for t in told if len(t) > _LONG or t.rstrip("\"'”’») /").endswith((".", "!", "?", ":", "…"))
    )


def _films(tree: Tree, regions: Regions) -> bool:
    for name in ("iframe", "video", "embed", "source", "object"):
        for place in tree.by_name.get(name, ()):
            if regions.junk[place]:
                continue
            tag = tree.elements[place]
            if name == "video" or _FILM.search(attribute(tag, "src") or attribute(tag, "data-src")):
                return True
    return False


def is_calendar(fields: Fields) -> bool:
    """Whether a page is an office's calendar: called so, with days of the week and hardly a sentence."""
    if not _CALENDAR.match(fields.title) or prose_of(fields.body.blocks) > _FEW_WORDS:
        return False
    text = " ".join(b.text for b in fields.body.blocks)
    return len({(m[1] or m[2]).lower() for m in _WEEKDAY.finditer(text)}) >= _DAYS


def own_runs(tree: Tree, regions: Regions) -> Iterator[int]:
    """Letters of each run of text that is neither furniture, nor of another article's entry or the foot."""
    entries = entries_of(tree)
    for place, size in enumerate(regions.run):
        if size < _LINE or regions.junk[place] or entries[place]:
            continue
        text = text_of(tree.elements[place], limit=_FOOT) if size <= _LONG else ""
        if not text or not (is_foot(text) or names_unit(text)):
            yield size


def shown_only(tree: Tree, regions: Regions, fields: Fields) -> str | None:
    """What a page is that has next to no prose: a gallery, a film, a calendar; None for any other."""
    if is_calendar(fields):
        return "calendar"
    if is_record(tree, fields, prose_of(fields.body.blocks)):
        return "record of a document"
    told = sum(own_runs(tree, regions))
    if min(prose_of(fields.body.blocks), told) >= _SENTENCE or fields.files:
        return None
    if _films(tree, regions):
        return "film without text"
    if sum(_DAY.search(b.text) is not None for b in fields.body.blocks if b.kind == "paragraph") >= _EVENTS:
        return "list page"
    entries = entries_of(tree)
    images = sum(1 for i in tree.by_name.get("img", ()) if not (regions.junk[i] or entries[i]))
    words = sum(len(b.text) for b in fields.body.blocks if b.kind not in {"caption", "list", "heading"})
    return "gallery" if images >= _IMAGES and min(words, told) < _SENTENCE else None
