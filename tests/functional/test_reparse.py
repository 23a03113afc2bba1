"""reparse: what another parser would change is shown, then accepted; nothing is lost, all is derivable."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Ran, Run
from tests.functional.contents import NUMBERS, content
from tests.functional.test_editions import Archive, archive
from wardarchive.jobs import ingest, page_visit
from wardarchive.jobs.ingest import ReadPage, read
from wardarchive.model import Article, NotAnArticle

__all__ = ["archive"]
OLD_NUMBER = "0.9"
TITLES = " - Cổng thông tin"


def _older(body: bytes, url: str, **known: Any) -> ReadPage:
    """The page as a poorer parser read it: titles with the site's name, no captions, no view counts,
    and pages of one kind not read as articles at all."""
    found = read(body, url, **known)
    page = found.page
    if not isinstance(page, Article):
        return found
    if _is_missed(page):
        return replace(found, page=NotAnArticle(page.url, "no body", page.family))
    blocks = tuple(b for b in page.body if b.kind != "caption")
    return replace(
        found, page=replace(page, title=page.title + TITLES, body=blocks, views=None, markers=())
    )


def _is_missed(page: Article) -> bool:
    return len(page.title) % 5 == 0


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An older parser does the reading until the patch is undone."""
    monkeypatch.setattr(page_visit, "read", _older)
    monkeypatch.setattr(ingest, "PARSER_VERSION", OLD_NUMBER)
    return monkeypatch


@pytest.fixture
def read_long_ago(older: pytest.MonkeyPatch, archive: Archive) -> Archive:
    """Two crawls, pages gone and moved between them, all read by the older parser."""
    archive.set_edition(2)
    for days in (1, 1.2):
        archive.now += timedelta(days=days)
        archive.crawl()
    archive.store.close()
    older.undo()
    return archive


def reparse(run: Run, *words: object) -> Ran:
    ran = run("reparse", "--json", "--limit", 0, *words)
    assert "Traceback" not in ran.err
    return ran


def test_shown_then_accepted(read_long_ago: Archive, home: Path, run: Run) -> None:
    """--diff changes nothing; --apply makes the rows that a rebuild makes; then nothing differs."""
    assert run("index").status == 0
    before, numbers = content(home), content(home, NUMBERS)
    first = reparse(run, "--diff")
    assert first.status == 0, first.err
    assert content(home) == before and content(home, NUMBERS) == numbers
    told = first.json
    assert not told["applied"] and told["problems"] == []
    assert told["changed"] and told["found"] and not told["lost"]
    assert {"title", "views", "body", "family"} & set(told["fields"]) == {"title", "views", "body"}
    assert told["changed"] + told["same"] == told["articles"] == len(before["articles"])
    change = next(d for d in told["differences"] if d["kind"] == "changed" and "views" in d["fields"])
    assert change["before"]["title"] == change["after"]["title"] + TITLES
    assert change["before"]["views"] is None and isinstance(change["after"]["views"], int)

    done = reparse(run, "--apply")

    assert done.status == 0, done.err
    assert done.json["applied"] and done.json["found"] == told["found"]
    after = content(home)
    assert len(after["articles"]) == told["articles"] + told["found"]
    assert set(dict(numbers["articles"])) <= set(dict(content(home, NUMBERS)["articles"]))
    verified = run("verify", "--json")
    assert verified.json["faults"] == [] and verified.json["other_parsers"] == {}
    _searched(run)
    again = reparse(run)
    assert (again.json["same"], again.json["changed"]) == (again.json["articles"], 0)
    assert run("rebuild").status == 0
    assert content(home) == after, "what was read again is what the WARC files tell"


def _searched(run: Run) -> None:
    """The index has the new titles, and no old one."""
    assert run("search", '"Cổng thông tin"', "--json").json["total"] == 0
    status = run("status", "--json").json
    assert status["waiting"] == 0 and status["indexed"] == status["articles"]


def test_what_was_derived_is_noted(read_long_ago: Archive, home: Path, run: Run) -> None:
    """The archive remembers that articles were read again, by which parsers and what differed; the text
    form shows both sides; a portal alone can be chosen; found articles come due again."""
    shown = run("reparse", "1", "--diff")
    assert shown.status == 0
    assert TITLES + "\n" in shown.out and "  - title: " in shown.out and "  + title: " in shown.out
    assert "--apply accepts" in shown.err

    assert run("reparse", "1", "--apply").status == 0

    with closing(sqlite3.connect(home / "archive.db")) as connection:
        notes = connection.execute("SELECT parser_before, parser_after, fields FROM rereadings").fetchall()
        left = connection.execute(
            "SELECT DISTINCT a.portal_id FROM versions v JOIN articles a ON a.id = v.article_id "
            "WHERE v.parser_version = ?",
            (OLD_NUMBER,),
        ).fetchall()
        kinds = connection.execute(
            "SELECT DISTINCT u.kind FROM articles a JOIN captures c ON c.url = a.url "
            "JOIN urls u ON u.capture_id = c.id WHERE a.portal_id = 1"
        ).fetchall()
    assert notes and {note[:2] for note in notes} == {(OLD_NUMBER, ingest.PARSER_VERSION)}
    assert all("title" in note[2].split() for note in notes)
    assert {portal for (portal,) in left} == {2, 3}
    assert kinds == [("article",)]


