"""One page or one text read without an archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wardarchive.jobs.article_json import article_json, not_article_json, reading_json
from wardarchive.jobs.ingest import canonical_url, read, read_people, ward_of_host
from wardarchive.jobs.portals import one_ward
from wardarchive.model import HANOI_TIME, Block, NotAnArticle
from wardarchive.officials.reading import read_officials
from wardarchive.wards.units import bare_names

_LONGEST_HEADLINE = 40
"""Words; longer first lines are paragraphs whose full stop is missing."""


def parse_file(
    content: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    family: str | None = None,
    ward: str | None = None,
) -> dict[str, Any]:
    """The article JSON of one page; the ward is the one given, else what the host tells for certain."""
    address = canonical_url(url)
    moment = fetched_at or datetime.now(UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=HANOI_TIME)
    found = read(content, address, content_type=content_type, fetched_at=moment, family=family)
    if isinstance(found.page, NotAnArticle):
        return not_article_json(found.page)
    unit = one_ward(ward) if ward else ward_of_host(address)
    reading, _ = read_people(found.page, unit)
    return article_json(found.page, unit, reading)


def extract_text(content: bytes) -> dict[str, Any]:
    """Officials and statements of a plain UTF-8 text; a block is one non-empty line.

    A first line without a full stop, with more lines behind it, is read as the headline.
    """
    text = content.decode("utf-8-sig", errors="replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    blocks = [Block("paragraph", line) for line in lines]
    if len(lines) > 1 and lines[0][-1] not in ".!?…:;," and len(lines[0].split()) <= _LONGEST_HEADLINE:
        blocks[0] = Block("heading", lines[0])
    return reading_json(read_officials("", blocks, ward_names=bare_names()))
