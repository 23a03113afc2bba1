"""The OpenAPI 3.1 document of the JSON interface."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import Response, jsonify

from wardarchive import __version__
from wardarchive.model import FACETS
from wardarchive.web.api.base import LARGEST_ID, PREFIX, blueprint
from wardarchive.web.api.schemas import SCHEMAS, TEXT, Schema, many, ref
from wardarchive.web.urls import LAST_PAGE, LONGEST_QUERY, LONGEST_VALUE, MOST_VALUES

_WORDS: Schema = {"type": "string", "maxLength": LONGEST_QUERY}
_VALUE: Schema = {"type": "string", "maxLength": LONGEST_VALUE}
_VALUES: Schema = {"type": "array", "items": _VALUE, "maxItems": MOST_VALUES}
_ID: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
_PROBLEMS = {
    "400": "The request cannot be answered as it is; `hint` says what to change.",
    "404": "There is nothing of that number, key or code.",
    "429": "More requests than an address may make; Retry-After tells how long to wait.",
    "503": "Database or index cannot be read just now.",
    "401": "No key that is in use: Authorization: Bearer …",
    "409": "That is there already.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
}


def _whole(low: int, high: int, default: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high, "default": default}


def _query(name: str, schema: Schema, text: str) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": text}


def _path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _answer(schema: Schema, text: str) -> Schema:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _problems(*codes: str) -> Schema:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    return {code: {"description": _PROBLEMS[code], "content": content} for code in codes}


def _get(name: str, text: str, schema: Schema, *parameters: Schema, missing: bool = False) -> Schema:
    in_path = any(parameter["in"] == "path" for parameter in parameters)
    codes = ["400", "429", "503", *(["404"] if in_path or missing else [])]
    return {
        "get": {
            "operationId": name,
            "summary": text,
            "parameters": list(parameters),
            "responses": {"200": _answer(schema, text), **_problems(*codes)},
        }
    }


def _post(name: str, text: str, done: str, schema: Schema, body: Schema | None, *in_path: Schema) -> Schema:
    codes = ["400", "401", "409", "413", "415", "429", "503", *(["404"] if in_path else [])]
    found: Schema = {
        "operationId": name,
        "summary": text,
        "parameters": list(in_path),
        "security": [{"key": []}],
        "responses": {done: _answer(schema, text), **_problems(*codes)},
    }
    if body is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return {"post": found}


def _sent(needed: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**needed, **(optional or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def _search_parameters() -> list[Schema]:
    words = "A name or code; several mean one of them."
    known: dict[str, Schema] = {"year": {**_VALUES, "items": {"type": "string", "pattern": "^[0-9]{4}$"}}}
    return [
        _query("q", _WORDS, "Words, “phrases”, −words: the language of the search page."),
        *(_query(facet, known.get(facet, _VALUES), words) for facet in FACETS),
        *(_query(f"-{facet}", known.get(facet, _VALUES), "To leave out.") for facet in FACETS),
        _query("from", {"type": "string", "format": "date"}, "The first day of publication."),
        _query("to", {"type": "string", "format": "date"}, "The last day of publication."),
        _query(
            "sort", {"enum": ["relevance", "newest", "oldest", "views"], "type": "string"}, "The order."
        ),
        _query("page", _whole(1, LAST_PAGE, 1), "Twenty hits each."),
    ]


def _reading() -> dict[str, Schema]:
    article, number = _path("article_id", _ID), _path("number", {**_ID, "maximum": 1_000_000})
    after = _query("after", {**_ID, "minimum": 0, "default": 0}, "The `next_after` of the page before.")
    rows = _query("limit", _whole(1, 200, 50), "Rows of a page.")
    against = _query(
        "against", {"type": "integer", "minimum": 0, "maximum": 1_000_000}, "A version's number."
    )
    named = _query("q", _VALUE, "Letters of the name.")
    in_ward = _query("ward", _VALUE, "A code or name.")
    last_key = _query("after", _VALUE, "The `next_after` of the page before.")
    words = _query("q", _WORDS, "Words.")
    versions = "/articles/{article_id}/versions"
    return {
        "/search": _get("search", "Search", ref("SearchResult"), *_search_parameters()),
        "/suggest": _get("suggest", "What typed words may become", many(ref("Suggestion")), words),
        "/articles": _get("articles", "Articles by id", ref("ArticlePage"), after, rows),
        "/articles/{article_id}": _get("article", "One article", ref("Article"), article),
        versions: _get("versions", "Its versions", many(ref("VersionSummary")), article),
        f"{versions}/{{number}}": _get(
            "version", "One version, and what changed", ref("Version"), article, number, against
        ),
        "/persons": _get("persons", "Persons by key", ref("PersonPage"), named, in_ward, last_key, rows),
        "/persons/{key}": _get("person", "One person", ref("Person"), _path("key", TEXT)),
    }


def _reading_more() -> dict[str, Schema]:
    said = [
        _query("q", _WORDS, "Words, and “phrases”."),
        _query("speaker", _VALUES, "Keys or names of persons."),
        _query("kind", _VALUES, "direct, indirect, act, caption."),
        _query("ward", _VALUES, "Codes or names."),
        _query("year", _VALUES, "Years of publication."),
        _query("page", _whole(1, 10_000, 1), "From 1."),
        _query("limit", _whole(1, 100, 20), "Statements of a page."),
    ]
    units = [_query("q", _VALUE, "A name."), _query("limit", _whole(1, 4000, 200), "Units.")]
    one = _path("statement_id", _ID)
    return {
        "/statements": _get("statements", "What was said, newest first", ref("StatementPage"), *said),
        "/statements/{statement_id}": _get("statement", "One statement", ref("Statement"), one),
        "/wards": _get("wards", "Units of a name, or those with articles", many(ref("WardCount")), *units),
        "/wards/{code}": _get("ward", "One unit with its lineage", ref("Ward"), _path("code", TEXT)),
        "/portals": _get("portals", "The portals that are collected", many(ref("Portal"))),
        "/portals/{portal_id}": _get("portal", "One portal", ref("Portal"), _path("portal_id", _ID)),
        "/coverage": _get("coverage", "What each portal has brought", ref("Coverage")),
        "/openapi.json": _get("openapi", "This document", {"type": "object"}),
    }


def _writing() -> dict[str, Schema]:
    long: Schema = {"type": "string", "minLength": 1, "maxLength": 2000}
    portal = _sent({"url": long}, {"ward": long, "family": long, "name": long})
    kinds: Schema = {"type": "string", "enum": ["merge", "separate"]}
    decision = _sent({"kind": kinds, "one": long, "other": long, "reason": long})
    requests = "/portals/{portal_id}/crawl-requests"
    return {
        "/portals": _post("addPortal", "Collect a portal from now on", "201", ref("Portal"), portal),
        requests: _post(
            "requestCrawl",
            "Make a portal due now",
            "202",
            ref("CrawlRequest"),
            None,
            _path("portal_id", _ID),
        ),
        "/decisions": _post("decide", "Two persons are one, or are not", "201", ref("Decision"), decision),
    }


@cache
def document() -> dict[str, Any]:
    """The document."""
    paths = _reading() | _reading_more()
    for path, operations in _writing().items():
        paths[path] = paths.get(path, {}) | operations
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "wardarchive",
            "version": __version__,
            "description": "An archive of Vietnam's ward portals: see docs/api.md.",
        },
        "servers": [{"url": PREFIX}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The document that describes all of this."""
    return jsonify(document())
