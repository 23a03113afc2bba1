"""An archive full of script: nothing of it gets out of its text."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from tests.functional.web.hostile import BREAKOUT, SCRIPT
from wardarchive.wiring import Services

_EVENT = re.compile(r"^on", re.IGNORECASE)
PAGES = (
    "/",
    "/?q=rác",
    "/?q=" + "%3Cscript%3Ewindow.hostile%3D1%3C/script%3E",
    "/?section=%22%3E%3Cimg+src%3Dx+onerror%3D1%3E",
    "/?ward=%3Cscript%3E",
    "/?official=%22onmouseover%3D1",
    "/?sort=%3Cscript%3E",
    "/?from=%3Cscript%3E",
    "/article/1",
    "/article/1/version/1",
    "/article/2",
    "/capture/1",
    "/capture/2",
    "/capture/3",
    "/ward/00142",
    "/ward/00142?year=%3Cscript%3E",
    "/article/1/compare",
    "/article/1/compare?old=%3Cscript%3E",
    "/pwid/urn:pwid:%3Cscript%3E",
    "/?span=%3Cscript%3E",
    "/?wards=%3Cscript%3E",
    "/help/%3Cscript%3E",
    "/help?lang=%22%3E%3Cscript%3E",
    "/%3Cscript%3Ealert(1)%3C/script%3E",
    "/?lang=en&x=%22%3E%3Cscript%3E",
)


def _text(tree: html.HtmlElement, place: str) -> str:
    element = tree.find(f".//{place}")
    return "".join(str(text) for text in element.itertext()) if element is not None else ""


def _assert_harmless(text: str) -> None:
    tree = html.document_fromstring(text)
    scripts = [e for e in tree.iter("script") if not (e.get("src") or "").startswith("/static/")]
    assert scripts == []
    assert list(tree.iter("img", "object", "embed", "base", "style", "svg:script")) == []
    for element in tree.iter(etree.Element):
        for key, found in element.attrib.items():
            name, value = str(key), str(found)
            assert not _EVENT.match(name), (element.tag, name)
            assert name != "style"
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), value
    assert "49" not in _text(tree, "h1")  # {{7*7}} is not a template


@pytest.mark.parametrize("url", PAGES)
def test_no_page_has_a_script_a_handler_or_a_javascript_link(hostile_client: FlaskClient, url: str) -> None:
    _assert_harmless(hostile_client.get(url).text)


def test_the_text_is_still_there_as_text(hostile_client: FlaskClient) -> None:
    tree = html.document_fromstring(hostile_client.get("/article/1").text)
    title = _text(tree, "h1")
    assert title == f"rác {SCRIPT}{BREAKOUT}"
    assert SCRIPT in _text(tree, "div[@class='text']")


def test_the_page_of_a_hostile_name_is_harmless(
    hostile_client: FlaskClient, hostile_services: Services
) -> None:
    for official in hostile_services.store.officials():
        response = hostile_client.get(f"/official/{official.key}")
        _assert_harmless(response.text)


def test_feeds_citations_and_json_are_well_formed(hostile_client: FlaskClient) -> None:
    etree.fromstring(hostile_client.get("/feed.atom").data)
    found = hostile_client.get("/api/v1/search?q=rác")
    assert found.is_json and found.json
    for hit in found.json["hits"]:
        for snippet in hit["snippets"]:
            assert re.search(r"<(?!/?mark>)", snippet) is None
    assert hostile_client.get("/article/1.bib").text.count("\n@") == 0


def test_header_values_of_captures_cannot_add_headers(hostile_client: FlaskClient) -> None:
    for number in (1, 2, 3, 4, 5):
        response = hostile_client.get(f"/capture/{number}/raw")
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers and "X-Evil" not in response.headers
        assert response.headers["Content-Security-Policy"].startswith("sandbox;")
    assert hostile_client.get("/capture/2/raw").content_type == "text/plain"
    assert hostile_client.get("/capture/3/raw").content_type == "application/octet-stream"
