"""Hanoi time, and the day of a publication time."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

HANOI_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def published_date(published: date | datetime | None) -> date | None:
    """The calendar day of a publication time, in Asia/Ho_Chi_Minh."""
    if isinstance(published, datetime):
        return published.astimezone(HANOI_TIME).date() if published.tzinfo else published.date()
    return published
