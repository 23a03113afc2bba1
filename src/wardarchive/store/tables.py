"""The columns that queries name; the form itself, with its constraints, is in `migrations`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Float, Integer, Text, column, table
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.type_api import TypeEngine


def _columns(kind: type[TypeEngine[Any]], names: str) -> list[ColumnClause[Any]]:
    return [column(name, kind) for name in names.split()]


def _text(names: str) -> list[ColumnClause[Any]]:
    return _columns(Text, names)


def _ints(names: str) -> list[ColumnClause[Any]]:
    return _columns(BigInteger, names)


portals = table(
    "portals",
    *_ints("id"),
    *_text("url name ward_code family recognised allowed_hosts added_at removed_at"),
    *_columns(Float, "delay"),
)
runs = table(
    "runs",
    *_ints("id portal_id fetched new_articles changed listed"),
    *_text("kind source started_at finished_at outcome"),
)
captures = table(
    "captures",
    *_ints("id portal_id run_id warc_offset warc_length original_id"),
    *_text("url fetched_at content_type digest warc_file etag last_modified"),
    *_columns(Integer, "status"),
)
urls = table(
    "urls",
    *_ints("id portal_id depth attempts run_id capture_id visits changes"),
    *_text("url address kind state reason discovered_at fetched_at changed_at due_at"),
)
articles = table(
    "articles",
    *_ints("id portal_id version_id views revision indexed_revision"),
    *_text("url ward_code first_seen_at views_at state state_at moved_to"),
)
versions = table(
    "versions",
    *_ints("id article_id number capture_id"),
    *_text("observed_at parser_version digest family title section published author body extras change"),
)
observations = table("observations", *_ints("article_id capture_id views"), *_text("observed_at change"))
officials = table("officials", *_text("key name role first_seen last_seen"), *_columns(Integer, "hidden"))
mentions = table(
    "mentions",
    *_ints("id version_id block start_at end_at"),
    *_text("official_key name role text stated_role pattern slug"),
)
statements = table(
    "statements",
    *_ints("id version_id block start_at end_at"),
    *_text("official_key speaker verb kind speaker_form text words folded attributed attribution"),
    *_columns(Float, "confidence"),
)
errors = table("errors", *_ints("id run_id portal_id"), *_text("url at kind message"))
schedules = table(
    "schedules",
    *_ints("portal_id seconds failures"),
    *_text("mode cron hours weekdays zone next_at reason_vi reason_en paused_at"),
)
leases = table("leases", *_ints("portal_id"), *_text("owner until"))
rereadings = table(
    "rereadings", *_ints("id article_id"), *_text("url read_at parser_before parser_after fields")
)
accounts = table("accounts", *_ints("id"), *_text("name role password created_at changed_at"))
sessions = table("sessions", *_text("token began_at seen_at"), *_ints("account_id"))
failed_sign_ins = table("failed_sign_ins", *_ints("id"), *_text("at account address"))
withholdings = table(
    "withholdings",
    *_ints("id article_id"),
    *_text("url title kind reason decided_at decided_by until_at lifted_at lifted_by lift_reason"),
)
withheld_files = table("withheld_files", *_ints("withholding_id"), *_text("url"))
audit = table("audit", *_ints("id"), *_text("at actor action object reason details chain"))
unsettled = table("unsettled", *_text("slug stamp"))
profiles = table(
    "profiles",
    *_text("id slug short name unit standing official_key role ward_code first_on last_on"),
    *_columns(Integer, "articles"),
)
links = table("links", *_text("one other decision reason"), *_columns(Float, "score"))
commitments = table(
    "commitments",
    *_ints("id version_id block start_at end_at"),
    *_text("speaker obliged deadline due text"),
)
decisions = table("decisions", *_ints("id"), *_text("token at who why kind one other urls text value"))
posts = table("posts", *_ints("id"), *_text("name role unit ward_code from_on to_on source imported_at"))
layout_looks = table("layout_looks", *_ints("id portal_id pages"), *_text("at verdict family signs"))
api_keys = table("api_keys", *_ints("id"), *_text("name digest created_at revoked_at"))

ALL_TABLES = (
    portals,
    runs,
    captures,
    urls,
    articles,
    versions,
    observations,
    officials,
    mentions,
    statements,
    errors,
    schedules,
    leases,
    rereadings,
    accounts,
    sessions,
    failed_sign_ins,
    withholdings,
    withheld_files,
    audit,
    unsettled,
    profiles,
    links,
    commitments,
    decisions,
    posts,
    layout_looks,
    api_keys,
)
