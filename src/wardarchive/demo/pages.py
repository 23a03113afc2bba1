"""What a portal has besides articles: plain pages, the site's clock and its visitor counters."""

from __future__ import annotations

from dataclasses import dataclass

NOTICE = (
    "TRANG MINH HỌA: mọi sự kiện, phát biểu, số liệu và văn bản trên trang này đều là hư cấu, viết ra để "
    "trình diễn phần mềm wardarchive. Đây không phải là trang của cơ quan nhà nước."
)
NOTICE_EN = (
    "DEMONSTRATION: every event, statement, figure and document on this site is fiction, written to show "
    "the wardarchive software. This is not a site of any public authority."
)


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page that is no article: it has no date and no views."""

    title: str
    paragraphs: tuple[str, ...]


PLAIN_PAGES = {
    "/gioi-thieu": PlainPage(
        "Giới thiệu",
        (
            "Trang thông tin điện tử của phường cung cấp tin tức về hoạt động của cấp ủy, chính quyền, "
            "Mặt trận Tổ quốc và các đoàn thể trên địa bàn.",
            "Bộ phận tiếp nhận và trả kết quả giải quyết thủ tục hành chính làm việc từ thứ Hai đến "
            "thứ Sáu hằng tuần và sáng thứ Bảy, trừ các ngày lễ, Tết.",
        ),
    ),
    "/lien-he": PlainPage(
        "Liên hệ",
        (
            "Mọi ý kiến đóng góp xin gửi về Ban Biên tập trang thông tin điện tử phường.",
            "Người dân có thể phản ánh trực tiếp tại buổi tiếp công dân định kỳ vào thứ Năm hằng tuần.",
        ),
    ),
    "/lich-cong-tac": PlainPage(
        "Lịch công tác",
        ("Lịch công tác tuần của lãnh đạo phường chỉ dành cho cán bộ trong cơ quan.",),
    ),
}
"""Path → page; `/lich-cong-tac` is the one that robots.txt asks crawlers to leave alone."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page and changes by itself; no part of any article."""

    clock: str
    clock_time: str
    visits: int
    today: int
    online: int
    notice: str = NOTICE
    notice_en: str = NOTICE_EN


_FURNITURE = {
    1: Furniture("Thứ hai, 10/11/2025", "08:15:42", 1284553, 412, 27),
    2: Furniture("Thứ hai, 24/11/2025", "09:31:07", 1291207, 388, 31),
}


def furniture(edition: int) -> Furniture:
    """The furniture of the site on the day of that edition."""
    return _FURNITURE[edition]
