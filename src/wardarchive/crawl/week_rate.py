"""When a portal publishes in the course of a week, and the best times to look. Pure functions.

Postings follow a Poisson process whose rate repeats every week: offices have hours. Visits are placed just
after the bursts so that what appears waits least. Source: K. C. Sia, J. Cho and H.-K. Cho, Efficient
Monitoring Algorithm for Fast News Alerts, IEEE TKDE 19(7), 2007.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HOURS = 168
_WORKING = range(7, 18)


@dataclass(frozen=True, slots=True)
class WeekRate:
    """Articles an hour for each hour of the week; hour 0 is Monday 00:00 in the portal's zone."""

    hours: tuple[float, ...]

    @property
    def a_week(self) -> float:
        """Articles a week."""
        return sum(self.hours)


def office_prior(a_week: float) -> WeekRate:
    """What is believed of a portal before it is known: most articles on working days, 7 to 18 h."""
    raw = [
        1.0 if hour // 24 < 5 and hour % 24 in _WORKING else 0.25 if hour % 24 in _WORKING else 0.05
        for hour in range(HOURS)
    ]
    return WeekRate(tuple(a_week * value / sum(raw) for value in raw))


def hour_of_week(moment: datetime, zone: ZoneInfo) -> int:
    """0 to 167."""
    local = moment.astimezone(zone)
    return local.weekday() * 24 + local.hour


def learn_week(
    appeared: Sequence[datetime], weeks: float, zone: ZoneInfo, *, a_week: float = 3.0, trust: float = 1.0
) -> WeekRate:
    """The rate that the times of appearance of `weeks` weeks tell, leaning on office hours.

    The prior counts as `trust` weeks of observation; the shape is smoothed over neighbouring hours and
    over the same hour of other working days, because a portal with five articles a week fills few of the
    168 hours itself.
    """
    counts = [0.0] * HOURS
    for moment in appeared:
        counts[hour_of_week(moment, zone)] += 1
    smooth = [_smoothed(counts, hour) for hour in range(HOURS)]
    scale = sum(counts) / sum(smooth) if sum(counts) else 0.0
    total = max(weeks, 0.0) + trust
    prior = office_prior(a_week)
    return WeekRate(
        tuple((s * scale + trust * p) / total for s, p in zip(smooth, prior.hours, strict=True))
    )


def _smoothed(counts: Sequence[float], hour: int) -> float:
    day, at = divmod(hour, 24)
    kin = range(5) if day < 5 else range(5, 7)
    days = [(d, 1.0 if d == day else 0.5) for d in kin]
    return sum(
        weight * part * counts[(d * 24 + at + step) % HOURS]
        for d, weight in days
        for step, part in ((-1, 0.25), (0, 0.5), (1, 0.25))
    )


def best_hours(rate: WeekRate, visits: int, closed: frozenset[int] = frozenset()) -> tuple[int, ...]:
    """The `visits` hours of the week (their beginnings) at which to look, so that articles wait least.

    What appeared in an hour waits from its middle to the next visit. Greedy: each visit goes where it
    saves most, which costs O(visits x 168), then each is moved while that saves more. `closed` hours are
    never used.
    """
    chosen: list[int] = []
    free = [hour for hour in range(HOURS) if hour not in closed]
    for _ in range(min(visits, len(free))):
        left = [hour for hour in free if hour not in chosen]
        chosen.append(min(left, key=lambda hour: waiting(rate, [*chosen, hour])))
    for _ in range(4):
        before = waiting(rate, chosen)
        for place in range(len(chosen)):
            others = chosen[:place] + chosen[place + 1 :]
            near = {(chosen[place] + step) % HOURS for step in (-6, -3, -2, -1, 0, 1, 2, 3, 6)}
            options = [h for h in sorted(near) if h not in others and h not in closed] or [chosen[place]]
            chosen[place] = min(options, key=lambda hour: waiting(rate, [*others, hour]))
        if waiting(rate, chosen) >= before * 0.999:
            break
    return tuple(sorted(chosen))


def waiting(rate: WeekRate, visits: Sequence[int]) -> float:
    """Hours that a week's articles wait in all until one of the visits sees them."""
    if not visits:
        return float("inf")
    times = sorted(visits)
    total = 0.0
    for place, visit in enumerate(times):
        before = times[place - 1] - (HOURS if place == 0 else 0)
        total += sum(rate.hours[hour % HOURS] * (visit - hour - 0.5) for hour in range(before, visit))
    return total


def next_visit(hours: Sequence[int], after: datetime, zone: ZoneInfo) -> datetime:
    """The first of the hours of the week that begins after `after`; aware, in the zone of `after`."""
    local = after.astimezone(zone)
    monday = datetime(local.year, local.month, local.day, tzinfo=zone) - timedelta(days=local.weekday())
    begins = [
        (monday + timedelta(days=week * 7 + hour // 24, hours=hour % 24)).astimezone(after.tzinfo)
        for week in (0, 1)
        for hour in hours
    ]
    return min(moment for moment in begins if moment > after)
