"""Searches that the browser keeps, and what the mouse can do on the months."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def _stored(page: Page, name: str) -> list[dict[str, str]]:
    return list(json.loads(page.evaluate(f"localStorage.getItem('wardarchive.{name}') ?? '[]'")))


def test_searches_are_remembered_saved_found_again_and_forgotten(visit: Visit, site: str) -> None:
    page = visit(f"{site}/?q=thu gom rác&ward=00142")
    page.get_by_role("button", name="Lưu trong trình duyệt này").click()
    expect(page.get_by_role("button", name="Đã lưu")).to_be_visible()
    page.get_by_role("combobox", name="Tìm trong").fill("tiêm chủng")
    page.keyboard.press("Enter")
    expect(page.locator("#count q")).to_have_text("tiêm chủng")

    page.goto(site)
    kept = page.locator(".remembered")
    expect(kept.get_by_role("heading")).to_have_text(["Lượt tìm đã lưu", "Đã tìm trước đây"])
    expect(kept.locator("ul").first.get_by_role("link")).to_have_count(1)
    expect(kept.locator("ul").last.get_by_role("link")).to_have_count(2)
    kept.locator("ul").first.get_by_role("link").click()
    expect(page.locator("#count q")).to_have_text("thu gom rác")
    assert "ward=00142" in page.url

    page.goto(site)
    page.get_by_role("button", name="Xóa tất cả: Đã tìm trước đây").click()
    page.get_by_role("button", name=re.compile("^Bỏ: thu gom rác")).click()
    expect(page.locator(".remembered")).to_be_hidden()
    assert _stored(page, "saved") == _stored(page, "history") == []


def test_what_others_put_into_the_store_harms_nobody(visit: Visit, site: str) -> None:
    page = visit(site)
    page.evaluate(
        """localStorage.setItem('wardarchive.saved', JSON.stringify(
            [{query: '?q=<b>', label: '<img src=x onerror=window.hostile=1>'}, {query: 7}, null]));
        localStorage.setItem('wardarchive.history', 'no JSON')"""
    )
    page.reload()
    expect(page.locator(".remembered a")).to_have_text(["<img src=x onerror=window.hostile=1>"])
    assert page.evaluate("window.hostile") is None


def test_a_search_is_not_remembered_by_the_server(visit: Visit, site: str) -> None:
    """Without script nothing is kept and nothing is lacking."""
    page = visit(f"{site}/?q=rác", script=False)
    expect(page.locator("button.save")).to_be_hidden()
    expect(page.get_by_role("link", name="bảng (CSV)")).to_be_visible()


def test_months_are_dragged_with_a_mouse_and_chosen_with_the_keyboard(visit: Visit, site: str) -> None:
    page = visit(f"{site}/?q=rác")
    box = page.locator(".columns-of-months").bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.up()
    page.wait_for_url(re.compile(r"from=\d{4}-\d\d-01&to=\d{4}-\d\d-(28|29|30|31)"))
    half = page.url

    page.get_by_text("Bảng theo tháng").focus()
    page.keyboard.press("Enter")
    month = page.locator(".months button").first
    month.focus()
    label = month.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"span={label}"))
    assert "from=" not in page.url
    assert page.url != half
    expect(page.locator("#from")).to_have_value(f"{label}-01")


def test_a_value_is_left_out_by_keyboard_and_without_script(visit: Visit, site: str) -> None:
    for script in (True, False):
        page = visit(f"{site}/?q=rác", script=script)
        leave = page.get_by_role("button", name="Loại trừ Phường Sài Đồng")
        leave.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("-ward=00142"))
        expect(page.locator(".chips .excluded")).to_contain_text("Phường Sài Đồng")
