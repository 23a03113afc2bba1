"""When portals and pages are looked at again: pure functions, held to their sources."""

from __future__ import annotations

import math
import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from wardarchive.crawl.article_return import LONGEST, SHORTEST, absent_due, article_due
from wardarchive.crawl.change_rate import Prior, change_rate
from wardarchive.crawl.cron import next_time, parse_cron
from wardarchive.crawl.list_return import Window, automatic, by_cron, every, retry
from wardarchive.crawl.request_budget import fresh_rates, prompt_rates
from wardarchive.crawl.week_rate import best_hours, hour_of_week, learn_week, next_visit, waiting
from wardarchive.errors import UsageError

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2024, 5, 6, 3, 0, tzinfo=UTC)
"""A Monday, 10:00 in Hanoi."""


def test_estimator_is_less_biased_than_the_naive_one() -> None:
    """Poisson changes seen at unit intervals: X/n is far too low for fast pages, the estimator is not."""
    chance, rate, visits = random.Random(7), 1.5, 50
    found = []
    for _ in range(400):
        changed = sum(chance.random() < 1 - math.exp(-rate) for _ in range(visits))
        found.append(change_rate(visits, changed))

    assert sum(found) / len(found) == pytest.approx(rate, rel=0.03)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("30 7 * * 1-5", datetime(2024, 5, 7, 0, 30, tzinfo=UTC)),
        ("*/20 * * * *", datetime(2024, 5, 6, 3, 20, tzinfo=UTC)),
        ("0 12 6 * *", datetime(2024, 5, 6, 5, 0, tzinfo=UTC)),
        ("0 0 29 2 *", datetime(2028, 2, 28, 17, 0, tzinfo=UTC)),
        ("0 6 13 * fri", datetime(2024, 5, 9, 23, 0, tzinfo=UTC)),
        ("@weekly", datetime(2024, 5, 11, 17, 0, tzinfo=UTC)),
    ],
)
def test_cron_by_the_clocks_of_hanoi(line: str, expected: datetime) -> None:
    """The next time is in UTC."""
    assert next_time(parse_cron(line), NOW, HANOI) == expected


def test_cron_where_clocks_change() -> None:
    """An hour that is left out does not lose the day's run, one that comes twice does not double it."""
    berlin = ZoneInfo("Europe/Berlin")
    line = parse_cron("30 2 * * *")
    spring = next_time(line, datetime(2024, 3, 30, 12, 0, tzinfo=UTC), berlin)
    autumn = next_time(line, datetime(2024, 10, 26, 12, 0, tzinfo=UTC), berlin)

    assert spring == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
    assert next_time(line, autumn, berlin) - autumn == timedelta(hours=25)


@pytest.mark.parametrize(
    "line", ["", "* * * *", "60 * * * *", "5-1 * * * *", "x * * * *", "0 0 31 2 *", "1/0 * * * *"]
)
def test_wrong_cron_lines_are_refused(line: str) -> None:
    """With the field that is wrong."""
    with pytest.raises(UsageError):
        parse_cron(line)


def test_articles_are_visited_at_growing_distances() -> None:
    """A quiet article: days at first, later months, never more than ninety days."""
    at, waits = NOW, []
    for visits in range(12):
        due = article_due(
            "https://a.vn/1", now=at, published=NOW, changed_at=None, visits=visits, changes=0
        )
        waits.append(due.at - at)
        at = due.at

    assert all(b > a * 1.05 for a, b in pairwise(waits[:6]))
    assert SHORTEST <= waits[0] <= timedelta(days=4)
    assert waits[-1] <= LONGEST * 1.1
    assert (
        "0/0" in article_due("x", now=NOW, published=None, changed_at=None, visits=0, changes=0).reason_vi
    )


def test_articles_that_change_are_visited_more_often() -> None:
    """Its own changes, and those of its family, bring the next visit nearer."""

    def wait(changes: int, share: float = 0.1) -> timedelta:
        return (
            article_due(
                "u",
                now=NOW,
                published=date(2024, 4, 1),
                changed_at=None,
                visits=6,
                changes=changes,
                prior=Prior(share),
            ).at
            - NOW
        )

    assert wait(4) < wait(1) < wait(0)
    assert wait(0, 0.5) < wait(0, 0.05)
    assert absent_due("missing", NOW).at - NOW < absent_due("gone", NOW).at - NOW


