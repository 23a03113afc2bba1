"""How a budget of requests is divided among sources. Pure functions.

Fresh copies: Y. Azar, E. Horvitz, E. Lubetzky, Y. Peres and D. Shahaf, Tractable near-optimal policies for
crawling, PNAS 115(32), 2018: with change rates d and weights w, visiting at rates r makes
sum(w r / (r + d)) largest under sum(r) = budget for r = max(0, sqrt(w d / l) - d), where the multiplier l
spends the budget. Low delays: what is published at rate p waits 1 / (2 r) on average, least in all for r
proportional to sqrt(p) (Sia, Cho and Cho 2007).
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def fresh_rates(
    changes: Sequence[float], budget: float, *, weights: Sequence[float] | None = None, floor: float = 0.0
) -> list[float]:
    """Visits a unit of time for pages with these rates of change.

    `floor` is the least that each page gets (exploration: what is never visited can never be seen to have
    changed), cut to an equal share where the budget does not reach that far.
    """
    if not changes:
        return []
    least = min(floor, budget / len(changes))
    shares = list(weights) if weights is not None else [1.0] * len(changes)

    def rates(root: float) -> list[float]:
        return [max(least, math.sqrt(w * d) * root - d) for w, d in zip(shares, changes, strict=True)]

    low, high = 0.0, 1.0
    while sum(rates(high)) < budget and high < 1e18:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(rates(middle)) < budget else (low, middle)
    return rates(high)


def prompt_rates(publishing: Sequence[float], budget: float, *, floor: float = 0.0) -> list[float]:
    """Visits a unit of time for lists on which articles appear at these rates."""
    if not publishing:
        return []
    least = min(floor, budget / len(publishing))
    rest = budget - least * len(publishing)
    roots = [math.sqrt(max(rate, 0.0)) for rate in publishing]
    total = sum(roots)
    return [least + (rest * root / total if total else rest / len(publishing)) for root in roots]
