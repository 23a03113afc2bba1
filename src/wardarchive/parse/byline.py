"""Lines that say who wrote or sent in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wardarchive.parse.names import names_unit

_AUTHOR = re.compile(
    r"^(?:(?:tác giả|bút danh|người viết|người đăng|người đưa tin|phóng viên|biên tập|ban biên tập|đăng bởi"
    r"|người gửi"
    r"|tin(?:\s*,\s*|\s+và\s+|\s*[-–&+/]\s*)(?:ảnh|bài)|bài(?:\s*,\s*|\s+và\s+|\s*[-–&+/]\s*)ảnh"
    r"|tin|bài|tin bài|bài viết|thực hiện|author|by|written by|posted by)"
    r"(?: bài viết| tin)?)\s*[:\-–]\s*(?P<name>[^\n]{2,80})$",
    re.IGNORECASE,
)
_THEO = re.compile(r"^(?:theo|nguồn)\s*:?\s+", re.IGNORECASE)
_BY = re.compile(r"^(?:(?:được )?(?:viết|đăng|gửi) bởi|bởi|by)\s+(?=\w)", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:^|[|•·,;–—-]|\s(?=[\w ]{2,20}:|bởi |by )|[^\w\s](?=\s))\s*"
    r"(?P<label>(?:được )?(?:viết|đăng|gửi|tạo) bởi|bởi|by|posted by|written by|tác giả|phóng viên"
    r"|người (?:viết|đăng|gửi)|author|(?:tin|bài)(?:\s*(?:,|và|-|/)\s*(?:ảnh|bài|tin))?(?=\s*:))"
    r"\s*:?\s+(?P<name>\w[^|•·;:\n\d]{1,60})",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s+[-–—/]|\s(?:on|at|in|lúc|vào|ngày|đăng|trong|cập nhật|lượt|views?|thứ (?:hai|ba|tư|năm|sáu|bảy)"
    r"|chủ nhật|visibility|schedule)(?:\s|$)|,\s*(?:thứ|chủ nhật|ngày|lúc|cập nhật|\w+day|tháng|$)",
    re.IGNORECASE,
)
_USER = re.compile(r"[a-z][a-z0-9_.\-]{2,24}", re.ASCII)
"""The name of an account, which a label alone makes an author."""
_VAGUE = frozenset({"bởi", "by"})
_DESK = re.compile(r"^(?:ban biên tập|bbt|tổ biên tập|ban tuyên giáo|ban văn hóa)(?:\s|$)", re.IGNORECASE)
_INITIALS = re.compile(r"^(?P<name>[A-ZĐ]{2,4}(?:[.\-][A-ZĐ]{1,4})?)\s*\|\s*\d{1,2}[/.-]\d")
_EDGES = " .,-–—|•·"
_SHORT = 60
_WHEN = re.compile(r"\s+(?:[-–|]\s*)?(?:vào lúc|vào|lúc|ngày|on|at)\s[^\n]*\d[^\n]*$", re.IGNORECASE)
_DONE = re.compile(
    r"\s*[(\[](?:thực hiện|ghi|lược ghi|ghi chép|tổng hợp|sưu tầm|st|t\.?h"
    r"|biên soạn|biên tập|cộng tác viên|ctv)[)\]]$",
    re.IGNORECASE,
)
"""Behind a name: what its bearer did."""
_ADDRESS = re.compile(r"^(?:https?:|www\.)|[\w-]/", re.IGNORECASE)
_BRACKETED = re.compile(
    r"^[(\[](?:theo|nguồn(?: tin)?)\s*:?\s+(?P<name>[^()\n]{2,80})[)\]]$", re.IGNORECASE
)
_SOURCE = re.compile(
    r"^(?:nguồn(?: tin| bài| bài viết)?|source|theo)\s*:\s*(?P<name>[^\n]{2,120})$", re.IGNORECASE
)


def author_of(line: str) -> str | None:
    """The author that a line of its own states.

    >>> author_of("Tin, ảnh: Minh Hà"), author_of("Tác giả làm việc tại phường.")
    ('Minh Hà', None)
    """
    line = line.strip()
    bare = line.strip("()[] ") if line.startswith(("(", "[")) else line
    match = _AUTHOR.match(bare) if len(line) < 140 else None
    return _name(_WHEN.sub("", match["name"])) if match else None


def _name(text: str) -> str | None:
    """A name without what separates it from other things in its line; an address is none.

    >>> _name("Quốc Việt -"), _name("https://a.vn/tin-1.html"), _name("Quốc Việt (Đài xã)")
    ('Quốc Việt', None, 'Quốc Việt (Đài xã)')
    """
    name = text.strip(_EDGES)
    if name.startswith("(") or name.count("(") != name.count(")"):
        name = name.strip(_EDGES + "()")
    return None if len(name) < 2 or _ADDRESS.search(name) else name


def byline_of(line: str) -> str | None:
    """The author told in a line of metadata, with date and views around the name.

    >>> byline_of("By Minh Đức on March 15, 2024 at 2:05 PM — 1,208 views"), byline_of("HT|02/3/2022|10:00")
    ('Minh Đức', 'HT')
    >>> byline_of("Bởi Trần Văn Đức, Thứ Tư, 20/03/2024"), byline_of("Ngày đăng: 20/03/2024")
    ('Trần Văn Đức', None)
    """
    line = line.strip()
    initials = _INITIALS.match(line)
    if initials:
        return initials["name"]
    match = _BYLINE.search(line)
    if match is None:
        return None
    cut = _AFTER_NAME.search(match["name"])
    name = _name(match["name"][: cut.start()] if cut else match["name"])
    if name is None or name[0].isupper():
        return name
    sure = match["label"].lower() not in _VAGUE or (match.start("label") == 0 and len(line) < _SHORT)
    return name if sure and _USER.fullmatch(name) else None


def is_bare_name(text: str) -> bool:
    """Whether a text is a person's name, or the editors', and no more.

    >>> [is_bare_name(t) for t in ("Lường Hạnh", "Ban biên tập", "CHỦ TỊCH", "Tiếp nối", "Phường Bãi Tơ")]
    [True, True, False, False, False]
    """
    words = text.split()
    if _DESK.match(text):
        return len(words) <= 6
    if not 2 <= len(words) <= 5 or text.isupper() or names_unit(text):
        return False
    return all(w.isalpha() and w[0].isupper() and (len(w) == 1 or not w.isupper()) for w in words)


def named_author(texts: Iterable[str]) -> str | None:
    """The author in elements set aside for one: a labelled author, a labelled source, a bare name."""
    known = [_BY.sub("", t) for t in texts if t]
    for read in (author_of, source_of):
        for text in known:
            found = read(text)
            if found:
                return found
    names = (_name(_THEO.sub("", t)) for t in known if len(t) <= 80 and ":" not in t)
    return next((name for name in names if name), None)


def signature_name(text: str | None) -> str | None:
    """Who a signature names: without "Tin, ảnh:" or "(Theo …)" around the name.

    >>> [signature_name(s) for s in ("Bài và ảnh: Thu Hà", "(Theo hanoi.gov.vn)", "Thu Hà")]
    ['Thu Hà', 'hanoi.gov.vn', 'Thu Hà']
    """
    if not text:
        return None
    plain = _DONE.sub("", text).strip("()[] ")
    return author_of(plain) or source_of(plain) or _name(_THEO.sub("", plain))


def is_source(line: str) -> bool:
    """Whether a line of its own states a source, be it a name or an address.

    >>> is_source("(Theo Báo Mẫu)"), is_source("Theo kế hoạch, xã sẽ làm đường")
    (True, False)
    """
    return len(line) < 160 and (_SOURCE.match(line.strip("()[] ")) or _BRACKETED.match(line)) is not None


def source_of(line: str) -> str | None:
    """The source that a line of its own states."""
    if len(line) >= 160:
        return None
    match = _SOURCE.match(line.strip("()[] ")) or _BRACKETED.match(line)
    return _name(match["name"]) if match else None
