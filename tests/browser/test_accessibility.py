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
DEMO_PAGES = {
    "statements": "/statements",
    "statements-found": "/statements?q=rác&ward=00142&kind=act",
    "statements-none": "/statements?q=xyzzy",
    "commitments": "/commitments",
    "person": "/official/dang-duc-cuong.00142",
    "demo-ward": "/ward/00142",
    "demo-coverage": "/coverage",
    "guide-researcher": "/help/researcher",
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


@pytest.mark.parametrize(("width", "scheme"), [("desktop", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", DEMO_PAGES)
def test_no_page_of_the_demo_has_a_violation(
    visit: Visit, demo_site: str, name: str, width: str, scheme: str
) -> None:
    page = visit(demo_site + DEMO_PAGES[name], width=width, color_scheme=scheme)
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


@pytest.mark.parametrize("name", [*PAGES, *DEMO_PAGES])
def test_twice_the_size_still_fits(visit: Visit, site: str, demo_site: str, name: str) -> None:
    """200 % zoom of a 1280 pixel window is a window of 640."""
    address = site + PAGES[name] if name in PAGES else demo_site + DEMO_PAGES[name]
    page = visit(address, complains=name in ("wrong", "nothing-here"))
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("name", ["results", "article", "official", "ward"])
def test_who_wants_no_motion_sees_none(visit: Visit, site: str, name: str) -> None:
    """Nothing is animated and nothing fades where the reader's system asks for that."""
    page = visit(site + PAGES[name], reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter(e => {
            const s = getComputedStyle(e)
            return s.animationName !== "none" || s.transitionDuration.split(",").some(d => parseFloat(d) > 0)
                || s.scrollBehavior === "smooth"
        }).length"""
    )
    assert moving == 0


@pytest.mark.parametrize("name", ["article", "results", "official", "capture"])
def test_print_shows_the_text_and_no_controls(visit: Visit, site: str, name: str) -> None:
    """On paper: no form, no navigation, the page's own heading."""
    page = visit(site + PAGES[name])
    page.emulate_media(media="print")
    page.screenshot(path=Path(SCREENSHOTS) / f"{name}-print.png", full_page=True)
    assert page.locator("h1").first.is_visible()
    assert [e.inner_text() for e in page.locator("button, nav, form").all() if e.is_visible()] == []
