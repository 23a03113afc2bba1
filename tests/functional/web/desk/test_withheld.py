"""An article under embargo or taken down: gone from everything that readers reach, kept, and reversible."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.functional.web.archive import NOW
from tests.functional.web.desk.keeping import Kept, sign_in
from wardarchive.errors import IndexUnavailable
from wardarchive.index.engine import Engine
from wardarchive.jobs.export import begin_export
from wardarchive.jobs.reindex import rebuild_index, update_index
from wardarchive.jobs.withholding import lift_expired
from wardarchive.model import SearchRequest
from wardarchive.store.keeping import NewVersion
from wardarchive.store.store import Store

ARTICLE = 3
REASON = "Bảo vệ thông tin của trẻ em"
TITLE = "Một cửa điện tử rút ngắn thời gian chờ, lần 3"
READERS = (
    "/", "/?q=một+cửa", "/?ward=20272", "/ward/20272", "/official/kieu-bao-lam.20272", "/feed.atom",
    "/feed.atom?q=một+cửa", "/api/v1/search", "/api/v1/search?q=một+cửa", "/values/section", "/coverage",
)  # fmt: skip


def _withhold(kept: Kept, kind: str = "embargo", until: str = "") -> None:
    form = {"kind": kind, "reason": REASON, "until": until}
    answer = sign_in(kept).post(f"/admin/withheld/article/{ARTICLE}", dict(form))
    assert answer.headers["Location"] == "/admin/withheld?done=withheld", answer.text


@pytest.mark.parametrize(("kind", "status"), [("embargo", 451), ("takedown", 410)])
def test_nothing_that_readers_reach_has_it(kept: Kept, kind: str, status: int) -> None:
    client = kept.client()
    captures = [v.capture_id for v in kept.store.versions(ARTICLE)]
    assert len(captures) == 2
    assert any(TITLE in client.get(path).text for path in READERS)
    _withhold(kept, kind)
    for path in READERS:
        text = client.get(path).text
        assert TITLE not in text and f'/article/{ARTICLE}"' not in text, path
    gone = [f"/article/{ARTICLE}", f"/article/{ARTICLE}/version/1", f"/article/{ARTICLE}/version/2",
            f"/article/{ARTICLE}.bib", f"/article/{ARTICLE}.ris", f"/api/v1/articles/{ARTICLE}"]  # fmt: skip
    gone += [f"/capture/{number}{end}" for number in captures for end in ("", "/raw", "/raw?download=1")]
    for path in gone:
        answer = client.get(path)
        assert answer.status_code == status, path
        assert REASON in (answer.text if "/api/" not in path else answer.get_json()["error"]["reason"])
        assert TITLE not in answer.text and "Một cửa" not in answer.text
    page = client.get(f"/article/{ARTICLE}?lang=en").text
    assert "This article is withheld." in page and "20 November 2026" in page and "noindex" in page


def test_exports_lack_it(kept: Kept) -> None:
    _withhold(kept)
    export = begin_export(
        kept.services.store,
        kept.services.engine,
        SearchRequest(),
        format="jsonl",
        command="",
        made_at=NOW,
        software="",
        progress=lambda _done, _of: None,
    )
    # Even where the index still had it the rows are not there.
    export.ids.append(ARTICLE)
    assert sorted(record.id for record in export.records()) == [1, 2, 4, 5, 6]


def test_pictures_and_documents_of_it_are_not_served(kept: Kept) -> None:
    record = kept.store.record(ARTICLE)
    assert record
    files = {*record.article.images, *(a.url for a in record.article.attachments)}
    _withhold(kept)
    with kept.store._read() as connection:
        hidden = {url for (url,) in connection.exec_driver_sql("SELECT url FROM withheld_files")}
    assert files | {record.article.url} <= hidden


def test_lifting_shows_it_again_with_what_was_collected_meanwhile(kept: Kept) -> None:
    before = kept.client().get(f"/article/{ARTICLE}").text
    _withhold(kept)
    sitter = sign_in(kept, "editor")
    assert sitter.post("/admin/withheld/1/lift", {"reason": ""}).status_code == 400
    assert sitter.post("/admin/withheld/1/lift", {"reason": "hết hạn"}).status_code == 303
    client = kept.client()
    assert client.get(f"/article/{ARTICLE}").text == before
    assert f'href="/article/{ARTICLE}"' in client.get("/?q=một+cửa").text
    [decision] = kept.store.withholdings()
    assert (decision.lift_reason, decision.lifted_by) == ("hết hạn", "biên")
    assert sitter.post("/admin/withheld/1/lift", {"reason": "lần nữa"}).status_code == 400
    deeds = [
        (e.action, e.actor, e.reason)
        for e in kept.store.audit_entries()
        if e.action in ("withhold", "lift")
    ]
    assert deeds == [("lift", "biên", "hết hạn"), ("withhold", "an", REASON)]


def test_an_embargo_ends_by_itself_after_its_last_day(kept: Kept) -> None:
    _withhold(kept, until="2026-11-22")
    assert "23/11/2026, 00:00" in kept.client().get(f"/article/{ARTICLE}").text
    engine = kept.services.engine
    assert lift_expired(kept.store, engine, NOW + timedelta(days=2)) == 0
    assert lift_expired(kept.store, engine, NOW + timedelta(days=3)) == 1
    assert kept.client().get(f"/article/{ARTICLE}").status_code == 200


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "embargo", "reason": "  "}, "Hãy nêu lý do"),
        ({"kind": "embargo", "reason": REASON, "until": "2020-01-01"}, "only an embargo ends"),
        ({"kind": "embargo", "reason": REASON, "until": "mai"}, "Ngày viết dạng 2027-01-31"),
        ({"kind": "embargo", "reason": "x" * 1001}, "longer than 1000"),
    ],
)
def test_a_decision_needs_a_reason_and_a_day_to_come(
    kept: Kept, form: dict[str, object], said: str
) -> None:
    answer = sign_in(kept).post(f"/admin/withheld/article/{ARTICLE}", form)
    assert answer.status_code == 400 and said in answer.text
    assert kept.client().get(f"/article/{ARTICLE}").status_code == 200


def test_an_article_is_withheld_once(kept: Kept) -> None:
    _withhold(kept)
    again = sign_in(kept).post(f"/admin/withheld/article/{ARTICLE}", {"reason": REASON})
    assert again.status_code == 400
    assert len(kept.store.withholdings()) == 1


def test_articles_are_meant_by_number_page_or_address(kept: Kept) -> None:
    sitter = sign_in(kept)
    for text in (
        "3",
        "/article/3",
        "https://kho.example.vn/article/3?lang=en",
        "http://20272.example.vn/tin/3",
    ):
        assert TITLE in sitter.client.get("/admin/withheld", query_string={"article": text}).text
    for text in ("99", "/article/99", "xyz", "9" * 30, "http://20272.example.vn/tin/99"):
        assert sitter.client.get("/admin/withheld", query_string={"article": text}).status_code == 404


class _Busy:
    """An index that somebody else is writing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def remove(self, ids: object) -> None:
        raise IndexUnavailable("another process is writing the search index")


