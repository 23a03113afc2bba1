"""The demo as its readers use it, from the first word to the proof and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

_READERS = [
    pytest.param("desktop", True, id="desktop"),
    pytest.param("desktop", False, id="desktop-no-script"),
    pytest.param("phone", True, id="phone"),
    pytest.param("phone", False, id="phone-no-script"),
]


def _search(page: Page, words: str) -> None:
    page.get_by_role("searchbox").or_(page.get_by_role("combobox", name="Tìm trong")).fill(words)
    page.get_by_role("search").get_by_role("button", name="Tìm kiếm").click()
    expect(page.locator("#count q")).to_have_text(words)


def _total(page: Page) -> int:
    found = re.search(r"[\d.]+", page.locator("#count").inner_text())
    assert found
    return int(found.group().replace(".", ""))


def _titles(page: Page) -> list[str]:
    return page.locator(".hit h3").all_inner_texts()


def _open_facets(page: Page, width: str) -> None:
    button = page.get_by_role("button", name=re.compile("^Lọc"))
    if width == "phone" and not page.locator("#facets").is_visible():
        button.click()


def _close_facets(page: Page, width: str) -> None:
    close = page.get_by_role("button", name="Đóng")
    if width == "phone" and close.is_visible():
        close.click()


def _choose(page: Page, width: str, script: bool, facet: str, *labels: str) -> None:
    _open_facets(page, width)
    for label in labels:
        before = page.url
        group = page.locator(f'[data-facet="{facet}"]')
        box = group.get_by_role("checkbox", name=re.compile("^" + label))
        if not box.is_visible():
            group.locator("summary").click()
        box.check()
        if script:
            expect(page).not_to_have_url(before)
            expect(group.get_by_role("checkbox", name=re.compile("^" + label))).to_be_checked()
    if not script:
        page.get_by_role("button", name="Áp dụng").last.click()
    _close_facets(page, width)


@pytest.mark.parametrize(("width", "script"), _READERS)
def test_from_words_to_proof_and_back(visit: Visit, demo_site: str, width: str, script: bool) -> None:
    page = visit(demo_site, width=width, script=script)
    expect(page.locator("h2#count")).to_have_text("Mới nhất trong kho")

    _search(page, "thu gom rác")
    with_diacritics, best = _total(page), _titles(page)[0]
    assert with_diacritics > 0
    assert page.locator(".hit mark").count() > 0
    _search(page, "thu gom rac")
    assert _total(page) >= with_diacritics
    assert best in _titles(page)

    _search(page, "phường")
    everything = _total(page)
    _choose(page, width, script, "ward", "Phường Sài Đồng", "Phường Phúc Đồng")
    two_wards = _total(page)
    assert 0 < two_wards < everything
    expect(page.locator(".chips li")).to_have_count(3)
    assert {"00142", "00151"} == set(re.findall(r"ward=(\d+)", page.url))

    page.get_by_role("link", name=re.compile("^Tiếp")).click()
    expect(page.locator(".pages [aria-current=page]")).to_contain_text("2")
    assert "page=2" in page.url
    page.go_back()
    expect(page.locator(".pages [aria-current=page]")).to_contain_text("1")

    _choose(page, width, script, "year", "2020")
    in_2020 = _total(page)
    assert 0 < in_2020 < two_wards
    _choose(page, width, script, "official", "Đặng Đức Cường")
    by_official = _total(page)
    assert 0 < by_official <= in_2020
    results = page.url

    title = _titles(page)[0]
    page.locator(".hit h3 a").first.click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("a.person", has_text="Đặng Đức Cường").count() > 0
    article = page.url

    page.get_by_role("link", name="Bản chụp nguyên trạng").click()
    expect(page.locator("h1")).to_contain_text("Bản chụp nguyên trạng")
    expect(page.frame_locator("iframe.capture").locator("body")).to_contain_text(title)
    page.go_back()
    assert page.url == article
    page.go_back()
    assert page.url == results
    expect(page.locator(".hit h3").first).to_have_text(title)

    page.get_by_role("link", name="Bỏ tất cả").click()
    expect(page.locator(".chips")).to_have_count(0)
    assert _total(page) == everything


def test_who_was_secretary_what_was_ordered_and_where_is_the_proof(visit: Visit, demo_site: str) -> None:
    """A newcomer's question: the secretary of Sài Đồng in 2020, the order about waste, the proof."""
    page = visit(f"{demo_site}/ward/00142")
    row = page.locator("tbody", has_text="Đặng Đức Cường").first
    expect(row).to_contain_text("Bí thư Đảng ủy phường")
    expect(row).to_contain_text("2020")
    row.get_by_role("link", name="Đặng Đức Cường").click()
    order = page.locator(".statements > li", has_text="rác").first
    expect(order).to_contain_text("2020")
    order.get_by_role("link", name="bản chụp").click()
    expect(page.frame_locator("iframe.capture").locator("body")).to_contain_text("rác")


def test_english_is_complete_and_stays(visit: Visit, demo_site: str) -> None:
    page = visit(demo_site)
    page.get_by_role("link", name="English").click()
    expect(page.locator("#count")).to_have_text("Latest in the archive")
    page.locator(".hit h3 a").first.click()
    expect(page.get_by_role("heading", name="Evidence")).to_be_visible()
