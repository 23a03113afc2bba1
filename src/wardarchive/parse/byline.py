"""Lines that say who wrote or sent in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wardarchive.parse.writers import LABELS, is_bare_name, without_post

_AUTHOR = re.compile(
    rf"^(?:(?:{LABELS}|ban biên tập|đăng bởi"
    r"|(?:tin bài|tin|bài viết|bài|lời(?=[^:\n]{0,30}:)|thực hiện)"
    r"(?:(?:\s*,\s*|\s+và\s+|\s*[-–&+/]\s*)"
    r"(?:tin|bài|ảnh|hình(?: ảnh)?|lời|số liệu|đồ h(?:ọa|oạ)|video|clip|thiết kế|trình bày))*"
    r"|by|written by|posted by)"
    r"(?: bài viết| tin)?)\s*[:\-–]\s*(?P<name>[^\n]{2,80})$",
    re.IGNORECASE,
)
_THEO = re.compile(r"^(?:theo|nguồn)\s*:?\s+", re.IGNORECASE)
_PAPERS = re.compile(
    r"(?:nhân dân|tuổi trẻ|thanh niên|tiền phong|lao động|người lao động|dân trí|hà nội mới|dân việt"
    r"|công lý|quân đội nhân dân"
    r"|công an nhân dân|đại đoàn kết|pháp luật|kinh tế|giáo dục|báo|tạp chí)(?:\s|$)",
    re.IGNORECASE,
)
"""Newspapers whose names look like persons'."""
_BY = re.compile(r"^(?:(?:được )?(?:viết|đăng|gửi) bởi|bởi|by)\s+(?=\w)", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:^|[|•·,;–—-]|\s(?=[\w ]{2,20}:|bởi |by )|[^\w\s](?=\s))\s*"
    r"(?<!nguồn )(?P<label>(?:được )?(?:viết|đăng|gửi|tạo) bởi|bởi|by|posted by|written by|tác giả"
    r"|phóng viên|người (?:viết|đăng|gửi)|author|(?:thực hiện|lời)(?=\s*:)"
    r"|(?:tin|bài)(?:\s*(?:,|và|-|/)\s*(?:ảnh|bài|tin))?(?=\s*:))"
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
_INITIALS = re.compile(r"^(?P<name>[A-ZĐ]{2,4}(?:[.\-][A-ZĐ]{1,4})?)\s*\|\s*\d{1,2}[/.-]\d")
_EDGES = " .,-–—|•·"
_DOER = re.compile(
    r"^(?P<name>[^\W\d_].{3,40}?) \(?(?:thực hiện|lược ghi|ghi|tổng hợp|sưu tầm|biên soạn)\)?$"
)
_NEXT = re.compile(r"\s*[|•·;]\s*(?=[^\W\d_][\w ]{1,20}:)|\s+[-–—,/]\s*(?=[^\W\d_][\w ]{1,20}:)")
"""Behind a name: the label of somebody else, who took the pictures or edited."""
_HEAD = re.compile(
    rf"^(?:{LABELS})\s*:?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""A label in an element that is named for authors, where no colon has to follow."""
_SHORT = 60
_WHEN = re.compile(r"\s+(?:[-–|]\s*)?(?:vào lúc|vào|lúc|ngày|on|at)\s[^\n]*\d[^\n]*$", re.IGNORECASE)
_DONE = re.compile(
    r"\s*[(\[](?:thực hiện|ghi|lược ghi|ghi chép|tổng hợp|sưu tầm|st|t\.?h"
    r"|biên soạn|biên tập|cộng tác viên|ctv)[)\]]$",
    re.IGNORECASE,
)
"""Behind a name: what its bearer did."""
_SPOKEN = re.compile(r"[?!]|^(?:thưa|xin|vâng|dạ)\s|(?:\S+\s+){7,}\S+[.…]$", re.IGNORECASE)
"""What somebody says behind a label such as "Phóng viên:" in an interview."""
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
    done = _DOER.match(bare) if len(line) < _SHORT else None
    if done is not None and is_bare_name(done["name"]):
        return done["name"]
    match = _AUTHOR.match(bare) if len(line) < 140 else None
    name = _name(_WHEN.sub("", match["name"])) if match else None
    return without_post(name) if name else None


def _name(text: str) -> str | None:
    """A name without what separates it from other things in its line; an address is none.

    >>> _name("Quốc Việt -"), _name("https://a.vn/tin-1.html"), _name("Quốc Việt (Đài xã)")
    ('Quốc Việt', None, 'Quốc Việt (Đài xã)')
    >>> _name("Thưa bà, đêm qua bà ngủ có ngon không?")
    """
    cut = _NEXT.search(text)
    name = (text[: cut.start()] if cut else text).strip(_EDGES)
    if _SPOKEN.search(text):
        return None
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


def named_author(texts: Iterable[str]) -> tuple[str | None, str | None]:
    """Author and source in elements set aside for them: labelled ones, else a bare name."""
    known = [_BY.sub("", t) for t in texts if t]
    author = next((a for t in known if (a := author_of(t))), None)
    source = next((s for t in known if (s := told_source(t))), None)
    if author is None:
        bare = (
            _HEAD.sub("", _THEO.sub("", t))
            for t in known
            if len(t) <= 80 and ":" not in t and not told_source(t)
        )
        author = next((without_post(name) for t in bare if (name := _name(t))), None)
    return author, source


def signed_by(text: str | None) -> tuple[str | None, str | None]:
    """The author or the source that a signature names, without "Tin, ảnh:" or "(Theo …)" around the name.

    >>> [signed_by(s) for s in ("Bài và ảnh: Thu Hà", "(Theo hanoi.gov.vn)", "Thu Hà (CTV)")]
    [('Thu Hà', None), (None, 'hanoi.gov.vn'), ('Thu Hà', None)]
    """
    if not text:
        return None, None
    plain = _DONE.sub("", text)
    plain = plain.strip("()[] ") if plain.startswith(("(", "[")) else plain
    author = author_of(plain)
    source = told_source(plain) if author is None else None
    if author or source:
        return author, source
    name = _name(_THEO.sub("", plain))
    return (without_post(name) if name else None), None


def is_source(line: str) -> bool:
    """Whether a line of its own states a source, be it a name or an address.

    >>> is_source("(Theo Báo Mẫu)"), is_source("Theo kế hoạch, xã sẽ làm đường")
    (True, False)
    """
    return len(line) < 160 and (_SOURCE.match(line.strip("()[] ")) or _BRACKETED.match(line)) is not None


def told_source(text: str) -> str | None:
    """The source in a text known to tell an author or a source, where no colon has to follow "Theo".

    >>> [told_source(t) for t in ("Theo Đài Truyền thanh quận", "(Nguồn: Báo Mẫu)", "Theo Thu Hà")]
    ['Đài Truyền thanh quận', 'Báo Mẫu', None]
    """
    plain = text.strip("()[] ")
    stated = source_of(text)
    if stated or not _THEO.match(plain):
        return stated
    name = _name(_THEO.sub("", plain))
    return None if name and is_bare_name(name) and not _PAPERS.match(name) else name


def source_of(line: str) -> str | None:
    """The source that a line of its own states."""
    if len(line) >= 160:
        return None
    match = _SOURCE.match(line.strip("()[] ")) or _BRACKETED.match(line)
    return _name(match["name"]) if match else None
