"""The three readers, each with a question, from the front page to the answer and its proof.

Both widths, both languages, with and without script, in the four combinations that have every pair.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SCREENSHOTS, Visit

pytestmark = pytest.mark.browser

ORDER = "Đảng ủy phường Sài Đồng chỉ đạo chấn chỉnh công tác thu gom rác thải sinh hoạt"

_TEXTS = {
    "search": ("Tìm kiếm", "Search"),
    "today": ("phường nay", "today’s ward"),
    "narrow": ("Lọc", "Narrow"),
    "apply": ("Áp dụng", "Apply"),
    "months": ("Bảng theo tháng", "Months as a table"),
    "cite": ("Trích dẫn lượt tìm này", "Cite this search"),
    "csv": ("bảng (CSV)", "table (CSV)"),
    "captured": ("Bản chụp nguyên trạng", "As it was captured"),
    "changed": ("Trang có thay đổi không?", "Has the page changed?"),
    "number": ("sửa con số hoặc ngày", "a number or date was changed"),
    "coverage": ("Kho này thu thập những gì", "What this archive collects"),
    "collected": ("Những gì được thu thập", "What is collected"),
    "gone": ("Lần ghé gần nhất, cổng không còn trang này.", "The portal did not have this page"),
    "proof": ("Chi tiết bằng chứng", "Proof"),
    "help": ("Hướng dẫn", "Help"),
    "archivists": ("Cho người giữ kho", "For archivists"),
}


@dataclass(frozen=True)
class Reader:
    """One reader's way of reading."""

    width: str
    script: bool
    language: str

    def text(self, name: str) -> str:
        return _TEXTS[name][self.language == "en"]

    def open(self, visit: Visit, address: str) -> Page:
        locale = {"vi": "vi-VN", "en": "en-GB"}[self.language]
        page = visit(address, width=self.width, script=self.script, locale=locale)
        expect(page.locator("html")).to_have_attribute("lang", self.language)
        return page

    def click(self, target: Locator) -> None:
        """A click that leads to another page; nothing may stick out of the screen there."""
        target.click()
        page = target.page
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]

    def search(self, page: Page, words: str) -> None:
        page.locator("#q").fill(words)
        page.get_by_role("search").get_by_role("button", name=self.text("search")).click()
        expect(page.locator("#count q")).to_have_text(words)

    def facets(self, page: Page) -> None:
        if self.width == "phone" and not page.locator("#facets").is_visible():
            page.get_by_role("button", name=re.compile("^" + self.text("narrow"))).click()

    def picture(self, page: Page, story: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        name = f"{story}-{self.width}-{self.language}-{'script' if self.script else 'plain'}.png"
        page.screenshot(path=SCREENSHOTS / name, full_page=True)


READERS = [
    pytest.param(Reader("desktop", True, "vi"), id="desktop-script-vi"),
    pytest.param(Reader("desktop", False, "en"), id="desktop-plain-en"),
    pytest.param(Reader("phone", True, "en"), id="phone-script-en"),
    pytest.param(Reader("phone", False, "vi"), id="phone-plain-vi"),
]


@pytest.mark.parametrize("reader", READERS)
def test_a_researcher_counts_what_a_ward_of_today_inherited(
    visit: Visit, demo_site: str, reader: Reader
) -> None:
    """How often was rubbish in the news of what is Phúc Lợi today, month by month, and how is it cited?"""
    page = reader.open(visit, demo_site)
    reader.search(page, "rác")
    reader.facets(page)
    reader.click(page.get_by_role("link", name=reader.text("today"), exact=True))
    page.wait_for_url(re.compile("wards=today"))
    reader.facets(page)
    page.locator('input[name="ward"][value="00136"]').check()
    if not reader.script:
        page.get_by_role("button", name=reader.text("apply")).last.click()
    page.wait_for_url(re.compile("ward=00136"))
    reader.facets(page)
    page.get_by_text(reader.text("months")).click()
    counts = [int(text) for text in page.locator(".months tbody tr td:nth-child(2)").all_inner_texts()]
    total = int(re.findall(r"\d+", page.locator("#count").inner_text())[0])
    assert 0 < sum(counts) <= total
    if reader.width == "phone" and reader.script:
        page.keyboard.press("Escape")

    href = page.get_by_role("link", name=reader.text("csv")).get_attribute("href")
    table = page.context.request.get(demo_site + str(href)).text()
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert len(rows) == total
    assert {row["ward_code"] for row in rows} == {"00142", "00151"}

    if not page.locator("#facets:popover-open").count():
        page.get_by_text(reader.text("cite")).click()
        expect(page.locator("#citation")).to_contain_text("“rác”")
    reader.picture(page, "researcher")


@pytest.mark.parametrize("reader", READERS)
def test_a_journalist_finds_who_ordered_what_the_proof_and_the_change(
    visit: Visit, demo_site: str, reader: Reader
) -> None:
    """Who was secretary of Sài Đồng in 2020, what did they order about waste, where is the proof, and has
    the page changed since? Seven clicks after one search."""
    page = reader.open(visit, demo_site)
    reader.search(page, "bí thư đảng ủy phường Sài Đồng")
    reader.click(page.locator(".hit .kicker").get_by_role("link", name="Phường Sài Đồng").first)
    reader.click(page.locator(".years").get_by_role("link", name="2020"))
    held = page.locator("tbody", has_text="Bí thư Đảng ủy").filter(has_text="Đặng Đức Cường")
    expect(held.first).to_contain_text("2020")
    reader.picture(page, "journalist-ward")
    reader.click(held.get_by_role("link", name="Đặng Đức Cường").first)
    expect(page.locator("h1")).to_contain_text("Đặng Đức Cường")

    reader.click(page.get_by_role("link", name=ORDER).first)
    expect(page.locator(".said", has_text="Đặng Đức Cường").first).to_contain_text("thu gom")
    reader.picture(page, "journalist-article")
    article = page.url
    reader.click(page.get_by_role("link", name=reader.text("captured"), exact=True))
    expect(page.frame_locator("iframe.capture").locator("body")).to_contain_text("15/12/2020")

    page.goto(article)
    expect(page.get_by_role("heading", name=reader.text("changed"))).to_be_visible()
    reader.click(page.locator(".events").get_by_role("link", name=re.compile(reader.text("number"))))
    expect(page.locator(".changes del")).to_have_text("30/11/2020")
    expect(page.locator(".changes ins")).to_have_text("15/12/2020")
    reader.picture(page, "journalist-changes")


@pytest.mark.parametrize("reader", READERS)
def test_an_archivist_sees_what_was_got_and_what_is_gone(
    visit: Visit, demo_site: str, reader: Reader
) -> None:
    """Is Sài Đồng's portal complete, and what became of a page that the portal has taken down?"""
    page = reader.open(visit, demo_site)
    reader.click(page.get_by_role("contentinfo").get_by_role("link", name=reader.text("coverage")))
    reader.click(
        page.get_by_role("row", name=re.compile("Sài Đồng")).get_by_role(
            "link", name="Phường Sài Đồng", exact=True
        )
    )
    expect(page.get_by_role("heading", name=reader.text("collected"))).to_be_visible()
    assert page.locator("svg.lineage a").count() > 1
    reader.picture(page, "archivist-ward")

    page.goto(demo_site)
    reader.search(page, "thông báo tạm ngừng thu gom rác dịp nghỉ lễ")
    reader.click(page.locator(".hit h3 a").first)
    expect(page.locator(".banner")).to_contain_text(reader.text("gone"))
    reader.click(page.get_by_role("link", name=reader.text("captured"), exact=True))
    page.get_by_text(reader.text("proof")).click()
    expect(page.get_by_text(re.compile(r"^sha1:[A-Z2-7]{32}$"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"\.warc\.gz, \d+ \+ \d+"))).to_be_visible()

    reader.click(page.get_by_role("navigation").get_by_role("link", name=reader.text("help")))
    reader.click(page.get_by_role("link", name=reader.text("archivists")))
    expect(page.get_by_text("wardarchive verify").first).to_be_visible()
