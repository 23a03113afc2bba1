"""Every address of the application, those added later included, over an archive full of script."""

from __future__ import annotations

import json
from itertools import product
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.functional.web.test_hostile_archive import _assert_harmless
from wardarchive.web.app import create_app
from wardarchive.web.security import CAPTURE_POLICY, PAGE_POLICY
from wardarchive.wiring import Services

HOSTILE = '"><script>window.hostile=1</script>'
_NUMBERS = ("1", "2", "3", "9007199254740991")
_QUERY = "&".join(
    f"{name}={quote(HOSTILE)}"
    for name in ("q", "ward", "official", "section", "find", "next", "lang", "sort")
)


@pytest.fixture
def app(hostile_services: Services) -> Flask:
    return create_app(hostile_services)


def _addresses(app: Flask, services: Services) -> list[str]:
    """Each rule that is read, its places filled with numbers, with what is known, and with script."""
    people = [ref.key for ref in services.store.officials()[:3]]
    texts = [quote(text, safe="") for text in (*people, "00142", "ward", HOSTILE, "//evil.example")]
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        places = [
            _NUMBERS if "Integer" in type(rule._converters[name]).__name__ else texts
            for name in sorted(rule.arguments)
        ]
        for values in product(*places):
            path = rule.rule
            for name, value in zip(sorted(rule.arguments), values, strict=True):
                start = next(i for i in (path.find(f":{name}>"), path.find(f"<{name}>")) if i >= 0)
                path = path[: path.rindex("<", 0, start + 1)] + value + path[path.index(">", start) + 1 :]
            found += [path, f"{path}?{_QUERY}"]
    return found


def test_every_address_is_harmless_and_leads_nowhere_else(
    app: Flask, hostile_services: Services, hostile_client: FlaskClient
) -> None:
    addresses = _addresses(app, hostile_services)
    assert len(addresses) > 100
    good = 0
    for address in addresses:
        answer = hostile_client.get(address, headers={"Host": "kho.example.vn"})
        assert answer.status_code < 500 or answer.status_code == 502, address
        good += answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["Content-Security-Policy"] in (PAGE_POLICY, CAPTURE_POLICY), address
        place = answer.headers.get("Location", "/").removeprefix("http://kho.example.vn")
        assert place.startswith("/") and not place.startswith(("//", "/\\")), (address, place)
        if answer.mimetype == "text/html" and answer.headers["Content-Security-Policy"] == PAGE_POLICY:
            _assert_harmless(answer.text)
        elif (answer.mimetype or "").endswith("json"):
            json.loads(answer.text)
    assert good > 40
