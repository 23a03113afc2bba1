"""Traps are told from the URL, with their reason; ordinary articles are none."""

from __future__ import annotations

from datetime import date

import pytest

from wardarchive.crawl.traps import PatternCounter, TrapLimits, trap

TODAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a.vn/" + "x/" * 5, "path repeats a segment"),
        ("http://a.vn/" + "/".join(str(n) for n in range(30)), "path too deep"),
        ("http://a.vn/a/b/a/b/a/b", "path repeats a group"),
        ("http://a.vn/x?" + "&".join(f"p{n}=1" for n in range(26)), "too many parameters"),
        ("http://a.vn/lich?nam=2199", "calendar beyond its years"),
        ("http://a.vn/lich?date=1801-01-01", "calendar beyond its years"),
        ("http://a.vn/lich?_8_INSTANCE_x_year=2050", "calendar beyond its years"),
        ("http://a.vn/print/tin-1", "print version"),
        ("http://a.vn/trang-in-4711.html", "print version"),
    ],
)
def test_trap_has_a_reason(url: str, reason: str) -> None:
    """Each trap is named."""
    assert trap(url, TODAY) == reason


@pytest.mark.parametrize(
    "url",
    [
        "http://a.vn/",
        "http://a.vn/tin-tuc/2020/12/15/le-hoi-4711.html",
        "http://a.vn/lich?nam=2020&thang=12",
        "http://a.vn/lich?date=2026-01-02",
        "http://a.vn/x?id=2199",
        "http://a.vn/web/guest/tin?p_p_id=101&p_p_lifecycle=0&_101_cur=7&_101_delta=10",
        "http://a.vn/a/b/a/b",
    ],
)
def test_article_is_no_trap(url: str) -> None:
    """Addresses as portals have them pass."""
    assert trap(url, TODAY) is None


def test_pattern_counter_bounds_a_path() -> None:
    """The same path with ever new queries is followed so often and not more."""
    counter = PatternCounter(TrapLimits(max_queries_per_path=3))
    reasons = [counter.add(f"http://a.vn/loc?trang={n}") for n in range(5)]

    assert reasons == [None, None, None, *["too many pages of one pattern"] * 2]
    assert counter.add("http://a.vn/loc?nam=1") is None
    assert counter.add("http://a.vn/khac?trang=1") is None
    assert counter.add("http://a.vn/tin-1.html") is None


def test_pattern_counter_sees_through_numbers_in_the_path() -> None:
    """Numbers in the path of a query do not make a new pattern."""
    counter = PatternCounter(TrapLimits(max_queries_per_path=2))
    reasons = [counter.add(f"http://a.vn/lich/{n}?xem=1") for n in range(3)]

    assert reasons[-1] is not None
