"""The objects of the JSON interface, as JSON Schema."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "description": "YYYY-MM-DD"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
PUBLISHED: Schema = {
    "type": ["string", "null"],
    "description": "A time with zone where the page gives one, a day alone where it gives none, else null.",
}


def or_null(schema: Schema) -> Schema:
    """`schema`, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def many(schema: Schema) -> Schema:
    """A list of it."""
    return {"type": "array", "items": schema}


def ref(name: str) -> Schema:
    """The schema of that name in the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(**fields: Schema) -> Schema:
    """An object with exactly these fields."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def perhaps(schema: Schema, **fields: Schema) -> Schema:
    """The object of `schema`, which may have these fields too."""
    return schema | {"properties": schema["properties"] | fields}


_UNIT = {"code": TEXT, "name": TEXT, "district": or_null(TEXT), "province": TEXT}
_PORTAL = {
    "id": NUMBER,
    "url": TEXT,
    "name": TEXT,
    "ward_code": or_null(TEXT),
    "family": or_null(TEXT),
    "added_at": or_null(MOMENT),
}
_DAY_STATES = ["collected", "failing", "unwatched", "ended", "before"]
"""Of a day of a ward: silence of an archive on days that are not `collected` tells nothing."""
_PROOF = {
    "version": NUMBER,
    "observed_at": MOMENT,
    "parser": TEXT,
    "capture": or_null(NUMBER),
    "capture_url": or_null(TEXT),
}
_TEXT_OF_ARTICLE = {
    "id": NUMBER,
    "url": TEXT,
    "is_article": FLAG,
    "ward_code": or_null(TEXT),
    "ward": or_null(TEXT),
    "district": or_null(TEXT),
    "province": or_null(TEXT),
    "section": or_null(TEXT),
    "title": TEXT,
    "published_at": PUBLISHED,
    "views": or_null(NUMBER),
    "author": or_null(TEXT),
    "body": many(record(kind=TEXT, text=TEXT)),
    "images": many(TEXT),
    "attachments": many(record(url=TEXT, name=TEXT)),
}
_SPAN = {"text": TEXT, "block": NUMBER, "start": NUMBER, "end": NUMBER}
_SAID = {"speaker": or_null(TEXT), "verb": TEXT, "kind": TEXT, "speaker_form": TEXT}
_PERSON = {
    "key": TEXT,
    "name": TEXT,
    "role": or_null(TEXT),
    "articles": NUMBER,
    "statements": NUMBER,
    "first_on": or_null(DAY),
    "last_on": or_null(DAY),
}
_PART = record(**_UNIT, main=FLAG)
_STRETCH = record(kind={"type": "string", "enum": ["same", "gone", "new"]}, text=TEXT)
_COUNT = record(value=TEXT, count=NUMBER)

