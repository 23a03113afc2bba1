"""How what a page says becomes a version, an observation, or both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from wardarchive.model import HANOI_TIME, Article, Commitment, OfficialRef, Reading
from wardarchive.store.changes import ChangeClass, classes
from wardarchive.store.commitment_rows import insert_commitments
from wardarchive.store.official_rows import insert_reading
from wardarchive.store.tables import articles, observations, versions
from wardarchive.store.transactions import publication_to_text, to_moment, to_text
from wardarchive.store.upserts import insert_or
from wardarchive.store.version_values import article_of

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
    commitments: tuple[Commitment, ...] = ()
    article_id: int | None = None
    """The id that a new article gets: what is derived again keeps its address. None: the next one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a `NewVersion` did."""

    article_id: int
    version_id: int
    change: Change
    sight: str = "first"
    """The class of what this sight showed: one of `store.changes.ChangeClass`."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a visit told of a known article without reading its text."""

    url: str
    """The article's."""
    at: datetime
    change: Literal["same", "missing", "moved"]
    """same: not modified; missing: 404 or 410; moved: permanently redirected."""
    capture_id: int | None = None
    moved_to: str | None = None


# What each article asks is built once: building a statement costs as much as running it.
_ARTICLE = select(articles).where(articles.c.url == bindparam("article_url"))
_INSERT_ARTICLE = insert(articles).returning(articles.c.id)
_UPDATE_ARTICLE = update(articles).where(articles.c.id == bindparam("updated"))
_INSERT_VERSION = insert(versions).returning(versions.c.id)
_VERSION = select(versions).where(versions.c.id == bindparam("version"))
_ONE_OF = select(versions).where(versions.c.article_id == bindparam("article")).limit(1)
_VERSION_BEFORE = _ONE_OF.where(versions.c.observed_at <= bindparam("moment")).order_by(
    versions.c.observed_at.desc(), versions.c.number.desc()
)
_OLDEST_VERSION = _ONE_OF.order_by(versions.c.observed_at, versions.c.number)
_LAST_NUMBER = select(func.max(versions.c.number)).where(versions.c.article_id == bindparam("article"))
_VIEWS_BEFORE = (
    select(observations.c.views)
    .where(
        observations.c.article_id == bindparam("article"),
        observations.c.observed_at < bindparam("moment"),
        observations.c.views.is_not(None),
    )
    .order_by(observations.c.observed_at.desc())
    .limit(1)
)


@cache
def _observing(dialect: str) -> Any:
    """The same page read again is one sight of its article."""
    return insert_or(dialect, observations).on_conflict_do_nothing()


NO_PAGE = frozenset({"missing", "gone", "moved"})
"""Classes of sights at which the article's page was not shown: its counter did not count them."""


