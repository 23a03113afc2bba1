"""What can be wrong with the collecting of a portal, and what to do about it; Vietnamese, then English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wardarchive.jobs.publishing import Publishing
from wardarchive.model import HANOI_TIME, Portal

_WHAT_TO_DO: Mapping[str, tuple[str, str]] = {
    "unknown-host": (
        "tên miền không còn: tìm địa chỉ mới của phường, rồi portal remove",
        "the name is gone: look for the ward's new address, then portal remove",
    ),
    "tls": (
        "chứng chỉ sai hoặc hết hạn: báo quản trị trang, hoặc thêm cổng bằng địa chỉ http://",
        "its certificate is wrong or over: tell its webmaster, or add the portal by its http:// address",
    ),
    "timeout": ("trang quá chậm: tăng --delay của cổng", "it is too slow: raise the portal's --delay"),
    "robots": ("trang cấm thu thập: xin phép quản trị trang", "it forbids crawling: ask its webmaster"),
    "private-address": (
        "địa chỉ nội bộ: thêm lại cổng nếu đúng là máy trong mạng của bạn",
        "it is at a private address: add the portal again if it really is in your network",
    ),
    "http-error": (
        "mở trang bằng trình duyệt; 403: xin phép quản trị trang, 429: tăng --delay",
        "open it in a browser; 403: ask its webmaster, 429: raise the portal's --delay",
    ),
    "too-large": ("tăng max_body_bytes nếu cần", "raise max_body_bytes in config.toml if they matter"),
}
_LOOK = ("mở trang bằng trình duyệt", "open it in a browser; each next crawl tries again")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    kind: str
    vi: str
    en: str

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "vi": self.vi, "en": self.en}


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI_TIME):%Y-%m-%d}"


def never_crawled(portal: Portal) -> Problem:
    """It was added and nothing more."""
    command = f"wardarchive crawl {portal.id}"
    return Problem("new", f"chưa thu thập lần nào: {command}", f"never crawled: {command}")


def not_reached(portal: Portal, failures: int, last: datetime | None, errors: Mapping[str, int]) -> Problem:
    """Its last crawls brought nothing."""
    kind = next(iter(errors), "connection")
    vi, en = _WHAT_TO_DO.get(kind, _LOOK)
    since_vi, since_en = (f"từ {_day(last)}", f"since {_day(last)}") if last else ("từ đầu", "ever")
    return Problem(
        "failing",
        f"{failures} lần liền không tải được ({kind}) {since_vi}: {vi}",
        f"{failures} crawls in a row brought nothing {since_en} ({kind}): {en}",
    )


def left_alone(late_since: datetime) -> Problem:
    """It has a schedule, and nobody keeps it."""
    return Problem(
        "unwatched",
        f"đã đến lịch từ {_day(late_since)} mà chưa thu thập: wardarchive scheduler có đang chạy không?",
        f"due since {_day(late_since)} and not crawled: is wardarchive scheduler running?",
    )


def errors_of(portal: Portal, errors: Mapping[str, int], rate: float) -> Problem:
    """Many of its pages cannot be had."""
    kind = next(iter(errors))
    vi, en = _WHAT_TO_DO.get(kind, _LOOK)
    share = f"{100 * rate:.0f} %"
    return Problem(
        "errors",
        f"{share} số trang lỗi trong 30 ngày, nhiều nhất là {kind} ({errors[kind]}): {vi}",
        f"{share} of the requests of 30 days failed, most by {kind} ({errors[kind]}): {en}",
    )


def empty_lists(portal: Portal) -> Problem:
    """Its lists lead to articles no longer."""
    command = f"wardarchive portal check {portal.id}"
    return Problem(
        "empty-lists",
        f"các trang danh sách không còn dẫn tới bài nào: {command}",
        f"its lists lead to no article any more, the layout may have changed: {command}",
    )


def silent(portal: Portal, published: Publishing, now: datetime) -> Problem:
    """It used to publish and seems to have stopped."""
    last = published.last_at or now
    days, usual = (now - last).days, published.usual or 0.0
    command = f"wardarchive portal check {portal.id}"
    return Problem(
        "quiet",
        f"{days} ngày không có bài mới, trước đây khoảng {usual:.1f} bài mỗi tuần: {command}; "
        "có thể phường đã sáp nhập hoặc trang đã chuyển",
        f"no new article for {days} days, {usual:.1f} a week before: {command}; "
        "the ward may have been merged or the site moved",
    )


def refused_by_robots(portal: Portal) -> Problem:
    """robots.txt forbids its front page."""
    return Problem(
        "robots",
        "robots.txt không cho tải trang đầu: xin phép quản trị trang; những gì đã lưu vẫn còn",
        "robots.txt forbids the front page: ask the webmaster for leave; what was kept stays",
    )


def robots_changed(portal: Portal, at: datetime) -> Problem:
    """robots.txt says something else than before."""
    return Problem(
        "robots-changed",
        f"robots.txt đã thay đổi ngày {_day(at)}: xem lại cổng còn được thu thập đủ không",
        f"robots.txt changed on {_day(at)}: look whether all of the portal may still be fetched",
    )
