"""axe on every page and state, at both widths, light and dark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import SCREENSHOTS, Visit

pytestmark = pytest.mark.browser

PAGES = {
    "front": "/",
    "results": "/?q=thu+gom+rác",
    "narrowed": "/?q=rác&ward=00142&ward=00151&-year=2019&from=2018-01-01&sort=views",
    "second-page": "/?page=2",
    "empty": "/?q=xyzzy&ward=00142",
    "wrong": "/?page=0",
    "article": "/article/1",
    "changed-article": "/article/3",
    "version": "/article/3/version/2",
    "compare": "/article/3/compare",
    "capture": "/capture/1",
    "official": "/official/luong-vinh-khang.00142",
    "ward": "/ward/00142",
    "values": "/values/official?q=rác&ward=00142",
    "coverage": "/coverage",
    "today": "/?q=rác&wards=today&ward=00136",
    "ward-year": "/ward/00136?year=2020",
    "help": "/help",
    "guide": "/help/journalist",
    "nothing-here": "/nope",
}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _violations(page: object) -> list[str]:
    found = Axe().run(page, options={"runOnly": _RULES, "resultTypes": ["violations"]})
    return [
        f"{v['impact']} {v['id']}: {json.dumps([n['target'] for n in v['nodes']])[:300]}"
        for v in found.response["violations"]
    ]


@pytest.mark.parametrize(("width", "scheme"), [("desktop", "light"), ("phone", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_violation(visit: Visit, site: str, name: str, width: str, scheme: str) -> None:
    page = visit(
        site + PAGES[name], width=width, color_scheme=scheme, complains=name in ("wrong", "nothing-here")
    )
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=Path(SCREENSHOTS) / f"{name}-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert _violations(page) == []


def test_the_sheet_of_facets_has_none(visit: Visit, site: str) -> None:
    page = visit(f"{site}/?q=rác&ward=00142", width="phone")
    page.get_by_role("button", name="Lọc").click()
    page.screenshot(path=Path(SCREENSHOTS) / "sheet-phone-light.png")
    assert _violations(page) == []


def test_the_completions_have_none(visit: Visit, site: str) -> None:
    page = visit(site)
    page.get_by_role("combobox", name="Tìm trong").press_sequentially("luong")
    page.get_by_role("option").first.wait_for()
    assert _violations(page) == []


@pytest.mark.parametrize("name", ["front", "results", "article", "ward"])
def test_twice_the_size_still_fits(visit: Visit, site: str, name: str) -> None:
    """200 % zoom of a 1280 pixel window is a window of 640."""
    page = visit(site + PAGES[name])
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
