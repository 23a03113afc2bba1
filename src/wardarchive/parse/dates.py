"""Publication times as Vietnamese pages write them, for readers and for machines.

A time of 00:00 or 12:00 AM means that the system does not know it: the date alone is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wardarchive.model import HANOI_TIME

EARLIEST = date(1995, 1, 1)
"""Viet Nam has been on the web since 1997; some portals publish older documents' dates."""
_SLACK = timedelta(days=2)
"""A clock may be wrong, and a page may be dated tomorrow; more is implausible."""
_MAX_TEXT = 400

_MONTHS = {
    name.replace("_", " "): number
    for number, names in enumerate(
        (
            "january jan giêng một",
            "february feb hai",
            "march mar ba",
            "april apr tư bốn",
            "may năm",
            "june jun sáu",
            "july jul bảy bẩy",
            "august aug tám",
            "september sep sept chín",
            "october oct mười",
            "november nov mười_một",
            "december dec mười_hai chạp",
        ),
        1,
    )
    for name in names.split()
}
_VI_MONTH = "mười một|mười hai|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|chạp"
_EN_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)

_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d/])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)",
        r"(?<![\d/.,])(?P<d>\d{1,2})\s{0,2}(?P<s>[/.\-–])\s{0,2}(?P<m>\d{1,2})\s{0,2}(?P=s)\s{0,2}(?P<y>(?:19|20)\d\d)(?![\d/])",
        r"(?<!\d)(?P<d>\d{1,2})[ ,]{0,3}(?:tháng|thg\.?|th)[ ]{0,2}(?P<m>\d{1,2}|"
        + _VI_MONTH
        + r")[ ,]{0,3}(?:năm[ ]{0,2})?(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?<!\w)(?:tháng|thg\.?|th)[ ]{0,2}(?P<m>\d{1,2}|"
        + _VI_MONTH
        + r")[ ]{0,2}(?P<d>\d{1,2})[ ,]{1,3}(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?[ \-]{1,2}(?P<m>"
        + _EN_MONTH
        + r")\b\.?[ ,\-]{1,3}(?P<y>(?:19|20)\d\d)(?!\d)",
        r"\b(?P<m>"
        + _EN_MONTH
        + r")\b\.?[ ]{1,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?[ ,]{1,3}(?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
