"""The article JSON of the command line, of exports and of imports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, get_args

from wardarchive.errors import ImportFormatError
from wardarchive.model import (
    HANOI_TIME,
    Article,
    Attachment,
    Block,
    BlockKind,
    NotAnArticle,
    Reading,
    Ward,
)

_KINDS = frozenset(get_args(BlockKind))
_MAX_TEXT = 5_000_000
"""Characters of one article that are accepted; the longest of 20,000 real ones has 31,154."""


def publication_json(published: date | datetime | None) -> str | None:
    """``2020-12-15T16:07:00+07:00``, ``2020-12-15`` or None."""
    if isinstance(published, datetime):
        return published.astimezone(HANOI_TIME).isoformat()
    return published.isoformat() if published else None


def reading_json(reading: Reading) -> dict[str, Any]:
    """``{"officials": […], "statements": […]}``."""
    return {
        "officials": [
            {
                "name": person.name,
                "role": person.role,
                "mentions": [
                    {"block": m.block, "start": m.start, "end": m.end, "text": m.text}
                    for m in person.mentions
                ],
            }
            for person in reading.officials
        ],
        "statements": [
            {
                "speaker": s.speaker,
                "verb": s.verb,
                "kind": s.kind,
                "speaker_form": s.speaker_form,
                "text": s.text,
                "block": s.block,
                "start": s.start,
                "end": s.end,
            }
            for s in reading.statements
        ],
    }


def article_json(article: Article, ward: Ward | None, reading: Reading) -> dict[str, Any]:
    """One article as the interface promises it; ``source`` only where the page tells one."""
    return {
        "url": article.url,
        "is_article": True,
        "ward_code": ward.code if ward else None,
        "ward": ward.name if ward else None,
        "district": ward.district if ward else None,
        "province": ward.province if ward else None,
        "section": article.section,
        "title": article.title,
        "published_at": publication_json(article.published),
        "views": article.views,
        "author": article.author,
        **({"source": article.source} if article.source else {}),
        "body": [{"kind": block.kind, "text": block.text} for block in article.body],
        "images": list(article.images),
        "attachments": [{"url": a.url, "name": a.name} for a in article.attachments],
        **reading_json(reading),
    }


def not_article_json(page: NotAnArticle) -> dict[str, Any]:
    """A page that is no article."""
    return {"url": page.url, "is_article": False, "reason": page.reason}


def parse_publication(text: str) -> date | datetime:
    """The inverse of `publication_json`; a time without zone is taken as Hanoi time."""
    if "T" not in text and " " not in text.strip():
        return date.fromisoformat(text.strip())
    moment = datetime.fromisoformat(text.strip())
    return moment.replace(tzinfo=HANOI_TIME) if moment.tzinfo is None else moment


def article_from_json(data: object) -> Article:
    """The article that one JSON object describes; raises `ImportFormatError` where it is none."""
    if not isinstance(data, Mapping):
        raise ImportFormatError("not a JSON object")
    if data.get("is_article") is False:
        raise ImportFormatError("is_article is false: not an article")
    url, title = data.get("url"), data.get("title")
    if not isinstance(url, str) or not url.strip():
        raise ImportFormatError('no "url"')
    if not isinstance(title, str) or not title.strip():
        raise ImportFormatError('no "title"')
    return Article(
        url=url.strip(),
        title=title.strip(),
        body=_body(data.get("body")),
        section=_text(data, "section"),
        published=_published(data.get("published_at")),
        views=_views(data.get("views")),
        author=_text(data, "author"),
        source=_source(data.get("source")),
        images=tuple(i for i in _list(data, "images") if isinstance(i, str)),
        attachments=tuple(
            Attachment(str(a.get("url", "")), str(a.get("name", "")))
            for a in _list(data, "attachments")
            if isinstance(a, Mapping)
        ),
        family="import",
    )


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise ImportFormatError(f'"{name}" must be a list')
    return value


def _source(value: object) -> str | None:
    """A source where it is a text: other tools use the name for other things."""
    return value.strip() or None if isinstance(value, str) else None


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ImportFormatError(f'"{name}" must be a text or null')
    return value


def _published(value: object) -> date | datetime | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ImportFormatError('"published_at" must be an ISO date or time')
    try:
        return parse_publication(value)
    except ValueError as error:
        raise ImportFormatError(f'"published_at" is not an ISO date or time: {value[:40]!r}') from error


def _views(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**62:
        raise ImportFormatError('"views" must be a whole number or null')
    return value


def _body(value: object) -> tuple[Block, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        value = [p for p in value.split("\n") if p.strip()]
    if not isinstance(value, list):
        raise ImportFormatError('"body" must be a list of texts or blocks')
    blocks = tuple(_block(item) for item in value)
    if sum(len(block.text) for block in blocks) > _MAX_TEXT:
        raise ImportFormatError(f"the body is longer than {_MAX_TEXT:,} characters")
    return blocks


def _block(item: object) -> Block:
    if isinstance(item, str):
        return Block("paragraph", item)
    if isinstance(item, Mapping) and isinstance(item.get("text"), str):
        kind = item.get("kind", "paragraph")
        return Block(kind if kind in _KINDS else "paragraph", item["text"])
    raise ImportFormatError('"body" has an item that is neither a text nor {"kind", "text"}')