SCHEMAS: dict[str, Schema] = {
    "Problem": {
        **record(type=TEXT, title=TEXT, status=NUMBER, detail=TEXT, hint=or_null(TEXT)),
        "description": "RFC 9457; detail and hint are in the language of the request.",
    },
    "SearchResult": record(
        query=TEXT,
        total=NUMBER,
        page=NUMBER,
        pages=NUMBER,
        took_ms={"type": "number"},
        all_words=or_null(NUMBER),
        all_first=FLAG,
        notes=many(TEXT),
        suggestion=or_null(TEXT),
        hits=many(
            record(
                id=NUMBER,
                url=TEXT,
                title=TEXT,
                ward_code=or_null(TEXT),
                ward=or_null(TEXT),
                published_at=PUBLISHED,
                views=or_null(NUMBER),
                score={"type": "number"},
                snippets=many({"type": "string", "description": "HTML with <mark> and nothing else."}),
            )
        ),
        facets={
            "type": "object",
            "additionalProperties": many(record(value=TEXT, label=TEXT, count=NUMBER, selected=FLAG)),
        },
        months=many(record(month=TEXT, count=NUMBER)),
    ),
    "Suggestion": record(kind=TEXT, text=TEXT, value=TEXT),
    "Article": perhaps(
        record(
            **_TEXT_OF_ARTICLE,
            officials=many(record(name=TEXT, role=or_null(TEXT), mentions=many(record(**_SPAN)))),
            statements=many(record(**_SAID, **_SPAN)),
            state=TEXT,
            first_seen_at=MOMENT,
            persons={
                "type": "object",
                "additionalProperties": TEXT,
                "description": "Name → key of the person.",
            },
            **_PROOF,
        ),
        source=TEXT,
    ),
    "ArticlePage": record(articles=many(ref("Article")), next_after=or_null(NUMBER)),
    "VersionSummary": record(title=TEXT, **_PROOF),
    "Version": perhaps(
        record(
            **_TEXT_OF_ARTICLE,
            **_PROOF,
            changes=or_null(
                record(
                    against=NUMBER,
                    title=many(_STRETCH),
                    blocks=many(many(_STRETCH)),
                    facts=many(record(name=TEXT, before=TEXT, after=TEXT)),
                )
            ),
        ),
        source=TEXT,
    ),
    "PersonSummary": record(**_PERSON),
    "PersonPage": record(total=NUMBER, persons=many(ref("PersonSummary")), next_after=or_null(TEXT)),
    "Person": record(
        **_PERSON,
        names=many(record(name=TEXT, articles=NUMBER)),
        roles=many(
            record(
                role=TEXT, wordings=many(TEXT), first_on=or_null(DAY), last_on=or_null(DAY), articles=NUMBER
            )
        ),
        months=many(record(month=TEXT, articles=NUMBER)),
        companions=many(record(key=TEXT, name=TEXT, role=or_null(TEXT), articles=NUMBER)),
        articles_naming=many(NUMBER),
    ),
    "Statement": record(
        id=NUMBER,
        **_SAID,
        official=or_null(TEXT),
        confidence={"type": "number"},
        attribution=or_null(TEXT),
        read_speaker=or_null(TEXT),
        article=NUMBER,
        url=TEXT,
        title=TEXT,
        ward_code=or_null(TEXT),
        published_at=PUBLISHED,
        version=NUMBER,
        capture=or_null(NUMBER),
        **_SPAN,
    ),
    "StatementPage": record(
        total=NUMBER,
        page=NUMBER,
        pages=NUMBER,
        without_diacritics=FLAG,
        statements=many(ref("Statement")),
        speakers=many(record(key=TEXT, name=TEXT, role=or_null(TEXT), statements=NUMBER, articles=NUMBER)),
        kinds=many(_COUNT),
        years=many(_COUNT),
        wards=many(_COUNT),
    ),
    "WardCount": record(**_UNIT, articles=NUMBER),
    "Ward": record(
        **_UNIT,
        articles=NUMBER,
        names=many(record(**_UNIT, listed_on=TEXT)),
        changes=many(record(on=DAY, made_of=many(_PART), became=many(_PART))),
        today=many(_PART),
        today_since=or_null(DAY),
        unknown_successor=FLAG,
        portals=many(record(**_PORTAL)),
    ),
    "Portal": record(**_PORTAL),
    "Coverage": record(
        articles=NUMBER,
        captures=NUMBER,
        portals=many(
            record(
                **{
                    **_PORTAL,
                    "articles": NUMBER,
                    "captures": NUMBER,
                    "last_run_at": or_null(MOMENT),
                    "last_outcome": or_null(TEXT),
                    "errors_last_run": NUMBER,
                }
            )
        ),
        wards=many(
            record(
                **{
                    "ward_code": TEXT,
                    "portals": many(NUMBER),
                    "from": DAY,
                    "to": DAY,
                    "days": record(**dict.fromkeys(_DAY_STATES, NUMBER)),
                    "spans": many(
                        record(**{"from": DAY, "to": DAY, "state": {"enum": _DAY_STATES}, "days": NUMBER})
                    ),
                }
            )
        ),
    ),
    "CrawlRequest": record(portal=NUMBER, next_at=MOMENT, reason=TEXT),
    "Decision": record(token=TEXT, kind=TEXT, who=TEXT, why=TEXT, at=MOMENT),
}
