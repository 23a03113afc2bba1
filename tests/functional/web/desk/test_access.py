"""The door of the desk: sessions, roles, forms, and what strangers may try."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.functional.web.desk.keeping import (
    NAMES,
    PASSWORD,
    Kept,
    Sitter,
    accounts,
    keep,
    sign_in,
    token_in,
)
from wardarchive.jobs import accounts as jobs
from wardarchive.store.account_rows import Role
from wardarchive.store.audit_rows import AuditFilter


def _cookie(client: FlaskClient, name: str = "desk") -> str | None:
    found = client.get_cookie(name, path="/admin")
    return found.value if found else None


def _rules(kept: Kept, method: str) -> list[Rule]:
    rules = kept.app.url_map.iter_rules()
    return [r for r in rules if r.endpoint.startswith("desk.") and method in (r.methods or ())]


def _path(rule: Rule) -> str:
    return re.sub(r"<[^>]+>", "1", rule.rule)


def test_the_archive_is_read_without_an_account(kept: Kept) -> None:
    client = kept.client()
    for path in ("/", "/article/1", "/capture/1", "/coverage", "/api/v1/search?q=rác"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers


def test_without_any_account_the_desk_says_how_to_make_one(tmp_path: object) -> None:
    kept = keep(tmp_path)  # type: ignore[arg-type]
    page = kept.client().get("/admin", follow_redirects=True)
    assert page.status_code == 200
    assert "wardarchive account add NAME --role admin" in page.text
    assert 'type="password"' not in page.text


def test_strangers_get_the_sign_in_page_and_nothing_else(kept: Kept) -> None:
    client = kept.client()
    rules = _rules(kept, "GET")
    assert len(rules) >= 15
    for rule in rules:
        if rule.endpoint == "desk.signing.show":
            continue
        answer = client.get(_path(rule))
        assert answer.status_code == 303, rule
        assert answer.headers["Location"].startswith("/admin/sign-in?next=%2Fadmin"), rule


def test_no_form_works_without_session_and_token(kept: Kept) -> None:
    """For strangers no deed is done; with a session but without the token neither."""
    before = kept.store.audit_count()
    stranger, viewer = kept.client(), sign_in(kept, "admin")
    signed = kept.store.audit_count()
    assert signed == before + 1
    rules = _rules(kept, "POST")
    assert len(rules) >= 12
    for rule in rules:
        if rule.endpoint != "desk.signing.begin":
            assert stranger.post(_path(rule), data={"reason": "vì sao"}).status_code == 303, rule
        for token in ("", "0" * 64, "é"):
            answer = viewer.client.post(_path(rule), data={"token": token, "reason": "vì sao"})
            assert answer.status_code == 400, (rule, answer.status_code)
            assert "Biểu mẫu này đã quá cũ" in answer.text
    assert kept.store.audit_count() == signed
    assert len(kept.store.portals()) == 3


def test_a_form_of_another_site_is_refused_whatever_it_carries(kept: Kept) -> None:
    sitter = sign_in(kept)
    token = token_in(sitter.get("/admin/password"))
    for headers in (
        {"Origin": "https://evil.example.vn"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        answer = sitter.client.post("/admin/portals/1/pause", data={"token": token}, headers=headers)
        assert answer.status_code == 400
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert (
        sitter.client.post("/admin/portals/1/pause", data={"token": token}, headers=own).status_code == 303
    )


def test_the_token_of_one_session_is_worth_nothing_in_another(kept: Kept) -> None:
    admin, editor = sign_in(kept, "admin"), sign_in(kept, "editor")
    token = token_in(editor.get("/admin/password"))
    assert admin.client.post("/admin/portals/1/pause", data={"token": token}).status_code == 400


def test_a_session_given_by_a_stranger_is_not_taken_over(kept: Kept) -> None:
    """Fixation: what the browser had before signing in is not the session afterwards."""
    client = kept.client()
    client.set_cookie("desk", "planted-by-somebody", path="/admin")
    client.set_cookie("desk_form", "planted-too", path="/admin")
    sitter = sign_in(kept, "admin", client)
    token = _cookie(client)
    assert token and token != "planted-by-somebody" and len(token) >= 40
    other = kept.client()
    other.set_cookie("desk", "planted-by-somebody", path="/admin")
    assert other.get("/admin").status_code == 303
    assert sitter.get("/admin").status_code == 200


def test_signing_in_again_changes_the_session(kept: Kept) -> None:
    client = kept.client()
    sign_in(kept, "editor", client)
    first = _cookie(client)
    client.delete_cookie("desk", path="/admin")
    sign_in(kept, "editor", client)
    assert _cookie(client) != first


def test_tokens_are_not_kept_as_they_are(kept: Kept) -> None:
    client = kept.client()
    sign_in(kept, "admin", client)
    token = _cookie(client)
    assert token
    assert kept.store.session(token) is None
    assert kept.store.session(jobs.digest(token)) is not None
    account = kept.store.account(NAMES["admin"])
    assert account and PASSWORD not in account.password and account.password.startswith("scrypt$")


def test_cookies_are_for_the_desk_alone(kept: Kept) -> None:
    """HttpOnly, SameSite=Strict, only for /admin; Secure where the connection is."""
    for base, secure in (("http://localhost", False), ("https://localhost", True)):
        client = kept.client()
        page = client.get("/admin/sign-in", base_url=base)
        data = {"name": NAMES["admin"], "password": PASSWORD, "token": token_in(page)}
        answer = client.post("/admin/sign-in", data=data, base_url=base)
        kept_cookies = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
        given = [c for c in kept_cookies if c.startswith("desk") and "Expires=Thu, 01 Jan 1970" not in c]
        assert len(given) == 2
        for cookie in given:
            assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/admin" in cookie
            assert ("Secure" in cookie) == secure


def test_sessions_end_when_idle_when_old_and_at_signing_out(kept: Kept) -> None:
    idle, old, out = sign_in(kept), sign_in(kept), sign_in(kept)
    token = _cookie(out.client)
    assert token
    assert out.post("/admin/sign-out").status_code == 303
    out.client.set_cookie("desk", token, path="/admin")
    assert out.client.get("/admin").status_code == 303
    began = kept.clock.now
    for _ in range(7):
        kept.clock.now += jobs.IDLE - timedelta(minutes=20)
        old.get("/admin")
    assert idle.client.get("/admin").status_code == 303
    kept.clock.now = began + jobs.LONGEST_SESSION + timedelta(seconds=1)
    assert old.client.get("/admin").status_code == 303


@pytest.mark.parametrize("change", ["role", "password", "remove"])
def test_another_role_or_password_ends_the_sessions(kept: Kept, change: str) -> None:
    sitter = sign_in(kept, "editor")
    account = jobs.account_of(kept.store, NAMES["editor"])
    if change == "role":
        jobs.change_role(kept.store, account, "viewer", kept.clock.now)
    elif change == "password":
        jobs.change_password(kept.store, account, "một câu khác hẳn", kept.clock.now, hashed=str)
    else:
        jobs.remove_account(kept.store, account, kept.clock.now)
    assert sitter.client.get("/admin").status_code == 303


def test_ones_own_password(kept: Kept) -> None:
    """A new session for this browser; the other one ends; wrong words change nothing."""
    here, there = sign_in(kept, "viewer"), sign_in(kept, "viewer")
    before = _cookie(here.client)
    new = "một câu mới và dài"
    for data, said in (
        ({"old": "sai", "new": new, "again": new}, "không đúng"),
        ({"old": PASSWORD, "new": new, "again": new + "!"}, "không giống nhau"),
        ({"old": PASSWORD, "new": "ngắn", "again": "ngắn"}, "12 đến 200 ký tự"),
    ):
        answer = here.post("/admin/password", dict(data))
        assert answer.status_code == 400 and said in answer.text
    assert here.post("/admin/password", {"old": PASSWORD, "new": new, "again": new}).status_code == 303
    assert _cookie(here.client) != before
    here.get("/admin")
    assert there.client.get("/admin").status_code == 303


def test_guessing_the_password_from_inside_is_slowed_too(kept: Kept) -> None:
    """A session that was left open is no way to try words; and it forgets no failure of before."""
    sitter = sign_in(kept, "viewer")
    new = "một câu mới và dài"
    for _ in range(5):
        assert "không đúng" in sitter.post("/admin/password", {"old": "sai", "new": new, "again": new}).text
    answer = sitter.post("/admin/password", {"old": PASSWORD, "new": new, "again": new})
    assert answer.status_code == 400 and "Quá nhiều lần thử" in answer.text


_EDITORS = ("/admin/portals/1/edit", "/admin/portals/1/pause", "/admin/portals/1/resume", "/admin/portals/1/check",
            "/admin/portals/add", "/admin/portals/add/look", "/admin/schedule/1", "/admin/crawls/start",
            "/admin/crawls/stop", "/admin/withheld/article/1", "/admin/withheld/1/lift")  # fmt: skip


def test_each_role_may_do_what_it_may_and_no_more(kept: Kept) -> None:
    viewer, editor = sign_in(kept, "viewer"), sign_in(kept, "editor")
    before = kept.store.audit_count()
    posts = {_path(rule) for rule in _rules(kept, "POST")}
    own = {"/admin/sign-in", "/admin/sign-out", "/admin/password"}
    admins = posts - own - set(_EDITORS) - {p for p in posts if p.startswith("/admin/review")}
    assert admins == {"/admin/portals/1/remove"}
    for path in posts - own:
        assert viewer.post(path, {"reason": "vì sao"}).status_code == 403, path
    for path in admins:
        assert editor.post(path, {"reason": "vì sao"}).status_code == 403, path
    assert kept.store.audit_count() == before
    assert viewer.client.get("/admin/log").status_code == 403
    assert viewer.client.get("/admin/portals/add").status_code == 403
    assert editor.client.get("/admin/portals/1/remove").status_code == 403
    for role in ("viewer", "editor", "admin"):
        page = sign_in(kept, role).get("/admin/portals/1").text
        assert ("/pause" in page) == (role != "viewer")
        assert ("allowed_hosts" in page or 'name="hosts"' in page) == (role == "admin")


def test_an_editor_cannot_take_an_administrators_rights_by_extra_fields(kept: Kept) -> None:
    editor = sign_in(kept, "editor")
    fields = {"name": "Cổng", "ward": "", "family": "", "delay": "", "hosts": "localhost:22"}
    assert editor.post("/admin/portals/1/edit", fields).status_code == 303
    portal = kept.store.portal(1)
    assert portal and portal.name == "Cổng" and portal.allowed_hosts == ()
    look = {"url": "http://127.0.0.1/", "private": "1"}
    assert editor.post("/admin/portals/add/look", look).status_code == 403
    assert editor.post("/admin/portals/add", {**look, "name": "x"}).status_code == 403
    taken = {"kind": "takedown", "reason": "theo yêu cầu"}
    assert editor.post("/admin/withheld/article/1", taken).status_code == 403
    assert kept.looks == [] and kept.store.withholdings() == []


def test_guessing_is_slowed_for_the_pair_the_address_and_the_account(kept: Kept) -> None:
    def attempt(name: str, password: str, address: str) -> int:
        client = kept.client()
        page = client.get("/admin/sign-in")
        return client.post(
            "/admin/sign-in",
            data={"token": token_in(page), "name": name, "password": password},
            environ_overrides={"REMOTE_ADDR": address},
        ).status_code

    admin = NAMES["admin"]
    assert [attempt(admin, "sai", "192.0.2.1") for _ in range(5)] == [401] * 5
    assert attempt(admin, PASSWORD, "192.0.2.1") == 429  # not even the right one is heard
    assert attempt(admin, PASSWORD, "192.0.2.2") == 303  # the archivist elsewhere is not locked out
    for number in range(15):
        assert attempt(f"ai-{number}", "sai", "192.0.2.1") == 401
    assert attempt("người-mới", "sai", "192.0.2.1") == 429
    kept.clock.now += jobs.WINDOW + timedelta(seconds=1)
    assert attempt(admin, PASSWORD, "192.0.2.1") == 303
    refused = kept.store.audit_count(AuditFilter(action="sign-in-refused"))
    assert refused == 20


def test_an_unknown_name_is_answered_like_a_wrong_password(kept: Kept) -> None:
    texts = []
    for name in (NAMES["admin"], "không-ai"):
        sitter = Sitter(kept.client())
        answer = sitter.post("/admin/sign-in", {"name": name, "password": "sai"}, at="/admin/sign-in")
        assert answer.status_code == 401
        texts.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert texts[0] == texts[1]


_ELSEWHERE = (
    "https://evil.example.vn/", "//evil.example.vn/admin", "/\\evil.example.vn", "/admin/../", "javascript:alert(1)",
    "/admin//evil.example.vn", "/admin\n/x", "http:/admin", "/", "/administrator", "\x00/admin", "/admin\\@evil",
)  # fmt: skip


def test_signing_in_leads_nowhere_else(kept: Kept) -> None:
    for target in _ELSEWHERE:
        sitter = Sitter(kept.client())
        data = {"name": NAMES["admin"], "password": PASSWORD, "next": target}
        answer = sitter.post("/admin/sign-in", dict(data), at="/admin/sign-in")
        assert answer.headers["Location"] == "/admin", target
        again = sitter.client.get("/admin/sign-in", query_string={"next": target})
        assert again.headers["Location"] == "/admin", target


def test_signing_in_leads_on_to_the_page_that_was_asked(kept: Kept) -> None:
    client = kept.client()
    asked = client.get("/admin/portals?condition=new")
    page = client.get(asked.headers["Location"])
    assert 'name="next" value="/admin/portals?condition=new"' in page.text


def test_headers_and_no_copies(kept: Kept) -> None:
    """The strict policy holds on the desk, and no browser or proxy keeps its pages."""
    sitter = sign_in(kept)
    for path in (
        "/admin",
        "/admin/portals/1",
        "/admin/log.csv",
        "/admin/withheld?article=1",
        "/admin/portals/9",
    ):
        answer = sitter.client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", answer.text)
    assert kept.client().get("/admin/sign-in").headers["Cache-Control"] == "no-store"


def test_a_large_form_and_a_foreign_host_are_refused(tmp_path: object) -> None:
    kept = keep(tmp_path)  # type: ignore[arg-type]
    accounts(kept.store)
    object.__setattr__(kept.services.settings, "hosts", "localhost")
    sitter = sign_in(kept)
    big = {"name": "x" * 70_000}
    assert sitter.post("/admin/portals/1/edit", dict(big)).status_code == 413
    answer = sitter.client.get("/admin", headers={"Host": "evil.example.vn"})
    assert answer.status_code == 400 and "<" not in answer.text


def test_sign_in_is_logged_with_where_from(kept: Kept) -> None:
    sign_in(kept, "editor")
    entry = kept.store.audit_entries()[0]
    assert (entry.actor, entry.action) == (NAMES["editor"], "sign-in")
    assert entry.details == {"address": "127.0.0.1"}


def test_roles_are_in_order() -> None:
    roles: tuple[Role, ...] = ("viewer", "editor", "admin")
    assert roles == jobs.ROLES
    assert all(jobs.may(a, b) == (roles.index(a) >= roles.index(b)) for a in roles for b in roles)
