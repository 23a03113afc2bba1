"""Lines that say who wrote or sent in an article, and lines that are no part of its body."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AUTHOR = re.compile(
    r"^(?:(?:tác giả|người viết|người đăng|người đưa tin|phóng viên|biên tập|ban biên tập|đăng bởi"
    r"|người gửi"
    r"|tin(?:\s*,\s*|\s+và\s+|\s*[-–&+/]\s*)(?:ảnh|bài)|bài(?:\s*,\s*|\s+và\s+|\s*[-–&+/]\s*)ảnh"
    r"|tin bài|bài viết|thực hiện|author|by|written by|posted by)"
    r"(?: bài viết| tin)?)\s*[:\-–]\s*(?P<name>[^\n]{2,80})$",
    re.IGNORECASE,
)
_THEO = re.compile(r"^(?:theo|nguồn)\s*:?\s+", re.IGNORECASE)
_BY = re.compile(r"^(?:(?:được )?(?:viết|đăng|gửi) bởi|bởi|by)\s+(?=\w)", re.IGNORECASE)
_SOURCE = re.compile(
    r"^(?:nguồn(?: tin| bài| bài viết)?|source|theo)\s*:\s*(?P<name>[^\n]{2,120})$", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"^(?:page content|in bài viết|in trang|in tin|print|send email|gửi email|gửi mail"
    r"|chia sẻ(?: bài viết)?|share|tweet|facebook|zalo"
    r"|quay lại|trở về|về đầu trang|lên đầu trang|về trang trước|xem thêm|loading\.{0,3}|mặc định"
    r"|cỡ chữ|mặc định cỡ chữ|phóng to|thu nhỏ"
    r"|đọc bài viết|nghe bài viết|nghe đọc bài|a[-+]|100\s?%|tweet|like|thích|bình luận|gửi bình luận"
    r"|tải về|back|top|gốc|print gốc"
    r"|\d(?:[.,]\d)?/5\s*-?\s*\(?\d*\s*(?:đánh giá|bình chọn|votes?)?\)?|-?\s*\(\d+ đánh giá\)"
    r"|tổng số điểm của bài viết là\s*:.{0,40}|(?:xếp hạng|đánh giá)\s*:\s*\d(?:[.,]\d)?\s*[-/].{0,30}"
    r"|click để đánh giá bài viết|(?:\d+ )?(?:phiếu bầu|bình chọn)"
    r"|(?:số )?(?:lượt|lần) (?:người )?(?:xem|đọc)\s*:?\s*[\d.,]+|đã xem\s*:?\s*[\d.,]+"
    r"|views?(?: count)?\s*:?\s*[\d.,]+)$",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"^(?:(?:(?:các )?(?:tệp|tập|file|tài liệu|văn bản)(?: tin)?(?: (?:đính|gửi) kèm(?: theo)?| kèm theo))"
    r"|attachments?)(?: bài viết)?\s*:?$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"^(?:(?:chú ý|lưu ý)\s*:\s*)?(?:(?:đề nghị )?(?:vui lòng )?ghi rõ nguồn|việc đăng lại bài viết"
    r"|copyright|©|bản quyền thuộc)\b.{0,220}$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^(?:(?:các )?(?:tin|bài)(?: viết| tức)?(?: khác| liên quan| cùng chuyên mục| mới(?: nhất| hơn)?"
    r"| cũ hơn| đã đưa| đã đăng| bài khác)"
    r"|các tin (?:khác|đã đưa|mới|cũ)|những tin (?:mới|cũ) hơn|tin bài (?:khác|liên quan)"
    r"|bài viết khác|other news|related (?:news|articles|posts)"
    r"|có thể bạn quan tâm|xem tin theo ngày|tin cùng chuyên mục|ý kiến (?:bạn đọc|của bạn|phản hồi)"
    r"|bình luận \(\d+\)|thống kê truy cập)\s*:?\s*$",
    re.IGNORECASE,
)


def author_of(line: str) -> str | None:
    """The author that a line of its own states.

    >>> author_of("Tin, ảnh: Minh Hà"), author_of("Tác giả làm việc tại phường.")
    ('Minh Hà', None)
    """
    match = _AUTHOR.match(line.strip("()[] ")) if len(line) < 140 else None
    return match["name"].strip(" .") if match else None


def named_author(texts: Iterable[str]) -> str | None:
    """The author in elements set aside for one: a labelled author, a labelled source, a bare name."""
    known = [_BY.sub("", t) for t in texts if t]
    for read in (author_of, source_of):
        for text in known:
            found = read(text)
            if found:
                return found
    return next((t for t in known if len(t) <= 80 and ":" not in t), None)


def signature_name(text: str | None) -> str | None:
    """Who a signature names: without "Tin, ảnh:" or "(Theo …)" around the name.

    >>> [signature_name(s) for s in ("Bài và ảnh: Thu Hà", "(Theo hanoi.gov.vn)", "Thu Hà")]
    ['Thu Hà', 'hanoi.gov.vn', 'Thu Hà']
    """
    if not text:
        return None
    plain = text.strip("()[] ")
    return author_of(plain) or source_of(plain) or _THEO.sub("", plain)


def source_of(line: str) -> str | None:
    """The source that a line of its own states."""
    match = _SOURCE.match(line.strip("()[] ")) if len(line) < 160 else None
    return match["name"].strip(" .") if match else None


def is_furniture(line: str) -> bool:
    """Whether a line is a control or a counter that a CMS leaves in the body."""
    return (len(line) < 60 and _FURNITURE.match(line) is not None) or _COPYRIGHT.match(line) is not None


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
