"""Rows of the table versions as values of the model."""

from __future__ import annotations

import json

from sqlalchemy import RowMapping

from wardarchive.model import Article, Attachment, Block, Version
from wardarchive.store.transactions import publication_from_text, to_moment


def article_of(row: RowMapping, url: str, views: int | None) -> Article:
    """The article that a version's row holds."""
    extras = json.loads(row["extras"])
    return Article(
        url=url,
        title=row["title"],
        body=tuple(Block(kind, text) for kind, text in json.loads(row["body"])),
        section=row["section"],
        published=publication_from_text(row["published"]),
        views=views,
        author=row["author"],
        source=extras.get("source"),
        images=tuple(extras["images"]),
        attachments=tuple(Attachment(*pair) for pair in extras["attachments"]),
        tags=tuple(extras["tags"]),
        family=row["family"],
        markers=tuple(extras["markers"]),
    )


def version_of_row(row: RowMapping, url: str, views: int | None) -> Version:
    """A version's row as a value."""
    return Version(
        id=row["id"],
        article_id=row["article_id"],
        number=row["number"],
        capture_id=row["capture_id"],
        observed_at=to_moment(row["observed_at"]),
        parser_version=row["parser_version"],
        article=article_of(row, url, views),
        changes=tuple((row["change"] or "").split()),
    )
