"""Which family a page is of, by the signs that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wardarchive.parse.profile import Family, Signal
from wardarchive.parse.selector import select
from wardarchive.parse.tree import Tree

SURE = 0.5
"""Weight of signs from which a family is taken for recognised."""
POSSIBLE = 0.2
"""Weight that is enough for a family that the archivist named."""


def _shows(signal: Signal, tree: Tree, raw: str, url: str, generator: str) -> bool:
    if signal.kind == "selector":
        return bool(select(tree, signal.pattern))
    if signal.kind == "markup":
        return signal.pattern in raw
    if signal.kind == "url":
        return re.search(signal.pattern, url, re.IGNORECASE) is not None
    return signal.pattern in generator


def recognise(
    families: Iterable[Family], tree: Tree, raw: str, url: str, generator: str
) -> list[tuple[float, Family]]:
    """Families with any sign on the page and the weight of their signs, the likeliest first.

    1 is sure; more tells families apart that share signs. The raw markup is looked through last, and
    not for families without any other sign where one is already sure: it takes the most time.
    """
    cheap: dict[str, float] = {}
    asked = list(families)
    for family in asked:
        signs = (s for s in family.signals if s.kind != "markup")
        cheap[family.name] = sum(s.weight for s in signs if _shows(s, tree, raw, url, generator))
    sure = max(cheap.values(), default=0.0) >= 1.0
    scored: list[tuple[float, Family]] = []
    for family in asked:
        points = cheap[family.name]
        if points or not sure:
            signs = (s for s in family.signals if s.kind == "markup")
            points += sum(s.weight for s in signs if _shows(s, tree, raw, url, generator))
        if points:
            scored.append((points, family))
    return sorted(scored, key=lambda s: -s[0])
