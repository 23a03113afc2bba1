"""rebuild: the same rows from the WARC files alone; what they do not tell is carried over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.functional.conftest import Run
from tests.functional.contents import NAMED, NUMBERS, content
from tests.functional.test_editions import DAY, Archive, archive
from wardarchive.config import load_settings
from wardarchive.jobs import rebuild_captures
from wardarchive.jobs.rebuild_captures import warc_files
from wardarchive.jobs.rebuild_swap import rebuild_database
from wardarchive.jobs.settle import settle_persons

__all__ = ["archive"]


def test_the_same_rows_and_numbers(demo: Run, home: Path) -> None:
    """Beside the old database: every row, every address, the crawl's memory; nothing is left behind."""
    before, numbers = content(home), content(home, NUMBERS)
    assert all(before.values())

    ran = demo("rebuild", "--json")

    assert ran.status == 0, ran.err
    assert content(home) == before
    assert content(home, NUMBERS) == numbers
    assert ran.json["articles"] == len(before["articles"])
    assert sorted(f.name for f in home.iterdir() if f.name.startswith("archive.db")) == ["archive.db"]
    assert demo("verify").status == 0


def test_from_the_warc_files_alone(demo: Run, home: Path) -> None:
    """Without any database: the same articles, people, portals; the crawl knows its URLs."""
    before = content(home)
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        articles = connection.execute("SELECT url FROM urls WHERE kind = 'article'").fetchall()
    (home / "archive.db").unlink()

    ran = demo("rebuild")

    assert ran.status == 0, ran.err
    assert "no old database" in ran.err
    assert content(home) == before
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        visited = connection.execute(
            "SELECT url FROM urls WHERE state = 'done' AND kind = 'article'"
        ).fetchall()
    assert set(visited) == set(articles)
    assert demo("verify").status == 0


def test_articles_of_json_lines_are_not_lost(demo: Run, home: Path, tmp_path: Path) -> None:
    """What came without a capture is carried over with its ward, its versions and its view counts."""
    line = (
        '{"url": "https://phuong.example/1", "ward_code": "00142", "title": "Tin", "views": %d, '
        '"fetched_at": "2021-0%d-01T00:00:00+00:00", "body": ["Ông Đỗ Văn Bảy, Chủ tịch phường, nói: %s"]}'
    )
    for number, (views, text) in enumerate(((5, "“Một hai ba.”"), (9, "“Một hai ba.”"), (11, "“Bốn.”")), 1):
        lines = tmp_path / f"{number}.jsonl"
        lines.write_text(line % (views, number, text) + "\n")
        assert demo("import", lines).status == 0
    before, numbers = content(home), content(home, NUMBERS)
    assert any(row[0] == "https://phuong.example/1" for row in before["statements"])

    ran = demo("rebuild", "--json")

    assert ran.status == 0, ran.err
    assert ran.json["carried_without_capture"] == 2
    assert "2 versions without a capture were carried over" in ran.err
    assert content(home) == before
    assert content(home, NUMBERS) == numbers
    found = demo("search", "Đỗ Văn Bảy", "--json").json
    assert [hit["url"] for hit in found["hits"]][:1] == ["https://phuong.example/1"]


def test_imported_files_too(demo: Run, home: Path, tmp_path: Path) -> None:
    """Imported WARC files and saved pages are derived again, with the ward that was given to them."""
    other = tmp_path / "other"
    page = tmp_path / "saved" / "tin.html"
    page.parent.mkdir()
    page.write_bytes((Path(__file__).parent / "saved_page.html").read_bytes())
    home.rename(other)
    source = sorted((other / "warc").iterdir())[0]
    demo("init")
    assert demo("import", source, "--ward", "00151").status == 0
    assert (
        demo("import", page.parent, "--base-url", "https://phuong.example/", "--ward", "00142").status == 0
    )
    before, numbers = content(home), content(home, NUMBERS)
    assert {row[2] for row in before["articles"]} == {"00151", "00142"}

    ran = demo("rebuild")

    assert ran.status == 0, ran.err
    assert content(home) == before
    assert content(home, NUMBERS) == numbers


def test_changes_over_time(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two editions, gone on a second day, back again: the same classes and states from the records.

    Files begun in one second come in any order: a revisit may be read before its original.
    """
    for edition, days in ((2, 1), (2, 1.2), (1, 1)):
        archive.set_edition(edition)
        archive.now += timedelta(days=days)
        archive.crawl()
    settle_persons(archive.store)
    archive.store.close()
    before = content(archive.home)
    kinds = {row[-1] for row in before["observations"]}
    assert {"missing", "gone", "moved", "back", "views", "quote", "number", "same"} <= kinds
    settings = load_settings(archive.home)

    for with_old in (True, False):
        if not with_old:
            (archive.home / "archive.db").unlink()
            monkeypatch.setattr(rebuild_captures, "warc_files", lambda folder: warc_files(folder)[::-1])
        done = rebuild_database(
            settings.database_url,
            settings.warc_folder,
            accept_loss=False,
            now=datetime.now(UTC) + DAY,
            progress=lambda _done, _total, _what: None,
        )
        assert done.report.problems == []
        after = content(archive.home)
        for table in NAMED:
            assert after[table] == before[table], (table, with_old)


def test_missing_records_are_not_swept_away(demo: Run, home: Path) -> None:
    """Where WARC files are missing, nothing is swapped unless the loss is accepted."""
    before = content(home)
    for file in (home / "warc").glob("portal-1-*"):  # of both visits of that portal
        file.unlink()

    refused = demo("rebuild")

    assert refused.status == 1
    assert "not in the WARC files" in refused.err and "--accept-loss" in refused.err
    assert content(home) == before
    assert not list(home.glob("archive.db.*"))

    accepted = demo("rebuild", "--accept-loss")
    assert accepted.status == 1
    assert "lost:" in accepted.err
    assert 0 < len(content(home)["articles"]) < len(before["articles"])
    assert (home / "archive.db.before-rebuild").exists()


def test_a_damaged_database(demo: Run, home: Path) -> None:
    """A database that cannot be read is set aside, and the archive stands again."""
    before = content(home)
    (home / "archive.db").write_bytes(b"SQLite format 3\0" + b"\x07" * 5000)

    ran = demo("rebuild")

    assert ran.status == 0, ran.err
    assert content(home) == before
    assert (home / "archive.db.before-rebuild").read_bytes().endswith(b"\x07" * 5000)


@pytest.fixture
def reader(demo: Run, home: Path) -> Iterator[None]:
    """Somebody has the archive open, as a server does."""
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("SELECT count(*) FROM articles").fetchone()
        yield


def test_an_archive_in_use(demo: Run, home: Path, reader: None) -> None:
    """While a server has the database open, it is told so and nothing is swapped."""
    before = content(home)

    ran = demo("rebuild")

    assert ran.status == 1
    assert "has archive.db open" in ran.err and "stop wardarchive serve" in ran.err
    assert content(home) == before


def test_no_archive(run: Run) -> None:
    """Nothing to rebuild is told in one line; an empty archive is rebuilt as empty."""
    assert "there is no archive" in run("rebuild").err
    run("init")
    assert run("rebuild", "--json").json["articles"] == 0
