"""Writing through the API: only with a key, and only what the interface names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.functional.web.archive import make_services, thirty_pages
from wardarchive.errors import UsageError
from wardarchive.jobs.keys import add_key, key_of, revoke_key
from wardarchive.store.audit_rows import AuditFilter
from wardarchive.web.app import create_app
from wardarchive.wiring import Services

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Services]:
    found = make_services(tmp_path, thirty_pages())
    yield found
    found.store.close()


@pytest.fixture
def program(own: Services) -> FlaskClient:
    return create_app(own).test_client()


def _with(own: Services) -> dict[str, str]:
    return {"Authorization": f"Bearer {add_key(own.store, 'mạng lưới', NOW)}"}


def test_a_key_is_kept_as_a_hash_and_void_at_once(own: Services) -> None:
    secret = add_key(own.store, "one", NOW)
    stored = b"".join(path.read_bytes() for path in own.settings.home.glob("archive.db*"))
    assert secret.encode() not in stored and secret[4:].encode() not in stored
    assert key_of(own.store, secret) and not key_of(own.store, secret + "x")
    with pytest.raises(UsageError, match="already"):
        add_key(own.store, "one", NOW)
    revoke_key(own.store, "one", NOW)
    assert key_of(own.store, secret) is None
    with pytest.raises(UsageError, match="no key in use"):
        revoke_key(own.store, "one", NOW)


@pytest.mark.parametrize("shown", [None, "Bearer", "Bearer wak_no", "Basic wak_no", "Bearer " + "x" * 9000])
@pytest.mark.parametrize("path", ["/portals", "/portals/1/crawl-requests", "/decisions"])
def test_without_a_key_nothing_is_written(
    own: Services, program: FlaskClient, path: str, shown: str | None
) -> None:
    headers = {"Authorization": shown} if shown else {}
    answer = program.post(f"/api/v1{path}", json={"url": "https://phuong.example.vn/"}, headers=headers)
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert len(own.store.portals()) == 3 and not own.store.decisions()


def test_a_portal_is_added_once_and_may_not_be_at_home(own: Services, program: FlaskClient) -> None:
    headers = _with(own)
    asked = {"url": "phuongthu.example.vn", "ward": "00142", "name": "Cổng thử"}
    made = program.post("/api/v1/portals", json=asked, headers=headers)
    assert made.status_code == 201 and made.json
    assert (made.json["url"], made.json["ward_code"]) == ("https://phuongthu.example.vn/", "00142")
    assert program.get(made.headers["Location"]).json == made.json
    (entry,) = own.store.audit_entries(AuditFilter(action="portal-add"))
    assert (entry.actor, entry.object) == ("(API) mạng lưới", made.json["url"])
    assert own.store.portals()[-1].allowed_hosts == ()  # no private address, as whoever is at the keyboard
    assert program.post("/api/v1/portals", json=asked, headers=headers).status_code == 409
    refused: tuple[object, ...] = (
        {},
        {"url": 5},
        {"url": "https://x.example/", "delay": "0"},
        [],
        {"url": "ftp://x"},
    )
    for wrong in refused:
        assert program.post("/api/v1/portals", json=wrong, headers=headers).status_code == 400, wrong
    form = program.post("/api/v1/portals", data=asked, headers=headers)
    assert form.status_code == 415


def test_a_crawl_that_is_asked_for_is_due(own: Services, program: FlaskClient) -> None:
    asked = program.post("/api/v1/portals/2/crawl-requests", headers=_with(own))
    assert asked.status_code == 202
    schedule = next(s for s in own.store.schedules() if s.portal_id == 2)
    assert schedule.next_at is not None and schedule.next_at <= datetime.now(UTC)
    assert "mạng lưới" in schedule.reason_vi
    assert [e.actor for e in own.store.audit_entries(AuditFilter(action="crawl-request"))] == [
        "(API) mạng lưới"
    ]
    assert program.post("/api/v1/portals/99/crawl-requests", headers=_other(own)).status_code == 404


def _other(own: Services) -> dict[str, str]:
    return {"Authorization": f"Bearer {add_key(own.store, 'other', NOW)}"}


def test_problems_speak_the_language_of_the_request(program: FlaskClient) -> None:
    vietnamese = program.get("/api/v1/articles?limit=x", headers={"Accept-Language": "vi"})
    english = program.get("/api/v1/articles?limit=x", headers={"Accept-Language": "en"})
    assert vietnamese.json and english.json
    assert vietnamese.json["detail"] != english.json["detail"]
    assert (vietnamese.headers["Content-Language"], english.json["title"]) == ("vi", "Bad Request")
