"""export: all that a search finds, in four formats, with how it was made; the same words as search."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands import command, environment
from tests.functional.conftest import Run
from wardarchive.crawl.warc import ArchivedResponse, iterate, read_info

QUERY = ("rác", "--ward", "Phường Sài Đồng")


def test_json_lines_are_the_articles(demo: Run, home: Path, tmp_path: Path) -> None:
    """A line each, the article JSON; imported elsewhere they are the same articles."""
    target = tmp_path / "found.jsonl"
    hits = demo("search", *QUERY, "--json").json["hits"]

    ran = demo("export", *QUERY, "--format", "jsonl", "--output", target)

    assert ran.status == 0, ran.err
    articles = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [a["url"] for a in articles] == [hit["url"] for hit in hits]
    assert {a["ward_code"] for a in articles} == {"00142"}
    assert list(articles[0]) == [
        "url", "is_article", "ward_code", "ward", "district", "province", "section", "title",
        "published_at", "views", "author", "body", "images", "attachments", "officials", "statements",
    ]  # fmt: skip
    meta = json.loads((tmp_path / "found.jsonl.meta.json").read_text())
    assert meta["query"] == "rác"
    assert meta["filters"] == {"ward": ["00142"]}
    assert meta["found"] == meta["written"] == len(articles)
    assert meta["index_generation"] > 0
    assert meta["parser_version"] in meta["made_by_parser"]
    assert not list(tmp_path.glob("*.part"))

    other = tmp_path / "other"
    for words in (("init",), ("import", target), ("index",)):
        assert demo(*words, at=other).status == 0
    exported = demo("export", "--format", "jsonl", at=other)
    again = [json.loads(line) for line in exported.raw.splitlines()]
    assert sorted(again, key=lambda a: str(a["url"])) == sorted(articles, key=lambda a: str(a["url"]))


def test_everything_without_a_cap(demo: Run, home: Path, tmp_path: Path) -> None:
    """No query: every article, also past the first pages of a search."""
    lines = tmp_path / "many.jsonl"
    one = '{"url": "https://phuong.example/%d", "title": "Bản tin số %d", "body": ["Một."]}\n'
    lines.write_text("".join(one % (i, i) for i in range(1200)))
    demo("import", lines)
    demo("index")
    total = demo("status", "--json").json["articles"]
    assert total > 1200

    found = demo("export", "--format", "jsonl", "--sort", "newest").raw.splitlines()

    assert len(found) == len({json.loads(line)["url"] for line in found}) == total


def test_csv_for_spreadsheets(demo: Run, home: Path, tmp_path: Path) -> None:
    """A byte order mark, one row an article with its evidence, and no formula."""
    lines = tmp_path / "formula.jsonl"
    titles = [
        '=HYPERLINK(\\"http://x\\")',
        "+1",
        "-2",
        "@SUM(A1)",
        "\\t=1",
        "＝1",
        "  =1+1",
        'Tin, \\"hai\\"',
    ]
    lines.write_text(
        "".join(
            f'{{"url": "https://phuong.example/{n}", "title": "{t}", "section": "Thử", "body": ["{t}"]}}\n'
            for n, t in enumerate(titles)
        )
    )
    assert demo("import", lines).status == 0
    demo("index")

    content = demo("export", "--format", "csv").raw

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip(" \xa0").startswith(tuple("=+-@\t\r＝＋－＠")), cell
    ours = {row["url"]: row for row in rows if row["section"] == "Thử"}
    assert len(ours) == len(titles)
    assert ours["https://phuong.example/7"]["title"] == 'Tin, "hai"'
    assert ours["https://phuong.example/0"]["title"] == '\'=HYPERLINK("http://x")'
    proven = [row for row in rows if row["warc_file"]]
    assert len(proven) == len(rows) - len(titles)
    assert all((home / "warc" / row["warc_file"]).exists() and row["digest"] for row in proven)
    assert all(not row["views"] or row["views"].isdecimal() for row in proven)


def test_warc_of_the_captures(demo: Run, home: Path, tmp_path: Path) -> None:
    """The captures behind the articles, byte for byte; the file tells how it was made."""
    target = tmp_path / "found.warc.gz"
    ids = [hit["id"] for hit in demo("search", *QUERY, "--json").json["hits"]]
    with closing(sqlite3.connect(home / "archive.db")) as database:
        counted = [
            database.execute("SELECT COUNT(*) FROM versions WHERE article_id = ?", (number,)).fetchone()[0]
            for number in ids
        ]

    ran = demo("export", *QUERY, "--format", "warc", "--output", target)

    assert ran.status == 0, ran.err
    records = list(iterate(target))
    assert len(records) == sum(counted) >= len(ids)
    assert all(isinstance(r, ArchivedResponse) and r.digest_ok for r in records)
    told = json.loads(dict(next(read_info(target)).fields)["export"])
    assert told["query"] == "rác"
    assert told["index_generation"] > 0
    assert demo("export", *QUERY, "--format", "warc").raw[:2] == b"\x1f\x8b"


def test_wacz_for_replay(demo: Run, home: Path, tmp_path: Path) -> None:
    """A package with its pages; datapackage.json tells how it was made."""
    target = tmp_path / "found.wacz"

    ran = demo("export", *QUERY, "--format", "wacz", "--output", target)

    assert ran.status == 0, ran.err
    with zipfile.ZipFile(target) as package:
        described = json.loads(package.read("datapackage.json"))
        pages = package.read("pages/pages.jsonl").decode().splitlines()[1:]
    assert described["wacz_version"] == "1.1.1"
    assert described["wardarchive"]["query"] == "rác"
    assert described["wardarchive"]["written"] == len(pages) > 0
    assert sorted(f.name for f in tmp_path.iterdir() if f.is_file()) == ["found.wacz"]


def test_articles_without_captures_are_told(run: Run, tmp_path: Path) -> None:
    """There is nothing to put into a WARC file: it is said, and the file is whole."""
    run("init")
    lines = tmp_path / "one.jsonl"
    lines.write_text('{"url": "https://phuong.example/1", "title": "Tin", "body": ["Một."]}\n')
    run("import", lines)
    run("index")

    ran = run("export", "--format", "warc", "--output", tmp_path / "x.warc.gz")

    assert ran.status == 0
    assert "1 articles came without a capture" in ran.err
    assert list(iterate(tmp_path / "x.warc.gz")) == []


def test_a_lost_capture_is_named(demo: Run, home: Path, tmp_path: Path) -> None:
    """A capture that cannot be read is one line; the rest is exported, exit 1."""
    sorted((home / "warc").iterdir())[0].unlink()

    ran = demo("export", "--format", "warc", "--output", tmp_path / "x.warc.gz")

    assert ran.status == 1
    assert "cannot be read" in ran.err and "Traceback" not in ran.err
    assert len(list(iterate(tmp_path / "x.warc.gz"))) > 10


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "xlsx"),
        (),
        ("--format", "csv", "--from", "gestern"),
        ("--format", "csv", "--ward", "Phường Không Có Thật"),
        ("--format", "csv", "--output", "/khong/co/x.csv"),
        ("--format", "csv", "--output", "."),
    ],
)
def test_wrong_use(demo: Run, words: tuple[str, ...]) -> None:
    """One line and status 2."""
    ran = demo("export", "rác", *words)

    assert ran.status == 2, ran.err
    assert "Traceback" not in ran.err


def test_a_reader_that_goes_away(demo: Run, home: Path) -> None:
    """`| head` ends the export quietly."""
    pipe = subprocess.Popen(
        command(home, "export", "--format", "csv"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert pipe.stdout and pipe.stderr
    pipe.stdout.read(10)
    pipe.stdout.close()
    said = pipe.stderr.read().decode()
    pipe.stderr.close()

    assert pipe.wait(60) in (0, 1)
    assert "Traceback" not in said
