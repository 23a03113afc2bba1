"""Where something that was read stands, for programs: article, version, capture, block and offsets."""

from __future__ import annotations

from typing import Any

from wardarchive.jobs.article_json import publication_json
from wardarchive.model import StatementRecord
from wardarchive.store.commitment_rows import CommitmentRecord


def proof_json(one: StatementRecord | CommitmentRecord) -> dict[str, Any]:
    """The proof of a statement or a commitment."""
    said = one.statement if isinstance(one, StatementRecord) else one.commitment
    return {
        "article": one.article_id,
        "url": one.url,
        "title": one.title,
        "ward_code": one.ward_code,
        "published_at": publication_json(one.published),
        "version": one.version,
        "capture": one.capture_id,
        "block": said.block,
        "start": said.start,
        "end": said.end,
    }