def _extras(article: Article) -> str:
    return json.dumps(
        {
            "images": list(article.images),
            "attachments": [[a.url, a.name] for a in article.attachments],
            "tags": list(article.tags),
            "markers": list(article.markers),
            **({"source": article.source} if article.source else {}),
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
        *((article.source,) if article.source else ()),  # digests of articles without one stay
    )
    return hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()


def keep_version(connection: Connection, new: NewVersion) -> Kept:
    digest = content_digest(new.article)
    row = connection.execute(_ARTICLE, {"article_url": new.article.url}).mappings().first()
    if row is None:
        values = {
            "url": new.article.url,
            "portal_id": new.portal_id,
            "ward_code": new.ward_code,
            "first_seen_at": to_text(new.observed_at),
            **({} if new.article_id is None else {"id": new.article_id}),
        }
        article_id = int(connection.execute(_INSERT_ARTICLE, values).scalar_one())
        version_id = _insert_version(connection, article_id, 1, digest, new, "first")
        _observe(connection, article_id, new, "first")
        _update_article(connection, article_id, new, version_id, None)
        return Kept(article_id, version_id, "new")
    article_id = int(row["id"])
    at = to_text(new.observed_at)
    nearest = _version_before(connection, article_id, at)
    views = _views_before(connection, article_id, at)
    back = _return(connection, row, at)
    if nearest is not None and nearest["digest"] == digest:
        counted = new.article.views is not None and views is not None and views != new.article.views
        sight: ChangeClass = back or ("views" if counted else "same")
        _observe(connection, article_id, new, sight)
        _update_article(connection, article_id, new, None, row)
        return Kept(article_id, int(nearest["id"]), "same", sight)
    found = _classes(nearest, new, views, at)
    sight = back or found[0]
    _observe(connection, article_id, new, sight)
    count = connection.execute(_LAST_NUMBER, {"article": article_id}).scalar_one()
    version_id = _insert_version(connection, article_id, int(count) + 1, digest, new, " ".join(found))
    current = connection.execute(_VERSION, {"version": row["version_id"]}).mappings().one()
    is_newest = at >= current["observed_at"]
    _update_article(connection, article_id, new, version_id if is_newest else None, row)
    return Kept(article_id, version_id, "changed", sight)


def keep_sight(connection: Connection, sight: Sight) -> str | None:
    """See `ArticleRows.keep_sight`."""
    row = connection.execute(_ARTICLE, {"article_url": sight.url}).mappings().first()
    if row is None:
        return None
    at = to_text(sight.at)
    change: str = sight.change
    if sight.change == "same":
        change = _return(connection, row, at) or "same"
    elif sight.change == "missing":
        change = _missing(row, sight.at)
        if row["state"] != change:
            _set_state(connection, row, change, at)
    elif row["state"] != "moved" or row["moved_to"] != sight.moved_to:
        _set_state(connection, row, "moved", at, sight.moved_to)
    _insert_observation(connection, int(row["id"]), at, sight.capture_id, None, change)
    return change


def _missing(row: RowMapping, moment: datetime) -> str:
    """gone, where the article was missing on an earlier day already."""
    if row["state"] == "gone":
        return "gone"
    if row["state"] != "missing":
        return "missing"
    first = to_moment(row["state_at"]).astimezone(HANOI_TIME).date()
    return "gone" if moment.astimezone(HANOI_TIME).date() > first else "missing"


def _return(connection: Connection, row: RowMapping, at: str) -> Literal["back"] | None:
    """The article answers: undo what was noted of its absence; back, where that was confirmed."""
    if row["state"] == "there" or at < row["state_at"]:
        return None
    _set_state(connection, row, "there", at)
    return None if row["state"] == "missing" else "back"


def _set_state(
    connection: Connection, row: RowMapping, state: str, at: str, moved_to: str | None = None
) -> None:
    values = {"updated": row["id"], "state": state, "state_at": at, "moved_to": moved_to}
    connection.execute(_UPDATE_ARTICLE, values)


def _classes(
    nearest: RowMapping | None, new: NewVersion, views: int | None, at: str
) -> tuple[ChangeClass, ...]:
    """What differs from the version that stood before; first, where none did (an older import)."""
    if nearest is None or nearest["observed_at"] > at:
        return ("first",)
    # The digest sees more than the classes do: what is left is a matter of form.
    return classes(article_of(nearest, new.article.url, views), new.article) or ("cosmetic",)


def _views_before(connection: Connection, article_id: int, at: str) -> int | None:
    """The last count observed before a moment."""
    views = connection.execute(_VIEWS_BEFORE, {"article": article_id, "moment": at}).scalar()
    return int(views) if views is not None else None


def _version_before(connection: Connection, article_id: int, at: str) -> RowMapping | None:
    """The version that was current at a moment, or the oldest one."""
    place = {"article": article_id}
    return (
        connection.execute(_VERSION_BEFORE, {"moment": at, **place}).mappings().first()
        or connection.execute(_OLDEST_VERSION, place).mappings().first()
    )


def _insert_version(
    connection: Connection, article_id: int, number: int, digest: str, new: NewVersion, change: str
) -> int:
    article = new.article
    values = {
        "article_id": article_id,
        "number": number,
        "capture_id": new.capture_id,
        "observed_at": to_text(new.observed_at),
        "parser_version": new.parser_version,
        "digest": digest,
        "family": article.family,
        "title": article.title,
        "section": article.section,
        "published": publication_to_text(article.published),
        "author": article.author,
        "body": _body(article),
        "extras": _extras(article),
        "change": change,
    }
    version_id = int(connection.execute(_INSERT_VERSION, values).scalar_one())
    insert_reading(connection, version_id, new.reading, new.refs, publication_to_text(article.published))
    insert_commitments(connection, version_id, new.commitments)
    return version_id


def _observe(connection: Connection, article_id: int, new: NewVersion, change: str) -> None:
    at = to_text(new.observed_at)
    _insert_observation(connection, article_id, at, new.capture_id, new.article.views, change)


def _insert_observation(
    connection: Connection,
    article_id: int,
    at: str,
    capture_id: int | None,
    views: int | None,
    change: str,
) -> None:
    values = {
        "article_id": article_id,
        "observed_at": at,
        "capture_id": capture_id,
        "views": views,
        "change": change,
    }
    connection.execute(_observing(connection.dialect.name), values)


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
        connection.execute(_UPDATE_ARTICLE, {"updated": article_id} | values)
