"""Sentences as spans of a text."""

from __future__ import annotations

import re
import unicodedata

ABBREVIATIONS = frozenset(
    {
        "tp",
        "tx",
        "tt",
        "q",
        "p",
        "h",
        "gs",
        "ts",
        "pgs",
        "ths",
        "bs",
        "ks",
        "ls",
        "kts",
        "cn",
        "pct",
        "ct",
        "pbt",
        "bt",
    }
    | {"uv", "đc", "st", "tr", "th", "đt", "nxb", "mr", "mrs", "ms", "dr"}
)
"""Lower-case words after which a full stop does not end a sentence (``TP. Hà Nội``, ``PCT. UBND``)."""

_END = re.compile('(?P<stop>[.!?…]+)(?P<close>["”’»)\\]]*)|\n+')
_OPENING = '"“‘«([*-–— \t\u00a0'
_LOOK = 60
_LONGEST_WORD = 20


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `text`, without the blanks around it.

    A full stop ends a sentence where something follows that starts one; abbreviations, initials, list
    numbers, decimal points and stops before a small letter do not. Works on composed and decomposed text.

    >>> [("Về P. Sài Đồng. 12.000 người… dự?").__getitem__(slice(a, b)) for a, b in
    ...  sentences("Về P. Sài Đồng. 12.000 người… dự?")]
    ['Về P. Sài Đồng.', '12.000 người… dự?']
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    for found in _END.finditer(text):
        if found["stop"] is None or _ends_sentence(text, begin, found):
            _add(spans, text, begin, found.end())
            begin = found.end()
    _add(spans, text, begin, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


def _ends_sentence(text: str, begin: int, found: re.Match[str]) -> bool:
    at = found.end()
    if at >= len(text):
        return True
    word = _word_before(text, begin, found.start())
    single = found["stop"] == "."
    if not text[at].isspace():
        return single and not found["close"] and text[at].isupper() and len(word) > 1 and word.islower()
    following = text[at : at + _LOOK].lstrip(_OPENING)
    if not following or following[0] == "\n":
        return True
    if not (following[0].isupper() or following[0].isdigit()):
        return False
    if not single or found["close"]:
        return True
    if len(word) == 1 and word.isupper() and not following[0].isdigit():
        return word not in "QPH" and _is_last_of_name(text, begin, found.start())
    if word.lower() in ABBREVIATIONS and (word.isupper() or not word.islower()):
        return False
    return not _is_list_number(text, begin, found.start())


def _word_before(text: str, begin: int, end: int) -> str:
    start = end
    while (
        start > begin
        and end - start < 20
        and (text[start - 1].isalnum() or unicodedata.combining(text[start - 1]))
    ):
        start -= 1
    return text[start:end]


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0


def _is_last_of_name(text: str, begin: int, end: int) -> bool:
    """``Nguyễn Văn A.`` ends a sentence, ``Q. 1`` does not: an initial after a capitalised word."""
    before = text[max(begin, end - 20) : end - 1].rstrip()
    return bool(before) and before.split()[-1][0].isupper()


def _is_list_number(text: str, begin: int, end: int) -> bool:
    """``1.`` or ``II.`` that opens a line."""
    head = text[begin:end].strip() if end - begin < 12 else ""
    return bool(head) and (head.isdigit() or set(head) <= set("IVX"))
