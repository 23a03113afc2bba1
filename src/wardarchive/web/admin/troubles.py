"""What went wrong: errors by kind, and layouts that seem to have changed."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from wardarchive.jobs.layout_alarms import layout_alarms
from wardarchive.store.desk_rows import ErrorFilter
from wardarchive.web.admin.access import desk
from wardarchive.web.paging import page_numbers

blueprint = Blueprint("troubles", __name__)

_PAGE = 50
_LAST_PAGE = 10_000


def number_in_address(name: str, most: int = 9007199254740991) -> int | None:
    """A whole number among the address's parameters; None where there is none that can be."""
    text = request.args.get(name, "")
    fits = text.isascii() and text.isdigit() and len(text) <= 16
    return int(text) if fits and 1 <= int(text) <= most else None


@blueprint.get("/errors")
def errors() -> str:
    """Errors, newest first, of one kind or portal where asked."""
    store = desk().store
    wanted = ErrorFilter(
        kind=request.args.get("kind", "")[:100] or None,
        portal_id=number_in_address("portal"),
        run_id=number_in_address("run"),
    )
    page = number_in_address("page", _LAST_PAGE) or 1
    total = store.error_count(wanted)
    pages = max(1, -(-total // _PAGE))
    return render_template(
        "admin/errors.html",
        rows=store.errors(wanted, limit=_PAGE, offset=(page - 1) * _PAGE),
        kinds=store.error_kinds(wanted.portal_id),
        wanted=wanted,
        total=total,
        page=page,
        numbers=page_numbers(min(page, pages), pages) if pages > 1 else [],
        portals=store.portals(),
        names={portal.id: portal.name for portal in store.every_portal()},
    )


@blueprint.get("/drift")
def drift() -> str:
    """Layouts that no longer fit, by family, and what to do."""
    store = desk().store
    looked = store.last_layout_looks()
    portals = {portal.id: portal for portal in store.portals()}
    return render_template(
        "admin/drift.html",
        alarms=list(layout_alarms(store)),
        names={number: portal.name for number, portal in portals.items()},
        unseen=[portal for number, portal in portals.items() if number not in looked],
    )
