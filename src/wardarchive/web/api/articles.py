"""Articles one after another, one article, its versions and what changed between them."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, url_for
from werkzeug.exceptions import NotFound

from wardarchive.jobs.article_json import article_json
from wardarchive.model import ArticleRecord, Reading, Version
from wardarchive.wards.units import unit
from wardarchive.web.api.base import ID, LARGEST_ID, blueprint, found, limit, whole_number
from wardarchive.web.context import services
from wardarchive.web.difference import Change, difference


@blueprint.get("/articles")
def articles() -> Response:
    """Articles by id, from the one after `after` on: the way to read the whole archive."""
    after = whole_number("after", 0, 0, LARGEST_ID)
    ids = services().store.article_ids_after(after, limit())
    records = list(services().store.records(ids))
    return jsonify({"articles": [_article(r) for r in records], "next_after": ids[-1] if ids else None})


@blueprint.get(f"/articles/<{ID}:article_id>")
def article(article_id: int) -> Response:
    """One article as the article JSON of the interface, with its id, state and proof."""
    return jsonify(_article(found(services().store.record(article_id))))


def _article(record: ArticleRecord) -> dict[str, Any]:
    ward = unit(record.ward_code) if record.ward_code else None
    return {
        "id": record.id,
        **article_json(record.article, ward, record.reading),
        "state": record.state,
        "first_seen_at": record.first_seen_at.isoformat(),
        "persons": record.refs,
        **_proof(record.version),
    }


def _proof(version: Version) -> dict[str, Any]:
    """Which version it is, and where the bytes are that it was read from."""
    capture = version.capture_id
    return {
        "version": version.number,
        "observed_at": version.observed_at.isoformat(),
        "parser": version.parser_version,
        "capture": capture,
        "capture_url": url_for("captures.raw", capture_id=capture, download=1) if capture else None,
    }


@blueprint.get(f"/articles/<{ID}:article_id>/versions")
def versions(article_id: int) -> Response:
    """All versions of an article, oldest first, without their texts."""
    known = services().store.versions(article_id)
    if not known:
        raise NotFound
    return jsonify([{"title": v.article.title, **_proof(v)} for v in known])


@blueprint.get(f"/articles/<{ID}:article_id>/versions/<int(max=1000000):number>")
def version(article_id: int, number: int) -> Response:
    """One version with its text, and what changed since `against` (by default the version before)."""
    by_number = {v.number: v for v in services().store.versions(article_id)}
    chosen = found(by_number.get(number))
    numbers = list(by_number)
    place = numbers.index(number)
    other = whole_number("against", numbers[place - 1] if place else 0, 0, 1_000_000)
    record = found(services().store.record(article_id))
    ward = unit(record.ward_code) if record.ward_code else None
    text = article_json(chosen.article, ward, Reading())
    del text["officials"], text["statements"]  # only the current version is read for them
    changes = _changes(found(by_number.get(other)), chosen) if other else None
    return jsonify({"id": article_id, **text, **_proof(chosen), "changes": changes})


def _changes(old: Version, new: Version) -> dict[str, Any]:
    differs = difference(old.article, new.article)
    return {
        "against": old.number,
        "title": _stretches(differs.title),
        "blocks": [_stretches(block) for block in differs.blocks],
        "facts": [
            {"name": name, "before": before, "after": after} for name, before, after in differs.facts
        ],
    }


def _stretches(changes: tuple[Change, ...]) -> list[dict[str, str]]:
    return [{"kind": change.kind, "text": change.text} for change in changes]
