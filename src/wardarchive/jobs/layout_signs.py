"""Whether the pages of one visit to a portal speak for a changed layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from wardarchive.model import Article

_ENOUGH_PAST = 10
_ALWAYS = 0.9


def common_signs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Signs that more than half of the article pages show: one page may lack a field."""
    counted = Counter(sign for signs in pages for sign in signs)
    return sorted(sign for sign, count in counted.items() if 2 * count > len(pages))


_WATCHED = ("published", "views", "section", "author")


def fields_of(article: Article) -> frozenset[str]:
    """Which of the fields that are watched an article has; a source does for the author."""
    told = {name for name in _WATCHED if getattr(article, name) is not None}
    return frozenset(told | {"author"} if article.source is not None else told)


def lost_fields(past: Sequence[Set[str]], now: Sequence[Set[str]]) -> list[str]:
    """Fields that nearly all earlier articles had and none of the present ones has (see `fields_of`)."""
    if len(past) < _ENOUGH_PAST or len(now) < 2:
        return []
    return [
        name
        for name in _WATCHED
        if sum(name in had for had in past) >= _ALWAYS * len(past) and not any(name in has for has in now)
    ]
