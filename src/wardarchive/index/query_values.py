"""Numbers, days and ranges of them as typed after a field name."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal

from wardarchive.index.query_nodes import DateRange, NumberRange

_COMPARED = re.compile(r"(?P<sign>>=|<=|>|<|=)?(?P<number>\d{1,12})")
_BETWEEN = re.compile(r"(?P<low>\d{0,12})(?:\.\.|…)(?P<high>\d{0,12})")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
_VIETNAMESE = re.compile(r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])(?P<year>\d{4})")


def number_range(field: str, text: str) -> NumberRange | None:
    """``2020``, ``2019..2021``, ``>1000``, ``<=5``; None where `text` is none of these.

    >>> number_range("views", ">1000")
    NumberRange(field='views', low=1001, high=None)
    """
    name: Literal["year", "views"] = "year" if field == "year" else "views"
    between = _BETWEEN.fullmatch(text)
    if between is not None and (between["low"] or between["high"]):
        ends = (int(between[end]) if between[end] else None for end in ("low", "high"))
        return NumberRange(name, *ends)
    compared = _COMPARED.fullmatch(text)
    if compared is None:
        return None
    number = int(compared["number"])
    low, high = {
        ">": (number + 1, None),
        ">=": (number, None),
        "<": (None, number - 1),
        "<=": (None, number),
    }.get(compared["sign"] or "=", (number, number))
    return NumberRange(name, low, high)


def _days(text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day."""
    found = _ISO.fullmatch(text) or _VIETNAMESE.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"])
    month = int(found["month"]) if found["month"] else None
    day = int(found["day"]) if found["day"] else None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


def date_range(text: str) -> DateRange | None:
    """``2020-12-15``, ``15/12/2020``, ``2020-12``, ``2020-01..2020-06``, ``>=2020-07-01``.

    >>> date_range("2/2020")
    DateRange(low=datetime.date(2020, 2, 1), high=datetime.date(2020, 2, 29))
    """
    first, dots, last = text.replace("…", "..").partition("..")
    if dots:
        low, high = _days(first), _days(last)
        if (first and low is None) or (last and high is None) or not (first or last):
            return None
        return DateRange(low[0] if low else None, high[1] if high else None)
    sign = re.match("[<>]=?", text)
    days = _days(text[sign.end() :] if sign else text)
    if days is None:
        return None
    if sign is None:
        return DateRange(*days)
    return _compared(sign[0], *days)


def _compared(sign: str, first: date, last: date) -> DateRange | None:
    try:
        return {
            ">": lambda: DateRange(date.fromordinal(last.toordinal() + 1), None),
            ">=": lambda: DateRange(first, None),
            "<": lambda: DateRange(None, date.fromordinal(first.toordinal() - 1)),
            "<=": lambda: DateRange(None, last),
        }[sign]()
    except (ValueError, OverflowError):
        return None
