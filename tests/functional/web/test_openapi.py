"""The OpenAPI document is true: whatever fits it is answered as it says, whatever does not is a 4xx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
import schemathesis
from flask import Flask
from hypothesis import Phase, given, settings
from schemathesis import checks

from tests.functional.web.archive import make_services, thirty_pages
from wardarchive.jobs.keys import add_key
from wardarchive.web.app import create_app

_CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def app_and_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """An archive of its own: portals are added to it."""
    services = make_services(tmp_path_factory.mktemp("openapi"), thirty_pages(), settings={"api_rate": 0})
    yield create_app(services), add_key(services.store, "test", datetime.now(UTC))
    services.store.close()


def test_every_operation_keeps_its_word(app_and_key: tuple[Flask, str]) -> None:
    """Twelve requests each, made from the document: fitting ones and others."""
    app, key = app_and_key
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [cast(Any, found).ok() for found in described.get_all_operations()]
    assert len(operations) > 15
    asked = Counter[int]()
    for operation in operations:
        # By hand: schemathesis' own pytest plugin asks for one version of pytest's internals.
        @given(case=operation.as_strategy())
        @settings(max_examples=12, derandomize=True, database=None, phases=[Phase.generate])
        def ask(case: Any) -> None:
            case.headers = {**(case.headers or {}), "Accept-Encoding": "identity"}
            if case.method == "POST":
                case.headers["Authorization"] = f"Bearer {key}"
            asked[case.call_and_validate(checks=_CHECKS).status_code // 100] += 1

        ask()
    assert asked[2] > len(operations), asked  # not everything was refused


def test_every_route_is_described(app_and_key: tuple[Flask, str]) -> None:
    """No operation is left out, and none is made up."""
    app, _key = app_and_key
    document = app.test_client().get("/api/v1/openapi.json").json
    assert document is not None
    described = {
        (method.upper(), path.replace("{", "<").replace("}", ">"))
        for path, operations in document["paths"].items()
        for method in operations
    }
    routes = {
        (method, "/".join(_bare(part) for part in rule.rule.removeprefix("/api/v1").split("/")))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described == routes


def _bare(part: str) -> str:
    return f"<{part.rpartition(':')[2]}" if part.startswith("<") and ":" in part else part
