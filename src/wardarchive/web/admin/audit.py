"""The log: who did what, when and why."""

from __future__ import annotations

import csv
import io
import json

from flask import Blueprint, Response, render_template, request

from wardarchive.store.audit_rows import AuditEntry, AuditFilter
from wardarchive.web.admin.access import desk, needs
from wardarchive.web.admin.troubles import number_in_address
from wardarchive.web.paging import page_numbers

blueprint = Blueprint("audit", __name__)

_PAGE = 100
_MOST_LINES = 200_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("number", "at", "actor", "action", "object", "reason", "details")


def _wanted() -> AuditFilter:
    return AuditFilter(
        actor=request.args.get("actor", "")[:100],
        action=request.args.get("action", "")[:100],
        words=" ".join(request.args.get("words", "").split())[:200],
    )


@blueprint.get("/log")
@needs("editor")
def show() -> str:
    """The log, newest first."""
    store, wanted = desk().store, _wanted()
    page = number_in_address("page", 100_000) or 1
    total = store.audit_count(wanted)
    pages = max(1, -(-total // _PAGE))
    actors, actions = store.audit_names()
    return render_template(
        "admin/audit.html",
        rows=store.audit_entries(wanted, limit=_PAGE, offset=(page - 1) * _PAGE),
        wanted=wanted,
        total=total,
        page=page,
        numbers=page_numbers(min(page, pages), pages) if pages > 1 else [],
        actors=actors,
        actions=actions,
        broken=store.broken_audit_entry(),
    )


@blueprint.get("/log.csv")
@needs("editor")
def as_csv() -> Response:
    """The same as a table for spreadsheets: quoted texts, no formulas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(_COLUMNS)
    for entry in desk().store.audit_entries(_wanted(), limit=_MOST_LINES):
        writer.writerow(_row(entry))
    response = Response(
        b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace"), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="wardarchive-log.csv"'
    return response


def _row(entry: AuditEntry) -> list[object]:
    details = json.dumps(entry.details, ensure_ascii=False, sort_keys=True) if entry.details else ""
    texts = (entry.at.isoformat(), entry.actor, entry.action, entry.object, entry.reason, details)
    return [entry.id, *(f"'{text}" if text.startswith(_FORMULA) else text for text in texts)]
