"""The demo's articles as documents of an index, without a crawl: keys are ``portal/id``."""

from __future__ import annotations

from wardarchive.demo.expected import expected_articles
from wardarchive.model import IndexDocument, OfficialRef
from wardarchive.wards.units import unit


def demo_documents() -> dict[str, IndexDocument]:
    """Every article of the three portals, with the people whom a perfect reader finds."""
    found = {}
    for number, article in enumerate(expected_articles(), 1):
        ward = unit(article.portal.ward_code)
        found[f"{article.portal.name}/{article.id}"] = IndexDocument(
            id=number,
            url=article.path,
            title=article.title,
            body=tuple(block.text for block in article.body),
            ward_code=article.portal.ward_code,
            ward=ward.name if ward else None,
            published=article.published,
            views=article.views,
            section=article.section,
            officials=tuple(OfficialRef(p.identity, p.identity, p.role) for p in article.people),
            family=article.portal.family,
        )
    return found
