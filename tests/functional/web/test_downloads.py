"""Searches as files, as feeds of one's own browser, and as citations."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from wardarchive.model import SearchRequest
from wardarchive.web import downloads
from wardarchive.wiring import Services

_ASKED = f"q={quote('rác')}&ward=00142&sort=oldest"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_table_has_what_is_on_the_screen_in_its_order(client: FlaskClient) -> None:
    page = client.get(f"/?{_ASKED}").text
    shown = re.findall(r'<h3><a href="/article/(\d+)"', page)
    table = client.get(f"/export.csv?{_ASKED}")
    assert table.status_code == 200
    assert shown and [row["id"] for row in _rows(table.text)] == shown
    assert table.headers["X-Total-Count"] == str(len(shown))
    assert re.fullmatch(
        r'attachment; filename="wardarchive-rac-\d{4}-\d\d-\d\d\.csv"', table.headers["Content-Disposition"]
    )


def test_all_pages_are_in_the_file_whatever_page_is_shown(client: FlaskClient, services: Services) -> None:
    total = services.engine.search(SearchRequest()).total
    assert total > 20
    assert len(_rows(client.get("/export.csv?page=2").text)) == total


def test_the_articles_are_those_of_the_interface(client: FlaskClient) -> None:
    lines = client.get(f"/export.jsonl?{_ASKED}").text.splitlines()
    assert lines
    for line in lines:
        article = json.loads(line)
        assert article["is_article"] is True
        assert article["ward_code"] == "00142"


def test_wards_by_lineage_are_exported_as_they_are_shown(client: FlaskClient) -> None:
    """Today's Phúc Lợi has the articles of Sài Đồng and Phúc Đồng."""
    page = client.get("/?ward=00136&wards=today").text
    rows = _rows(client.get("/export.csv?ward=00136&wards=today").text)
    assert {row["ward_code"] for row in rows} == {"00142", "00151"}
    assert f"{len(rows)} bài" in page


@pytest.mark.parametrize("address", ["/export.xml", "/export.csv/", "/export."])
def test_there_are_two_forms(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_wrong_search_is_refused_in_one_line(client: FlaskClient) -> None:
    response = client.get("/export.csv?from=yesterday")
    assert response.status_code == 400
    assert "yesterday" in response.text


def test_only_some_files_are_written_at_once_and_turns_come_back(client: FlaskClient) -> None:
    waiting = [client.get("/export.csv", buffered=False) for _ in range(downloads.AT_ONCE)]
    refused = client.get("/export.csv")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    waiting[0].close()  # a reader who goes away
    assert b"".join(client.get("/export.jsonl").iter_encoded())
    for response in waiting[1:]:
        assert response.data
        response.close()
    assert client.get("/export.csv").status_code == 200


def test_a_search_is_cited_with_what_was_asked_of_what_and_when(client: FlaskClient) -> None:
    page = client.get(f"/?{_ASKED}&from=2018-01-01&to=2024-12-31&-year=2019").text
    found = re.search(r'id="citation">([^<]+)<', page)
    assert found
    text = found[1]
    for part in (
        "“rác”",
        "Phường Sài Đồng",
        "Năm ≠ 2019",
        "2018-01-01",
        "trong 30 bài",
        "http://localhost/?q=",
    ):
        assert part in text, (part, text)
    assert 'id="citation"' not in client.get("/").text


def test_the_months_of_a_search_are_buttons_of_its_form(client: FlaskClient) -> None:
    page = client.get(f"/?q={quote('rác')}").text
    months = re.findall(r'<button form="search" name="span" value="(\d{4}-\d\d)">', page)
    assert len(months) > 1
    inside = client.get(f"/?q={quote('rác')}&from=&to=&span={months[0]}").text
    assert "1 bài" in inside
    assert f'name="from" form="search" value="{months[0]}-01"' in inside
    assert client.get("/?span=2020-13").status_code == 400
    assert client.get("/?span=2020").status_code == 200
