"""Portals added, changed, paused, planned; work begun while another process collects."""

from __future__ import annotations

import pytest

from tests.functional.web.desk.keeping import Kept, sign_in
from wardarchive.jobs.pausing import schedule_of
from wardarchive.model import Portal
from wardarchive.store.audit_rows import AuditFilter


def _portal(kept: Kept, number: int) -> Portal:
    found = kept.store.portal(number)
    assert found
    return found


def test_a_site_is_looked_at_and_confirmed(kept: Kept) -> None:
    sitter = sign_in(kept, "editor")
    page = sitter.post("/admin/portals/add/look", {"url": "saidong.example.vn"})
    assert page.status_code == 200
    assert 'value="https://saidong.example.vn/"' in page.text
    assert '<option value="nukeviet" selected>' in page.text and 'value="00142"' in page.text
    assert kept.looks == [("https://saidong.example.vn/", False)]
    assert len(kept.store.portals()) == 3  # nothing is added before it is confirmed
    form = {
        "url": "https://saidong.example.vn/",
        "name": "Sài Đồng",
        "ward": "00142",
        "family": "",
        "delay": "1,5",
    }
    answer = sitter.post("/admin/portals/add", dict(form))
    assert answer.headers["Location"] == "/admin/portals/4?done=added"
    added = _portal(kept, 4)
    assert (added.name, added.ward_code, added.family, added.delay) == ("Sài Đồng", "00142", None, 1.5)
    assert added.allowed_hosts == ()  # never a private address unless it was allowed
    again = sitter.post("/admin/portals/add/look", {"url": "https://saidong.example.vn/"})
    assert again.status_code == 400 and "đang được thu thập rồi" in again.text


def test_a_private_address_is_an_administrators_to_allow(kept: Kept) -> None:
    editor, admin = sign_in(kept, "editor"), sign_in(kept, "admin")
    url = "http://127.0.0.1:8099/"
    refused = editor.post("/admin/portals/add/look", {"url": url})
    assert refused.status_code == 400 and "mạng nội bộ" in refused.text
    assert 'name="private"' not in refused.text and "Hãy nhờ quản trị viên" in refused.text
    assert 'name="private"' in admin.post("/admin/portals/add/look", {"url": url}).text
    seen = admin.post("/admin/portals/add/look", {"url": url, "private": "1"})
    assert seen.status_code == 200 and 'name="private" value="1"' in seen.text
    form = {"url": url, "name": "Cổng thử", "ward": "", "family": "", "delay": ""}
    assert admin.post("/admin/portals/add", {**form, "private": "1"}).status_code == 303
    assert _portal(kept, 4).allowed_hosts == ("127.0.0.1:8099",)
    assert kept.store.audit_count(AuditFilter(action="portal-private")) == 1
    assert kept.looks == [(url, False), (url, False), (url, True)]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://x.vn/",
        "http://",
        "http://a b/",
        "file:///etc/passwd",
        "http://[::1",
    ],
)
def test_what_is_no_address_is_not_asked_for(kept: Kept, url: str) -> None:
    answer = sign_in(kept, "editor").post("/admin/portals/add/look", {"url": url})
    assert answer.status_code == 400 and 'role="alert"' in answer.text
    assert kept.looks == []


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 201}, {"ward": "Phường Không Có Đâu"}, {"ward": "99999"}, {"family": "<script>"},
     {"delay": "-1"}, {"delay": "nan"}, {"delay": "mau"}, {"hosts": "http://"}],
)  # fmt: skip
def test_particulars_that_cannot_be_change_nothing(kept: Kept, wrong: dict[str, object]) -> None:
    before = _portal(kept, 1)
    form = {"name": "Cổng", "ward": "00142", "family": "", "delay": "", "hosts": ""}
    answer = sign_in(kept).post("/admin/portals/1/edit", {**form, **wrong})
    assert answer.status_code == 400 and 'role="alert"' in answer.text
    assert _portal(kept, 1) == before


def test_particulars_are_changed_and_logged(kept: Kept) -> None:
    form = {
        "name": "Cổng mới",
        "ward": "20272",
        "family": "nukeviet",
        "delay": "3",
        "hosts": "localhost:81 10.0.0.1:80",
    }
    assert sign_in(kept).post("/admin/portals/1/edit", dict(form)).status_code == 303
    portal = _portal(kept, 1)
    assert (portal.name, portal.ward_code, portal.family, portal.delay) == (
        "Cổng mới",
        "20272",
        "nukeviet",
        3.0,
    )
    assert portal.allowed_hosts == ("localhost:81", "10.0.0.1:80")
    entry = kept.store.audit_entries(AuditFilter(action="portal-edit"))[0]
    assert entry.details and entry.details["after"]["name"] == "Cổng mới"


def test_pausing_resuming_and_removing(kept: Kept) -> None:
    sitter = sign_in(kept)
    portal = _portal(kept, 1)
    assert sitter.post("/admin/portals/1/pause").status_code == 303
    assert schedule_of(kept.store, portal).paused
    assert "tạm dừng" in sitter.get("/admin/portals/1").text
    assert sitter.post("/admin/portals/1/resume").status_code == 303
    assert not schedule_of(kept.store, portal).paused
    assert sitter.post("/admin/portals/1/remove", {"reason": "đã đóng"}).status_code == 303
    assert [p.id for p in kept.store.portals()] == [2, 3]
    assert kept.store.article_count() == 6
    sitter.get("/admin/portals/1", 404)


def test_a_schedule_is_kept_and_says_why(kept: Kept) -> None:
    sitter = sign_in(kept, "editor")
    form = {
        "mode": "cron",
        "cron": "30 7 * * 1-5",
        "hours": "6-20",
        "weekdays": "1-5",
        "zone": "Asia/Ho_Chi_Minh",
    }
    assert sitter.post("/admin/schedule/1", dict(form)).status_code == 303
    page = sitter.get("/admin/schedule/1").text
    assert "30 7 * * 1-5" in page and 'value="6-20"' in page and 'value="1,2,3,4,5"' in page
    assert "cron 30 7 * * 1-5" in sitter.get("/admin/schedule?lang=en").text
    for wrong in ({"mode": ""}, {"cron": "70 * * * *"}, {"hours": "7"}, {"weekdays": "8"}, {"zone": "Sao/Hỏa"},
                  {"mode": "every", "every": "1s"}):  # fmt: skip
        answer = sitter.post("/admin/schedule/1", {**form, **wrong})
        assert answer.status_code == 400 and 'role="alert"' in answer.text, wrong
    assert schedule_of(kept.store, _portal(kept, 1)).cron == "30 7 * * 1-5"


def test_where_another_process_collects_that_is_said(kept: Kept) -> None:
    """The lock is held elsewhere: nothing begins, and the page says who may have it."""
    sitter = sign_in(kept, "editor")
    for path, form in (("/admin/crawls/start", {"portal": "1"}), ("/admin/portals/1/check", {})):
        answer = sitter.post(path, dict(form))
        assert answer.status_code == 409
        assert "Một tiến trình khác đang thu thập vào kho này" in answer.text
    desk = kept.services.desk
    assert desk and desk.work.state() is None
    assert kept.store.audit_count(AuditFilter(action="crawl-start")) == 0


@pytest.mark.parametrize("limit", ["0", "-1", "x", "99999999999", "1.5"])
def test_a_limit_is_a_number_of_pages(kept: Kept, limit: str) -> None:
    answer = sign_in(kept, "editor").post("/admin/crawls/start", {"limit": limit})
    assert answer.status_code == 400 and "số trang" in answer.text
