"""Lines put together into paragraphs: breaks between paragraphs kept, those inside sentences mended."""

from __future__ import annotations

import re
from itertools import pairwise

from wardarchive.text.normalise import clean

_ENDED = re.compile(r"[.!?:;…]['\"”’»)\]/]{0,3}$")
_ITEM = re.compile(r"^(?:[-–—•*+●▪■◦✓➢]|\(?[\divx]{1,4}[.)/]|[a-zđ][.)/])\s?", re.IGNORECASE)
_MIN_CUT = 25
"""A line shorter than this ends on purpose, as in an address or a poem, unless much follows."""
_LONG_REST = 40
_MIN_WIDTH = 50
_EVEN = 0.75
"""Share of the longest line that the others have where all were wrapped at one width."""


def continues(before: str, after: str) -> bool:
    """Whether a line break between two lines cuts a sentence.

    It does where the first line is long and unfinished and the second begins in lower case.

    >>> continues("Sáng ngày 12/12/2020, Đảng ủy phường đã tổ chức", "hội nghị quán triệt Nghị quyết")
    True
    >>> continues("Sáng ngày 12/12/2020, Đảng ủy phường họp.", "Dự hội nghị có các đồng chí")
    False
    """
    if not after or _ENDED.search(before) or _ITEM.match(after):
        return False
    first = next((c for c in after if c.isalnum()), "")
    if len(before) < _MIN_CUT and len(after) < _LONG_REST:
        return False
    if first.islower():
        return True
    return before.endswith(",") and len(before) >= 2 * _MIN_CUT and first.isdigit()


def paragraphs(raw: str) -> list[str]:
    r"""The paragraphs of a text whose line breaks are ``\n``; an empty line always parts two.

    >>> paragraphs("Một câu dài bị ngắt giữa dòng vì\nngười nhập xuống dòng.\nCâu hai.")
    ['Một câu dài bị ngắt giữa dòng vì người nhập xuống dòng.', 'Câu hai.']
    """
    if "\n" not in raw:
        text = clean(raw)
        return [text] if text else []
    texts: list[str] = []
    group: list[str] = []
    for line in (*raw.split("\n"), ""):
        text = clean(line)
        if text:
            group.append(text)
        elif group:
            texts += _joined(group)
            group = []
    return texts


def _joined(lines: list[str]) -> list[str]:
    """Lines without an empty one between them, put together where a break cuts a sentence.

    Before a capital letter a break may cut one too: in a text whose lines are of one width and of which
    another was cut in the middle of a sentence.
    """
    pairs = list(pairwise(lines))
    cuts = [continues(before, after) for before, after in pairs]
    widths = [len(line) for line in lines[:-1]]
    wrapped = any(cuts) and min(widths) >= max(_MIN_WIDTH, _EVEN * max(widths))
    joined = [lines[0]]
    for (before, after), cut in zip(pairs, cuts, strict=True):
        open_ = wrapped and not _ENDED.search(before) and not _ITEM.match(after)
        if cut or open_ or continues(joined[-1], after):
            joined[-1] = f"{joined[-1]} {after}"
        else:
            joined.append(after)
    return joined


_STEP = re.compile(r"(?:[-–—•*+]|\(?\d{1,2}[.)]|[a-zđ][.)])\s")
_WIDTHS = range(40, 200)
"""Letters in a line of text that a mail program or an editor of its time wrapped."""
_LEAST_LINES = 3


def unwrapped(raw: str) -> str:
    r"""`raw` (preformatted) without the line breaks that only keep lines within one width.

    A break does so where the next line's first word would not have fitted any more.

    >>> unwrapped("Sáng ngày 12/12, Đảng ủy phường họp với\nChủ tịch Hội đồng nhân dân quận, Chủ tịch\nxã.")
    'Sáng ngày 12/12, Đảng ủy phường họp với Chủ tịch Hội đồng nhân dân quận, Chủ tịch xã.'
    """
    lines = [line.rstrip() for line in raw.split("\n")]
    written = [line for line in lines if line]
    width = max(map(len, written), default=0)
    if len(written) < _LEAST_LINES or width not in _WIDTHS:
        return raw
    pieces: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        word = after.split(" ", 1)[0] if after[:1] not in " \t" else ""
        wraps = bool(line and word) and len(line) + 1 + len(word) > width and not _STEP.match(after)
        pieces.append(f"{line} " if wraps else f"{line}\n")
    return "".join(pieces).rstrip("\n")
