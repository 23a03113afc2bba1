"""Ways to write one thing: abbreviations of offices, bodies and places, and their full names.

A word of a query that belongs to one of these is also satisfied by the other ways to write it. Phrases
in quotation marks stay exactly what they are. Kept short on purpose: only what portals write both ways,
and nothing whose short form is also a common word.
"""

from __future__ import annotations

from collections.abc import Sequence

from wardarchive.index.query_nodes import Either, Node, Phrase, Word
from wardarchive.text.syllables import syllables

EQUIVALENTS = (
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
    ("BCH", "Ban Chấp hành"),
    ("BTV", "Ban Thường vụ"),
    ("LHPN", "Liên hiệp Phụ nữ"),
    ("LĐLĐ", "Liên đoàn Lao động"),
    ("CCB", "Cựu chiến binh"),
    ("TNCS", "Thanh niên Cộng sản"),
    ("ĐTN", "Đoàn Thanh niên"),
    ("TDP", "Tổ dân phố"),
    ("KDC", "Khu dân cư"),
    ("TPHCM", "TP HCM", "TP Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("ĐBQH", "Đại biểu Quốc hội"),
    ("QSDĐ", "Quyền sử dụng đất"),
    ("GPMB", "Giải phóng mặt bằng"),
    ("PCCC", "Phòng cháy chữa cháy"),
    ("ATGT", "An toàn giao thông"),
    ("ANTT", "An ninh trật tự"),
    ("VSMT", "Vệ sinh môi trường"),
    ("TTHC", "Thủ tục hành chính"),
    ("CCHC", "Cải cách hành chính"),
    ("NTM", "Nông thôn mới"),
    ("CNTT", "Công nghệ thông tin"),
    ("BHYT", "Bảo hiểm y tế"),
    ("BHXH", "Bảo hiểm xã hội"),
    ("THCS", "Trung học cơ sở"),
    ("THPT", "Trung học phổ thông"),
    ("GDĐT", "Giáo dục và Đào tạo"),
    ("CLB", "Câu lạc bộ"),
    ("HTX", "Hợp tác xã"),
)


def _form(text: str) -> Word | Phrase:
    words = tuple(Word(s.key, s.folded) for s in syllables(text))
    return words[0] if len(words) == 1 else Phrase(words)


_FORMS: list[tuple[tuple[Word, ...], tuple[Word | Phrase, ...]]] = [
    (form.words if isinstance(form, Phrase) else (form,), tuple(other for other in group if other != form))
    for group in [tuple(_form(text) for text in texts) for texts in EQUIVALENTS]
    for form in group
]
_FORMS.sort(key=lambda entry: -len(entry[0]))


def _is(form: Sequence[Word], typed: Sequence[Node]) -> bool:
    """Whether the words typed are this form: with its diacritics, or with none at all."""
    if len(typed) != len(form) or not all(isinstance(word, Word) and word.field == "any" for word in typed):
        return False
    words = [word for word in typed if isinstance(word, Word)]
    if any(word.accented for word in words):
        return all(word.key == own.key for word, own in zip(words, form, strict=True))
    return all(word.folded == own.folded for word, own in zip(words, form, strict=True))


def widened(loose: Sequence[Node]) -> tuple[Node, ...]:
    """Loose words, those of a known name also satisfied by its other forms.

    >>> [type(node).__name__ for node in widened((Word("ubnd", "ubnd"), Word("phường", "phuong")))]
    ['Either', 'Word']
    """
    nodes: list[Node] = []
    at = 0
    while at < len(loose):
        for form, others in _FORMS:
            part = loose[at : at + len(form)]
            if _is(form, part):
                nodes += [Either(word, others) for word in part if isinstance(word, Word)]
                at += len(form)
                break
        else:
            nodes.append(loose[at])
            at += 1
    return tuple(nodes)
