"""What is said of a person straight behind the name: `, 45 tuổi, Tổ trưởng tổ dân phố số 5,`."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.officials.lexicon import phrases
from wardarchive.officials.names import is_capitalised, run_end, sure
from wardarchive.officials.offices import QUALIFIERS
from wardarchive.officials.passages import Passage
from wardarchive.officials.phrases import Phrasebook
from wardarchive.officials.role_spans import RoleReader
from wardarchive.officials.role_states import RoleSpan
from wardarchive.officials.titles import TITLES
from wardarchive.officials.tokens import BREAK, LOWER, MARK, NUMBER, UPPER, Tokens
from wardarchive.officials.verbs import opens_predicate

_MOST_MARKS = 12
_WHENCE = ("từ", "ở", "tại")
_LONGEST_PLACE = 8
_NO_VERBS = ("cán bộ", "công chức", "viên chức", "nhân viên", "giáo viên")
"""Weak offices that are no verb as well, as `đại diện` and `phụ trách` are."""
_LONGEST_APPOINTMENT = 28
_IN_PHOTO = frozenset(
    ("bìa", "đứng", "ngồi", "giữa", "thứ", "bên", "trái", "phải", "áo", "hàng", "người", "ngoài")
)
_LONGEST_REST = 12
_LONGEST_ASIDE = 14
ALIASES: Phrasebook[bool] = Phrasebook((link, True) for link in phrases("links", "aliases"))
_LINKS: Phrasebook[bool] = Phrasebook((link, True) for link in phrases("links", "links"))


@dataclass(frozen=True, slots=True)
class Apposition:
    """A role at tokens [start, end); the whole apposition, closing mark included, ends at `close`."""

    start: int
    end: int
    close: int
    lay: bool


def role_behind(passage: Passage, reader: RoleReader, end: int) -> Apposition | None:
    """The role behind a name that ends at token `end`: `, role`, `- role`, `(role)`, `là role`, `role`.

    Without a mark or a link between, the role must open with a capital letter.
    """
    tokens = passage.tokens
    at = _skip_place_in_photo(tokens, _skip_age(tokens, end))
    joint = at > end
    while tokens.key[at] in (",", "-", "(", ":") and at - end < _MOST_MARKS:
        at, joint = at + 1, True
    link = _LINKS.longest(tokens.key, at)
    if link is not None and at not in passage.role_at:
        at, joint = link.end, True
    if at not in passage.role_at and tokens.key[end] in (",", "được"):
        at = (_behind_aside(passage, end + 1) if tokens.key[end] == "," else _appointed(passage, end)) or at
    span = passage.role_at.get(at)
    if span is not None and joint and (place := _parish_end(tokens, span)):
        return Apposition(span.start, place, place, span.office.lay)
    if span is None or (span.name_start is not None and span.joined == ""):
        return None
    formerly = QUALIFIERS.longest(tokens.key, at) is not None
    if not joint and tokens.shape[at] == LOWER and not (passage.capitals or formerly or _is_full(span)):
        return None
    span = reader.read(at, across_semicolons=True) or span
    if span.office.lay and tokens.key[span.end] == ",":  # `, cựu chiến binh, Tổ trưởng tổ dân phố`
        public = passage.role_at.get(span.end + 1)
        if public is not None and not public.office.lay and public.name_start is None:
            span = public
    role_end = rest_end(tokens, span)
    return Apposition(span.start, role_end, role_end + (tokens.key[role_end] == ")"), span.office.lay)


def _is_full(span: RoleSpan) -> bool:
    """`ông Lê Văn An cán bộ Văn phòng phường hướng dẫn`: no mark before an office with its body."""
    held = not span.office.weak or span.office.name in _NO_VERBS
    return span.has_body and held and not span.office.lay


def _parish_end(tokens: Tokens, span: RoleSpan) -> int | None:
    """`linh mục A, chánh xứ Phương Nghĩa`: behind a comma a name of two syllables is the place."""
    if span.name_start is None or span.joined:
        return None
    end = run_end(tokens, span.name_start)
    named = sure(tokens.key[span.name_start : end]) or end - span.name_start > 2
    return None if named or span.has_body else end


def _appointed(passage: Passage, start: int) -> int | None:
    """`được Ban Thường vụ Thành ủy chỉ định …, giữ chức Phó Bí thư`: where the role begins."""
    tokens = passage.tokens
    for at in range(start + 1, start + _LONGEST_APPOINTMENT):
        if tokens.shape[at] == BREAK or tokens.key[at] in (".", ";", ":"):
            return None
        if tokens.key[at] == "giữ" and (link := _LINKS.longest(tokens.key, at)) is not None:
            return link.end if link.end in passage.role_at else None
    return None


def _skip_place_in_photo(tokens: Tokens, at: int) -> int:
    """`Ông A (bìa trái), Bí thư Đảng ủy phường`: where somebody stands in a picture."""
    if tokens.key[at] != "(":
        return at
    for close in range(at + 1, min(at + _LONGEST_PLACE, len(tokens))):
        if tokens.key[close] == ")":
            follows = tokens.key[close + 1] in (",", "-") and tokens.key[at + 1] in _IN_PHOTO
            return close + 1 if follows else at
    return at


def _behind_aside(passage: Passage, start: int) -> int | None:
    """`K’Brẽm, chàng trai 27 tuổi người Mạ, là Bí thư Đoàn xã`: where the role begins."""
    tokens = passage.tokens
    for at in range(start, start + _LONGEST_ASIDE):
        if tokens.shape[at] == BREAK or (tokens.shape[at] == MARK and tokens.key[at] != ","):
            return None
        if tokens.key[at] == ",":
            link = at + 2 if tokens.key[at + 1] == "hiện" else at + 1
            return link + 1 if tokens.key[link] == "là" and link + 1 in passage.role_at else None
        if opens_predicate(tokens, at):
            return None
    return None


def _skip_age(tokens: Tokens, at: int) -> int:
    """`, 45 tuổi`, `(sinh năm 1975)`, `, SN 1980`: what newspapers put between name and role."""
    start = at
    if tokens.key[at] in (",", "(", "-"):
        at += 1
    born = at
    while tokens.key[at] in ("sinh", "năm", "sn") and at - born < 3:
        at += 1
    if tokens.shape[at] != NUMBER or (at == born and tokens.key[at + 1] != "tuổi"):
        return start
    at += 2 if tokens.key[at + 1] == "tuổi" else 1
    return at + 1 if tokens.key[at] == ")" else at


def _is_next_person(tokens: Tokens, at: int) -> bool:
    """`… và Hòa thượng A`."""
    title = TITLES.longest(tokens.key, at + 1) if tokens.key[at] == "và" else None
    return title is not None and is_capitalised(tokens, title.end)


def rest_end(tokens: Tokens, span: RoleSpan) -> int:
    """The end of a role whose organisation or trade goes on in words that no list has."""
    if not span.open or span.name_start is not None:
        return span.end
    for at in range(span.end, span.end + _LONGEST_REST):
        if span.office.lay and tokens.key[at] in _WHENCE:
            continue
        if tokens.key[at] == "&" and tokens.shape[at + 1] == UPPER:
            continue
        if tokens.shape[at] in (MARK, BREAK) or opens_predicate(tokens, at) or _is_next_person(tokens, at):
            return at
    return span.end
