"""Roles as values of a facet: what is stated differently but means one office is one value."""

from __future__ import annotations

import re
from functools import lru_cache

from wardarchive.text.normalise import clean
from wardarchive.text.syllables import forms

_SHORT = (
    ("ủy ban nhân dân", "UBND"),
    ("hội đồng nhân dân", "HĐND"),
    ("ủy ban mặt trận tổ quốc", "UBMTTQ"),
    ("mặt trận tổ quốc", "MTTQ"),
    ("liên hiệp phụ nữ", "LHPN"),
    ("cựu chiến binh", "CCB"),
)
"""Bodies that portals write both ways; the short one stands for both."""
_UNITS = (
    "phường",
    "xã",
    "thị trấn",
    "quận",
    "huyện",
    "thị xã",
    "thành phố",
    "tỉnh",
    "đặc khu",
    "tổ dân phố",
)
_WORD = re.compile(r"[^\s,;()–—-]+")
_LONGEST = 120
"""Characters; what is longer is no role but a sentence that was misread."""


def _keys(text: str) -> list[str]:
    return [forms(word)[0] for word in _WORD.findall(text)]


_SHORT_KEYS = tuple((_keys(long), short) for long, short in _SHORT)
_UNIT_KEYS = sorted((_keys(unit) for unit in _UNITS), key=len, reverse=True)


def _unit_end(words: list[str], keys: list[str], at: int) -> int:
    """Behind the word for a unit at `at` where a name or number follows it; else 0."""
    for unit in _UNIT_KEYS:
        end = at + len(unit)
        if (
            keys[at:end] == unit
            and end < len(words)
            and (words[end][0].isupper() or words[end][0].isdigit())
        ):
            return end
    return 0


@lru_cache(maxsize=20_000)
def role_name(role: str) -> str | None:
    """A stated role without the name of its unit, bodies by their initials; None where there is none.

    >>> role_name("chủ tịch Uỷ ban nhân dân phường Sài Đồng"), role_name("Bí thư Đảng uỷ phường Phúc Lợi")
    ('Chủ tịch UBND phường', 'Bí thư Đảng ủy phường')
    """
    words = _WORD.findall(clean(role)[:_LONGEST])
    keys = [forms(word)[0] for word in words]
    said: list[str] = []
    at = 0
    while at < len(words):
        body = next((s for s in _SHORT_KEYS if keys[at : at + len(s[0])] == s[0]), None)
        end = _unit_end(words, keys, at)
        if body is not None:
            said.append(body[1])
            at += len(body[0])
        elif end:
            said += keys[at:end]
            break
        else:
            said.append(_spelled(words[at], keys[at]))
            at += 1
    text = " ".join(said)
    return text[:1].upper() + text[1:] if text else None


def _spelled(word: str, key: str) -> str:
    """A word as written, with the usual tone placement; abbreviations keep their capitals."""
    if word.isupper() and len(word) > 1:
        return word
    spelled = key if len(key) == len(word) and not key.endswith("i") else word.lower()
    return spelled[:1].upper() + spelled[1:] if word[:1].isupper() else spelled
