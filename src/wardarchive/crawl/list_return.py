"""When a portal is crawled next, with the reason. Pure functions.

Automatic: visits are placed after the portal's own bursts of publishing (`week_rate`), the more of them the
more it publishes: as many as the square root of its rate tells (`request_budget`), never fewer than the
floor, because silence must be looked at to be known.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from wardarchive.crawl.article_return import Due
from wardarchive.crawl.cron import next_time, parse_cron
from wardarchive.crawl.week_rate import HOURS, best_hours, learn_week, next_visit

FEWEST, MOST = 4, 42
"""Visits a week."""
VISITS_PER_ROOT = 4.0
"""Visits a week of a portal with one article a week; they grow with the root of the rate."""
HISTORY = timedelta(weeks=26)
RETRY, RETRY_CAP = timedelta(hours=1), timedelta(hours=24)
_DAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Window:
    """When crawls may begin, by the clocks of a zone."""

    zone: ZoneInfo
    hours: tuple[int, int] | None = None
    weekdays: tuple[int, ...] = ()

    def is_open(self, hour_of_week: int) -> bool:
        """Whether an hour of the week (0 = Monday 00:00) is inside."""
        day, hour = divmod(hour_of_week, 24)
        if self.weekdays and day + 1 not in self.weekdays:
            return False
        if self.hours is None or self.hours[0] == self.hours[1]:
            return True
        first, end = self.hours
        return first <= hour < end if first < end else hour >= first or hour < end

    def closed(self) -> frozenset[int]:
        """The hours of the week outside."""
        return frozenset(hour for hour in range(HOURS) if not self.is_open(hour))

    def first_open(self, moment: datetime) -> datetime:
        """The moment itself, or the beginning of the next hour inside; UTC."""
        at = moment.astimezone(self.zone)
        for _ in range(HOURS + 2):
            if self.is_open(at.weekday() * 24 + at.hour):
                break
            whole = at.replace(minute=0, second=0, microsecond=0)
            at = (whole.astimezone(UTC) + timedelta(hours=1)).astimezone(self.zone)
        return at.astimezone(UTC)


def automatic(now: datetime, appeared: Sequence[datetime], watched: timedelta, window: Window) -> Due:
    """The next visit of a portal whose articles appeared at these times, while it was `watched`."""
    weeks = max(watched / timedelta(weeks=1), 0.0)
    rate = learn_week(appeared, weeks, window.zone)
    visits = min(max(round(VISITS_PER_ROOT * math.sqrt(rate.a_week)), FEWEST), MOST)
    hours = best_hours(rate, visits, window.closed())
    at = next_visit(hours, now, window.zone) if hours else window.first_open(now)
    local = at.astimezone(window.zone)
    day, text = local.weekday(), f"{local:%H:%M}"
    rate_text, learnt = f"{rate.a_week:.1f}", len(appeared)
    return Due(
        at.astimezone(UTC),
        f"{text} {_DAYS_VI[day]}: cổng đăng khoảng {rate_text} bài mỗi tuần, xem {visits} lần mỗi tuần, "
        f"đặt sau giờ thường đăng (học từ {learnt} bài)",
        f"{_DAYS_EN[day]} {text}: about {rate_text} articles a week, {visits} visits a week, "
        f"placed after the usual hours of publishing (learnt from {learnt} articles)",
    )


def every(now: datetime, seconds: int, last: datetime | None, window: Window) -> Due:
    """A fixed interval after the last run; one that was missed is made up for once."""
    wanted = now if last is None else max(now, last + timedelta(seconds=seconds))
    at = window.first_open(wanted)
    hours = f"{seconds / 3600:g}"
    return Due(
        at, f"cứ {hours} giờ một lần{_inside(window)[0]}", f"every {hours} hours{_inside(window)[1]}"
    )


def by_cron(now: datetime, text: str, window: Window) -> Due:
    """The next time of a cron line that is inside the window."""
    line = parse_cron(text)
    at = next_time(line, now, window.zone)
    for _ in range(1_000):
        if window.first_open(at) == at.astimezone(UTC):
            break
        at = next_time(line, at, window.zone)
    vi, en = _inside(window)
    said = f"{line.text} ({window.zone.key})"
    return Due(at, f"theo lịch cron {said}{vi}", f"cron {said}{en}")


def retry(now: datetime, failures: int) -> Due:
    """After a run that failed: soon, and less soon each time."""
    wait = min(RETRY * 2 ** min(failures - 1, 10), RETRY_CAP)
    hours = f"{wait / timedelta(hours=1):g}"
    return Due(
        now + wait,
        f"thử lại sau {hours} giờ: {failures} lần liền không được",
        f"another try after {hours} hours: {failures} failures in a row",
    )


def _inside(window: Window) -> tuple[str, str]:
    if window.hours is None and not window.weekdays:
        return "", ""
    hours = f" {window.hours[0]}–{window.hours[1]} h" if window.hours else ""
    days = f" T{','.join(str(d + 1) for d in window.weekdays)}" if window.weekdays else ""
    days_en = f" on days {','.join(map(str, window.weekdays))}" if window.weekdays else ""
    return f", trong khung{hours}{days}", f", within{hours}{days_en}"
