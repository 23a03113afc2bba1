"""All of the desk as one blueprint, each part behind the same door."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from wardarchive.web.admin import (
    audit,
    crawls,
    overview,
    portal_adding,
    portals,
    review,
    schedules,
    signing,
    troubles,
    withheld,
)
from wardarchive.web.admin.access import admit, finish, form_token, signed_in
from wardarchive.web.admin.done import done_text
from wardarchive.web.admin.labels import FILTERS

blueprint = Blueprint("desk", __name__, url_prefix="/admin")
blueprint.before_request(admit)
blueprint.after_request(finish)

for part in (
    signing,
    overview,
    portal_adding,
    portals,
    schedules,
    crawls,
    troubles,
    review,
    withheld,
    audit,
):
    blueprint.register_blueprint(part.blueprint)

for name, label in FILTERS.items():
    blueprint.add_app_template_filter(label, name)


@blueprint.context_processor
def _about_the_reader() -> dict[str, Any]:
    return {"form_token": form_token, "person": signed_in(), "done_text": done_text()}
