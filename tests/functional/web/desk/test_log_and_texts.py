"""The log that only grows, hostile texts on the desk, both languages, and the review queue."""

from __future__ import annotations

import csv
import io
import re

import pytest
from lxml import html

from tests.functional.web.desk.keeping import Kept, accounts, keep, sign_in
from tests.functional.web.hostile import BREAKOUT, SCRIPT, hostile_pages
from wardarchive.model import Portal
from wardarchive.store.audit_rows import AuditEntry, AuditFilter
from wardarchive.store.portal_rows import RunError

PAGES = ("/admin", "/admin/portals", "/admin/portals/1", "/admin/portals/1/remove", "/admin/portals/add",
         "/admin/schedule", "/admin/schedule/1", "/admin/crawls", "/admin/errors", "/admin/errors?kind=timeout&portal=1",
         "/admin/drift", "/admin/review", "/admin/review/statements", "/admin/review/decisions", "/admin/withheld",
         "/admin/withheld?article=1", "/admin/log", "/admin/log?actor=an&words=x", "/admin/password")  # fmt: skip


def test_the_log_shows_what_was_altered(kept: Kept) -> None:
    sitter = sign_in(kept)
    sitter.post("/admin/portals/1/pause")
    assert kept.store.broken_audit_entry() is None
    assert "mọi niêm phong đều còn nguyên" in sitter.get("/admin/log").text
    with kept.store._write() as connection:
        connection.exec_driver_sql("UPDATE audit SET actor = 'ai khác' WHERE id = 2")
    assert kept.store.broken_audit_entry() == 2
    assert "nhật ký đã bị sửa" in sitter.get("/admin/log").text


def test_a_line_taken_out_of_the_log_shows(kept: Kept) -> None:
    sign_in(kept)
    with kept.store._write() as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE id = 2")
    assert kept.store.broken_audit_entry() == 3


def test_the_log_is_filtered_and_taken_along(kept: Kept) -> None:
    sitter = sign_in(kept)
    kept.store.log(AuditEntry(kept.clock.now, "an", "review", "=HYPERLINK(1)", "+vì 50% là %_"))
    sitter.post("/admin/portals/1/pause", {"reason": "bảo trì"})
    assert kept.store.audit_count(AuditFilter(words="50% là %_")) == 1
    assert kept.store.audit_count(AuditFilter(words="5_%")) == 0
    page = sitter.get("/admin/log?action=portal-pause").text
    assert "bảo trì" in page and "HYPERLINK" not in page
    file = sitter.get("/admin/log.csv?actor=an")
    assert file.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(file.get_data().decode("utf-8-sig"))))
    assert rows[0][:4] == ["number", "at", "actor", "action"]
    assert {row[2] for row in rows[1:]} == {"an"}
    assert any(row[4] == "'=HYPERLINK(1)" and row[5].startswith("'+vì") for row in rows)


def test_many_lines_come_in_pages(kept: Kept) -> None:
    for number in range(120):
        kept.store.log(AuditEntry(kept.clock.now, "an", "review", f"việc-{number}"))
    sitter = sign_in(kept)
    assert "việc-119" in sitter.get("/admin/log").text
    assert "việc-3" in sitter.get("/admin/log?page=2").text
    for page in ("0", "-1", "x", "9" * 40):
        sitter.get(f"/admin/log?page={page}")


@pytest.fixture
def hostile(tmp_path: object) -> Kept:
    """An archive full of script, with a portal, errors and a log that are too."""
    kept = keep(tmp_path, hostile_pages())  # type: ignore[arg-type]
    accounts(kept.store)
    portal = kept.store.add_portal(
        Portal(
            0,
            "http://evil.example.vn/?" + SCRIPT,
            f"Cổng {SCRIPT}{BREAKOUT}",
            "00142",
            allowed_hosts=(BREAKOUT,),
        ),
        kept.clock.now,
    )
    run = kept.store.start_run("crawl", kept.clock.now, portal.id)
    for url in ("javascript:alert(1)", "http://a.example.vn/" + SCRIPT):
        kept.store.add_error(
            RunError(run, portal.id, url, kept.clock.now, f"kind{SCRIPT}", f"lỗi {SCRIPT}{BREAKOUT}")
        )
    kept.store.finish_run(run, "failed", kept.clock.now)
    kept.store.log(
        AuditEntry(kept.clock.now, f"an{SCRIPT}", "portal-add", SCRIPT, BREAKOUT, {SCRIPT: BREAKOUT})
    )
    desk = kept.services.desk
    assert desk
    desk.update_index()
    return kept


