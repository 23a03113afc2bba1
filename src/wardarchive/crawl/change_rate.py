"""How often a page changes, from visits that only tell whether it had changed. Pure functions.

Source: J. Cho and H. Garcia-Molina, Estimating Frequency of Change, ACM TOIT 3(3), 2003: for n visits at
equal intervals of which X found a change, r = -ln((n - X + 0.5) / (n + 0.5)) changes an interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prior:
    """What pages of the same family did, worth `weight` visits of the page itself."""

    share: float = 0.1
    """Of visits that found a change."""
    weight: float = 4.0


def prior_of(visits: int, changes: int, default: Prior = Prior()) -> Prior:
    """The prior that a family's visits give; a young family leans on the default.

    >>> prior_of(0, 0).share, round(prior_of(1000, 300).share, 2)
    (0.1, 0.3)
    """
    pseudo = 20.0
    share = (changes + pseudo * default.share) / (visits + pseudo)
    return Prior(min(max(share, 0.01), 0.9), default.weight)


def change_rate(visits: float, changes: float, prior: Prior | None = None) -> float:
    """Changes an interval; with a prior never 0, and never infinite.

    >>> change_rate(10, 0) == 0, round(change_rate(10, 10), 3)
    (True, 3.045)
    >>> round(change_rate(0, 0, Prior(0.1, 4)), 3)
    0.093
    """
    n, x = float(visits), float(changes)
    if prior is not None:
        n, x = n + prior.weight, x + prior.weight * prior.share
    return math.log((n + 0.5) / (n - min(x, n) + 0.5))


USUAL_STEP = 0.33
"""The logarithm of the age grows by so much between two visits of an article's first year, on average."""


def decaying_rate(visits: int, changes: int, watched: float, prior: Prior) -> float:
    """The k of a hazard k / age: changes for each unit of the logarithm of the age.

    `watched` is how much that logarithm grew over the visits. The prior counts as `prior.weight` visits at
    usual steps.

    >>> [round(decaying_rate(n, x, log, Prior(0.1, 8)), 1) for n, x, log in ((0, 0, 0.0), (12, 4, 4.0))]
    [0.3, 0.8]
    """
    steps = visits + prior.weight
    return change_rate(visits, changes, prior) * steps / (watched + prior.weight * USUAL_STEP)
