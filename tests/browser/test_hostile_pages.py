"""Hostile captured pages in a real browser: no script, no network, no cookies, no way to the top."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sink, Visit
from tests.functional.web.hostile import EVIL

pytestmark = pytest.mark.browser


@pytest.fixture
def outside(sink: Sink) -> list[str]:
    """What got out of the archive during this test."""
    sink.paths.clear()
    return sink.paths


def _untouched(page: Page, address: str) -> None:
    """The page is where it was, nothing ran in it, and it has no cookie and no window more."""
    assert page.url == address
    assert page.evaluate("window.hostile") is None
    assert page.context.cookies() == []
    assert len(page.context.pages) == 1


def test_the_outside_can_be_reached_where_nothing_forbids_it(visit: Visit, outside: list[str]) -> None:
    """Without this the tests below would prove nothing."""
    visit(f"{EVIL}reached", complains=True)
    assert "/reached" in outside


@pytest.mark.parametrize("number", [1, 5])
def test_a_hostile_page_is_shown_and_can_do_nothing(
    visit: Visit, hostile_site: str, outside: list[str], number: int
) -> None:
    address = f"{hostile_site}/capture/{number}"
    page = visit(address, complains=True)
    expect(page.frame_locator("iframe.capture").locator("h1")).to_have_text("Trang được chụp")
    page.wait_for_timeout(700)  # what a script or a refresh would need

    _untouched(page, address)
    assert outside == []


@pytest.mark.parametrize("control", ["top", "self", "blank", "js", "send"])
def test_no_link_or_form_of_a_hostile_page_leads_out(
    visit: Visit, hostile_site: str, outside: list[str], control: str
) -> None:
    address = f"{hostile_site}/capture/1"
    page = visit(address, complains=True)
    page.frame_locator("iframe.capture").locator(f"#{control}").click(no_wait_after=True)
    page.wait_for_timeout(400)

    _untouched(page, address)
    assert outside == []


def test_a_hostile_picture_is_text(visit: Visit, hostile_site: str, outside: list[str]) -> None:
    address = f"{hostile_site}/capture/2"
    page = visit(address)
    expect(page.frame_locator("iframe.capture").locator("body")).to_contain_text("xmlns")
    page.wait_for_timeout(500)

    _untouched(page, address)
    assert outside == []


def test_the_bytes_opened_on_their_own_lead_to_the_frame(visit: Visit, hostile_site: str) -> None:
    page = visit(f"{hostile_site}/capture/1/raw", complains=True)
    assert page.url == f"{hostile_site}/capture/1"


def test_the_bytes_framed_by_another_site_stay_empty(visit: Visit, hostile_site: str) -> None:
    page = visit(f"{EVIL}framing", complains=True)
    page.set_content(
        f"<iframe src='{hostile_site}/capture/1/raw'></iframe><iframe src='{hostile_site}/'></iframe>"
    )
    page.wait_for_timeout(700)
    texts = [frame.locator("body").inner_text() for frame in page.frames[1:]]
    assert not any("Trang được chụp" in text or "wardarchive" in text for text in texts)


@pytest.mark.parametrize(
    "path", ["/", "/?q=rác", "/article/1", "/article/2", "/ward/00142", "/article/1/version/1"]
)
@pytest.mark.parametrize("script", [True, False])
def test_hostile_texts_run_nowhere(
    visit: Visit, hostile_site: str, outside: list[str], path: str, script: bool
) -> None:
    page = visit(hostile_site + path, script=script)
    page.wait_for_timeout(300)

    assert outside == []
    if script:
        _untouched(page, page.url)


def test_a_hostile_completion_is_text(visit: Visit, hostile_site: str) -> None:
    page = visit(hostile_site)
    answer = '[{"kind": "official", "text": "<img src=x onerror=window.hostile=1>", "value": "x"}]'
    page.route(
        "**/api/v1/suggest*", lambda route: route.fulfill(body=answer, content_type="application/json")
    )
    page.get_by_role("combobox", name="Tìm trong").press_sequentially("ab")
    expect(page.locator("#suggestions li")).to_contain_text("<img src=x")
    _untouched(page, page.url)