def test_changes_are_counted_in_the_logarithm_of_the_age() -> None:
    """Two changes in ten visits: the more of the article's life they cover, the fewer changes are ahead."""

    def wait(first_seen: datetime | None, changed_at: datetime | None = None) -> timedelta:
        due = article_due(
            "u",
            now=NOW,
            published=NOW - timedelta(days=300),
            changed_at=changed_at,
            visits=10,
            changes=2,
            first_seen=first_seen,
        )
        return due.at - NOW

    late, early = NOW - timedelta(days=60), NOW - timedelta(days=300)
    assert wait(late) < wait(early) == wait(None)
    corrected = [wait(None, NOW - timedelta(days=days)) for days in (2, 30, 300)]
    assert corrected == sorted(corrected) and corrected[-1] == wait(None)
    assert corrected[0] > wait(None) / 6, "a corrected text of a year is not as good as new"


def test_visits_are_placed_after_the_bursts() -> None:
    """Articles at ten on Tuesdays and at three on Fridays: two visits, just after."""
    times = [
        datetime(2024, 5, 7, 10, 20, tzinfo=HANOI) + timedelta(weeks=w, days=3 * (n % 2), hours=5 * (n % 2))
        for w in range(20)
        for n in range(6)
    ]
    rate = learn_week(times, 20, HANOI)

    hours = best_hours(rate, 6)

    assert rate.a_week == pytest.approx(6, rel=0.1)
    assert any(hour_of_week(times[0], HANOI) < h <= hour_of_week(times[0], HANOI) + 3 for h in hours)
    even = [round(n * 168 / 6) for n in range(6)]
    assert waiting(rate, hours) < 0.6 * waiting(rate, even)
    assert hour_of_week(next_visit(hours, NOW, HANOI), HANOI) in hours
    assert next_visit(hours, NOW, HANOI) > NOW


def test_automatic_plans_stay_inside_the_window() -> None:
    """Active hours and weekdays hold for what is learnt, too."""
    window = Window(HANOI, (8, 11), (2, 4))
    due = automatic(NOW, [], timedelta(days=30), window)
    local = due.at.astimezone(HANOI)

    assert (local.isoweekday() in (2, 4), 8 <= local.hour < 11) == (True, True)
    assert due.at.tzinfo is UTC
    assert "mỗi tuần" in due.reason_vi and "a week" in due.reason_en


def test_quiet_portals_are_still_visited() -> None:
    """Half a year without an article: more than once a week all the same."""
    due = automatic(NOW, [], timedelta(weeks=26), Window(HANOI))

    assert due.at - NOW < timedelta(days=4)


def test_fixed_intervals_catch_up_once() -> None:
    """After days off: now, not once for each time that was missed."""
    window = Window(HANOI)

    assert every(NOW, 3600, NOW - timedelta(days=9), window).at == NOW
    assert every(NOW, 3600, NOW - timedelta(minutes=10), window).at == NOW + timedelta(minutes=50)
    night = Window(HANOI, (22, 5))
    assert every(NOW, 3600, None, night).at == datetime(2024, 5, 6, 15, 0, tzinfo=UTC)
    assert by_cron(NOW, "0 * * * *", night).at == datetime(2024, 5, 6, 15, 0, tzinfo=UTC)


def test_failures_wait_longer_each_time() -> None:
    """An hour, two, four, at most a day."""
    assert [(retry(NOW, n).at - NOW) // timedelta(hours=1) for n in (1, 2, 3, 9)] == [1, 2, 4, 24]


def test_budget_is_spent_and_divided_best() -> None:
    """The closed form beats equal shares and any small shift; the floor holds."""
    changes, budget = [0.01, 0.1, 1.0, 10.0, 100.0], 5.0
    rates = fresh_rates(changes, budget)

    def freshness(some: list[float]) -> float:
        return sum(r / (r + d) for r, d in zip(some, changes, strict=True))

    assert sum(rates) == pytest.approx(budget)
    assert freshness(rates) > freshness([1.0] * 5)
    assert freshness(rates) >= freshness([rates[0] + 0.1, rates[1] - 0.1, *rates[2:]])
    assert rates[4] == 0
    assert min(fresh_rates(changes, budget, floor=0.2)) == pytest.approx(0.2)
    assert prompt_rates([1.0, 4.0], 6.0) == pytest.approx([2.0, 4.0])
    assert fresh_rates([], 1.0) == prompt_rates([], 1.0) == []
