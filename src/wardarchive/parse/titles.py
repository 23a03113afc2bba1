"""Titles: what is comparable in two of them, and the site's name taken off."""

from __future__ import annotations

import re
from functools import lru_cache

from wardarchive.parse.names import begins_with_office, names_office, names_section, names_unit
from wardarchive.text.normalise import clean
from wardarchive.text.syllables import forms

_WORDS = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"\s+[-–—|»:•·/]{1,2}\s+|\s*[|»]\s*")
_SITE = re.compile(
    r"cổng thông tin|trang thông tin|cổng ttđt|trang ttđt|website|portal|ubnd|ủy ban nhân dân"
    r"|uỷ ban nhân dân"
    r"|thông tin điện tử|trang chủ|home|\.gov\.vn|\.vn\b",
    re.IGNORECASE,
)


_REMEMBERED = 80
_SHORTEST = 4
"""Letters of a title that says anything."""


def comparable(text: str) -> str:
    """Words alone, in one case and one tone placement: equal for two prints of one title.

    >>> comparable("Đảng uỷ – Sài Đồng.") == comparable("ĐẢNG ỦY - SÀI ĐỒNG")
    True
    """
    return _words(text) if len(text) <= _REMEMBERED else _words.__wrapped__(text[:2000])


@lru_cache(maxsize=4_000)
def _words(text: str) -> str:
    """The words of a text; those of menus come again on each page of a site."""
    return " ".join(forms(w)[0] for w in _WORDS.findall(text))


def parts(text: str) -> list[str]:
    """The pieces of a document title, between its separators."""
    return [p for p in (clean(piece) for piece in _PARTS.split(text)) if p]


def without_site(text: str, *, site: str | None = None, known: tuple[str, ...] = ()) -> str:
    """A document title without the parts that name site or section, which are at its end or beginning.

    `site` is the site's name where the page states it, `known` are other texts that are no title
    (the section).

    >>> without_site("Hội nghị - Tin tức - Cổng thông tin điện tử", known=("Tin tức",))
    'Hội nghị'
    """
    text = clean(text)
    strange = {comparable(k) for k in (site or "", *known) if k}
    pieces = parts(text)
    if len(pieces) < 2:
        return text

    def foreign(piece: str) -> bool:
        return comparable(piece) in strange or (
            _SITE.search(piece) is not None and len(piece) < 90 and _tells_site(piece)
        )

    begin, end = 0, len(pieces)
    while end - begin > 1 and foreign(pieces[end - 1]):
        end -= 1
    while end - begin > 1 and foreign(pieces[begin]):
        begin += 1
    if (begin, end) == (0, len(pieces)):
        return text
    start = text.find(pieces[begin])
    last = text.rfind(pieces[end - 1])
    return text[start : last + len(pieces[end - 1])] if 0 <= start <= last else pieces[begin]


def _tells_site(piece: str) -> bool:
    """Whether a piece of a document title that has a site's words is the site's name."""
    return not begins_with_office(piece) or names_office(piece)


def is_site_name(text: str, site: str | None = None) -> bool:
    """Whether a document title names the site rather than the page.

    >>> is_site_name("Trang thông tin điện tử phường Mẫu"), is_site_name("Phường Mẫu ra quân dọn vệ sinh")
    (True, False)
    """
    if site and comparable(text) == comparable(site):
        return True
    return len(text) < _SHORTEST or all(
        (_SITE.match(piece) is not None and _tells_site(piece)) or names_unit(piece) or names_section(piece)
        for piece in parts(text)
    )
