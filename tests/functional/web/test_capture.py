"""Captured pages: the frame, and the bytes shut off from the archive."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from wardarchive.errors import CaptureError
from wardarchive.model import Capture, CapturedContent
from wardarchive.web.app import create_app
from wardarchive.web.captures import shown_type
from wardarchive.wiring import Services


def test_the_frame_says_what_it_holds(client: FlaskClient) -> None:
    html = client.get("/capture/1").text
    assert "20/11/2026, 10:04" in html
    assert "http://00142.example.vn/tin/1" in html
    assert "sha1:00000000000000000000000000000000" in html
    assert 'src="/capture/1/raw" sandbox referrerpolicy="no-referrer"' in html
    assert 'href="/article/1"' in html


def test_a_capture_leads_to_its_article_whatever_its_address(client: FlaskClient) -> None:
    html = client.get("/capture/2").text
    assert "http://00151.example.vn/tin/2?xem=1" in html
    assert 'href="/article/2"' in html


def test_the_bytes_come_as_they_were_and_shut_off(client: FlaskClient) -> None:
    response = client.get("/capture/1/raw")
    assert response.data.startswith(b"<!doctype html>") and b"dataset.ran" in response.data
    assert response.content_type == "text/html; charset=UTF-8"
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-" not in policy and "frame-ancestors 'self'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers


def test_a_language_asked_of_the_bytes_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/capture/1/raw?lang=en").headers


def test_the_bytes_are_never_a_page_of_their_own(client: FlaskClient) -> None:
    response = client.get("/capture/1/raw", headers={"Sec-Fetch-Dest": "document"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/capture/1"
    download = client.get("/capture/1/raw?download=1", headers={"Sec-Fetch-Dest": "document"})
    assert download.headers["Content-Disposition"] == 'attachment; filename="1-1"'


@pytest.mark.parametrize(
    ("content_type", "shown", "download"),
    [
        ("text/html", "text/html", False),
        ("TEXT/HTML;Charset=Windows-1258", "text/html; charset=Windows-1258", False),
        ('text/html; charset="utf-8"', "text/html; charset=utf-8", False),
        ("application/xhtml+xml; charset=utf-8", "text/html; charset=utf-8", False),
        (None, "text/html", False),
        ("", "text/html", False),
        ("text/plain; charset=tcvn", "text/plain; charset=tcvn", False),
        ("application/json", "text/plain", False),
        ("image/svg+xml", "text/plain", False),
        ("text/xml; charset=utf-8", "text/plain; charset=utf-8", False),
        ("application/javascript", "text/plain", False),
        ("image/png", "image/png", False),
        ("application/pdf", "application/octet-stream", True),
        ("application/x-shockwave-flash", "application/octet-stream", True),
        ("multipart/x-mixed-replace; boundary=x", "application/octet-stream", True),
        ("text/html\r\nSet-Cookie: a=b", "text/html", False),
        ("text/html; charset=utf-8\r\nX-A: b", "text/html; charset=utf-8", False),
        ("text/html; charset=" + "x" * 500, "text/html; charset=" + "x" * 40, False),
    ],
)
def test_a_type_is_kept_only_where_it_is_harmless(
    content_type: str | None, shown: str, download: bool
) -> None:
    assert shown_type(content_type) == (shown, download)


def test_a_record_that_cannot_be_read_says_how_to_verify(services: Services) -> None:
    def broken(capture: Capture) -> CapturedContent:
        raise CaptureError("the record is cut off")

    client = create_app(replace(services, read_capture=broken)).test_client()
    response = client.get("/capture/1/raw")
    assert response.status_code == 502
    assert "wardarchive verify" in response.text
