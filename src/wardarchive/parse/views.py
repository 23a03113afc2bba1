"""View counts as portals write them."""

from __future__ import annotations

import re

_NUMBER = (
    r"(?<![\d.,+])(?P<n>\d{1,3}(?:[.,]\d{3}){1,3}(?!\d)|[1-9]\d{0,2}(?:[ ]\d{3}){1,3}(?![\d.,/:])"
    r"|\d{1,9}(?:[.,]\d{1,2}(?!\d))?)"
)
"""With dots, commas or blanks between the thousands."""
_SUFFIX = r"(?:[ ]?(?P<unit>K|N|nghìn|ngàn|Tr|M|triệu)(?P<rest>\d{1,2}(?!\d))?(?![^\W\d_]))?"
"""1k2 is 1.2 thousand."""
_LABELLED = re.compile(
    r"(?:(?:(?:tổng[ ])?số[ ])?(?:lượt|lần)[ ](?:người[ ])?(?:xem|đọc)(?:[ ](?:bài|tin|trang|thứ))?"
    r"|(?<!\w)(?:Xem|Đọc)(?=[ ]\d[\d.,]*(?:K\d?)?\s*(?:$|[|•·;]))|số[ ](?:người[ ])?(?:xem|đọc)"
    r"|đã[ ](?:xem|đọc)|(?:page[ ]?)?views?(?:[ ]?count|[ ]counter)?|hits"
    r"|read[ ]count|xem(?=[ ]?:)|(?:xem|đọc)(?=[ ]\d{1,3}(?:[.,]?\d{3}){0,2}[ ]lần)"
    r"|\U0001f441\ufe0f?|(?<!\w)(?:visibility|remove_red_eye)(?!\w))"
    r"[ ]{0,3}[:\-–(]{0,2}[ ]{0,3}" + _NUMBER + _SUFFIX,
    re.IGNORECASE,
)
_BEFORE = re.compile(
    _NUMBER
    + _SUFFIX
    + r"[ ]{0,3}(?:(?:(?:lượt|lần)(?:[ ]người)?|người)(?:[ ]đã)?[ ](?:xem|đọc)|views?\b|hits\b)",
    re.IGNORECASE,
)
_BARE = re.compile(r"^[^\w]{0,6}" + _NUMBER + _SUFFIX + r"[^\w]{0,6}$", re.IGNORECASE)
_NOT_VIEWS = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}(?::\d{2})?|\d{1,3}[ ]?%"
)
_GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")
"""The hard or narrow space in 12 345."""
_SITE_WIDE = re.compile(
    r"truy cập|tổng|(?<!\w)đang(?!\w)|trực tuyến|online|visitors?|hôm nay|tháng này|thống kê|khách",
    re.IGNORECASE,
)
_UNITS = {
    "k": 1_000,
    "n": 1_000,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "tr": 1_000_000,
    "m": 1_000_000,
    "triệu": 1_000_000,
}
_MAX_TEXT = 400


def _number(match: re.Match[str]) -> int:
    digits, unit = match["n"], (match["unit"] or "").lower()
    parts = re.split("[., ]", digits)
    grouped = len(parts) > 1 and all(len(p) == 3 for p in parts[1:])
    if unit and match["rest"]:
        return round(float(f"{''.join(parts)}.{match['rest']}") * _UNITS[unit])
    if unit:
        value = float(".".join(parts)) if len(parts) == 2 else float("".join(parts))
        return round(value * _UNITS[unit])
    return int("".join(parts)) if grouped else int(parts[0])


def read_views(text: str, *, bare: bool = False) -> int | None:
    """The view count that a short text states; `bare` allows a number without any label.

    Counters of the whole site (Lượt truy cập, Đang trực tuyến) are never views.

    >>> read_views("Lượt xem: 1.320"), read_views("1,2K lượt xem"), read_views("Truy cập tổng 529.672")
    (1320, 1200, None)
    >>> read_views("Lượt xem: 3 254"), read_views("GMT+7 | 1 234 lượt đọc"), read_views("4 705", bare=True)
    (3254, 1234, 4705)
    >>> read_views("Xem: 1k2"), read_views("Có 1.204 người đã xem bài này"), read_views("Số đọc: 833")
    (1200, 1204, 833)
    """
    text = _GROUPED.sub("", text[:_MAX_TEXT])
    text = _NOT_VIEWS.sub(" ; ", text.replace("\u00a0", " "))
    match, before_label = _LABELLED.search(text), _BEFORE.search(text)
    if match is None or (before_label is not None and ":" not in match.group()):
        match = before_label or match
    if match is not None:
        before = text[max(0, match.start() - 25) : match.start("n")]
        return None if _SITE_WIDE.search(before) else _number(match)
    if bare and not _SITE_WIDE.search(text):
        match = _BARE.match(text)
        if match is not None:
            return _number(match)
    return None
