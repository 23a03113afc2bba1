"""View counts and what must not be taken for them."""

from __future__ import annotations

import pytest

from wardarchive.parse.views import read_views


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ngày đăng 15/12/2020 | 16:07 | Lượt xem: 425", 425),
        ("12/11/2024 | 10:00  | View Count: 39", 39),
        ("16/12/2020 View count: 2151", 2151),
        ("Lượt xem: 1.320", 1320),
        ("Lượt xem: 1,320", 1320),
        ("Lượt xem: 1.204.331", 1_204_331),
        ("lượt xem: 12", 12),
        ("Lượt xem : 7", 7),
        ("Số lượt người xem: 1099", 1099),
        ("Số lượt xem: 88", 88),
        ("Lượt đọc: 88", 88),
        ("Đã xem: 1320", 1320),
        ("425 lượt xem", 425),
        ("1,2K lượt xem", 1200),
        ("1.5 Tr lượt xem", 1_500_000),
        ("2,3 nghìn lượt xem", 2300),
        ("12K views", 12_000),
        ("15/12/2020 425 lượt xem", 425),
        ("1.204 Views", 1204),
        ("Lượt xem: 0", 0),
        ("Lượt xem: 400 100%", 400),
    ],
)
def test_counts(text: str, wanted: int) -> None:
    """Dots, commas, suffixes; label before or after."""
    assert read_views(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Truy cập tổng 529.672",
        "Truy cập hiện tại 80",
        "Lượt truy cập: 13.092.837",
        "Đang truy cập 4.741",
        "Hôm nay : 4",
        "Thống kê: Tổng lượt xem: 3.092.837",
        "5/5 - (2 đánh giá)",
        "15/12/2020 lượt xem",
        "277",
        "Xem thêm 3 tin khác",
        "",
    ],
)
def test_no_counts(text: str) -> None:
    """Counters of the site, ratings, dates and bare numbers are none."""
    assert read_views(text) is None


def test_bare_number_in_the_right_place() -> None:
    """Where a layout keeps nothing but the count, a bare number is one."""
    assert read_views("277", bare=True) == 277
    assert read_views(" 1.320 ", bare=True) == 1320
    assert read_views("Đang online: 12", bare=True) is None
