"""The steps of docs/adding_a_family.md, followed word by word."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.golden.parse.gold import GoldPage, scores
from wardarchive.parse import families, page
from wardarchive.parse.page import read_page
from wardarchive.parse.profile import Family

GUIDE = Path(__file__).parents[3] / "docs" / "adding_a_family.md"


def block(language: str) -> str:
    """The guide's code block of one language."""
    found = re.search(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


@pytest.fixture
def with_new_family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Family]:
    """The guide's data file, put beside the others."""
    (tmp_path / "song_hong.py").write_text(block("python"), encoding="utf-8")
    monkeypatch.setattr(families, "__path__", [*families.__path__, str(tmp_path)])
    known = families.discovered()
    monkeypatch.setattr(page, "FAMILIES", known)
    yield next(f for f in known if f.name == "song_hong")
    sys.modules.pop("wardarchive.parse.families.song_hong", None)


def test_the_data_file_is_found(with_new_family: Family) -> None:
    """One file is all it takes."""
    assert with_new_family.label == "Sóng Hồng"


def test_the_page_is_read(with_new_family: Family, tmp_path: Path) -> None:
    """The guide's page gives the guide's answers, in every field."""
    path = tmp_path / "2-1.html"
    path.write_text(block("html"), encoding="utf-8")
    wanted = json.loads(block("json"))
    reading = read_page(
        path.read_bytes(),
        wanted["url"],
        content_type=wanted["content_type"],
        fetched_at=datetime.fromisoformat(wanted["fetched_at"]),
    )
    assert set(scores(GoldPage(path, wanted), reading).values()) == {1.0}
    assert (reading.family, reading.layout, reading.missing) == (with_new_family.name, "2", ())
    assert [link.kind for link in reading.links if link.url.endswith(".sh12")] == ["article"]


def test_a_changed_layout_is_noticed(with_new_family: Family) -> None:
    """Fields that the layout expects and a page no longer has are told."""
    changed = block("html").replace("sh-info", "sh-info-2021")
    reading = read_page(changed.encode(), "https://phuong.vidu.vn/van-hoa/khai-truong.sh11")
    assert reading.family == with_new_family.name
    assert "published" in reading.missing
    assert "views" in reading.missing
