"""Persons of the demo: a promotion, a namesake, a merged misspelling, a corrected attribution; all of it
outlives a rebuild, with the old database and without one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Ran, Run
from wardarchive.cli import main
from wardarchive.jobs.decision_journal import JOURNAL
from wardarchive.store.store import Store


@pytest.fixture
def demo(made_demo: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run commands on a copy of the demo's archive, in this process: a start of Python costs a second."""
    shutil.copytree(made_demo, home)

    def run(*words: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main([*(str(word) for word in words), "--home", str(home)])
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out.encode(), said.err)

    return run


PROMOTED = "trinh-khanh-van.00142"
MENDED = "le-dinh-phac.00142"


def _shown(demo: Run) -> dict[str, Any]:
    """What a reader sees of the four."""
    said = demo("statements", "“Tôi lớn lên về nghề ở phường”", "--json").json
    return {
        "promoted": demo("official", "show", PROMOTED, "--json").json,
        "mended": demo("official", "show", MENDED, "--json").json,
        "namesakes": [
            (p["key"], p["articles"])
            for p in demo("official", "list", "nguyen thi thu hien", "--json").json
        ],
        "said": [(s["speaker"], s["official"], s["attribution"], s["text"]) for s in said["statements"]],
        "log": demo("official", "log", "--json").json,
    }


def _check(shown: dict[str, Any]) -> None:
    units = [r["unit"] for r in shown["promoted"]["roles"]]
    assert "00142" in units
    assert units[-1] == "quan-long-bien"
    assert "promotion" in {x["reason"] for x in shown["promoted"]["links"]}
    assert {key for key, _ in shown["namesakes"]} == {
        "nguyen-thi-thu-hien.00142",
        "nguyen-thi-thu-hien.20272",
    }
    assert {n["name"] for n in shown["mended"]["names"]} == {"Lê Đình Phác", "Lê Đinh Phác"}
    assert shown["mended"]["name"] == "Lê Đình Phác"
    assert [(s[0], s[1], s[2]) for s in shown["said"]] == [("Trịnh Khánh Vân", PROMOTED, "archivist")]
    assert sorted(entry["kind"] for entry in shown["log"]) == ["attribute", "merge"]
    assert all(entry["who"] and entry["why"] for entry in shown["log"])


@pytest.mark.parametrize("lost", ["nothing", "database"])
def test_the_demo_shows_four_persons_and_a_rebuild_keeps_them(demo: Run, home: Path, lost: str) -> None:
    """The decisions come from the old database, and from the file beside it where that is lost."""
    before = _shown(demo)
    _check(before)
    if lost == "database":
        (home / "archive.db").unlink()
    else:  # what was imported is carried over, like the log
        posts = home / "posts.csv"
        posts.write_text("name,role,unit,from,to,source\nLê An,Bí thư,20272,2018,,QĐ 12\n")
        assert demo("official", "register", "import", posts).status == 0

    assert demo("rebuild").status == 0

    assert _shown(demo) == before
    with Store.open(f"sqlite:///{home / 'archive.db'}") as store:
        assert [p.name for p in store.posts()] == ([] if lost == "database" else ["Lê An"])


def test_decisions_take_effect_everywhere_and_can_be_undone(demo: Run, home: Path) -> None:
    """Hidden: no page, no facet, no statement; an undo brings all of it back, and the log has both."""
    by = ("--by", "Lan", "--why", "yêu cầu của gia đình")
    before = demo("statements", "--speaker", PROMOTED, "--json").json["total"]
    assert before > 0

    hidden = demo("official", "hide", PROMOTED, *by, "--json")

    assert hidden.status == 0, hidden.err
    assert demo("official", "list", "Trịnh Khánh Vân", "--json").json == []
    assert "hidden" in demo("official", "show", PROMOTED).err
    found = demo("search", "Trịnh Khánh Vân", "--json").json
    assert found["total"] > 0  # the articles stay as they are
    assert PROMOTED not in {v["value"] for v in found["facets"]["official"]}
    assert PROMOTED not in {s["key"] for s in demo("statements", "rác", "--json").json["speakers"]}
    assert demo("official", "undo", hidden.json["token"], *by).status == 0
    assert demo("statements", "--speaker", PROMOTED, "--json").json["total"] == before
    journal = [json.loads(line) for line in (home / JOURNAL).read_text().splitlines()]
    assert [entry["kind"] for entry in journal] == ["merge", "attribute", "hide", "undo"]


def test_the_register_names_who_held_the_office(demo: Run, home: Path, tmp_path: Path) -> None:
    """`Bí thư Đảng ủy phường chốt lại …` names nobody: the register does, at that date, and says so."""
    posts = tmp_path / "posts.csv"
    posts.write_text(
        "name,role,unit,from,to,source\n"
        "Huỳnh Phước Sanh,Bí thư Đảng ủy phường,20272,2018,30/6/2025,Quyết định số 12\n"
        ",Bí thư Đảng ủy phường,20272,,,thiếu tên\n"
        "Lê An,Bí thư Đảng ủy phường,20272,2026-13-01,,ngày sai\n"
    )

    ran = demo("official", "register", "import", posts, "--json")

    assert ran.status == 1
    assert ran.json["posts"] == 1
    assert [bad["line"] for bad in ran.json["bad"]] == [3, 4]
    assert "dòng 3: thiếu name" in ran.err
    found = demo("statements", "chốt lại bằng ba việc", "--json").json["statements"]
    assert [(s["speaker"], s["attribution"], s["read_speaker"]) for s in found] == [
        ("Huỳnh Phước Sanh", "register", None)
    ]
    popolo = demo("official", "register", "export").json
    assert set(popolo) == {"persons", "organizations", "posts", "memberships"}
    held = [m for m in popolo["memberships"] if m["person_id"] == "huynh-phuoc-sanh.20272"]
    assert ("2018-01-01", "2025-06-30") in {(m["start_date"], m["end_date"]) for m in held}
    places = {o["id"] for o in popolo["organizations"]}
    assert {m["organization_id"] for m in popolo["memberships"]} <= places


def test_commitments_have_a_day_and_somebody_obliged(demo: Run) -> None:
    """The next deadline first, each with its article."""
    found = demo("commitments", "--ward", "00142", "--json").json

    days = [c["due"] for c in found["commitments"]]
    assert found["total"] == len(days) > 3
    assert days == sorted(days)
    assert all(c["url"] and c["deadline"] for c in found["commitments"])
    wrong = demo("commitments", "--from", "mai")
    assert wrong.status == 2
    assert wrong.err.count("\n") == 1
