"""Headers, hosts, methods, cookies, conditional requests."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests
from flask.testing import FlaskClient

from wardarchive.web.app import create_app
from wardarchive.web.serve import serving
from wardarchive.wiring import Services

_PAGES = (
    "/",
    "/article/1",
    "/capture/1",
    "/official/luong-vinh-khang.00142",
    "/ward/00142",
    "/help",
    "/coverage",
    "/values/ward?q=rác",
    "/nope",
)


@pytest.mark.parametrize("url", _PAGES)
def test_every_page_forbids_what_it_does_not_need(client: FlaskClient, url: str) -> None:
    headers = client.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in headers


@pytest.mark.parametrize("url", _PAGES)
def test_no_page_has_inline_script_or_style(client: FlaskClient, url: str) -> None:
    text = client.get(url).text
    assert "<style" not in text and ' style="' not in text
    assert text.count("<script") == text.count('<script src="/static/')


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("url", ["/", "/article/1", "/capture/1/raw", "/api/v1/search"])
def test_everything_is_for_reading_only(client: FlaskClient, url: str, method: str) -> None:
    assert getattr(client, method)(url).status_code == 405


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/article/1")
    again = client.get("/article/1", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"]


def test_assets_may_be_kept_for_ever(client: FlaskClient) -> None:
    with client.get("/static/style.css") as response:
        assert "max-age=31536000" in response.headers["Cache-Control"]


def test_a_reader_gets_no_cookie_unless_asking_for_a_language(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers
    cookie = client.get("/?lang=en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_only_named_hosts_are_answered_where_they_are_set(services: Services) -> None:
    settings = replace(services.settings, hosts="kho.example.vn, .luutru.example.vn")
    client = create_app(replace(services, settings=settings)).test_client()
    assert client.get("/", headers={"Host": "kho.example.vn"}).status_code == 200
    assert client.get("/", headers={"Host": "a.luutru.example.vn:8080"}).status_code == 200
    refused = client.get("/", headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert "evil" not in refused.text


def test_no_address_leads_to_another_site(client: FlaskClient) -> None:
    for url in (
        "//evil.example/",
        "/\\evil.example",
        "/?next=//evil.example",
        "/?lang=en&next=http://evil.example",
    ):
        response = client.get(url)
        assert not response.headers.get("Location", "/").startswith(("//", "http://evil"))
        assert 'href="//evil' not in response.text


def test_who_came_by_https_stays_there_and_who_did_not_is_not_told(client: FlaskClient) -> None:
    assert "max-age=" in client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_a_proxy_that_is_trusted_is_believed_and_nobody_else(services: Services) -> None:
    told = {"X-Forwarded-For": "192.0.2.77", "X-Forwarded-Proto": "https"}
    for proxy, secure in (("127.0.0.1", True), ("192.0.2.1", False), ("", False)):
        settings = replace(services.settings, trusted_proxy=proxy)
        with serving(replace(services, settings=settings)) as address:
            headers = requests.get(address + "/help", headers=told, timeout=30).headers
        assert ("Strict-Transport-Security" in headers) is secure, proxy
