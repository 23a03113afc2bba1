"""What went wrong: errors by kind, and layouts that seem to have changed."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from wardarchive.jobs.desk_health import portal_health
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
    """What speaks for changed layouts, by portal."""
    portals = portal_health(desk().store)
    return render_template(
        "admin/drift.html",
        rows=[one for one in portals if one.drift.signs or one.check is not None],
        quiet=[one for one in portals if not one.drift.signs and one.check is None],
    )
