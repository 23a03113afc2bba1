"""The golden pages: every layout has some, and no field falls below its floor."""

from __future__ import annotations

import json

import pytest

from tests.golden.parse.gold import FLOOR, GoldPage, gold_pages, means, scores
from tests.golden.parse.report import MODES, rows
from wardarchive.model import Article
from wardarchive.parse.families import FAMILIES

PAGES = gold_pages()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_every_layout_has_golden_pages(family: object) -> None:
    """A layout without three golden pages is not proven to read anything."""
    name = getattr(family, "name", "")
    for layout in getattr(family, "layouts", ()):
        pages = [p for p in PAGES if p.wanted["family"] == name and p.wanted["layout"] == layout.name]
        assert len(pages) >= 3, f"{name} {layout.name}: {len(pages)} golden pages"


@pytest.mark.parametrize("mode", MODES)
def test_no_field_falls_below_its_floor(mode: str) -> None:
    """The mean score of each field is at least the pinned one (raise with report --update)."""
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))[mode]
    reached = means([row for _, row in rows(mode)])
    below = {f: (reached.get(f, 0.0), v) for f, v in floor.items() if reached.get(f, 0.0) < v}
    assert not below, f"field: (reached, floor) {below}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_page(page: GoldPage) -> None:
    """Each page is what it is: an article by the right family and layout, or an honest no."""
    reading = page.read()
    result = scores(page, reading)
    assert result["is_article"] == 1.0
    assert result["family"] == 1.0
    if page.wanted["is_article"] and page.wanted["layout"]:
        assert reading.layout == page.wanted["layout"]
        assert not reading.missing or page.wanted.get("missing") == list(reading.missing)
    if isinstance(reading.page, Article):
        assert list(reading.page.markers) == page.wanted["markers"]
    if not page.wanted["is_article"]:
        assert getattr(reading.page, "reason", "") == page.wanted["reason"]
