"""verify: an archive that is whole passes; each kind of harm is told in one line with the next step."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.functional.conftest import Ran, Run


def sql(home: Path, statement: str, *values: object) -> None:
    """One statement past the application, as somebody who tampers would."""
    with closing(sqlite3.connect(home / "archive.db")) as connection, connection:
        connection.execute(statement, values)


def kinds(ran: Ran) -> set[str]:
    return {fault["kind"] for fault in ran.json["faults"]}


def test_a_fresh_archive_is_whole(demo: Run, home: Path) -> None:
    """Every record, version and indexed article is accounted for; nothing is changed by looking."""
    before = (home / "archive.db").read_bytes()
    ran = demo("verify", "--json")

    assert ran.status == 0, ran.out
    assert ran.json["ok"] is True
    assert ran.json["faults"] == []
    assert ran.json["records"] == ran.json["captures"] > 80
    assert ran.json["articles"] == ran.json["indexed"] > 50
    assert ran.json["versions"] > ran.json["articles"]  # the demo's sites are visited twice
    assert (home / "archive.db").read_bytes() == before


def test_articles_of_json_lines_are_named_as_unproven(run: Run, tmp_path: Path) -> None:
    """An article without a capture is no fault, and it is said that nothing proves it."""
    run("init")
    lines = tmp_path / "one.jsonl"
    lines.write_text('{"url": "https://phuong.example/1", "title": "Tin", "body": ["Một."]}\n')
    run("import", lines)
    run("index")

    ran = run("verify")

    assert ran.status == 0, ran.out + ran.err
    assert "1 versions came without a capture" in ran.err


def _a_file(home: Path) -> Path:
    return sorted((home / "warc").iterdir())[0]


def _members(content: bytes) -> list[bytes]:
    """The gzip members of a file, packed."""
    found = []
    while content:
        machine = zlib.decompressobj(16 + zlib.MAX_WBITS)
        machine.decompress(content)
        found.append(content[: len(content) - len(machine.unused_data)])
        content = machine.unused_data
    return found


def _drop_last(home: Path) -> None:
    """The last response and its request are gone, the rest is whole."""
    file = _a_file(home)
    file.write_bytes(b"".join(_members(file.read_bytes())[:-2]))


def _flip(home: Path) -> None:
    """One bit of a payload, well packed."""
    file = _a_file(home)
    members = _members(file.read_bytes())
    raw = bytearray(gzip.decompress(members[-2]))
    raw[-5] ^= 1
    file.write_bytes(b"".join((*members[:-2], gzip.compress(raw), members[-1])))


HARM: dict[str, tuple[Callable[[Path], None], str]] = {
    "file-missing": (lambda home: _a_file(home).unlink(), "backup"),
    "record-missing": (_drop_last, "backup"),
    "record-damaged": (_flip, "backup"),
    "record-without-row": (
        lambda home: sql(home, "DELETE FROM captures WHERE url LIKE '%robots.txt'"),
        "rebuild",
    ),
    "row-differs": (lambda home: sql(home, "UPDATE captures SET status = 201 WHERE id = 1"), "rebuild"),
    "version-altered": (lambda home: sql(home, "UPDATE versions SET title = 'x' WHERE id = 1"), "rebuild"),
    "people-differ": (
        lambda home: sql(home, "DELETE FROM statements WHERE id = (SELECT min(id) FROM statements)"),
        "reparse",
    ),
    "index-behind": (
        lambda home: sql(home, "UPDATE articles SET revision = revision + 1 WHERE id = 1"),
        "wardarchive index",
    ),
    "index-lacks": (lambda home: _copy_article(home), "index --rebuild"),
}


def _copy_article(home: Path) -> None:
    """An article that says it is indexed and is not."""
    sql(
        home,
        "INSERT INTO articles (url, first_seen_at, version_id, revision, indexed_revision) "
        "SELECT 'http://x.vn/', first_seen_at, version_id, 1, 1 FROM articles LIMIT 1",
    )


@pytest.mark.parametrize("kind", sorted(HARM))
def test_harm_is_found_and_named(demo: Run, home: Path, kind: str) -> None:
    """Each fault has its kind and what to do next; exit 1."""
    harm, next_step = HARM[kind]
    harm(home)

    ran = demo("verify", "--json")

    assert ran.status == 1, ran.out
    found = [fault for fault in ran.json["faults"] if fault["kind"] == kind]
    assert found, ran.out
    assert next_step in found[0]["next"]
    assert "Traceback" not in ran.err


def test_one_line_a_fault(demo: Run, home: Path) -> None:
    """As text, each fault is one line on stdout, the sum on stderr."""
    sql(home, "UPDATE versions SET title = 'x' WHERE id IN (1, 2)")

    ran = demo("verify")

    assert ran.status == 1
    assert len(ran.out.splitlines()) == 2
    assert all("version-altered" in line and "wardarchive rebuild" in line for line in ran.out.splitlines())
    assert "2 faults" in ran.err


def test_a_version_of_another_parser_is_no_fault(demo: Run, home: Path) -> None:
    """What an earlier parser read differently is told with its number; reparse is the next step."""
    sql(
        home,
        "UPDATE versions SET (digest, title, section, published, author, body, extras, parser_version) = "
        "(SELECT digest, title, section, published, author, body, extras, '0' FROM versions WHERE id = 2) "
        "WHERE id = 1",
    )

    ran = demo("verify")

    assert ran.status == 0, ran.out
    assert "1 versions were made by parser 0" in ran.err
    sql(home, "UPDATE versions SET parser_version = (SELECT parser_version FROM versions WHERE id = 2)")
    again = demo("verify", "--json")
    assert (again.status, kinds(again)) == (1, {"version-not-derived"})


def test_no_index(demo: Run, home: Path) -> None:
    """An index that was deleted is a fault with its remedy."""
    shutil.rmtree(home / "index")

    ran = demo("verify", "--json")

    assert ran.status == 1
    assert kinds(ran) <= {"index-unavailable", "index-lacks"}
    assert demo("index", "--rebuild").status == 0
    assert demo("verify").status == 0


def test_a_changed_import(demo: Run, home: Path, tmp_path: Path) -> None:
    """An imported file is held to the digest in its name; what was broken in it from the start is none."""
    copy = tmp_path / "other.warc.gz"
    copy.write_bytes(_a_file(home).read_bytes() + b"no record at all")
    shutil.rmtree(home)
    demo("init")
    demo("import", copy)
    demo("index")

    assert demo("verify").status == 0

    kept = _a_file(home)
    kept.write_bytes(kept.read_bytes()[:-3])
    changed = demo("verify", "--json")
    assert changed.status == 1
    assert "file-altered" in kinds(changed)
