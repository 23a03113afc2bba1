"""Pages that are the record of a document or a procedure: fields with their labels instead of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from wardarchive.parse.reading import Fields
from wardarchive.parse.tree import Tree, text_of

_RECORD = re.compile(
    r"^(?:số(?:\s*[,/&]\s*|\s+và\s+|\s+)?(?:ký hiệu|hiệu|kí hiệu)(?: văn bản)?|ngày (?:ban hành"
    r"|(?:có |hết )?hiệu lực)"
    r"|(?:loại|hình thức) văn bản|cơ quan(?: (?:ban hành|thực hiện))?|người ký"
    r"|trích yếu(?: nội dung)?|lĩnh vực"
    r"|tình trạng(?: hiệu lực)?|mã thủ tục|tên thủ tục|thời hạn giải quyết|(?:phí, )?lệ phí"
    r"|trình tự thực hiện"
    r"|toàn văn|tệp đính kèm|file đính kèm"
    r"|thành phần hồ sơ|cách thức thực hiện|đối tượng thực hiện|căn cứ pháp lý)$",
    re.IGNORECASE,
)
"""What labels the fields of a document or an administrative procedure."""
_LABEL = 30
_LABELS = 3
_FEW_WORDS = 160
"""Letters of prose that may stand beside a record."""
_MOSTLY = 0.8
"""Share of the text that the record has where its fields hold sentences."""
_HOLDERS = frozenset({"dl", "table", "tbody", "ul"})
_TERMS = ("dt", "th", "td", "b", "strong", "label")
_NEAR = 40
"""Elements around the body."""
_UP = 5


def is_record(tree: Tree, fields: Fields, prose: int) -> bool:
    """Whether a page is a record: three labels of one and hardly a sentence, or most of the text in one
    list or table of labels and values; `prose` are the letters of sentences in the body.
    """
    told = prose > _FEW_WORDS
    labels = _named(tree, _cells(tree, fields) if told else range(len(tree.own)))
    if len({text_of(tree.elements[i]).strip(": ").lower() for i in labels}) < _LABELS:
        return False
    return not told or _share(tree, fields, labels) >= _MOSTLY


def _cells(tree: Tree, fields: Fields) -> list[int]:
    """The cells and terms in and around the body, where a record with sentences has its labels."""
    if not fields.places:
        return []
    begin, end = fields.places[0] - _NEAR, tree.ends[fields.places[-1]] + _NEAR
    return [i for name in _TERMS for i in tree.by_name.get(name, ()) if begin <= i <= end]


def _named(tree: Tree, places: Iterable[int]) -> list[int]:
    """Those of `places` that hold a record's label and no more."""
    short = (i for i in places if 4 <= tree.chars[i] <= _LABEL and tree.own[i] >= 4)
    return [i for i in short if _RECORD.match(text_of(tree.elements[i]).strip(": "))]


def _share(tree: Tree, fields: Fields, labels: list[int]) -> float:
    """The share of the body's letters in the list or table that holds most of the labels."""
    held: dict[int, int] = defaultdict(int)
    for label in labels:
        around = [i for i, _ in zip(tree.ancestors(label), range(_UP), strict=False)]
        for holder in (i for i in around if tree.elements[i].name in _HOLDERS):
            held[holder] += 1
    holder = max(held, key=lambda i: held[i], default=-1)
    if holder < 0 or held[holder] < _LABELS:
        return 0.0
    record = text_of(tree.elements[holder])
    blocks = [b.text for b in fields.body.blocks]
    inside = sum(len(t) for t in blocks if all(line in record for line in _pieces(t)))
    return inside / max(sum(map(len, blocks)), 1)


def _pieces(text: str) -> list[str]:
    """The pieces of a block as they stand in elements."""
    return [cell for line in text.split("\n") for cell in line.split(" | ")]
