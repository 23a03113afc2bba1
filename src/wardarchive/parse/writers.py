"""Names of those who write: persons, with and without their posts, and groups."""

from __future__ import annotations

import re

from wardarchive.parse.names import names_unit, tells_deed
from wardarchive.parse.wordset import wordset

LABELS = r"tác giả|bút danh|người (?:viết|đăng|gửi|đưa tin|thực hiện)|phóng viên|biên tập|author"
"""Before the name of who wrote, as a part of expressions."""
_DESK = re.compile(r"^(?:ban biên tập|bbt|tổ biên tập|ban tuyên giáo|ban văn hóa)(?:\s|$)", re.IGNORECASE)
_POST = re.compile(r"^(?P<name>[^-–—,(\n]{4,40}?)\s*(?:\s[-–—]\s|,|\()\s*(?P<post>[^\n]{2,60})$")
_BODY = re.compile(
    r"^(?:ban|tổ|đội|nhóm|hội|chi hội|phòng|trạm|đài|trung tâm|văn phòng|công an|ubnd|đoàn|chi đoàn"
    r"|liên đoàn|câu lạc bộ|clb|thư viện|trường|bộ phận|cộng tác viên|ctv|hợp tác xã|htx|bảo tàng"
    r"|mặt trận|bbt)(?=\s)",
    re.IGNORECASE,
)
_HEADS = wordset("trưởng phó viên")
"""Behind such a word: who leads or belongs to the group."""
_MOST_WORDS = 9


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