def test_hostile_texts_stay_texts(hostile: Kept) -> None:
    sitter = sign_in(hostile)
    number = hostile.store.portals()[-1].id
    official = hostile.store.officials()[0].key
    pages = [*PAGES, f"/admin/portals/{number}", f"/admin/portals/{number}/remove", f"/admin/schedule/{number}",
             "/admin?done=%3Cscript%3E", "/admin/errors?kind=%22%3E%3Cscript%3E", "/admin/log?words=%22%3E%3Cscript%3E"]  # fmt: skip
    pages.append(f"/admin/review/person/{official}")
    seen = 0
    for path in pages:
        text = sitter.get(path).text
        tree = html.document_fromstring(text)
        scripts = [e for e in tree.iter("script") if not (e.get("src") or "").startswith("/static/")]
        assert scripts == [], path
        assert list(tree.iter("img", "svg", "iframe", "object", "base", "style")) == [], path
        assert "{{7*7}}" not in text or "49" not in re.findall(r"rác .{0,80}", text), path
        for element in tree.iter():
            assert not any(str(name).startswith("on") for name in element.attrib), path
            assert not (element.get("href") or "").strip().lower().startswith(("javascript:", "data:")), (
                path
            )
        seen += "&lt;script&gt;" in text
    assert seen >= 8
    answer = sitter.post("/admin/withheld/article/1", {"reason": f"vì {SCRIPT}"})
    assert answer.status_code == 303
    assert "&lt;script&gt;" in hostile.client().get("/article/1").text


_VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_in_the_language_asked(kept: Kept, language: str) -> None:
    """Headings, buttons and labels of a page in English have no Vietnamese but where it is marked as such."""
    sitter = sign_in(kept)
    named = {portal.name for portal in kept.store.portals()}
    for path in PAGES:
        page = sitter.get(f"{path}{'&' if '?' in path else '?'}lang={language}")
        tree = html.document_fromstring(page.text)
        assert tree.get("lang") == language
        for element in tree.iter("h1", "h2", "button", "label", "legend", "th", "dt"):
            marked = element.xpath("ancestor-or-self::*[@lang='vi'][not(self::html)]")
            own = "".join(element.xpath("text()")).strip()
            if language == "en" and not marked and not any(name in own for name in named):
                assert not _VIETNAMESE.search(own), (path, own)


def test_a_person_is_corrected_and_the_search_follows(kept: Kept) -> None:
    desk = kept.services.desk
    assert desk
    desk.update_index()
    sitter = sign_in(kept, "editor")
    key = "luong-vinh-khang.00142"
    page = f"/admin/review/person/{key}"
    assert "Lương Vĩnh Khang" in sitter.get(page).text
    assert sitter.post(page, {"deed": "rename", "name": "Lương Vĩnh Khanh"}).status_code == 400
    renamed = sitter.post(page, {"deed": "rename", "name": "Lương Vĩnh Khanh", "reason": "theo quyết định"})
    assert renamed.headers["Location"] == "/admin/review/decisions?done=reviewed"
    assert "Lương Vĩnh Khanh" in kept.client().get(f"/official/{key}").text
    assert sitter.post(page, {"deed": "hide", "reason": "người dân"}).status_code == 303
    assert kept.client().get(f"/official/{key}").status_code == 404
    log = sitter.get("/admin/review/decisions").text
    tokens = re.findall(r'name="decision" value="(\w+)"', log)
    assert sitter.post("/admin/review/undo", {"decision": tokens[0], "reason": "nhầm"}).status_code == 303
    assert kept.client().get(f"/official/{key}").status_code == 200
    assert kept.store.audit_count(AuditFilter(action="review")) == 3
    for form in ({"deed": "", "reason": "vì thế"}, {"deed": "merge", "other": "không ai cả", "reason": "vì thế"},
                 {"deed": "split", "reason": "vì thế"}):  # fmt: skip
        assert sitter.post(page, dict(form)).status_code in (400, 303)
    sitter.get("/admin/review/person/nobody.00000", 404)


def test_a_statement_is_given_to_somebody_else(kept: Kept) -> None:
    sitter = sign_in(kept, "editor")
    desk = kept.services.desk
    assert desk
    desk.update_index()
    [(article, _)] = kept.store.statements_of("luong-vinh-khang.00142")[:1]
    form = {"statement": "1", "reason": "đọc lại bài"}
    other = {**form, "deed": "attribute", "speaker": "to-thi-hanh-nguyen.00151"}
    assert sitter.post("/admin/review/statement", dict(other)).status_code == 303
    said = kept.store.statement(1)
    assert said and said.statement.speaker == "Tô Thị Hạnh Nguyên" and said.attribution == "archivist"
    assert said.article_id in (article, 1)
    for wrong in (
        {"deed": "attribute", "speaker": ""},
        {"deed": "confirm", "statement": "x"},
        {"deed": "confirm", "reason": ""},
    ):
        assert sitter.post("/admin/review/statement", {**form, **wrong}).status_code == 400
