"""The publication time of a page: what readers see, checked against what machines are told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from wardarchive.model import HANOI_TIME
from wardarchive.parse.dates import Moment, read_machine

_URL_DATE = re.compile(r"/(?P<y>20\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:/|$)")


@dataclass(frozen=True, slots=True)
class Published:
    """The time that is kept, and what was unusual about it."""

    value: date | datetime | None = None
    markers: tuple[str, ...] = ()


def _day(value: date | datetime) -> date:
    return value.astimezone(HANOI_TIME).date() if isinstance(value, datetime) else value


def weigh(visible: Moment | None, machine: date | datetime | None, machine_text: str = "") -> Published:
    """The visible time wins; the machine's fills in where nothing is visible, or the time of day where
    only the day is and the machine's zone is Viet Nam's, and where readers are told how long ago it was.
    Disagreement is recorded.
    """
    if visible is None:
        return Published(machine, ("machine-date",) if machine is not None else ())
    markers = ("relative-date",) if visible.relative else ()
    if machine is None:
        return Published(visible.value, markers)
    if visible.relative:
        near = abs((_day(machine) - visible.day).days) <= 1 and _of_viet_nam(machine_text)
        return Published(machine if near else visible.value, markers)
    if isinstance(visible.value, datetime):
        if isinstance(machine, datetime):
            agrees = abs((visible.value - machine).total_seconds()) < 120
        else:
            agrees = _day(machine) == visible.day
        return Published(visible.value, markers if agrees else (*markers, "date-disagrees"))
    if _day(machine) != visible.day:
        return Published(visible.value, (*markers, "date-disagrees"))
    if isinstance(machine, datetime) and _of_viet_nam(machine_text):
        return Published(machine, markers)
    return Published(visible.value, markers)


def _of_viet_nam(text: str) -> bool:
    """Whether a machine date states the zone +07:00."""
    text = text.strip()
    return text.endswith(("+07:00", "+0700", "+07")) and read_machine(text) is not None


def url_date(url: str, captured: datetime | None) -> Published:
    """The date in a page's path, for pages that show none."""
    match = _URL_DATE.search(url)
    value = (
        read_machine(f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}", captured) if match else None
    )
    return Published(value, ("url-date",) if value is not None else ())
