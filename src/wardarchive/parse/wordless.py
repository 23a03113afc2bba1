"""Pages that show instead of telling: pictures, a film, the week's calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wardarchive.model import Block
from wardarchive.parse.reading import Fields
from wardarchive.parse.regions import Regions
from wardarchive.parse.tree import Tree, attribute

_SENTENCE = 60
"""Letters of prose below which a page tells nothing."""
_FEW_WORDS = 160
"""Letters of prose that a calendar may have above its table."""
_LONG = 160
"""Letters that make a paragraph without a full stop running text."""
_IMAGES = 6
_DAYS = 4
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


def shown_only(tree: Tree, regions: Regions, fields: Fields) -> str | None:
    """What a page is that has next to no prose: a gallery, a film, a calendar; None for any other."""
    if is_calendar(fields):
        return "calendar"
    if prose_of(fields.body.blocks) >= _SENTENCE or fields.files:
        return None
    if _films(tree, regions):
        return "film without text"
    images = sum(1 for i in tree.by_name.get("img", ()) if not regions.junk[i])
    told = sum(len(b.text) for b in fields.body.blocks if b.kind not in {"caption", "list", "heading"})
    return "gallery" if images >= _IMAGES and told < _SENTENCE else None
