"""The web application of one archive."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, url_for

from wardarchive.web import (
    articles,
    captures,
    context,
    coverage,
    dates,
    downloads,
    failures,
    feed,
    guides,
    languages,
    links,
    logs,
    metrics,
    officials,
    page_cache,
    pages,
    search,
    security,
    snippets,
    statement_view,
    statements,
    tombstones,
    values,
    versions,
    wards,
    wording,
)
from wardarchive.web.admin import blueprint as desk
from wardarchive.web.api import blueprint as api_blueprint
from wardarchive.web.api import limits
from wardarchive.web.counters import Counters

if TYPE_CHECKING:
    from wardarchive.wiring import Services

_STATIC = Path(__file__).parent / "static"
_BLUEPRINTS = (
    search.blueprint,
    articles.blueprint,
    versions.blueprint,
    captures.blueprint,
    officials.blueprint,
    statements.blueprint,
    wards.blueprint,
    feed.blueprint,
    downloads.blueprint,
    values.blueprint,
    coverage.blueprint,
    pages.blueprint,
    guides.blueprint,
    metrics.blueprint,
    api_blueprint,
    desk.blueprint,
)


def create_app(services: Services, counters: Counters | None = None) -> Flask:
    """The application that shows the archive of `services`; only its desk and its API write.

    `counters` are those of a server of several processes.
    """
    app = Flask(__name__, static_folder=str(_STATIC), template_folder="templates")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000  # the address of an asset names its content
    app.json.sort_keys = False  # type: ignore[attr-defined] # Flask's own provider has it
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    context.attach(app, services)
    metrics.init_app(app, counters)
    logs.init_app(app)
    languages.init_app(app)
    security.init_app(app, services.settings.host_names)
    limits.init_app(app, services.settings.api_rate)
    page_cache.init_app(app)
    failures.init_app(app)
    tombstones.init_app(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.jinja_env.filters.update(
        publication=dates.publication,
        publication_long=dates.publication_long,
        moment=dates.moment,
        iso=dates.iso,
        number=wording.number,
        marked_html=snippets.marked_html,
        safe_link=links.safe_link,
        host=links.host,
        file_name=links.file_name,
        kind_label=statement_view.kind_label,
        form_label=statement_view.form_label,
        attribution_label=statement_view.attribution_label,
        reason_label=statement_view.reason_label,
        fate_label=statement_view.fate_label,
        fact_label=statement_view.fact_label,
        atom_time=feed.atom_time,
        xml_text=feed.xml_text,
        plain=feed.plain,
        ward_name=wards.ward_name,
    )
    app.jinja_env.globals.update(asset=_asset, archive_title=services.settings.title)
    return app


@lru_cache(maxsize=32)
def _digest(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]


def _asset(name: str) -> str:
    """The address of a static file, with its digest: it may be cached for ever."""
    return url_for("static", filename=name, v=_digest(name))
