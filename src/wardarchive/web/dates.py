"""Times as readers of each language write them; moments are shown in Hanoi time."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date

from wardarchive.model import HANOI_TIME, published_date
from wardarchive.web.wording import gettext, language


def _day(day: date) -> str:
    if language() == "vi":
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    return str(format_date(day, "d MMMM y", locale="en"))


def _local(moment: datetime) -> datetime:
    return moment.astimezone(HANOI_TIME) if moment.tzinfo else moment


def publication(published: date | datetime | None) -> str:
    """``15/12/2020, 16:07``, ``15/12/2020`` or “no date”."""
    day = published_date(published)
    if day is None:
        return gettext("no date")
    if isinstance(published, datetime):
        return f"{_day(day)}, {_local(published):%H:%M}"
    return _day(day)


def publication_long(published: date | datetime | None) -> str:
    """With the weekday: ``Thứ Ba, 15/12/2020, 16:07``."""
    day = published_date(published)
    if day is None:
        return gettext("no date")
    weekday = str(format_date(day, "EEEE", locale=language()))
    return f"{weekday}, {publication(published)}"


def moment(when: datetime | None) -> str:
    """``24/11/2026, 10:03``, in Hanoi time."""
    if when is None:
        return gettext("never")
    local = _local(when)
    return f"{_day(local.date())}, {local:%H:%M}"


def iso(when: date | datetime | None) -> str:
    """For ``<time datetime>``."""
    if isinstance(when, datetime):
        return _local(when).isoformat(timespec="minutes")
    return when.isoformat() if when else ""