def test_a_busy_index_follows_at_its_next_update(kept: Kept) -> None:
    """The decision holds at once; the search is told to follow, and every update makes it so."""
    desk = kept.services.desk
    assert desk
    kept.services = replace(kept.services, desk=replace(desk, engine=_Busy(desk.engine)))  # type: ignore[arg-type]
    answer = sign_in(kept).post(f"/admin/withheld/article/{ARTICLE}", {"reason": REASON})
    assert answer.headers["Location"] == "/admin/withheld?done=withheld-index"
    assert kept.client().get(f"/article/{ARTICLE}").status_code == 451
    assert desk.engine.document_count() == 6
    update_index(kept.store, desk.engine, lambda _done, _of: None)
    assert desk.engine.document_count() == 5
    rebuild_index(kept.store, desk.engine, lambda _done, _of: None)
    assert desk.engine.document_count() == 5


def test_crawls_go_on_keeping_it(kept: Kept) -> None:
    """A new text of a withheld article is kept, indexed by no update, and shown once it is lifted."""
    _withhold(kept)
    record = kept.store.record(ARTICLE)
    assert record
    changed = replace(record.article, title="Một cửa điện tử, bản sửa", views=9_999)
    kept.store.keep(NewVersion(changed, NOW + timedelta(days=9), "1"))
    engine = kept.services.engine
    update_index(kept.store, engine, lambda _done, _of: None)
    assert kept.store.version_count() == 8
    assert engine.document_count() == 5
    assert "bản sửa" not in kept.client().get("/?q=một+cửa").text
    assert sign_in(kept).post("/admin/withheld/1/lift", {"reason": "hết hạn"}).status_code == 303
    assert "bản sửa" in kept.client().get("/?q=một+cửa").text


def test_the_public_store_sees_through_every_table(kept: Kept) -> None:
    """Whatever table has to do with articles lacks the rows; others are untouched."""
    tables = (
        "articles",
        "versions",
        "observations",
        "mentions",
        "statements",
        "captures",
        "portals",
        "officials",
    )

    def counts(store: Store) -> dict[str, int]:
        with store._read() as connection:
            return {
                name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608
                for name in tables
            }

    before = counts(kept.services.store)
    assert before == counts(kept.store)
    _withhold(kept)
    after = counts(kept.services.store)
    assert counts(kept.store) == before
    lost = {name: before[name] - after[name] for name in tables}
    assert lost == {
        "articles": 1, "versions": 2, "observations": 2, "mentions": 4, "statements": 2, "captures": 2,
        "portals": 0, "officials": 0,
    }  # fmt: skip
