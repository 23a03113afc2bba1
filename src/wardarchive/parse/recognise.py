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


def score(family: Family, tree: Tree, raw: str, url: str, generator: str) -> float:
    """The weight of a family's signs on a page; 1 is sure, more tells families apart that share signs."""
    return sum(s.weight for s in family.signals if _shows(s, tree, raw, url, generator))


def recognise(
    families: Iterable[Family], tree: Tree, raw: str, url: str, generator: str
) -> list[tuple[float, Family]]:
    """Families with any sign on the page, the likeliest first."""
    scored = [(score(f, tree, raw, url, generator), f) for f in families]
    return sorted((s for s in scored if s[0] > 0), key=lambda s: -s[0])
