"""Signs that a portal's layout has changed."""

from __future__ import annotations

from wardarchive.model import Article, published_date
from wardarchive.parse.page import PageReading
from wardarchive.parse.titles import comparable

_ALIKE = 0.6
"""Share of the longer body's words below which two readings of one page disagree."""


def drift_signs(reading: PageReading, generic: PageReading | None = None) -> tuple[str, ...]:
    """What speaks for a changed layout: ``missing:<field>`` for a field that the layout expects,
    ``disagrees:<field>`` where the reading without the family's help (`generic`) finds something else.

    A page may lack a field or two; the same sign on most pages of a crawl is a changed layout.
    """
    signs = [f"missing:{field}" for field in reading.missing]
    page, other = reading.page, generic.page if generic is not None else None
    if not isinstance(page, Article) or not isinstance(other, Article):
        if other is not None and isinstance(page, Article) != isinstance(other, Article):
            signs.append("disagrees:article")
        return tuple(signs)
    if comparable(page.title) != comparable(other.title):
        signs.append("disagrees:title")
    days = published_date(page.published), published_date(other.published)
    if None not in days and days[0] != days[1]:
        signs.append("disagrees:published")
    if None not in (page.views, other.views) and page.views != other.views:
        signs.append("disagrees:views")
    if _likeness(page, other) < _ALIKE:
        signs.append("disagrees:body")
    return tuple(signs)


def _likeness(one: Article, two: Article) -> float:
    """The words that two bodies share, as a part of the longer one's."""
    left, right = (set(" ".join(b.text for b in page.body).split()) for page in (one, two))
    return len(left & right) / max(len(left), len(right), 1)
