"""Whether the pages of one visit to a portal speak for a changed layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wardarchive.model import Article

_ENOUGH_PAST = 10
_ALWAYS = 0.9


def common_signs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Signs that more than half of the article pages show: one page may lack a field."""
    counted = Counter(sign for signs in pages for sign in signs)
    return sorted(sign for sign, count in counted.items() if 2 * count > len(pages))


def lost_fields(past: Sequence[Article], now: Sequence[Article]) -> list[str]:
    """Fields that nearly all earlier articles had and none of the present ones has."""
    if len(past) < _ENOUGH_PAST or len(now) < 2:
        return []
    lost = []
    for name in ("published", "views", "section", "author"):
        before = sum(getattr(article, name) is not None for article in past)
        if before >= _ALWAYS * len(past) and all(getattr(article, name) is None for article in now):
            lost.append(name)
    return lost
