"""What the demo is meant to show, as handles for tests and for the guided tour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StoryKind = Literal["order", "promotion", "namesake", "misspelling", "attribution", "transfer"]


@dataclass(frozen=True, slots=True)
class Story:
    """A thing to find in an archive of the demo, with the articles that prove it."""

    kind: StoryKind
    name: str
    """The person."""
    note: str
    """In Vietnamese, for readers."""
    articles: tuple[tuple[str, int], ...]
    """(portal, article), in the order of the story."""
    other_name: str = ""
    """The other spelling, or who was meant."""


STORIES = (
    Story(
        "order",
        "Đặng Đức Cường",
        "Năm 2020, Bí thư Đảng ủy phường Sài Đồng giao thời hạn thu gom rác; trang sau đó sửa thời hạn.",
        (("sai-dong", 2954118), ("sai-dong", 3365204), ("sai-dong", 3377419)),
    ),
    Story(
        "promotion",
        "Trịnh Khánh Vân",
        "Chủ tịch UBND phường Sài Đồng đến tháng 4/2022, sau đó là Phó Chủ tịch UBND quận Long Biên.",
        (("sai-dong", 2448217), ("sai-dong", 3240077), ("phuc-dong", 3372264), ("phuc-dong", 3412006)),
    ),
    Story(
        "transfer",
        "Lê Đình Phác",
        "Phó Chủ tịch rồi Chủ tịch UBND phường Sài Đồng; 2025 là Phó Chủ tịch UBND phường Phúc Đồng.",
        (("sai-dong", 2954118), ("sai-dong", 3240077), ("phuc-dong", 3412006), ("phuc-dong", 3418740)),
    ),
    Story(
        "namesake",
        "Nguyễn Thị Thu Hiền",
        "Hai người cùng tên: Chủ tịch Hội LHPN phường Sài Đồng và bác sĩ ở Trạm Y tế phường An Hải Bắc.",
        (("sai-dong", 3118840), ("an-hai-bac", 187)),
    ),
    Story(
        "misspelling",
        "Lê Đình Phác",
        "Một bài viết nhầm thành Lê Đinh Phác.",
        (("sai-dong", 3307715),),
        other_name="Lê Đinh Phác",
    ),
    Story(
        "attribution",
        "Phùng Thế Lộc",
        "Bản đầu ghi nhầm người đề nghị các chi bộ; bản sau đính chính là Hoàng Trọng Bách.",
        (("sai-dong", 2448217),),
        other_name="Hoàng Trọng Bách",
    ),
)
"""Each kind at least once."""
