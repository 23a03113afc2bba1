"""How what a page says becomes a version, an observation, or both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from wardarchive.model import Article, OfficialRef, Reading
from wardarchive.store.official_rows import insert_reading
from wardarchive.store.tables import articles, observations, versions
from wardarchive.store.transactions import publication_to_text, to_text

Change = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a capture (or an imported line) says about an article."""

    article: Article
    observed_at: datetime
    parser_version: str
    ward_code: str | None = None
    portal_id: int | None = None
    capture_id: int | None = None
    reading: Reading = field(default_factory=Reading)
    refs: Mapping[str, OfficialRef] = field(default_factory=dict)
    """Name as in `reading` → the person of the register."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a `NewVersion` did."""

    article_id: int
    version_id: int
    change: Change


def _extras(article: Article) -> str:
    return json.dumps(
        {
            "images": list(article.images),
            "attachments": [[a.url, a.name] for a in article.attachments],
            "tags": list(article.tags),
            "markers": list(article.markers),
        },
        ensure_ascii=False,
    )


def _body(article: Article) -> str:
    return json.dumps([[b.kind, b.text] for b in article.body], ensure_ascii=False)


def content_digest(article: Article) -> str:
    """SHA-1 (hex) over what a reader would call the article: everything but the view count."""
    parts = (
        article.title,
        article.section or "",
        publication_to_text(article.published) or "",
        article.author or "",
        _body(article),
        json.dumps([article.images, [[a.url, a.name] for a in article.attachments]], ensure_ascii=False),
    )
    return hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()


def keep_version(connection: Connection, new: NewVersion) -> Kept:
    digest = content_digest(new.article)
    row = connection.execute(select(articles).where(articles.c.url == new.article.url)).mappings().first()
    if row is None:
        article_id = int(
            connection.execute(
                insert(articles)
                .values(
                    url=new.article.url,
                    portal_id=new.portal_id,
                    ward_code=new.ward_code,
                    first_seen_at=to_text(new.observed_at),
                )
                .returning(articles.c.id)
            ).scalar_one()
        )
        version_id = _insert_version(connection, article_id, 1, digest, new)
        _observe(connection, article_id, new)
        _update_article(connection, article_id, new, version_id, None)
        return Kept(article_id, version_id, "new")
    article_id = int(row["id"])
    _observe(connection, article_id, new)
    nearest = _version_before(connection, article_id, new.observed_at)
    if nearest is not None and nearest["digest"] == digest:
        _update_article(connection, article_id, new, None, row)
        return Kept(article_id, int(nearest["id"]), "same")
    count = connection.execute(
        select(func.max(versions.c.number)).where(versions.c.article_id == article_id)
    ).scalar_one()
    version_id = _insert_version(connection, article_id, int(count) + 1, digest, new)
    current = (
        connection.execute(select(versions).where(versions.c.id == row["version_id"])).mappings().one()
    )
    is_newest = to_text(new.observed_at) >= current["observed_at"]
    _update_article(connection, article_id, new, version_id if is_newest else None, row)
    return Kept(article_id, version_id, "changed")


def _version_before(connection: Connection, article_id: int, moment: datetime) -> RowMapping | None:
    """The version that was current at `moment`, or the oldest one."""
    rows = (
        connection.execute(
            select(versions.c.id, versions.c.digest, versions.c.observed_at)
            .where(versions.c.article_id == article_id)
            .order_by(versions.c.observed_at, versions.c.number)
        )
        .mappings()
        .all()
    )
    at = to_text(moment)
    earlier = [row for row in rows if row["observed_at"] <= at]
    return earlier[-1] if earlier else (rows[0] if rows else None)


def _insert_version(
    connection: Connection, article_id: int, number: int, digest: str, new: NewVersion
) -> int:
    article = new.article
    result = connection.execute(
        insert(versions)
        .values(
            article_id=article_id,
            number=number,
            capture_id=new.capture_id,
            observed_at=to_text(new.observed_at),
            parser_version=new.parser_version,
            digest=digest,
            family=article.family,
            title=article.title,
            section=article.section,
            published=publication_to_text(article.published),
            author=article.author,
            body=_body(article),
            extras=_extras(article),
        )
        .returning(versions.c.id)
    )
    version_id = int(result.scalar_one())
    insert_reading(connection, version_id, new.reading, new.refs, publication_to_text(article.published))
    return version_id


def _observe(connection: Connection, article_id: int, new: NewVersion) -> None:
    at = to_text(new.observed_at)
    known = connection.execute(
        select(observations.c.observed_at).where(
            observations.c.article_id == article_id, observations.c.observed_at == at
        )
    ).first()
    if not known:
        connection.execute(
            insert(observations).values(
                article_id=article_id,
                observed_at=at,
                capture_id=new.capture_id,
                views=new.article.views,
            )
        )


def _update_article(
    connection: Connection,
    article_id: int,
    new: NewVersion,
    version_id: int | None,
    known: RowMapping | None,
) -> None:
    """Bring the article's own row up to date; its revision rises only where the index must know."""
    values: dict[str, Any] = {}
    at = to_text(new.observed_at)
    if version_id is not None:
        values["version_id"] = version_id
    if new.article.views is not None and (
        known is None or known["views_at"] is None or at >= known["views_at"]
    ):
        if known is None or known["views"] != new.article.views:
            values["views"] = new.article.views
        values["views_at"] = at
    if known is not None:
        given = {"ward_code": new.ward_code, "portal_id": new.portal_id}
        values |= {
            name: value for name, value in given.items() if value is not None and known[name] is None
        }
        if values.keys() - {"views_at"}:
            values["revision"] = int(known["revision"]) + 1
    if values:
        connection.execute(update(articles).where(articles.c.id == article_id).values(**values))
