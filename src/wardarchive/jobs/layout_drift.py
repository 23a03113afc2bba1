"""Whether a portal's layout seems to have changed, judged on what is in the store: nothing is fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wardarchive.model import Portal
from wardarchive.parse.page import GENERIC
from wardarchive.store.desk_rows import ReadFields
from wardarchive.store.store import Store

NEWEST = 5
"""Articles that are compared …"""
BEFORE = 50
"""… with so many before them."""
_ENOUGH = 10
_ALWAYS = 0.9


@dataclass(frozen=True, slots=True)
class Drift:
    """What speaks for a changed layout."""

    portal: Portal
    signs: tuple[str, ...]
    """``lost:<field>`` that nearly all earlier articles had and none of the newest; ``family:<name>``."""
    newest: tuple[ReadFields, ...]
    compared: int
    """Earlier articles; fewer than ten judge nothing."""


def drift_of(store: Store, portal: Portal) -> Drift:
    """Compare a portal's newest articles with those before."""
    found = store.recent_fields(portal.id, NEWEST + BEFORE)
    newest, before = found[:NEWEST], found[NEWEST:]
    return Drift(portal, signs_of(newest, before), tuple(newest), len(before))


def signs_of(newest: Sequence[ReadFields], before: Sequence[ReadFields]) -> tuple[str, ...]:
    """The signs; none where there is too little to compare."""
    if len(before) < _ENOUGH or len(newest) < 2:
        return ()
    signs = []
    usual, share = Counter(one.family for one in before).most_common(1)[0]
    now = Counter(one.family for one in newest).most_common(1)[0][0]
    if share >= _ALWAYS * len(before) and now != usual and usual != GENERIC:
        signs.append(f"family:{now}")
    for name in ("published", "section", "author", "views"):
        had = sum(name in one.has for one in before)
        if had >= _ALWAYS * len(before) and not any(name in one.has for one in newest):
            signs.append(f"lost:{name}")
    return tuple(signs)
