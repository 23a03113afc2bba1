"""The fields of a reading put together as an article."""

from __future__ import annotations

from wardarchive.model import Article, Attachment
from wardarchive.parse.links import absolute
from wardarchive.parse.reading import Fields


def assembled(url: str, base: str, fields: Fields, family: str, markers: tuple[str, ...]) -> Article:
    """The article of `fields`; its addresses are absolute from `base`, and nothing is in it twice."""
    images = [u for u in (absolute(base, i) for i in fields.images) if u]
    files = [Attachment(u, n) for u, n in ((absolute(base, h), n) for h, n in fields.files) if u]
    unique = {a.url: a for a in reversed(files)}
    return Article(
        url=url,
        title=fields.title,
        body=fields.body.blocks,
        section=fields.section,
        published=fields.published.value,
        views=fields.views,
        author=fields.author,
        source=fields.source,
        images=tuple(dict.fromkeys(images)),
        attachments=tuple(reversed(unique.values())),
        tags=tuple(dict.fromkeys(fields.tags)),
        family=family,
        markers=tuple(dict.fromkeys((*markers, *fields.published.markers))),
    )
