"""Lines of a body's container that are no part of the article: controls, links to others, attachments."""

from __future__ import annotations

import re

_BUTTONS = (
    r"print|send email|gửi e?mail|in (?:bài viết|bài|trang|tin)|chia sẻ(?: bài viết)?|share|tweet|facebook"
    r"|zalo|twitter|lưu(?: tin| bài)?|copy link|sao chép liên kết|quay lại|đóng(?: (?:cửa sổ|lại))?"
)
"""What stands on the controls of an article, alone or in a row."""
_FURNITURE = re.compile(
    rf"^(?:page content|{_BUTTONS}"
    r"|trở về|về đầu trang|lên đầu trang|về trang trước|xem thêm|quảng cáo"
    r"|advertisements?|sponsored|mục lục"
    r"|(?:về )?trang chủ|loading\.{0,3}|mặc định"
    r"|cỡ chữ|mặc định cỡ chữ|phóng to|thu nhỏ"
    r"|đọc bài viết|nghe bài viết|nghe đọc bài|a[-+]|100\s?%|like|thích|bình luận|gửi bình luận"
    r"|(?:thích|like|chia sẻ|share|bình luận|quan tâm|theo dõi)\s*:?\s*\(?\d[\d.,]*\)?"
    r"(?:\s+(?:thích|like|chia sẻ|share|bình luận|lưu)\s*:?\s*\(?\d[\d.,]*\)?)*"
    r"|chia sẻ(?: (?:bài viết|qua|lên))?\s*:?(?:[\s,|]*(?:facebook|zalo|twitter|x|email|messenger"
    r"|telegram))+"
    r"|tải về|back|top|gốc|print gốc|(?:xem )?bản in|đầu trang|gửi (?:cho )?bạn bè"
    r"|(?:trang|bài|tin) (?:trước|sau)"
    r"|\d(?:[.,]\d)?/5\s*-?\s*\(?\d*\s*(?:đánh giá|bình chọn|votes?)?\)?|-?\s*\(\d+ đánh giá\)"
    r"|tổng số điểm của bài viết là\s*:.{0,40}|(?:xếp hạng|đánh giá)\s*:\s*\d(?:[.,]\d)?\s*[-/].{0,30}"
    r"|click để đánh giá bài viết|(?:\d+ )?(?:phiếu bầu|bình chọn)"
    r"|(?:số )?(?:lượt|lần) (?:người )?(?:xem|đọc)\s*:?\s*[\d.,]*|đã xem\s*:?\s*[\d.,]+"
    r"|views?(?: count)?\s*:?\s*[\d.,]+)$",
    re.IGNORECASE,
)
_CONTROLS = re.compile(
    rf"^(?:(?:{_BUTTONS}|in (?:ngày|lúc)\s*:?\s*[\d/.\-:, ]+)(?:[\s|·•]+|$))+$", re.IGNORECASE
)
_META = re.compile(
    r"^(?:ngày )?(?:đăng|gửi|cập nhật|xuất bản|viết)(?: (?:ngày|lúc|tải))*\s*:?\s*\d[\d/.\-: ,"
    r"|h]+(?:[AP]M|SA|CH)?"
    r"[\s|–-]*(?:(?:đã|lượt|số lần|số lượt)\s*(?:xem|đọc)\s*:?\s*\d[\d.,]*(?: lần| lượt)?)?$",
    re.IGNORECASE,
)
"""A line of date and views, of an entry whose headline was left out."""
_TAGS = re.compile(r"^(?:nhãn|thẻ|tags?|từ kh(?:óa|oá))\s*:\s.{1,100}$", re.IGNORECASE)
_BARS = re.compile(r"[\[\]|<>«»•·]+")
_FILES = re.compile(
    r"^(?:(?:(?:các )?(?:tệp|tập|file|tài liệu|văn bản)(?: tin)?(?: (?:đính|gửi) kèm(?: theo)?| kèm theo))"
    r"|attachments?)(?: bài viết)?\s*:?$",
    re.IGNORECASE,
)
_FILE_WORD = re.compile(
    r"^(?:tài liệu|văn bản|tệp(?: tin)?|tập tin|files?|(?:xem|mở) (?:file|tệp)"
    r"|tải (?:về|xuống|file|tệp)|download)"
    r"(?: tại đây)?$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\w\.(?:pdf|docx?|xlsx?|pptx?|rtf|zip|rar|7z)$|\S\s*(?:tải (?:về|xuống)|download)$", re.IGNORECASE
)
"""How a line ends that is nothing but links to a file: with its name, or with the button to fetch it."""
_ALL = 0.97
_SIZE = re.compile(r"\(?\d+(?:[.,]\d+)?\s*(?:[KM]B|bytes)\)?", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"^(?:(?:chú ý|lưu ý)\s*:\s*)?(?:(?:đề nghị )?(?:vui lòng )?ghi rõ nguồn|việc đăng lại bài viết"
    r"|copyright|©|bản quyền thuộc)\b.{0,220}$",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"^(?:địa chỉ|trụ sở|điện thoại|đt\b|tel\b|hotline|email|bản quyền|©|copyright"
    r"|(?:người )?chịu trách nhiệm"
    r"|giấy phép|cơ quan chủ quản|cổng thông tin|trang thông tin|ghi rõ nguồn|cập nhật (?:lần )?cuối"
    r"|(?:số (?:người|khách) )?đang (?:xem|truy cập|online|trực tuyến)|bạn là (?:người|khách"
    r"|vị khách)|(?:tổng )?(?:số )?lượt truy cập|xem tốt nhất|thiết kế (?:bởi|và (?:phát triển"
    r"|xây dựng|lập trình)))",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"^(?:(?:người )?chịu trách nhiệm(?: chính| nội dung)?\s*:|cơ quan chủ quản|giấy phép|bản quyền|©"
    r"|copyright|cổng thông tin điện tử|trang thông tin điện tử)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^(?:(?:các )?(?:tin|bài|album|video|ảnh|thông báo|văn bản)(?: viết| tức| ảnh)?"
    r"(?: khác| liên quan| cùng chuyên mục| mới(?: nhất| hơn)?"
    r"| cũ hơn| đã đưa| đã đăng| bài khác)"
    r"|các tin (?:khác|đã đưa|mới|cũ)|những tin (?:mới|cũ) hơn|tin bài (?:khác|liên quan)"
    r"|bài viết khác|other news|related (?:news|articles|posts)"
    r"|(?:tin |bài |tin bài )?(?:xem|đọc) nhiều(?: nhất)?(?: trong (?:ngày|tuần|tháng))?"
    r"|(?:có )?liên quan|tin (?:nổi bật|nóng|mới|mới đăng)"
    r"|(?:có thể )?bạn (?:có thể |cũng )?(?:sẽ )?(?:quan tâm|thích|muốn (?:xem|đọc))"
    r"|có thể bạn (?:quan tâm|chưa biết)"
    r"|(?:tin|bài)(?: viết)? cùng (?:chuyên mục|mục|chủ đề|tác giả)|(?:xem|đọc) (?:thêm"
    r"|tiếp)(?=\s*:))\s*:?\s*$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^(?:xem tin theo ngày|ý kiến (?:bạn đọc|của bạn|phản hồi)|bình luận(?= ?\(\d)"
    r"|\d{1,4} (?:nhận xét|bình luận|ý kiến|phản hồi|comments?)|thống kê truy cập"
    r"|(?:leave|post) a (?:comment|reply)|(?:viết|để lại|gửi) (?:một )?bình luận"
    r"|để lại (?:một )?phản hồi)\s*(?:\(\d+\))?\s*:?\s*$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^[\s»>►▶•*+\-–]{0,4}(?:(?:mời (?:bạn |quý vị )?)?(?:xem|đọc|tham khảo) (?:thêm|tiếp)|tin liên quan"
    r"|(?:bài|tin)(?: viết)? (?:liên quan|khác|cùng chủ đề)|có thể bạn quan tâm|liên quan"
    r"|related|see also|read (?:more|also))\s*(?:bài|tin)?\s*[:»>|–-]*\s*",
    re.IGNORECASE,
)
_INSERTED = 20
"""Letters of a headline that stands alone as a link."""


