"""When to come back: policies compared on synthetic histories, at equal numbers of requests.

Three worlds, each for several seeds. Lists: portals publish by the hours of their week; what counts is how
long an article waits to be seen. Pages: texts change at static rates; what counts is freshness. Articles:
corrections cluster after publication. Nutch (x0.8 after a change, x1.2 after none) spends what its rule
spends; the others get the same number of requests. The oracle knows the true rates.

Run: python tests/bench/bench_recrawl.py
"""

from __future__ import annotations

import itertools
import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean
from zoneinfo import ZoneInfo

from wardarchive.crawl.article_return import article_due
from wardarchive.crawl.change_rate import change_rate, prior_of
from wardarchive.crawl.request_budget import fresh_rates, prompt_rates
from wardarchive.crawl.week_rate import HOURS, WeekRate, best_hours, learn_week, waiting

SEEDS = (20201215, 20250101, 20250701)
LEARN_WEEKS, WEEKS = 12, 12
PORTALS = 40
PAGES, LEARN_DAYS, DAYS = 600, 360, 180
ARTICLES, HORIZON = 400, 360
MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Score:
    """What a policy reached."""

    requests: int
    delay: float
    missed: float
    """Share of changes that a visit found together with a later one. Of a page the earlier text is lost;
    of a list nothing is."""
    fresh: float


def poisson(chance: random.Random, mean: float) -> int:
    """One draw."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def judge(
    events: Sequence[Sequence[float]], visits: Sequence[Sequence[float]], start: float, end: float
) -> Score:
    """Delay, loss and freshness between start and end; what no visit saw waits until the end."""
    delays, lost, stale, requests = [], 0, 0.0, 0
    for happened, seen in zip(events, visits, strict=True):
        times = [t for t in seen if start <= t < end]
        requests += len(times)
        before = None
        for event in (e for e in happened if start <= e < end):
            place = bisect_left(times, event)
            found = times[place] if place < len(times) else end
            delays.append(found - event)
            if found == before:
                lost += 1
            else:
                stale += found - event
            before = found
    total = max(len(delays), 1)
    return Score(requests, fmean(delays or [0.0]), lost / total, 1 - stale / ((end - start) * len(events)))


def nutch(
    events: Sequence[Sequence[float]], first: float, low: float, high: float, end: float
) -> list[list[float]]:
    """AdaptiveFetchSchedule: a shorter interval after a change, a longer one after none."""
    visits = []
    for happened in events:
        at, interval, times = 0.0, first, [0.0]
        while at + interval < end:
            changed = bisect_right(happened, at + interval) > bisect_right(happened, at)
            at += interval
            times.append(at)
            interval = min(max(interval * (0.8 if changed else 1.2), low), high)
        visits.append(times)
    return visits


def regular(rates: Sequence[float], chance: random.Random, start: float, end: float) -> list[list[float]]:
    """Visits at even distances, each source with a phase of its own."""
    visits = []
    for rate in rates:
        step = 1 / rate if rate > 0 else float("inf")
        at, times = start + step * chance.random(), []
        while at < end:
            times.append(at)
            at += step
        visits.append(times)
    return visits


# -- lists --------------------------------------------------------------------------------------------


def weekly_world(chance: random.Random) -> tuple[list[WeekRate], list[list[float]]]:
    """Portals with two or three favourite hours on working days; times in hours."""
    truth, events = [], []
    for _ in range(PORTALS):
        peaks = [chance.uniform(7.5, 17.5) for _ in range(chance.choice((2, 3)))]
        raw = []
        for hour in range(HOURS):
            day, at = divmod(hour, 24)
            peak = sum(math.exp(-(((at + 0.5 - p) / 1.2) ** 2)) for p in peaks)
            raw.append((peak if day < 5 else 0.15 * peak) + 0.01)
        a_week = chance.lognormvariate(1.2, 0.9)
        truth.append(WeekRate(tuple(a_week * value / sum(raw) for value in raw)))
        events.append(
            sorted(
                week * HOURS + hour + chance.random()
                for week in range(LEARN_WEEKS + WEEKS)
                for hour in range(HOURS)
                for _ in range(poisson(chance, truth[-1].hours[hour]))
            )
        )
    return truth, events


def placed(rates: Sequence[WeekRate], visits: Sequence[int]) -> list[list[float]]:
    """Every week at the best hours."""
    found = []
    for rate, many in zip(rates, visits, strict=True):
        hours = best_hours(rate, max(many, 1))
        found.append([float(w * HOURS + h) for w in range(LEARN_WEEKS, LEARN_WEEKS + WEEKS) for h in hours])
    return found


def whole(shares: Sequence[float], total: int) -> list[int]:
    """Shares as whole numbers with the same sum, at least one each."""
    found = [max(1, int(share)) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: int(shares[i]) - shares[i])
    for place in range(max(0, total - sum(found))):
        found[order[place % len(order)]] += 1
    return found


def lists(seed: int) -> dict[str, Score]:
    """Hours that an article waits until a visit of the list sees it."""
    chance = random.Random(seed)
    truth, events = weekly_world(chance)
    start, end = float(LEARN_WEEKS * HOURS), float((LEARN_WEEKS + WEEKS) * HOURS)
    scores = {"Nutch ±20 %": judge(events, nutch(events, 12.0, 1.0, 168.0, end), start, end)}
    budget = round(scores["Nutch ±20 %"].requests / WEEKS)
    even = regular([budget / PORTALS / HOURS] * PORTALS, chance, start, end)
    learnt = [
        learn_week([MONDAY + timedelta(hours=e) for e in happened if e < start], LEARN_WEEKS, ZONE)
        for happened in events
    ]
    ours = whole(prompt_rates([rate.a_week for rate in learnt], budget, floor=2.0), budget)
    trial = max(2, budget // PORTALS)
    costs = [waiting(rate, best_hours(rate, trial)) * trial for rate in truth]
    best = whole(prompt_rates(costs, budget), budget)
    scores["fixed interval"] = judge(events, even, start, end)
    scores["wardarchive"] = judge(events, placed(learnt, ours), start, end)
    scores["oracle"] = judge(events, placed(truth, best), start, end)
    return scores


# -- pages at static rates ----------------------------------------------------------------------------


def pages(seed: int) -> dict[str, Score]:
    """Freshness of pages that change at a rate of their own; times in days."""
    chance = random.Random(seed)
    end = float(LEARN_DAYS + DAYS)
    truth = [chance.lognormvariate(math.log(1 / 40), 1.0) for _ in range(PAGES)]
    events = []
    for rate in truth:
        at, happened = chance.expovariate(rate), []
        while at < end:
            happened.append(at)
            at += chance.expovariate(rate)
        events.append(happened)
    start = float(LEARN_DAYS)
    scores = {"Nutch ±20 %": judge(events, nutch(events, 15.0, 1.0, 365.0, end), start, end)}
    budget = scores["Nutch ±20 %"].requests / DAYS
    step = PAGES / budget
    seen = []
    for happened in events:
        marks = [i * step for i in range(int(start / step) + 1)]
        found = sum(
            bisect_left(happened, b) > bisect_left(happened, a) for a, b in itertools.pairwise(marks)
        )
        seen.append((len(marks) - 1, found))
    prior = prior_of(sum(n for n, _ in seen), sum(x for _, x in seen))
    estimated = [change_rate(n, x, prior) / step for n, x in seen]
    scores["fixed interval"] = judge(
        events, regular([budget / PAGES] * PAGES, chance, start, end), start, end
    )
    ours = fresh_rates(estimated, budget, floor=1 / 90)
    scores["wardarchive"] = judge(events, regular(ours, chance, start, end), start, end)
    scores["oracle"] = judge(events, regular(fresh_rates(truth, budget), chance, start, end), start, end)
    return scores


# -- articles with corrections soon after publication --------------------------------------------------


def articles(seed: int) -> dict[str, Score]:
    """Days until a correction is seen; its hazard is k / (age + 1 day)."""
    chance = random.Random(seed)
    events, visits = [], []
    for number in range(ARTICLES):
        k, happened, age = chance.choice((0.0, 0.1, 0.3, 0.8)), [], 0.0
        while k and age < HORIZON:
            age = (age + 1) * math.exp(chance.expovariate(k)) - 1
            happened.append(age)
        events.append([e for e in happened if e < HORIZON])
        visits.append(own_visits(number, events[-1]))
    scores = {"wardarchive": judge(events, visits, 0.0, HORIZON)}
    count = scores["wardarchive"].requests
    even = [[HORIZON * (i + 0.5) / (count / ARTICLES) for i in range(round(count / ARTICLES))]] * ARTICLES
    scores["fixed interval"] = judge(events, even, 0.0, HORIZON)
    low, high = 0.05, 60.0
    for _ in range(30):
        first = math.sqrt(low * high)
        score = judge(events, nutch(events, first, first / 4, 365.0, HORIZON), 0.0, HORIZON)
        low, high = (first, high) if score.requests > count else (low, first)
    scores["Nutch ±20 %"] = score
    return scores


def own_visits(number: int, happened: Sequence[float]) -> list[float]:
    """The times at which the project's own rule visits one article."""
    at, times, visits, changes, changed_at = 0.0, [], 0, 0, None
    while at < HORIZON:
        now = MONDAY + timedelta(days=at)
        due = article_due(
            f"https://example.vn/{number}",
            now=now,
            published=MONDAY,
            changed_at=changed_at,
            visits=visits,
            changes=changes,
        )
        later = (due.at - MONDAY) / timedelta(days=1)
        changed = bisect_right(happened, later) > bisect_right(happened, at)
        visits, changes = visits + 1, changes + changed
        changed_at = due.at if changed else changed_at
        at = later
        times.append(at)
    return [t for t in times if t < HORIZON]


