"""Lines that say who wrote or sent in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wardarchive.parse.names import names_unit, tells_deed
from wardarchive.parse.wordset import wordset

_AUTHOR = re.compile(
    r"^(?:(?:tác giả|bút danh|người viết|người đăng|người đưa tin|phóng viên|biên tập|ban biên tập|đăng bởi"
    r"|người gửi"
    r"|(?:tin bài|tin|bài viết|bài|lời(?=[^:\n]{0,30}:)|thực hiện)"
    r"(?:(?:\s*,\s*|\s+và\s+|\s*[-–&+/]\s*)"
    r"(?:tin|bài|ảnh|hình(?: ảnh)?|lời|số liệu|đồ h(?:ọa|oạ)|video|clip|thiết kế|trình bày))*"
    r"|author|by|written by|posted by)"
    r"(?: bài viết| tin)?)\s*[:\-–]\s*(?P<name>[^\n]{2,80})$",
    re.IGNORECASE,
)
_THEO = re.compile(r"^(?:theo|nguồn)\s*:?\s+", re.IGNORECASE)
_BY = re.compile(r"^(?:(?:được )?(?:viết|đăng|gửi) bởi|bởi|by)\s+(?=\w)", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:^|[|•·,;–—-]|\s(?=[\w ]{2,20}:|bởi |by )|[^\w\s](?=\s))\s*"
    r"(?<!nguồn )(?P<label>(?:được )?(?:viết|đăng|gửi|tạo) bởi|bởi|by|posted by|written by|tác giả"
    r"|phóng viên"
    r"|người (?:viết|đăng|gửi)|author|(?:thực hiện|lời)(?=\s*:)|(?:tin|bài)(?:\s*(?:,|và|-"
    r"|/)\s*(?:ảnh|bài|tin))?(?=\s*:))"
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
_DOER = re.compile(
    r"^(?P<name>[^\W\d_].{3,40}?) \(?(?:thực hiện|lược ghi|ghi|tổng hợp|sưu tầm|biên soạn)\)?$"
)
_NEXT = re.compile(r"\s*[|•·;]\s*(?=[^\W\d_][\w ]{1,20}:)|\s+[-–—,/]\s*(?=[^\W\d_][\w ]{1,20}:)")
"""Behind a name: the label of somebody else, who took the pictures or edited."""
_HEAD = re.compile(
    r"^(?:tác giả|bút danh|người (?:viết|đăng|gửi|đưa tin)|phóng viên|biên tập|author)\s*:?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""A label in an element that is named for authors, where no colon has to follow."""
_POST = re.compile(r"^(?P<name>[^-–—,(\n]{4,40}?)\s*(?:\s[-–—]\s|,|\()\s*(?P<post>[^\n]{2,60})$")
_BODY = re.compile(
    r"^(?:ban|tổ|đội|nhóm|hội|chi hội|phòng|trạm|đài|trung tâm|văn phòng|công an|ubnd|đoàn|chi đoàn"
    r"|liên đoàn"
    r"|câu lạc bộ|clb|thư viện|trường|bộ phận|cộng tác viên|ctv|hợp tác xã|htx|bảo tàng|mặt trận"
    r"|bbt)(?=\s)",
    re.IGNORECASE,
)
_HEADS = wordset("trưởng phó viên")
"""Behind such a word: who leads or belongs to the group."""
_MOST_WORDS = 9
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
    done = _DOER.match(bare) if len(line) < _SHORT else None
    if done is not None and is_bare_name(done["name"]):
        return done["name"]
    match = _AUTHOR.match(bare) if len(line) < 140 else None
    name = _name(_WHEN.sub("", match["name"])) if match else None
    return without_post(name) if name else None


def without_post(name: str) -> str:
    """A person's name without the post or the office told behind it; two names stay.

    >>> [without_post(n) for n in ("Lò Văn Quân - Công chức Văn hóa", "Lê Mai (CTV)", "Lê Mai - Hồ Sơn")]
    ['Lò Văn Quân', 'Lê Mai', 'Lê Mai - Hồ Sơn']
    """
    match = _POST.match(name)
    if match is None or _BODY.match(name) or not is_bare_name(match["name"].strip()):
        return name
    post = match["post"].strip("() ")
    persons = all(is_bare_name(part.strip()) for part in re.split(r"\s[-–—]\s|,", post))
    return name if persons else match["name"].strip()


def _name(text: str) -> str | None:
    """A name without what separates it from other things in its line; an address is none.

    >>> _name("Quốc Việt -"), _name("https://a.vn/tin-1.html"), _name("Quốc Việt (Đài xã)")
    ('Quốc Việt', None, 'Quốc Việt (Đài xã)')
    """
    cut = _NEXT.search(text)
    name = (text[: cut.start()] if cut else text).strip(_EDGES)
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
    plain = [w.replace("'", "").replace("’", "") for w in words]
    return all(w.isalpha() and w[0].isupper() and (len(w) == 1 or not w.isupper()) for w in plain)


def is_body_name(text: str) -> bool:
    """Whether a text is the name of a group of people and no more.

    >>> [is_body_name(t) for t in ("Ban An toàn điện", "Tổ trưởng đến từng nhà.", "Đội ra quân dọn chợ")]
    [True, False, False]
    """
    words = text.split()
    return (
        2 <= len(words) <= _MOST_WORDS
        and words[0][0].isupper()
        and text[-1].isalnum()
        and _BODY.match(text) is not None
        and words[1].lower() not in _HEADS
        and not tells_deed(text)
    )


def named_author(texts: Iterable[str]) -> tuple[str | None, str | None]:
    """Author and source in elements set aside for them: labelled ones, else a bare name."""
    known = [_BY.sub("", t) for t in texts if t]
    author = next((a for t in known if (a := author_of(t))), None)
    source = next((s for t in known if (s := told_source(t))), None)
    if author is None:
        bare = (_HEAD.sub("", t) for t in known if len(t) <= 80 and ":" not in t and not told_source(t))
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
    name = _name(plain)
    return (without_post(name) if name else None), None


def is_source(line: str) -> bool:
    """Whether a line of its own states a source, be it a name or an address.

    >>> is_source("(Theo Báo Mẫu)"), is_source("Theo kế hoạch, xã sẽ làm đường")
    (True, False)
    """
    return len(line) < 160 and (_SOURCE.match(line.strip("()[] ")) or _BRACKETED.match(line)) is not None


def told_source(text: str) -> str | None:
    """The source in a text known to tell an author or a source, where no colon has to follow "Theo".

    >>> told_source("Theo Đài Truyền thanh quận"), told_source("(Nguồn: Báo Mẫu)"), told_source("Thu Hà")
    ('Đài Truyền thanh quận', 'Báo Mẫu', None)
    """
    plain = text.strip("()[] ")
    return source_of(text) or (_name(_THEO.sub("", plain)) if _THEO.match(plain) else None)


def source_of(line: str) -> str | None:
    """The source that a line of its own states."""
    if len(line) >= 160:
        return None
    match = _SOURCE.match(line.strip("()[] ")) or _BRACKETED.match(line)
    return _name(match["name"]) if match else None
