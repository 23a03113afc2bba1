"""How much a portal publishes, and whether that has stopped, held against its own past. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(weeks=1)
PAST = 26 * WEEK
_ENOUGH_WEEKS = 4.0
_ENOUGH_ARTICLES = 8
UNLIKELY = 0.001
"""Chance of so long a silence, or of so few articles, below which a portal counts as having gone quiet.
Of 3,321 wards three a week would be told wrongly at that rate if articles came one by one; they come in
bursts, which is why the rate is halved before it is judged."""
_BURSTS = 0.5


@dataclass(frozen=True, slots=True)
class Publishing:
    """Articles a week, now and before."""

    this_week: int
    """In the last seven days."""
    usual: float | None
    """A week, over up to 26 weeks before; None where too little is known."""
    last_at: datetime | None
    """When the newest article appeared."""
    quiet: bool
    """It published regularly and seems to have stopped."""


def publishing(appeared: Sequence[datetime], now: datetime) -> Publishing:
    """Judge a portal whose articles appeared at these times, oldest first, within `PAST` and a week."""
    past = [moment for moment in appeared if moment <= now]
    if not past:
        return Publishing(0, None, None, False)
    recent = sum(moment > now - WEEK for moment in past)
    before = [moment for moment in past if moment <= now - WEEK]
    weeks = min((now - WEEK - past[0]) / WEEK, PAST / WEEK)
    if weeks < _ENOUGH_WEEKS or len(before) < _ENOUGH_ARTICLES:
        return Publishing(recent, None, past[-1], False)
    # The rate up to the newest article: a silence must not make itself look usual.
    spoke = max((past[-1] - past[0]) / WEEK, _ENOUGH_WEEKS)
    usual = len(before) / weeks
    silence = (now - past[-1]) / WEEK
    chance = math.exp(-_BURSTS * len(past) / spoke * silence)
    return Publishing(recent, usual, past[-1], chance < UNLIKELY)
