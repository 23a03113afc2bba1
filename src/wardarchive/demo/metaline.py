"""The line under a title: date, time and views as each family writes them."""

from __future__ import annotations

from datetime import datetime

from wardarchive.demo.articles import DemoArticle

_BAR = "\u00a0|\u00a0"
_DATE_LABEL = {
    "vi": "Ngày đăng ",
    "vi12": "Ngày đăng ",
    "mixed": "Ngày đăng ",
    "en": "Publish date ",
    "bare": "",
}
_VIEW_LABEL = {
    "vi": "Lượt xem",
    "vi12": "View count",
    "mixed": "View count",
    "en": "View count",
    "bare": "View Count",
}
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def liferay_line(article: DemoArticle, *, in_list: bool = False) -> str:
    """``Ngày đăng 15/12/2020 | 16:07  | Lượt xem: 425``, with non-breaking spaces about the second bar.

    The 12-hour style has no leading zero on the article's own page and one in lists. An article
    without a time of day is printed at midnight.
    """
    line = f"{_DATE_LABEL[article.meta]}{article.published:%d/%m/%Y} | {_time(article, in_list)}"
    if article.views is not None:
        line += f" {_BAR}{_VIEW_LABEL[article.meta]}: {article.views}"
    return line


def _time(article: DemoArticle, in_list: bool) -> str:
    if article.meta in ("vi", "mixed"):
        return f"{article.published:%H:%M}"
    twelve = f"{article.published:%I:%M %p}"
    return twelve.removeprefix("0") if article.meta == "vi12" and not in_list else twelve


def nukeviet_date(article: DemoArticle) -> str:
    """``Thứ năm - 24/06/2021 15:51``."""
    return f"{_WEEKDAYS[article.published.weekday()]} - {article.published:%d/%m/%Y %H:%M}"


def nukeviet_list_date(article: DemoArticle) -> str:
    """``24/06/2021 03:51:00 PM``, as NukeViet's lists have it."""
    return f"{article.published:%d/%m/%Y %I:%M:%S %p}"


def nukeviet_meta_time(article: DemoArticle) -> str:
    """The malformed ``article:published_time`` that the CMS makes of a stray format letter."""
    return f"{article.published:%Y-%m-%d}+07{article.published:%H:%M:%S}"


def machine_time(article: DemoArticle) -> str:
    """ISO 8601 with offset; a date alone where no time is known."""
    published = article.published
    return (
        published.isoformat()
        if isinstance(published, datetime)
        else f"{published.isoformat()}T00:00:00+07:00"
    )


def dotted(number: int) -> str:
    """Thousands parted by dots.

    >>> dotted(1320)
    '1.320'
    """
    return f"{number:,}".replace(",", ".")