def table(title: str, unit: str, world: Callable[[int], dict[str, Score]]) -> None:
    """One world, the mean of all seeds."""
    runs = [world(seed) for seed in SEEDS]
    print(f"\n### {title}\n")
    print(f"| policy | requests | mean delay ({unit}) | changes missed | fresh |")
    print("|---|---:|---:|---:|---:|")
    for name in ("fixed interval", "Nutch ±20 %", "wardarchive", "oracle"):
        some = [run[name] for run in runs if name in run]
        if some:
            print(
                f"| {name} | {fmean(s.requests for s in some):.0f} | {fmean(s.delay for s in some):.2f} | "
                f"{_percent([s.missed for s in some])} | {_percent([s.fresh for s in some])} |"
            )


def _percent(shares: Sequence[float]) -> str:
    return f"{100 * fmean(shares):.1f} %"


def main() -> None:
    """Print the three tables."""
    print(f"seeds: {', '.join(map(str, SEEDS))}")
    table(f"Lists: {PORTALS} portals, {WEEKS} weeks after {LEARN_WEEKS} weeks of learning", "hours", lists)
    table(f"Pages: {PAGES} at static rates, {DAYS} days after {LEARN_DAYS} days of learning", "days", pages)
    table(f"Articles: {ARTICLES} in their first {HORIZON} days", "days", articles)


if __name__ == "__main__":
    main()