_OWN_ADDRESS = re.compile(
    r"(?:đường dẫn|liên kết|link|url)(?: (?:bài(?: viết)?|tin|gốc))?\s*:\s*https?://\S{1,500}$",
    re.IGNORECASE,
)
"""What pages made for printing say of themselves."""


def is_furniture(line: str) -> bool:
    """Whether a line is a control or a counter that a CMS leaves in the body."""
    if len(line) < 60:
        if _FURNITURE.match(line) or _FURNITURE.match(line.strip("[]<>«»-–—+★☆ ")):
            return True
        pieces = [p for p in map(str.strip, _BARS.split(line)) if p]
        if len(pieces) > 1 and all(map(_FURNITURE.match, pieces)):
            return True
        if _CONTROLS.match(line):
            return True
    if len(line) < 110 and (_META.match(line) or _TAGS.match(line)):
        return True
    return _COPYRIGHT.match(line) is not None or _OWN_ADDRESS.match(line) is not None


def begins_files(text: str) -> bool:
    """Whether a line heads the list of an article's attachments.

    >>> begins_files("Tệp đính kèm:"), begins_files("Tài liệu ôn tập")
    (True, False)
    """
    return _FILES.match(text) is not None


def begins_others(line: str) -> bool:
    """Whether a line is the heading over links to other articles.

    >>> begins_others("Các tin khác"), begins_others("Tin khác biệt lan nhanh trong xóm.")
    (True, False)
    """
    return len(line) < 60 and _OTHERS.match(line) is not None


