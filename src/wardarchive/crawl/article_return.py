"""When an article's page is looked at again, with the reason. Pure functions.

Corrections cluster in the first hours and days, so the hazard of a change decays with the age of the
text, as k / (age + 1 day). Visits at intervals I cost 1 / I and let changes wait I / 2; the mean wait is
least for I proportional to the inverse root of the hazard: intervals grow with the root of the age. k is
what the page's own visits tell, with its family's as prior: under such a hazard changes come evenly in the
logarithm of the age, so that is the time in which they are counted (`decaying_rate`).

Whether a text that was corrected is as good as new, or goes on ageing from its publication, is not known
and differs; the age is the geometric mean of the two, which loses little either way (docs/recrawl.md).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b

from wardarchive.crawl.change_rate import Prior, decaying_rate
from wardarchive.model import HANOI_TIME

FIRST_WAIT = timedelta(days=2.4)
"""Of a new text that changes as most do; with it an article is visited about 18 times in its first year."""
USUAL_RATE = 0.3
"""The k at which the interval is neither shortened nor stretched: a change on one visit in ten."""
FASTEST, SLOWEST = 0.1, 4.0
"""Bounds of the page's own part in the interval, before the root."""
SHORTEST = timedelta(hours=12)
LONGEST = timedelta(days=90)
"""The exploration floor: even the quietest article is looked at four times a year."""
NO_FAMILY = Prior(weight=8.0)
"""Eight visits of most articles find no change: fewer say little of the one at hand."""
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
    first_seen: datetime | None = None,
) -> Due:
    """When to look at a page again that was there at `now`; all times aware, the result in UTC.

    `visits` are those after the first one, which was at `first_seen` (None: when it was published);
    `changes` how many of them found the text changed.
    """
    born = _moment(published, now)
    age = _age(born, now)
    watched = math.log(age / min(age, _age(born, first_seen or born)))
    own = USUAL_RATE / decaying_rate(visits, changes, watched, prior)
    text_age = math.sqrt(age * min(age, _age(changed_at or born, now)))
    wait = FIRST_WAIT * math.sqrt(text_age * min(max(own, FASTEST), SLOWEST))
    wait = min(max(wait, SHORTEST), LONGEST)
    days = f"{wait / timedelta(days=1):.1f}"
    old = round(age - 1)
    seen = f"{changes}/{visits}"
    return Due(
        now + wait * _spread(url),
        f"sau khoảng {days} ngày: bài đã {old} ngày tuổi, {seen} lần xem lại thấy thay đổi",
        f"after about {days} days: the article is {old} days old, {seen} visits found a change",
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


def _age(born: datetime, now: datetime) -> float:
    """Days, counted from 1."""
    return max(timedelta(0), now - born) / timedelta(days=1) + 1.0


def _spread(url: str) -> float:
    """0.9 to 1.1, always the same for one page: what was found on one day need not return on one."""
    number = int.from_bytes(blake2b(url.encode("utf-8", "replace"), digest_size=4).digest(), "big")
    return 0.9 + 0.2 * number / 0xFFFFFFFF
