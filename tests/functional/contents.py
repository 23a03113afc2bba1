"""What an archive's database says, to be compared with another's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

NAMED = {
    "portals": "SELECT url, name, ward_code, family, recognised, delay, allowed_hosts FROM portals",
    "captures": """
        SELECT p.url, c.url, c.fetched_at, c.status, c.content_type, c.digest, c.warc_file, c.warc_offset,
            c.warc_length, c.etag, c.last_modified, o.warc_file, o.warc_offset
        FROM captures c LEFT JOIN portals p ON p.id = c.portal_id
        LEFT JOIN captures o ON o.id = c.original_id""",
    "articles": """
        SELECT a.url, p.url, a.ward_code, a.first_seen_at, v.number, a.views, a.views_at, a.state,
            a.state_at, a.moved_to
        FROM articles a LEFT JOIN portals p ON p.id = a.portal_id JOIN versions v ON v.id = a.version_id""",
    "versions": """
        SELECT a.url, v.number, c.warc_offset, v.observed_at, v.parser_version, v.digest, v.family, v.title,
            v.section, v.published, v.author, v.body, v.extras, v.change
        FROM versions v JOIN articles a ON a.id = v.article_id
        LEFT JOIN captures c ON c.id = v.capture_id""",
    "observations": """
        SELECT a.url, o.observed_at, c.warc_offset, o.views, o.change
        FROM observations o JOIN articles a ON a.id = o.article_id
        LEFT JOIN captures c ON c.id = o.capture_id""",
    "officials": "SELECT key, name, role, first_seen, last_seen, hidden FROM officials",
    "profiles": "SELECT * FROM profiles",
    "links": "SELECT * FROM links",
    "decisions": "SELECT token, at, who, why, kind, one, other, urls, text, value FROM decisions",
    "commitments": """
        SELECT a.url, v.number, c.speaker, c.obliged, c.deadline, c.due, c.text, c.block, c.start_at, c.end_at
        FROM commitments c JOIN versions v ON v.id = c.version_id JOIN articles a ON a.id = v.article_id""",
    "mentions": """
        SELECT a.url, v.number, m.official_key, m.name, m.role, m.block, m.start_at, m.end_at, m.text,
            m.stated_role, m.pattern
        FROM mentions m JOIN versions v ON v.id = m.version_id JOIN articles a ON a.id = v.article_id""",
    "statements": """
        SELECT a.url, v.number, s.official_key, s.speaker, s.verb, s.kind, s.speaker_form, s.text, s.block,
            s.start_at, s.end_at, s.confidence, s.attributed, s.attribution, s.folded
        FROM statements s JOIN versions v ON v.id = s.version_id JOIN articles a ON a.id = v.article_id""",
}
"""What each table says, without the numbers of rows."""
NUMBERS = {
    "articles": "SELECT id, url FROM articles",
    "captures": "SELECT id, warc_file, warc_offset FROM captures",
    "urls": "SELECT * FROM urls",
    "runs": "SELECT * FROM runs",
}
Content = dict[str, list[Any]]


def content(home: Path, queries: dict[str, str] = NAMED) -> Content:
    """What the database of an archive says, in an order of its own."""
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        return {name: sorted(connection.execute(q).fetchall(), key=repr) for name, q in queries.items()}
