"""What JavaScript adds to the search page, and what works without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_facet_keeps_the_keyboard_where_it_was_and_announces_the_count(visit: Visit, site: str) -> None:
    page = visit(f"{site}/?q=rác")
    box = page.locator('input[name="ward"][value="00142"]')
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("ward=00142"))
    expect(page.locator('input[name="ward"][value="00142"]')).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("bài")


def test_back_and_forward_walk_through_the_facets(visit: Visit, site: str) -> None:
    page = visit(f"{site}/?q=thu gom rác")
    page.locator('input[name="ward"][value="00142"]').check()
    page.wait_for_url(re.compile("ward=00142"))
    page.locator('input[name="ward"][value="00151"]').check()
    page.wait_for_url(re.compile("ward=00151"))
    page.go_back()
    expect(page.locator('input[name="ward"][value="00151"]')).not_to_be_checked()
    expect(page.locator('input[name="ward"][value="00142"]')).to_be_checked()
    page.go_forward()
    expect(page.locator('input[name="ward"][value="00151"]')).to_be_checked()


def test_names_are_completed_and_chosen_by_keyboard(visit: Visit, site: str) -> None:
    page = visit(site)
    box = page.get_by_role("combobox", name="Tìm trong")
    box.press_sequentially("luong vi")
    option = page.get_by_role("option", name=re.compile("Lương Vĩnh Khang"))
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("official=luong-vinh-khang"))
    expect(page.locator(".chips")).to_contain_text("Lương Vĩnh Khang")


def test_escape_closes_the_completions(visit: Visit, site: str) -> None:
    page = visit(site)
    box = page.get_by_role("combobox", name="Tìm trong")
    box.press_sequentially("luong")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("luong")


def test_the_order_is_changed_at_once(visit: Visit, site: str) -> None:
    page = visit(f"{site}/?q=rác")
    page.get_by_label("Sắp xếp").select_option("views")
    page.wait_for_url(re.compile("sort=views"))
    expect(page.get_by_label("Sắp xếp")).to_have_value("views")


def test_the_skip_link_comes_first(visit: Visit, site: str) -> None:
    page = visit(site)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Tới phần nội dung")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()


def test_the_citation_is_copied(visit: Visit, site: str) -> None:
    page = visit(f"{site}/article/1", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    assert "Bản lưu wardarchive" in page.evaluate("navigator.clipboard.readText()")


def test_a_vanished_server_is_not_hidden(visit: Visit, site: str) -> None:
    """Where the quick way fails the browser's own takes over."""
    page = visit(f"{site}/?q=rác", complains=True)
    page.route("**/*ward=00142*", lambda route: route.abort(), times=1)
    page.locator('input[name="ward"][value="00142"]').check()
    page.wait_for_url(re.compile("ward=00142"))
    expect(page.locator('input[name="ward"][value="00142"]')).to_be_checked()
