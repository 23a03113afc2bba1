"""Deadlines in running text: `trước ngày 30/9`, `trong quý III/2025`, `trong vòng 10 ngày`."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from wardarchive.officials.phrases import phrase_keys
from wardarchive.officials.tokens import NUMBER, Tokens

_OPENINGS = frozenset(
    ["trước", "đến", "trong", "hết", "xong", "nhất", "vào", "cuối", "vòng", "từ", "ngay", "chậm"]
)
(_QUARTER,) = phrase_keys("quý")
_PERIODS = frozenset((_QUARTER, "tháng", "năm"))
_VAGUE = frozenset(("xong", "hết", "ngay"))
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SPANS = {"ngày": 1, "tuần": 7, "tháng": 30}
_LOOK_BACK = 5
_PAST = timedelta(days=45)
"""A day without a year may lie this far before publication; else it is next year's."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Tokens [start, end) name a last day; `on` is None where the text does not say enough to tell it."""

    start: int
    end: int
    on: date | None


def find_deadlines(tokens: Tokens, start: int, end: int, published: date | None) -> list[Deadline]:
    """The deadlines between two tokens; `published` gives the year, and the day that others count from."""
    found: list[Deadline] = []
    at = start
    while at < end:
        deadline = _deadline(tokens, at, end, published) if tokens.key[at] in _OPENINGS else None
        if deadline is None:
            at += 1
        else:
            found.append(deadline)
            at = deadline.end
    return found


def _deadline(tokens: Tokens, at: int, end: int, published: date | None) -> Deadline | None:
    key = tokens.key
    if key[at] in _VAGUE and key[at + 1] in _OPENINGS:  # `xong trước ngày 30/9` begins at `trước`
        return None
    for i in range(at + 1, min(end, at + _LOOK_BACK + 1)):
        if key[i] in _PERIODS and i + 1 < end:
            return _period(tokens, at, i, published)
        if tokens.shape[i] == NUMBER and "/" in key[i]:
            return Deadline(at, i + 1, _day(key[i], published))
        if tokens.shape[i] == NUMBER and key[i + 1] == "-" and tokens.shape[i + 2] == NUMBER:
            return Deadline(at, i + 3, _day(f"{key[i]}/{key[i + 2]}", published))
        if tokens.shape[i] == NUMBER and key[i + 1] in _SPANS and key[at] in ("trong", "vòng"):
            return Deadline(at, i + 2, _after(key[i], key[i + 1], published))
        if tokens.shape[i] == NUMBER or key[i] in ("giờ", "ngày", "mùng", "vòng", "khi", "nhất", "h"):
            continue
        if key[i] not in _OPENINGS:
            return None
    return None


def _period(tokens: Tokens, at: int, unit: int, published: date | None) -> Deadline | None:
    """`quý III/2025`, `tháng 9`, `năm 2026`: the last day of the period."""
    key = tokens.key
    word, value, end = key[unit], key[unit + 1], unit + 2
    if key[end] == "/" and tokens.shape[end + 1] == NUMBER:
        value, end = f"{value}/{key[end + 1]}", end + 2
    if key[end] == "năm" and tokens.shape[end + 1] == NUMBER:
        value, end = f"{value}/{key[end + 1]}", end + 2
    number, _, year_text = value.partition("/")
    year = int(year_text) if _is_year(year_text) else None
    if word == "năm":
        return Deadline(at, end, _month_end(12, int(number), published)) if _is_year(number) else None
    if word == _QUARTER:
        quarter = _QUARTERS.get(number)
        return None if quarter is None else Deadline(at, end, _month_end(quarter * 3, year, published))
    if not number.isdecimal() or not 1 <= int(number) <= 12:
        return None
    return Deadline(at, end, _month_end(int(number), year, published))


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20", "21")


def _month_end(month: int, year: int | None, published: date | None) -> date | None:
    if year is None:
        if published is None:
            return None
        year = published.year + (month < published.month - 1)
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(text: str, published: date | None) -> date | None:
    parts = [int(part) for part in text.split("/") if part.isdecimal() and len(part) <= 4]
    if len(parts) < 2 or (len(parts) == 2 and published is None):
        return None
    year = parts[2] if len(parts) > 2 else published.year if published else 0
    try:
        day = date(year, parts[1], parts[0])
        if len(parts) == 2 and published is not None and day < published - _PAST:
            day = day.replace(year=year + 1)
    except ValueError:
        return None
    return day


def _after(number: str, unit: str, published: date | None) -> date | None:
    if published is None or not number.isdecimal() or len(number) > 3:
        return None
    return published + timedelta(days=int(number) * _SPANS[unit])
