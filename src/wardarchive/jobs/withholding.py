"""Embargo and takedown: an article is not shown, and why is said in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wardarchive.errors import IndexUnavailable, UsageError
from wardarchive.index.engine import Engine
from wardarchive.jobs.reindex import index_document
from wardarchive.store.audit_rows import AuditEntry
from wardarchive.store.store import Store
from wardarchive.store.withholding_rows import Withholding, WithholdingKind

LONGEST_REASON = 1000
_TRIES = 3
"""A writer of the index that is at work is waited for so many times (10 s each)."""


def reason_given(text: str) -> str:
    """The reason on one line. Raises `UsageError` where there is none."""
    reason = " ".join(text.split())
    if not 3 <= len(reason) <= LONGEST_REASON:
        raise UsageError(
            "a reason is missing" if len(reason) < 3 else f"the reason is longer than {LONGEST_REASON}",
            "say in a sentence why; it is kept in the log",
        )
    return reason


def withhold(
    store: Store,
    engine: Engine,
    article_id: int,
    *,
    kind: WithholdingKind,
    reason: str,
    actor: str,
    now: datetime,
    until: datetime | None = None,
) -> bool:
    """Stop showing an article, at once and everywhere; False where only the index is still to follow.

    Pages, the JSON interface, feeds, exports and captures lack it from the moment of the decision. Raises
    `UsageError` where there is no such article or a decision stands already.
    """
    record = store.record(article_id)
    if record is None:
        raise UsageError(f"there is no article {article_id}", "look for its number in its address")
    if until is not None and (kind != "embargo" or until <= now):
        raise UsageError(
            "only an embargo ends, and in the future", "leave the day empty or choose a later one"
        )
    why = reason_given(reason)
    url = record.article.url
    decision = Withholding(0, url, article_id, record.article.title, kind, why, now, actor, until)
    details = {"kind": kind, "article": article_id} | ({"until": until.isoformat()} if until else {})
    entry = AuditEntry(now, actor, "withhold", url, why, details)
    if not store.withhold(decision, set(_files(store, article_id)), entry):
        raise UsageError(f"article {article_id} is withheld already", "lift that decision first")
    return take_out(store, engine)


def lift(
    store: Store, engine: Engine, decision: Withholding, *, reason: str, actor: str, now: datetime
) -> bool:
    """Show an article again; False where the index has yet to follow."""
    entry = AuditEntry(now, actor, "lift", decision.url, reason_given(reason), {"kind": decision.kind})
    if not store.lift_withholding(decision.id, entry):
        raise UsageError("that decision was lifted already", "reload the page")
    record = store.record(decision.article_id)
    if record is None or record.article.url != decision.url:
        return True
    try:
        engine.replace([index_document(record)])
    except IndexUnavailable:
        return False
    return True


def lift_expired(store: Store, engine: Engine, now: datetime) -> int:
    """Show again what was under embargo until a day that has come; how many."""
    over = [w for w in store.withholdings(standing=True) if w.until is not None and w.until <= now]
    for decision in over:
        lift(store, engine, decision, reason="the embargo is over", actor=decision.decided_by, now=now)
    return len(over)


def take_out(store: Store, engine: Engine) -> bool:
    """Take out of the index what is withheld; False where a writer holds it too long."""
    for _ in range(_TRIES):
        try:
            engine.remove(store.withheld_ids())
        except IndexUnavailable:
            continue
        return True
    return False


def _files(store: Store, article_id: int) -> Iterator[str]:
    """The addresses of pictures and documents of all versions."""
    for version in store.versions(article_id):
        yield from version.article.images
        yield from (attachment.url for attachment in version.article.attachments)