def ends_article(line: str) -> bool:
    """Whether a line heads what readers wrote, or counters: nothing of the article follows."""
    return len(line) < 60 and _END.match(line) is not None


def leads_on(text: str, linked: float, *, away: bool = False) -> bool:
    """Whether a block is nothing but a link to another article, with or without "Xem thêm:" before it.

    `linked` is the share of its letters in links to pages, `away` tells that one leads to another host.

    >>> leads_on("Xem thêm: Kế hoạch đại hội chi bộ năm 2025", 0.76), leads_on("Xem thêm tại trụ sở.", 0.0)
    (True, False)
    """
    head = _LEAD_IN.match(text)
    rest = len(text) - (head.end() if head else 0)
    if head is not None and rest:
        return linked * len(text) >= 0.8 * rest
    return linked >= 0.9 and len(text) >= _INSERTED and not away and len(text.split()) >= 5


def names_files(text: str, filed: float) -> bool:
    """Whether a block is a label with links to files alone; `filed` is the share of its letters in them.

    >>> names_files("Tệp đính kèm: Kế hoạch 05.pdf (213 KB)", 0.37)
    True
    """
    if filed >= _ALL and _FILE_NAME.search(text):
        return True
    label, colon, rest = text.partition(":")
    if not filed or not colon or not (_FILES.match(label) or _FILE_WORD.match(label)):
        return False
    named = _SIZE.sub("", rest).strip(" ;,\n")
    return filed * len(text) >= 0.7 * len(named)


def answers_for_site(text: str) -> bool:
    """Whether a text tells who owns or answers for the site, which no article ends with.

    >>> [answers_for_site(t) for t in ("Người chịu trách nhiệm: Chủ tịch xã", "Điện thoại: 0237 111 222")]
    [True, False]
    """
    return _ANSWERS.match(text) is not None


def is_foot(text: str) -> bool:
    """Whether a text is of a site's foot: address, telephone, who is responsible."""
    return _FOOT.match(text) is not None
