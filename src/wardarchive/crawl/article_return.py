"""When an article's page is looked at again, with the reason. Pure functions.

Corrections cluster in the first hours and days, so the hazard of a change decays with the age of the
text, as k / (age + 1 day). Visits at intervals I cost 1 / I and let changes wait I / 2; the mean wait is
least for I proportional to the inverse root of the hazard: intervals grow with the root of the age. k is
taken from the page's own rate of change (`change_rate`), with its family's as prior.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b

from wardarchive.crawl.change_rate import Prior, change_rate
from wardarchive.model import HANOI_TIME

FIRST_WAIT = timedelta(days=3)
"""Of a new text that changes as most do; with it an article is visited about 18 times in its first year."""
USUAL_RATE = 0.1
"""Changes a visit at which the interval is neither shortened nor stretched."""
FASTEST, SLOWEST = 0.1, 4.0
"""Bounds of the page's own part in the interval, before the root."""
SHORTEST = timedelta(hours=12)
LONGEST = timedelta(days=90)
"""The exploration floor: even the quietest article is looked at four times a year."""
NO_FAMILY = Prior()
CONFIRM_AFTER = timedelta(days=1)
ABSENT_EVERY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Due:
    """A time with the reason in both languages."""

    at: datetime
    reason_vi: str
    reason_en: str


def article_due(
    url: str,
    *,
    now: datetime,
    published: date | datetime | None,
    changed_at: datetime | None,
    visits: int,
    changes: int,
    prior: Prior = NO_FAMILY,
) -> Due:
    """When to look at a page again that was there at `now`; all times aware, the result in UTC.

    `visits` are those after the first one, `changes` how many of them found the text changed.
    """
    born = max(_moment(published, now), changed_at or datetime.min.replace(tzinfo=now.tzinfo))
    age = max(timedelta(0), now - born) / timedelta(days=1) + 1.0
    own = min(max(USUAL_RATE / change_rate(visits, changes, prior), FASTEST), SLOWEST)
    wait = min(max(FIRST_WAIT * math.sqrt(age * own), SHORTEST), LONGEST)
    days = f"{wait / timedelta(days=1):.1f}"
    old = max(0, (now - born).days)
    seen = f"{changes}/{visits}"
    return Due(
        now + wait * _spread(url),
        f"sau khoảng {days} ngày: văn bản đã {old} ngày tuổi, {seen} lần xem lại thấy thay đổi",
        f"after about {days} days: the text is {old} days old, {seen} visits found a change",
    )


def absent_due(change: str, now: datetime) -> Due:
    """When to look again at an article that was not there: ``missing``, ``gone`` or ``moved``."""
    if change == "missing":
        return Due(
            now + CONFIRM_AFTER,
            "ngày mai: trang trả lời 404, cần xác nhận vào ngày thứ hai",
            "tomorrow: the page answered 404, to be confirmed on a second day",
        )
    return Due(
        now + ABSENT_EVERY,
        "sau 30 ngày: xem bài đã trở lại chưa",
        "after 30 days: whether the article is back",
    )


def _moment(published: date | datetime | None, now: datetime) -> datetime:
    if published is None:
        return now
    if isinstance(published, datetime):
        return published if published.tzinfo else published.replace(tzinfo=HANOI_TIME)
    return datetime.combine(published, time(), HANOI_TIME)


def _spread(url: str) -> float:
    """0.9 to 1.1, always the same for one page: what was found on one day need not return on one."""
    number = int.from_bytes(blake2b(url.encode("utf-8", "replace"), digest_size=4).digest(), "big")
    return 0.9 + 0.2 * number / 0xFFFFFFFF
