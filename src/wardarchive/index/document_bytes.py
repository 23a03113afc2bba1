"""Documents as bytes and back: what an index keeps to show hits and to write segments anew."""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime
from typing import Any

from wardarchive.model import IndexDocument, OfficialRef

_FIELDS = ("id", "url", "title", "body", "ward_code", "ward", "district", "province", "views", "section")
MAX_BYTES = 64 << 20
"""A document that unpacks to more is no document of this project."""


def document_bytes(document: IndexDocument) -> bytes:
    """One document, compressed."""
    values: dict[str, Any] = {name: getattr(document, name) for name in _FIELDS}
    values["published"] = document.published.isoformat() if document.published else None
    values["officials"] = [(ref.key, ref.name, ref.role) for ref in document.officials]
    values["speakers"] = document.speakers
    values["roles"] = document.roles
    values["family"] = document.family
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def document_of(data: bytes) -> IndexDocument:
    """The document. Raises `ValueError`, `KeyError`, `TypeError` or `zlib.error` for anything else."""
    unpacker = zlib.decompressobj()
    values = json.loads(unpacker.decompress(data, MAX_BYTES))
    published: str | None = values.pop("published")
    return IndexDocument(
        **{name: values[name] for name in _FIELDS if name != "body"},
        body=tuple(values["body"]),
        published=_published(published),
        officials=tuple(OfficialRef(*ref) for ref in values["officials"]),
        speakers=tuple(values["speakers"]),
        roles=tuple(values["roles"]),
        family=values["family"],
    )


def _published(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