_SHORT_YEAR = re.compile(
    r"(?<![\d/.,\-])(?P<d>\d{1,2})(?P<s>[/.\-])(?P<m>\d{1,2})(?P=s)(?P<y>\d\d)(?![\d/.\-]\d|\d)"
)
_TIME = (
    r"(?P<H>\d{1,2})(?:[ ]?:[ ]?(?P<M>\d{2})(?:[ ]?:[ ]?(?P<S>\d{2})(?:\.\d{1,7})?)?"
    r"|[ ]?(?:h|g|giờ)(?:[ ]?(?P<M2>\d{2})(?:[ ]?(?:phút|p|'))?|(?!\w)(?![ ]{1,2}(?:trước|ago))))"
    r"(?:[ ]{0,2}(?P<half>[AP]\.?M\b\.?|SA\b|CH\b|sáng|trưa|chiều|tối))?(?!\d)"
)
_BETWEEN = r"[\s|,;()\-–—•·T]{0,6}(?:(?:lúc|vào lúc|vào|hồi|at|ngày|giờ)[\s:]{1,3})?"
_TIME_AFTER = re.compile(_BETWEEN + _TIME, re.IGNORECASE)
_WEEKDAY = (
    r"(?:thứ[ ](?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ[ ]nhật|cn|t[2-7]"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)"
)
_WEEKDAY_TOLD = re.compile(rf"(?<!\w)(?P<name>{_WEEKDAY})[\s,.\-–|(]{{1,4}}(?:ngày[ ])?$", re.IGNORECASE)
_WEEKDAYS = (
    ("2", "t2", "hai", "mon"), ("3", "t3", "ba", "tue"), ("4", "t4", "tư", "wed"),
    ("5", "t5", "năm", "thu"), ("6", "t6", "sáu", "fri"), ("7", "t7", "bảy", "bẩy", "sat"),
)  # fmt: skip
"""As they begin behind "thứ"; all else is Sunday."""
_TIME_BEFORE = re.compile(
    r"(?<![\d:/])"
    + _TIME
    + r"(?:[ ]?\(?(?:GMT|UTC)[ ]?\+[ ]?0?7(?::00)?\)?)?"
    + r"[\s|,;()\-–—•·]{0,6}(?:(?:ngày|on|-)[\s:]{0,3})?"
    + rf"(?:{_WEEKDAY}[\s,.\-–|]{{0,4}})?"
    + r"(?:(?:ngày)[\s:]{1,3})?$",
    re.IGNORECASE,
)
_MACHINE_PHP = re.compile(
    r"^(?P<day>\d{4}-\d{2}-\d{2})(?:[+-]\d{2}|[A-Z]{3,4})(?P<time>\d{2}:\d{2}(?::\d{2})?)"
)
_AGO = re.compile(
    r"(?<![\d.,/])(?P<n>\d{1,3}|một|vài)[ ]{1,2}(?P<unit>giây|phút|giờ|tiếng|ngày|tuần|tháng|năm"
    r"|seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)[ ]{1,2}(?:trước|ago)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?P<word>vừa xong|just now"
    r"|(?:hôm nay|hôm qua|today|yesterday)(?=\s*(?:$|[|,\-–]|lúc|at\b|\d{1,2}[:h]\d{2})))",
    re.IGNORECASE,
)
"""A counter of today's visitors ("Hôm nay: 1.204") is no date."""
_MINUTES = {
    "giây": 0, "second": 0, "phút": 1, "minute": 1, "min": 1, "giờ": 60, "tiếng": 60, "hour": 60,
}  # fmt: skip
_DAYS = {"ngày": 1, "day": 1, "tuần": 7, "week": 7, "tháng": 30, "month": 30, "năm": 365, "year": 365}


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication time found in a text, with the span that says it."""

    value: date | datetime
    start: int
    end: int
    relative: bool = False

    @property
    def day(self) -> date:
        return self.value.date() if isinstance(self.value, datetime) else self.value


def plausible(day: date, latest: datetime | None) -> bool:
    """Whether an article on the web may be of `day`, captured at `latest`."""
    if day < EARLIEST:
        return False
    return latest is None or day <= (latest.astimezone(HANOI_TIME) + _SLACK).date()


def _day(match: re.Match[str]) -> date | None:
    """The calendar day of a match of `_DATES`; US order only where the other is impossible.

    Impossible is also another day of the week than the one that stands before it.
    """
    month_text = match["m"].lower()
    month = int(month_text) if month_text.isdigit() else _MONTHS[month_text]
    day, year = int(match["d"]), int(match["y"])
    year += 2000 if year < 100 else 0
    if month > 12 >= day and month_text.isdigit():
        day, month = month, day
    found = _calendar(year, month, day)
    turned = _calendar(year, day, month) if month_text.isdigit() and day != month else None
    if found is None or turned is None:
        return found
    told = _WEEKDAY_TOLD.search(match.string, max(0, match.start() - 20), match.start())
    weekday = _weekday(told.group("name")) if told else None
    return turned if weekday == turned.weekday() != found.weekday() else found


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(name: str) -> int:
    """The number of a weekday, Monday 0, by how Vietnamese and English begin its name."""
    name = name.lower().removeprefix("thứ ")
    return next((n for n, names in enumerate(_WEEKDAYS) if name.startswith(names)), 6)


def _clock(match: re.Match[str]) -> time | None:
    """The time of day of a match of `_TIME`; None for midnight (unknown) and for impossible ones."""
    hour = int(match["H"])
    minute = int(match["M"] or match["M2"] or 0)
    second = int(match["S"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half in {"pm", "ch", "chiều", "tối"} and hour < 12:
        hour += 12
    elif half in {"am", "sa"} and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59 or (hour, minute, second) == (0, 0, 0):
        return None
    return time(hour, minute, second)


def read_moments(text: str, captured: datetime | None = None, *, short: bool = False) -> list[Moment]:
    """Every date with its time of day in a short text, in the order of the text; implausible ones left out.

    `short` also reads years of two digits, for text that is known to tell a date.

    >>> [m.value.isoformat() for m in read_moments("Ngày đăng 18/03/2019 | 04:01 PM  | View count: 536")]
    ['2019-03-18T16:01:00+07:00']
    >>> [m.value.isoformat() for m in read_moments("Ngày đăng 24/11/2014 | 00:00")]
    ['2014-11-24']
    """
    text = text[:_MAX_TEXT]
    found: list[Moment] = []
    for pattern in (*_DATES, _SHORT_YEAR) if short else _DATES:
        for match in pattern.finditer(text):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            day = _day(match)
            if day is None or not plausible(day, captured):
                continue
            found.append(_with_clock(text, match, day))
    if not found and captured is not None:
        return _relative(text, captured)
    return sorted(found, key=lambda m: m.start)


def _with_clock(text: str, match: re.Match[str], day: date) -> Moment:
    """The moment of a date, with the time of day that stands after it, else before it."""
    after = _TIME_AFTER.match(text, match.end())
    if after is not None:
        clock = _clock(after)
        return Moment(_joined(day, clock), match.start(), after.end())
    begin = max(0, match.start() - 40)
    before = _TIME_BEFORE.search(text[begin : match.start()])
    if before is not None:
        return Moment(_joined(day, _clock(before)), begin + before.start(), match.end())
    return Moment(day, match.start(), match.end())


def _joined(day: date, clock: time | None) -> date | datetime:
    return day if clock is None else datetime.combine(day, clock, HANOI_TIME)


def _relative(text: str, captured: datetime) -> list[Moment]:
    """Times such as "17 giờ trước", counted back from the capture."""
    local = captured.astimezone(HANOI_TIME).replace(second=0, microsecond=0)
    match = _AGO.search(text)
    if match is not None:
        count = int(match["n"]) if match["n"].isdigit() else 1
        unit = match["unit"].lower()
        unit = unit if unit in _MINUTES or unit in _DAYS else unit.rstrip("s")
        if unit in _MINUTES:
            return [Moment(local - timedelta(minutes=count * _MINUTES[unit]), *match.span(), relative=True)]
        return [Moment((local - timedelta(days=count * _DAYS[unit])).date(), *match.span(), relative=True)]
    near = _NEAR.search(text)
    if near is None:
        return []
    word = near["word"].lower()
    if word in {"vừa xong", "just now"}:
        return [Moment(local, *near.span(), relative=True)]
    back = 1 if word in {"hôm qua", "yesterday"} else 0
    day = (local - timedelta(days=back)).date()
    clock = _TIME_AFTER.match(text, near.end())
    return [Moment(_joined(day, _clock(clock) if clock else None), *near.span(), relative=True)]


def read_machine(text: str, captured: datetime | None = None) -> date | datetime | None:
    """A date written for machines: ISO 8601 with or without zone, RFC 2822, or NukeViet's broken form.

    A time without a zone is taken as local.

    >>> read_machine("2020-12-15T09:07:00Z").isoformat(), read_machine("2021-06-24+0715:51:00").isoformat()
    ('2020-12-15T16:07:00+07:00', '2021-06-24T15:51:00+07:00')
    """
    text = text.strip()[:60]
    broken = _MACHINE_PHP.match(text)
    try:
        moment = datetime.fromisoformat(f"{broken['day']}T{broken['time']}" if broken else text)
        zoned = (
            moment.replace(tzinfo=HANOI_TIME) if moment.tzinfo is None else moment.astimezone(HANOI_TIME)
        )
    except (ValueError, OverflowError):
        moments = read_moments(text)
        zoned_value = moments[0].value if moments else None
        if zoned_value is None or not plausible(moments[0].day, captured):
            return None
        return zoned_value
    if not plausible(zoned.date(), captured):
        return None
    if zoned.time() == time(0, 0) or len(text) <= 10:
        return zoned.date()
    return zoned.replace(microsecond=0)
