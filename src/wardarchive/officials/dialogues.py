"""Interviews printed as lines: a question with a dash or `PV:`, the answer below it without a name."""

from __future__ import annotations

from wardarchive.officials.passages import Passage
from wardarchive.officials.people import Person

_ASKING = frozenset(("pv", "hỏi", "mc"))
_ANSWERING = frozenset(("đáp", "trả lời"))
_BULLETS = frozenset(("-", "•", "*"))
_CLOSING = (
    ("xin", "cảm"),
    ("xin", "cám"),
    ("xin", "trân"),
    ("trân", "trọng"),
    ("cảm", "ơn"),
    ("vâng", ","),
)
_FEWEST_WORDS = 3


class Interview:
    """Follows the lines of one article and knows whose a line is that names nobody."""

    def __init__(self) -> None:
        self._answering: Person | None = None
        """Who answered the last question that has been answered by name."""
        self._asked = False
        self._marked = False
        """Whether questions open with a dash: then answers do as well, and other lines are no answers."""

    def answers(self, passage: Passage) -> Person | None:
        """The person whose words `passage` is, if it is an answer without a name."""
        person = self._answering
        if passage.kind in ("heading", "caption") or len(passage.tokens) < _FEWEST_WORDS:
            return None
        if person is None or not self._asked or _is_question(passage) or _is_farewell(passage):
            return None
        return person if _begins_line(passage) or not self._marked else None

    def follow(self, passage: Passage, speaker: Person | None) -> None:
        """Go on behind `passage`; `speaker`: who is named before the colon that opens it."""
        if speaker is not None:
            self._answering = speaker
            return
        if _is_question(passage):
            self._asked, self._marked = True, passage.tokens.key[0] in _BULLETS
        elif _is_farewell(passage) or passage.kind == "heading":
            self._asked = False


def _is_question(passage: Passage) -> bool:
    """`- Thưa bà, vì sao …?`, `PV: …`."""
    tokens = passage.tokens
    at = 1 if tokens.key[0] in _BULLETS else 0
    labelled = tokens.key[at] in _ASKING and tokens.key[at + 1] == ":"
    named = tokens.key[at : at + 2] == ["phóng", "viên"] and tokens.key[at + 2] == ":"
    return labelled or named or (at == 1 and tokens.key[len(tokens) - 1] == "?")


def _is_farewell(passage: Passage) -> bool:
    """`- Xin cảm ơn ông!`"""
    tokens = passage.tokens
    at = 1 if tokens.key[0] in _BULLETS else 0
    return tuple(tokens.key[at : at + 2]) in _CLOSING and len(tokens) < 15


def _begins_line(passage: Passage) -> bool:
    key = passage.tokens.key
    return key[0] in _BULLETS or key[0] in _ANSWERING or " ".join(key[:2]) in _ANSWERING
