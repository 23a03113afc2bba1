"""When to come back: policies compared on synthetic histories, at equal numbers of requests.

Three worlds, each for several seeds. Lists: portals publish by the hours of their week; what counts is how
long an article waits to be seen. Pages: texts change at static rates; what counts is freshness. Articles:
corrections cluster after publication. Nutch (x0.8 after a change, x1.2 after none) spends what its rule
spends; the others get the same number of requests. The oracle knows the true rates; of articles also a reader is
shown who knows which rates there are but not whose, the most that visits can teach.

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
GUESSING = "knows all rates, not whose"
Visits = list[list[float]]


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


@dataclass(frozen=True)
class Decay:
    """Hazards k / (age + 1 day) ** power; with `renewed` the age is that of the text, not of the article."""

    rates: tuple[float, ...] = (0.0, 0.1, 0.3, 0.8)
    """k; each article has one of them."""
    power: float = 1.0
    renewed: bool = False

    def next(self, chance: random.Random, rate: float, age: float) -> float:
        """The age at the next change."""
        drawn, left = chance.expovariate(rate), 1 - self.power
        if left == 0:
            return (age + 1) * math.exp(min(drawn, 50)) - 1
        base = (age + 1) ** left + drawn * left
        return base ** (1 / left) - 1 if base > 0 else math.inf

    def changes(self, chance: random.Random, rate: float) -> list[float]:
        """When one article changes, in days after its publication."""
        happened, at, born = [], 0.0, 0.0
        while rate:
            at = born + self.next(chance, rate, at - born)
            if at >= HORIZON:
                break
            happened.append(at)
            born = at if self.renewed else 0.0
        return happened


OTHER_SEEDS = (11, 12, 13)
OTHER_DECAYS = {
    "as above, other seeds": Decay(),
    "rare: k of 0, 0.05, 0.1, 0.2": Decay((0.0, 0.05, 0.1, 0.2)),
    "most never change: k of 0, 0, 0, 0.1, 0.8": Decay((0.0, 0.0, 0.0, 0.1, 0.8)),
    "all alike: k of 0.3": Decay((0.3,)),
    "slower decay: power 0.7": Decay(power=0.7),
    "faster decay: power 1.3": Decay(power=1.3),
    "begins anew with each change": Decay((0.0, 0.05, 0.15, 0.3), renewed=True),
}


def spending(count: int, events: Sequence[Sequence[float]], visits: Callable[[float], Visits]) -> Score:
    """The score of the first interval, in days, with which a rule makes so many requests."""
    low, high = 0.05, 60.0
    for _ in range(30):
        first = math.sqrt(low * high)
        score = judge(events, visits(first), 0.0, HORIZON)
        low, high = (first, high) if score.requests > count else (low, first)
    return score


def knowing(rates: Sequence[float], power: float, count: int) -> Visits:
    """What an oracle does that knows each article's rate: visits as dense as the root of the hazard."""
    total, left, owed, visits = sum(map(math.sqrt, rates)), 1 - power / 2, 0.0, []
    for rate in rates:
        owed += count * math.sqrt(rate) / total
        many, end = int(owed), (HORIZON + 1) ** left - 1
        owed -= many
        visits.append([(1 + end * (n + 1) / (many + 0.5)) ** (1 / left) - 1 for n in range(many)])
    return visits


def guessing(happened: Sequence[float], rates: Sequence[float], first: float) -> list[float]:
    """The visits of somebody who knows all rates but not whose: Bayes' rule after each visit."""
    times: list[float] = []
    at, odds = 0.0, [1.0] * len(rates)
    while True:
        rate = sum(o * r for o, r in zip(odds, rates, strict=True)) / sum(odds)
        later = at + min(max(first * math.sqrt((at + 1) * 0.3 / max(rate, 1e-9)), 0.5), 90.0)
        if later >= HORIZON:
            return times
        none = [math.exp(-r * math.log((later + 1) / (at + 1))) for r in rates]
        changed = bisect_right(happened, later) > bisect_right(happened, at)
        odds = [o * (1 - n if changed else n) for o, n in zip(odds, none, strict=True)]
        at = later
        times.append(at)


def articles(seed: int, decay: Decay = Decay()) -> dict[str, Score]:
    """Days until a correction is seen."""
    chance = random.Random(seed)
    rates = [chance.choice(decay.rates) for _ in range(ARTICLES)]
    events = [decay.changes(chance, rate) for rate in rates]
    visits = [own_visits(number, happened) for number, happened in enumerate(events)]
    scores = {"wardarchive": judge(events, visits, 0.0, HORIZON)}
    count = scores["wardarchive"].requests
    even = [[HORIZON * (i + 0.5) / (count / ARTICLES) for i in range(round(count / ARTICLES))]] * ARTICLES
    scores["fixed interval"] = judge(events, even, 0.0, HORIZON)
    scores["Nutch ±20 %"] = spending(
        count, events, lambda first: nutch(events, first, first / 4, 365.0, HORIZON)
    )
    if decay.renewed:
        return scores
    scores["oracle"] = judge(events, knowing(rates, decay.power, count), 0.0, HORIZON)
    if decay.power == 1:
        scores[GUESSING] = spending(
            count, events, lambda first: [guessing(happened, decay.rates, first) for happened in events]
        )
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
    for name in ("fixed interval", "Nutch ±20 %", "wardarchive", GUESSING, "oracle"):
        some = [run[name] for run in runs if name in run]
        if some:
            print(
                f"| {name} | {fmean(s.requests for s in some):.0f} | {fmean(s.delay for s in some):.2f} | "
                f"{_percent([s.missed for s in some])} | {_percent([s.fresh for s in some])} |"
            )


def other_decays() -> None:
    """The mean delay as a share of the fixed interval's, where corrections come otherwise than assumed."""
    print("\n### Articles, other hazards: mean delay, of the fixed interval's\n")
    print("| hazard | Nutch ±20 % | wardarchive | oracle |\n|---|---:|---:|---:|")
    for name, decay in OTHER_DECAYS.items():
        runs = [articles(seed, decay) for seed in OTHER_SEEDS]
        shares = [
            _percent([run[policy].delay / run["fixed interval"].delay for run in runs])
            if policy in runs[0]
            else "–"
            for policy in ("Nutch ±20 %", "wardarchive", "oracle")
        ]
        print(f"| {name} | {' | '.join(shares)} |")


def _percent(shares: Sequence[float]) -> str:
    return f"{100 * fmean(shares):.1f} %"


def main() -> None:
    """Print the tables."""
    print(f"seeds: {', '.join(map(str, SEEDS))}")
    table(f"Lists: {PORTALS} portals, {WEEKS} weeks after {LEARN_WEEKS} weeks of learning", "hours", lists)
    table(f"Pages: {PAGES} at static rates, {DAYS} days after {LEARN_DAYS} days of learning", "days", pages)
    table(f"Articles: {ARTICLES} in their first {HORIZON} days", "days", articles)
    other_decays()


if __name__ == "__main__":
    main()
