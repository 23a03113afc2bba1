"""The line of date and views near the title of a page of unknown layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise

from bs4 import Tag
from bs4.element import NavigableString

from wardarchive.model import HANOI_TIME
from wardarchive.parse.byline import byline_of
from wardarchive.parse.dates import Moment, read_moments
from wardarchive.parse.entries import entries_of
from wardarchive.parse.regions import Regions, first_run
from wardarchive.parse.tree import INLINE, Tree, attribute, text_of
from wardarchive.parse.view_places import views_at
from wardarchive.parse.views import read_views

_LABEL = re.compile(
    r"ngày\s+đăng|đăng\s+(?:ngày|lúc|tải|vào|bởi)|ngày\s+(?:cập\s+nhật|xuất\s+bản|phát\s+hành|viết|tạo"
    r"|gửi)|ngày(?=\s*:)|cập\s+nhật|xuất\s+bản|publish|posted|updated|created|date",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|lượt\s+(?:người\s+)?(?:xem|đọc)"
    r"|view\s*count|views?|đã\s+xem|số|gmt|bình\s+luận|comments?"
    r"|in\s+bài(?:\s+viết)?|print|gốc|cỡ\s+chữ|mặc\s+định|lúc|giờ|vào|on|by|admin(?:istrator)?"
    r"|tác\s+giả|người\s+đăng|nguồn|visibility|remove_red_eye|schedule|access_time|calendar_today|event"
    r"|person|lần",
    re.IGNORECASE,
)
_NOT_OF_PAGE = re.compile(
    r"(?:bắt đầu|kết thúc|(?:thời )?hạn(?: cuối| chót| nộp\w*)?|hết hạn|từ(?: ngày)?|đến(?: hết)?(?: ngày)?"
    r"|hôm nay(?: là)?(?: ngày)?|in ngày|ngày in|today(?: is)?|diễn ra|khai mạc|ban hành"
    r"|hiệu lực(?: từ)?|ngày ký|ngày sinh|deadline|from|until|start|end)"
    r"\s*[:\-–]?\s*$",
    re.IGNORECASE,
)
"""Before the date of an event, a vote or a document, or the day of the look."""
_CHANGED = re.compile(r"cập\s+nhật|sửa|updated|modified", re.IGNORECASE)
_POSTED = re.compile(
    r"đăng|xuất\s+bản|phát\s+hành|khởi\s+tạo|ngày\s+(?:tạo|gửi|viết)|publish|posted|created", re.IGNORECASE
)
_CLOCKED = re.compile(r"\d{1,2}\s?[:h]\s?\d{2}")
_CLOCK = re.compile(
    r"clock|today|current|dong-?ho|ngay-?hien|hom-?nay|sys-?date|egov_date|header-?date"
    r"|date-?(?:time)?-?now|lich",
    re.I,
)
_NAMED_DATE = re.compile(r"date|time|ngay|publish|posted|meta|info|post-?on|created", re.IGNORECASE)
_LEAD = 60
_AFTER_LEAD = 8
_META_LINE = 100
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_INSIDE = 10
"""Elements of a line whose titles are looked at."""
_RUNNING = 40
"""Letters around an inline element that make it a part of a sentence."""
_MAX_LINE = 220
_MAX_LINES = 80
_HEADLINE = 25
"""Letters of a link in a line that make it an entry of a list: with its date in brackets half as many."""
_BARE = 10
"""Letters beside a date of a line that is metadata, be it the one that counts or not."""
_RESIDUE = 45
"""Letters that may stand in a line beside date, views and their labels."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """What the lines near the title say, and which elements they are."""

    moment: Moment | None = None
    views: int | None = None
    places: tuple[int, ...] = ()


def _lines(
    tree: Tree, begin: int, end: int, *, linkless: bool = False, apart: Sequence[int] = ()
) -> list[int]:
    """Places of the outermost elements with a short text between two places; `linkless` ones alone.

    None of them contains one of `apart`, the title and the body.
    """
    found: list[int] = []
    covered = -1
    entries = entries_of(tree)
    for place in range(max(begin, 0), min(end, len(tree.elements) - 1) + 1):
        if place <= covered or entries[place] or not 0 < tree.chars[place] <= _MAX_LINE:
            continue
        if any(tree.contains(place, a) for a in apart) or _holds_heading(tree, place):
            continue
        tag = tree.elements[place]
        if linkless and tree.linked[_line_around(tree, place)]:
            continue  # a counter of the article that is linked there
        if tag.name in INLINE and tag.name != "time" and tree.own[max(tree.parents[place], 0)] >= _RUNNING:
            continue
        found.append(place)
        covered = tree.ends[place]
        if len(found) >= _MAX_LINES:
            break
    return found


def _holds_heading(tree: Tree, place: int) -> bool:
    """Whether a heading stands beside other text in an element: a title said again, no line of metadata."""
    if tree.elements[place].name in INLINE or tree.ends[place] == place:
        return False
    inside = range(place + 1, min(tree.ends[place], place + _INSIDE) + 1)
    return any(tree.elements[i].name in _HEADINGS and 0 < tree.chars[i] < tree.chars[place] for i in inside)


def _line_around(tree: Tree, place: int) -> int:
    """The element that holds the line of an inline element: its parent, if that is no more than a line."""
    above = tree.parents[place]
    inline = tree.elements[place].name in INLINE and above >= 0
    return above if inline and tree.chars[above] <= _MAX_LINE else place


def in_entry(tree: Tree, place: int) -> bool:
    """Whether an element is of a list's entry, or stands beside a linked headline in one line."""
    if entries_of(tree)[place]:
        return True
    if tree.linked[place]:
        return False  # the line of metadata itself, with its section
    line = place
    for above in islice(tree.ancestors(place), 3):
        if tree.chars[above] > _MAX_LINE:
            break
        line = above
    if tree.linked[line] < _HEADLINE // 2:
        return False
    links = tree.elements[line].find_all("a", limit=4)
    longest = max((tree.chars[i] for i in map(tree.place, links) if i >= 0), default=0)
    return longest >= _HEADLINE - 5


