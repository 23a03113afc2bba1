"""Who must do what by when."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.officials.reading_of import read
from wardarchive.model import Block, BlockKind, Commitment
from wardarchive.officials.commitments import commitments

PUBLISHED = date(2024, 8, 12)


def _commitments(*lines: str) -> tuple[Commitment, ...]:
    blocks = []
    for line in lines:
        kind: BlockKind = "list" if line.startswith("[list] ") else "paragraph"
        blocks.append(Block(kind, line.removeprefix("[list] ")))
    return commitments("", blocks, read(*lines), PUBLISHED)


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("trước ngày 30/9", date(2024, 9, 30)),
        ("trước 30/9/2025", date(2025, 9, 30)),
        ("trước ngày 20-8", date(2024, 8, 20)),
        ("chậm nhất ngày 05/01", date(2025, 1, 5)),
        ("trong quý III", date(2024, 9, 30)),
        ("trong quý I/2025", date(2025, 3, 31)),
        ("trong tháng 2", date(2025, 2, 28)),
        ("trong năm 2025", date(2025, 12, 31)),
        ("trong vòng 10 ngày", date(2024, 8, 22)),
        ("trước 17 giờ ngày 9/9", date(2024, 9, 9)),
        ("trước ngày 31/2", None),
    ],
)
def test_deadlines_become_days(phrase: str, due: date | None) -> None:
    """A day without a year is the next one after publication."""
    (found,) = _commitments(f"Ông Lê Văn An yêu cầu Công an phường xử lý xong {phrase}.")

    assert (found.due, found.deadline, found.obliged) == (due, phrase, "Công an phường")


def test_a_promise_binds_the_speaker() -> None:
    """hứa, cam kết."""
    (found,) = _commitments("Ông Lê Văn An cam kết sửa xong cống trước ngày 1/9.")

    assert (found.speaker, found.obliged, found.due) == ("Lê Văn An", "Lê Văn An", date(2024, 9, 1))


def test_list_items_behind_a_colon_are_what_was_ordered() -> None:
    """Each item with its own deadline and place."""
    found = _commitments(
        "Đồng chí Lê Văn An yêu cầu:",
        "[list] - Các chi bộ xây dựng kế hoạch, xong trước ngày 1/9.",
        "[list] - Trạm Y tế phun hóa chất.",
        "Hội nghị kết thúc.",
    )

    assert [(c.block, c.obliged, c.due) for c in found] == [
        (1, "Các chi bộ", date(2024, 9, 1)),
        (2, "Trạm Y tế", None),
    ]


def test_an_order_without_deadline_is_still_one() -> None:
    """The day is simply not known."""
    (found,) = _commitments("Ông Lê Văn An yêu cầu UBND phường báo cáo.")

    assert (found.obliged, found.deadline, found.due) == ("UBND phường", None, None)
