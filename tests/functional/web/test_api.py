"""The JSON interface."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from wardarchive.model import FACETS


def test_the_object_is_that_of_the_interface(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=thu gom rac&ward=00142&year=2018&year=2019&sort=newest").json
    assert found is not None
    assert set(found) >= {"query", "total", "page", "pages", "took_ms", "hits", "facets", "suggestion"}
    assert set(found["hits"][0]) == {
        "id", "url", "title", "ward_code", "ward", "published_at", "views", "score", "snippets",
    }  # fmt: skip
    assert set(found["facets"]) == set(FACETS)
    assert {"value", "label", "count", "selected"} == set(found["facets"]["year"][0])
    assert {"value", "label", "count", "selected"} == set(found["facets"]["ward"][0])
    assert all(hit["ward_code"] == "00142" for hit in found["hits"])


def test_a_facet_ignores_its_own_selection(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?ward=00142").json
    assert found is not None
    assert {c["value"]: (c["count"], c["selected"]) for c in found["facets"]["ward"]} == {
        "00142": (10, True), "00151": (10, False), "20272": (10, False),
    }  # fmt: skip


def test_names_mean_codes_and_keys(client: FlaskClient) -> None:
    by_name = client.get("/api/v1/search?ward=Phường Sài Đồng&official=Lương Vĩnh Khang").json
    by_code = client.get("/api/v1/search?ward=00142&official=luong-vinh-khang.00142").json
    assert by_name is not None and by_code is not None
    assert (by_name["total"], [h["id"] for h in by_name["hits"]]) == (
        10,
        [h["id"] for h in by_code["hits"]],
    )


@pytest.mark.parametrize(
    "query", ["page=0", "page=501", "from=x", "sort=x", "ward=Nơi Nào Đó", "q=" + "a" * 501]
)
def test_a_wrong_request_is_json_with_one_line(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 400 and response.json
    assert response.mimetype == "application/problem+json"
    assert set(response.json) == {"type", "title", "status", "detail", "hint"}
    assert "\n" not in response.json["detail"]


def test_what_is_not_there_is_json_too(client: FlaskClient) -> None:
    response = client.get("/api/v1/nothing")
    assert response.status_code == 404 and response.is_json


def test_an_article_is_the_article_json(client: FlaskClient) -> None:
    found = client.get("/api/v1/articles/1").json
    assert found is not None
    assert (found["id"], found["ward"], found["published_at"]) == (
        1,
        "Phường Sài Đồng",
        "2018-01-01T16:07:00+07:00",
    )
    assert found["officials"][0]["name"] == "Lương Vĩnh Khang"
    assert found["statements"][0]["verb"] == "yêu cầu"


def test_words_are_completed(client: FlaskClient) -> None:
    found = client.get("/api/v1/suggest?q=luong vinh").json
    assert {"kind": "official", "text": "Lương Vĩnh Khang", "value": "luong-vinh-khang.00142"} in (
        found or []
    )
    assert client.get("/api/v1/suggest?q=").json == []
    assert client.get("/api/v1/suggest?q=" + "a" * 600).status_code == 400


def test_other_sites_may_read(client: FlaskClient) -> None:
    response = client.get("/api/v1/search")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_health_counts_what_is_there(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok", "articles": 30, "documents": 30}