def _residue(text: str, moment: Moment) -> int:
    """Letters left in a line when date, views and labels are taken away."""
    rest = f"{text[: moment.start]} {text[moment.end :]}"
    rest = _NOISE.sub(" ", _LABEL.sub(" ", rest))
    return sum(1 for c in rest if c.isalpha())


def _is_entry(tree: Tree, place: int, text: str, moment: Moment) -> bool:
    """Whether a line is an entry of a list, a linked headline with its date; a link may be the author's."""
    linked = tree.linked[place]
    bracketed = text[: moment.start].rstrip().endswith("(")
    return linked >= (_HEADLINE // 2 if bracketed else _HEADLINE) and byline_of(text) is None


def _moments(tree: Tree, place: int, text: str, captured: datetime | None) -> list[Moment]:
    """The dates in a line that may be the page's: not an event's, not a list entry's."""
    short = bool(_is_named(tree, place) or _LABEL.search(text) or _CLOCKED.search(text))
    found = read_moments(text, captured, short=short)
    if found[0].relative if found else _CLOCKED.search(text):
        spelt = _spelt_out(tree, place, text)
        if spelt != text:
            text, found = spelt, read_moments(spelt, captured)
    return [
        m
        for m in found
        if _residue(text, m) <= _RESIDUE
        and not _NOT_OF_PAGE.search(text[: m.start])
        and not _is_entry(tree, place, text, m)
    ]


def _spelt_out(tree: Tree, place: int, text: str) -> str:
    """A line with what it shows of a date replaced by the whole date that the element's title tells."""
    for inner in range(place, min(tree.ends[place], place + _INSIDE) + 1):
        told = attribute(tree.elements[inner], "title")
        if told and len(told) <= _META_LINE and read_moments(told):
            return text.replace(text_of(tree.elements[inner], apart=True), told, 1)
    return text


def published_of(text: str, moments: Sequence[Moment]) -> Moment | None:
    """Of the dates in a line the first, unless it is said to be of a change and another of publication."""
    first = moments[0] if moments else None
    if len(moments) < 2 or not _CHANGED.search(text[: moments[0].start]):
        return first
    later = pairwise(moments)
    return next((m for before, m in later if _POSTED.search(text[before.end : m.start])), first)


def _worth(text: str, moment: Moment, named: bool) -> float:
    before = text[: moment.start + 1]
    worth = 2.0 if _LABEL.search(before) else 0.0
    worth -= 0.1 if _CHANGED.search(before) and not _POSTED.search(before) else 0.0
    worth += 1.0 if isinstance(moment.value, datetime) else 0.0
    return worth + (1.0 if named else 0.0)


def _is_clock(tree: Tree, place: int) -> bool:
    if _CLOCK.search(tree.classes(place)):
        return True
    if any(_CLOCK.search(tree.classes(above)) for above in islice(tree.ancestors(place), 3)):
        return True
    inside = range(place + 1, min(tree.ends[place], place + 10) + 1)
    return any(_CLOCK.search(tree.classes(i)) and read_moments(text_of(tree.elements[i])) for i in inside)


def _is_of_today(moment: Moment, captured: datetime | None) -> bool:
    """Whether a moment is the day of the capture: above a title that is the server's calendar."""
    return captured is not None and moment.day == captured.astimezone(HANOI_TIME).date()


def _scan(
    tree: Tree,
    regions: Regions,
    places: list[int],
    captured: datetime | None,
    *,
    labelled: bool = False,
    above: bool = False,
    frame: int | None = None,
) -> tuple[float, Moment | None, int | None, tuple[int, ...]]:
    """The best moment, the first views and the lines that gave them; `labelled` wants a label on both,
    `above` is for lines over the title, of which the nearest counts, `frame` holds the article: furniture
    in it may count its views."""
    best: tuple[float, Moment] | None = None
    views: int | None = None
    used: list[int] = []
    best_place = -1
    for place in places:
        text = text_of(tree.elements[place], apart=True)
        if _is_clock(tree, place) or (above and in_entry(tree, place)):
            continue
        moments = _moments(tree, place, text, captured)
        if above and not _LABEL.search(text):
            moments = [m for m in moments if m.relative or not _is_of_today(m, captured)]
        moment = published_of(text, moments)
        if moment is not None and not (labelled and not _LABEL.search(text[: moment.start + 1])):
            worth = _worth(text, moment, _is_named(tree, place))
            if best is None or worth > best[0] or (above and worth == best[0]):
                best = (worth, moment)
                best_place = place
            if _LABEL.search(text) or _residue(text, moment) <= _BARE:
                used.append(place)
        own = frame is not None and tree.contains(frame, place)
        if views is None and (own or not regions.junk[place]):
            views = read_views(text) if labelled else views_at(tree, place, text, moment)
            if views is not None and len(text) < 60:
                used.append(place)
    if best is None:
        return -1.0, None, views, tuple(used)
    return best[0], best[1], views, (*used, *(p for p in (best_place,) if p not in used))


def read_nearby(
    tree: Tree, regions: Regions, title: int | None, bodies: list[int], captured: datetime | None
) -> Nearby:
    """Date and views from the lines after the title, else before it, else at the end of the body.

    Only short lines that hold little else are read: a date in a sentence is the event's, not the page's.
    """
    begin = bodies[0] if bodies else (title or 0)
    first = title if title is not None and title < tree.ends[begin] else max(0, begin - 25)
    first_text = _first_paragraph(tree, regions, begin)
    apart = [i for i in (title, *bodies[:1]) if i is not None]
    after_title = tree.ends[first] + 1 if title is not None else first
    _, moment, views, places = _scan(
        tree,
        regions,
        _lines(tree, after_title, max(first_text, begin - 1)),
        captured,
        frame=_around(tree, title, begin) if bodies else None,
    )
    if moment is None and bodies and first_text >= begin:
        _, moment, later, more = _scan(tree, regions, _below_lead(tree, regions, first_text), captured)
        views, places = later if views is None else views, places + more
    if title is not None and (moment is None or views is None):
        wide = _lines(tree, max(title - 12, 0), title - 1, apart=apart)
        _, early, early_views, more = _scan(tree, regions, wide, captured, above=True)
        moment, views, places = moment or early, views if views is not None else early_views, places + more
    if bodies and (moment is None or views is None):
        end = tree.ends[bodies[-1]]
        last = _lines(tree, max(end - 12, begin), end + 15, linkless=True)
        _, late, late_views, more = _scan(
            tree, regions, last, captured, labelled=True, frame=frame_of(tree, bodies[-1])
        )
        if late is None and moment is None:
            _, late, _, under = _scan(tree, regions, _under(tree, last, end), captured)
            more += under
        moment, views, places = moment or late, views if views is not None else late_views, places + more
    return Nearby(moment, views, places)


def _around(tree: Tree, title: int | None, body: int) -> int | None:
    """The element that holds title and body; None where that is the whole page."""
    if title is None or title > body:
        return None
    holder = next((i for i in tree.ancestors(body) if i == title or tree.contains(i, title)), -1)
    return holder if holder >= 0 and tree.elements[holder].name not in {"body", "html", "form"} else None


def _below_lead(tree: Tree, regions: Regions, first: int) -> list[int]:
    """The lines of metadata between the first two paragraphs, of which the first may be a lead."""
    near = range(first, min(first + 3, len(tree.elements)))
    lead = next((i for i in near if regions.run[i] >= _LEAD), None)
    if lead is None:
        return []
    begin = tree.ends[lead] + 1
    found = _lines(tree, begin, min(begin + _AFTER_LEAD, len(tree.elements) - 1), linkless=True)
    told = next((n for n, i in enumerate(found) if tree.chars[i] > _META_LINE), len(found))
    return [i for i in found[:told] if _is_named(tree, i) or _is_bare(tree, i)]


def _is_bare(tree: Tree, place: int) -> bool:
    """Whether a line is a date with its time of day and hardly a word."""
    text = text_of(tree.elements[place], apart=True)
    moments = read_moments(text)
    return bool(moments) and isinstance(moments[0].value, datetime) and _residue(text, moments[0]) <= _BARE


def _is_named(tree: Tree, place: int) -> bool:
    """Whether an element is made for dates, by its class or its name."""
    return tree.elements[place].name == "time" or _NAMED_DATE.search(tree.classes(place)) is not None


def frame_of(tree: Tree, body: int) -> int:
    """The element that holds the body with what belongs to it, as far as can be told."""
    frame = body
    for above in islice(tree.ancestors(body), 3):
        if tree.elements[above].name in {"body", "html", "main"}:
            break
        frame = above
    return frame


def read_views_between(tree: Tree, title: int | None, body: int) -> int | None:
    """The labelled view count in the lines between title and body."""
    if title is None or title > body:
        return None
    for place in _lines(tree, tree.ends[title] + 1, body - 1, linkless=True):
        views = read_views(text_of(tree.elements[place], apart=True))
        if views is not None:
            return views
    return None


def _under(tree: Tree, lines: list[int], end: int) -> list[int]:
    """The line right below the body, where one of `lines` is; a list of links begins otherwise."""
    first = next((i for i in range(end + 1, min(end + 6, len(tree.elements))) if tree.chars[i]), None)
    return [i for i in lines if first is not None and first <= i <= tree.ends[first]][:1]


def _first_paragraph(tree: Tree, regions: Regions, body: int) -> int:
    """The first element with a long run of text inside the body: what is before it may be the meta line."""
    place = first_run(tree, regions, body, 100)
    if place is None:
        return tree.ends[body]
    return place - 1 if place > body else _before_bare_text(tree, body)


def _before_bare_text(tree: Tree, body: int) -> int:
    """The last element before the first long text that stands bare in a body; the body where none does."""
    last = body
    for node in tree.elements[body].contents:
        if isinstance(node, Tag):
            last = max(last, tree.place(node))
        elif type(node) is NavigableString and len(node.strip()) >= _LEAD:
            break
    else:
        return body
    return tree.ends[last] if last > body else body


def machine_date(tree: Tree, places: list[int]) -> str:
    """The machine-readable date of the first of some elements."""
    for place in places:
        tag = tree.elements[place]
        value = attribute(tag, "content") or attribute(tag, "datetime") or text_of(tag)
        if value:
            return value
    return ""


def read_views_below(tree: Tree, body: int) -> int | None:
    """The labelled view count in the lines below a body, none of them a link's."""
    end = tree.ends[body]
    for place in _lines(tree, end + 1, end + 15, linkless=True):
        views = read_views(text_of(tree.elements[place], apart=True))
        if views is not None:
            return views
    return None
