"""Lines that say who wrote or sent in an article."""

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
