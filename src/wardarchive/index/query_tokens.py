"""A query cut into tokens. Any text gives tokens; what is odd is left out with a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "phrase", "open", "close", "or", "and"]

FIELDS = {
    "title": ("title", "tiêu đề", "tiêuđề", "tieu de", "tieude"),
    "body": ("body", "nội dung", "nộidung", "noi dung", "noidung"),
    "ward": ("ward", "phường", "phuong", "xã"),
    "official": ("official", "người", "nguoi", "cán bộ", "can bo"),
    "speaker": ("speaker", "phát ngôn", "phátngôn", "phat ngon", "phatngon"),
    "section": ("section", "chuyên mục", "chuyênmục", "chuyen muc", "chuyenmuc"),
    "year": ("year", "năm", "nam"),
    "views": ("views", "lượt xem", "lượtxem", "luot xem", "luotxem"),
    "date": ("date", "ngày", "ngay"),
}
"""Names of the fields as they may be typed before a colon."""

_FIELD_OF = {alias: field for field, aliases in FIELDS.items() for alias in aliases}
_QUOTES = '"“”„‟«»＂'
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<sign>[+-])(?=[^\s+-])
  | (?P<field>{"|".join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))}):(?=[^\s/])
  | (?P<quote>[{_QUOTES}])
  | (?P<open>\()
  | (?P<close>\))
  | (?P<word>[^\s{_QUOTES}()]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUOTE = re.compile(f"[{_QUOTES}]")
_SLOP = re.compile(r"~(\d{1,3})(?![^\s()])")
_UNKNOWN_FIELD = re.compile(r"[^\W\d_]{2,20}:[^\s/]")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query with the sign and the field name that stand before it."""

    kind: Kind
    text: str = ""
    sign: Literal["", "+", "-"] = ""
    field: str = ""
    slop: int | None = None
    start: int = 0
    """Where `text` begins in the query."""


_OPERATORS: dict[str, Kind] = {"OR": "or", "AND": "and", "|": "or", "||": "or", "&&": "and"}


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._sign: Literal["", "+", "-"] = ""
        self._field = ""
        self.tokens: list[Token] = []
        self.notes: list[str] = []

    def _emit(self, kind: Kind, text: str = "", slop: int | None = None, start: int = 0) -> None:
        self.tokens.append(Token(kind, text, self._sign, self._field, slop, start))
        self._sign, self._field = "", ""

    def run(self) -> None:
        while self._at < len(self._text):
            match = _TOKEN.match(self._text, self._at)
            if match is None or match.lastgroup is None:
                self._at += 1
                continue
            self._at = match.end()
            self._take(match.lastgroup, match[match.lastgroup])

    def _take(self, group: str, text: str) -> None:
        if group == "sign":
            self._sign = "-" if text == "-" else "+"
        elif group == "field":
            self._field = _FIELD_OF[text.lower()]
        elif group == "quote":
            self._phrase()
        elif group == "open":
            self._emit("open")
        elif group == "close":
            self._sign, self._field = "", ""
            self._emit("close")
        elif group == "word":
            self._word(text)
        else:
            self._sign, self._field = "", ""

    def _phrase(self) -> None:
        end = _QUOTE.search(self._text, self._at)
        if end is None:
            self.notes.append("unclosed-quote")
            return
        start = self._at
        inside = self._text[start : end.start()]
        self._at = end.end()
        slop = _SLOP.match(self._text, self._at)
        if slop is not None:
            self._at = slop.end()
        self._emit("phrase", inside, int(slop[1]) if slop else None, start)

    def _word(self, text: str) -> None:
        operator = None if self._sign or self._field else _OPERATORS.get(text)
        if operator is not None:
            self._emit(operator)
        elif text == "NOT" and not self._sign and not self._field:
            self._sign = "-"
            while self._at < len(self._text) and self._text[self._at].isspace():
                self._at += 1
        else:
            if not self._field and _UNKNOWN_FIELD.match(text):
                self.notes.append("unknown-field")
            self._emit("word", text, start=self._at - len(text))


def tokens(text: str) -> tuple[list[Token], list[str]]:
    """The tokens of `text` (composed, NFC) and the notes on what was left out.

    >>> [(t.kind, t.sign, t.field, t.text) for t in tokens('-phường:"Sài Đồng" OR họp')[0]]
    [('phrase', '-', 'ward', 'Sài Đồng'), ('or', '', '', ''), ('word', '', '', 'họp')]
    """
    scanner = _Scanner(text)
    scanner.run()
    return scanner.tokens, scanner.notes
