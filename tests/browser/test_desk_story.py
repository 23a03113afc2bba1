"""The archivist's day at the desk, from an empty archive to a withheld article, with and without script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENSHOTS, Visit
from tests.functional.web.desk.keeping import PASSWORD, cheap
from wardarchive.config import CONFIG_FILE, make_home
from wardarchive.demo.server import ServedPortal, serve_portals
from wardarchive.jobs.accounts import add_account
from wardarchive.web.serve import serving
from wardarchive.wiring import open_services

pytestmark = pytest.mark.browser

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_PATIENCE = 90_000


@dataclass(frozen=True)
class Desk:
    """A served archive with one account, and a portal on the loopback to collect."""

    address: str
    portal: ServedPortal


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    make_home(tmp_path)
    with (tmp_path / CONFIG_FILE).open("a") as config:
        config.write("delay = 0.05\n")
    with (
        serve_portals((0, 0, 0)) as portals,
        open_services(tmp_path) as services,
        serving(services) as address,
    ):
        assert services.desk
        add_account(services.desk.store, "an", "admin", PASSWORD, datetime.now(UTC), hashed=cheap)
        yield Desk(address, portals[0])


class Story:
    """A page with what is looked at on the way."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self._name = name

    def look(self, step: str) -> None:
        """Keep a picture; nothing is wider than the screen, and axe has nothing to say (where script can run:
        the phone shows the same elements)."""
        page = self.page
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"desk-{step}-{self._name}.png", full_page=True)
        width = page.viewport_size["width"] if page.viewport_size else 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step
        if self._name == "desktop":
            found = Axe().run(page, options={"runOnly": _RULES, "resultTypes": ["violations"]})
            assert [
                f"{v['impact']} {v['id']}: {json.dumps([n['target'] for n in v['nodes']])[:300]}"
                for v in found.response["violations"]
            ] == [], step

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def go(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Bàn làm việc").get_by_role("link", name=name).click()


@pytest.mark.parametrize(
    ("width", "script"),
    [
        pytest.param("desktop", True, id="desktop"),
        pytest.param("phone", False, id="phone-no-script"),
    ],
)
def test_a_day_at_the_desk(visit: Visit, desk: Desk, width: str, script: bool) -> None:
    name = f"{width}{'' if script else '-no-script'}"
    page = visit(f"{desk.address}/admin", width=width, script=script, complains=True)
    story = Story(page, name)
    story.look("sign-in")
    page.get_by_label("Tài khoản").fill("an")
    page.get_by_label("Mật khẩu").fill("sai rồi nhé bạn")
    story.press("Đăng nhập")
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Mật khẩu").press("Enter")
    expect(page.locator("h1")).to_have_text("Kho hôm nay")

    page.get_by_role("link", name="Thêm cổng đầu tiên").click()
    page.get_by_label("Địa chỉ trang chủ").fill(desk.portal.url)
    story.press("Xem thử")
    expect(page.get_by_role("alert")).to_contain_text("mạng nội bộ")
    story.look("private")
    page.get_by_role("checkbox").check()
    story.press("Xem thử")
    expect(page.locator("h2").first).to_have_text("Trang chủ cho biết")
    expect(page.get_by_role("combobox", name="Họ CMS")).to_have_value("hanoi_liferay")
    expect(page.get_by_role("textbox", name="Phường, xã")).to_have_value(desk.portal.portal.ward_code)
    story.look("confirm")
    story.press("Thu thập cổng này")
    expect(page.get_by_role("status").first).to_contain_text("Từ nay")
    story.look("portal-new")

    story.press("Thu thập ngay")
    expect(page.locator("h1")).to_have_text("Thu thập")
    expect(page.locator("#work .progress")).to_contain_text(
        re.compile(r"đã tải [1-9]\d* trang"), timeout=_PATIENCE
    )
    story.look("crawl-under-way")
    page.reload()
    expect(page.locator("#work")).to_contain_text("Người bắt đầu: an")
    expect(page.locator("#work h2")).to_have_text("Công việc gần nhất", timeout=_PATIENCE)
    expect(page.locator("#work .state")).to_have_text("trọn vẹn", timeout=_PATIENCE)
    story.look("crawl-done")

    story.go("Tổng quan")
    expect(page.locator(".tally")).to_contain_text("ổn")
    expect(page.locator("ol.lines")).not_to_contain_text("đến hạn")
    story.look("overview")
    story.go("Lịch")
    story.look("schedule")
    page.locator("tbody a").first.click()
    page.get_by_label("đều đặn theo chu kỳ").check()
    page.get_by_label("Chu kỳ", exact=True).fill("12h")
    page.get_by_label("Chỉ trong các giờ").fill("25-99")
    story.press("Lưu")
    expect(page.get_by_role("alert")).to_contain_text("Chưa thể nhận")
    story.look("schedule-wrong")
    page.get_by_label("Chỉ trong các giờ").fill("6-22")
    story.press("Lưu")
    expect(page.locator("main")).to_contain_text("cứ 12 giờ một lần")
    story.look("schedule-one")

    story.go("Các cổng")
    story.look("portals")
    page.locator("tbody a").first.click()
    story.press("Tạm dừng")
    expect(page.locator("h1 .state")).to_have_text("tạm dừng")
    story.look("portal-paused")
    for place in ("Lỗi", "Bố cục"):
        story.go(place)
        story.look("errors" if place == "Lỗi" else "layouts")

    title = _withhold_the_newest(story, desk.address)
    page.goto(f"{desk.address}/admin")
    story.go("Nhật ký")
    expect(page.locator("tbody tr").first).to_contain_text("ngừng hiển thị bài")
    story.look("log")

    page.goto(f"{desk.address}/admin")
    story.press("Đăng xuất")
    expect(page.get_by_role("status").first).to_contain_text("đã đăng xuất")
    page.goto(f"{desk.address}/?q={title}")
    expect(page.locator(".hit h3").filter(has_text=title)).to_have_count(0)


def _withhold_the_newest(story: Story, address: str) -> str:
    """Put the newest article under embargo and see what readers see; its title."""
    page = story.page
    page.goto(address)
    newest = page.locator(".hit h3 a").first
    title, place = newest.inner_text(), newest.get_attribute("href")
    page.goto(f"{address}/admin/withheld")
    page.get_by_label("Bài nào").fill(f"{address}{place}")
    story.press("Ngừng hiển thị …")
    expect(page.locator("h1")).to_have_text(title)
    story.look("withhold")
    page.get_by_label("Lý do").fill("Bảo vệ thông tin của trẻ em")
    story.press("Ngừng hiển thị")
    expect(page.get_by_role("status").first).to_contain_text("không còn hiển thị")
    story.look("withheld")
    answer = page.goto(f"{address}{place}")
    assert answer and answer.status == 451
    expect(page.locator("main")).to_contain_text("Bảo vệ thông tin của trẻ em")
    assert title not in page.content()
    story.look("tombstone")
    return title