def _with_a_false_article(home: Path) -> str:
    """A list page that the older parser took for an article."""
    with closing(sqlite3.connect(home / "archive.db")) as connection, connection:
        capture, url, at = connection.execute(
            "SELECT c.id, c.url, c.fetched_at FROM captures c JOIN urls u ON u.capture_id = c.id "
            "WHERE u.kind = 'list' AND c.status = 200 AND c.original_id IS NULL LIMIT 1"
        ).fetchone()
        number = connection.execute(
            "INSERT INTO articles (url, portal_id, ward_code, first_seen_at, indexed_revision, state) "
            "VALUES (?, 1, '00142', ?, 0, 'there') RETURNING id",
            (url, at),
        ).fetchone()[0]
        version = connection.execute(
            "INSERT INTO versions (article_id, number, capture_id, observed_at, parser_version, digest, family,"
            " title, body, extras, change) VALUES (?, 1, ?, ?, ?, 'd', 'generic', 'Danh sách tin', '[]', "
            '\'{"images": [], "attachments": [], "tags": [], "markers": []}\', \'first\') RETURNING id',
            (number, capture, at, OLD_NUMBER),
        ).fetchone()[0]
        connection.execute("UPDATE articles SET version_id = ? WHERE id = ?", (version, number))
        connection.execute(
            "INSERT INTO observations (article_id, observed_at, capture_id, change) VALUES (?, ?, ?, 'first')",
            (number, at, capture),
        )
    return str(url)


def test_a_loss_is_accepted_by_name_only(demo: Run, home: Path) -> None:
    """An article that is none stays until --accept-loss; then it is gone from the index too."""
    before = content(home)
    url = _with_a_false_article(home)
    assert demo("index").status == 0

    refused = reparse(demo, "--apply")

    assert refused.status == 1
    assert refused.json["lost"] == refused.json["kept_back"] == 1
    assert [d["url"] for d in refused.json["differences"]] == [url]
    assert "--accept-loss" in refused.err
    assert url in {row[0] for row in content(home)["articles"]}

    accepted = reparse(demo, "--apply", "--accept-loss")

    assert accepted.status == 0, accepted.err
    assert content(home) == before
    assert demo("verify").status == 0


def test_unreadable_captures_keep_their_articles(demo: Run, home: Path) -> None:
    """Where a WARC file is missing, what was read of it stays; exit status 1, and it is said."""
    before = content(home)
    with closing(sqlite3.connect(home / "archive.db")) as connection, connection:
        connection.execute("UPDATE versions SET title = title || ' x', parser_version = '0.9'")
    file = sorted((home / "warc").iterdir())[0]
    kept = file.rename(home / "elsewhere.warc.gz")

    ran = reparse(demo, "--apply")

    assert ran.status == 1
    assert ran.json["problems"] and ran.json["changed"] > 0
    assert content(home)["articles"] == before["articles"]
    kept.rename(file)
    assert reparse(demo, "--apply").status == 0
    assert content(home) == before


def test_articles_of_json_lines(demo: Run, home: Path, tmp_path: Path) -> None:
    """What came without a capture keeps its text; its people are read again."""
    lines = tmp_path / "some.jsonl"
    lines.write_text(
        '{"url": "https://phuong.example/1", "ward_code": "00142", "title": "Tin", "views": 5, '
        '"body": ["Ông Đỗ Văn Bảy, Chủ tịch UBND phường, nói: “Một hai ba.”"]}\n'
    )
    assert demo("import", lines).status == 0
    before = content(home)
    with closing(sqlite3.connect(home / "archive.db")) as connection, connection:
        connection.execute(
            "DELETE FROM mentions WHERE version_id = (SELECT version_id FROM articles WHERE url = ?)",
            ("https://phuong.example/1",),
        )

    ran = reparse(demo, "--apply")

    assert ran.json["changed"] == 1
    assert {"officials", "identities"} <= set(ran.json["differences"][0]["fields"])
    assert content(home) == before


def test_wrong_use(run: Run) -> None:
    """No archive and no such portal are told in one line."""
    assert "there is no archive" in run("reparse").err
    run("init")
    assert run("reparse", "nowhere").status == 2
    assert run("reparse", "--json").json["articles"] == 0
