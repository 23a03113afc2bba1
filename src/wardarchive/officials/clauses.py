"""A statement's extent: its clause in tokens, the quotation it takes in, and its form for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wardarchive.model import SpeakerForm, Statement, StatementKind
from wardarchive.officials.passages import Passage
from wardarchive.officials.people import Person
from wardarchive.officials.quotations import Quotation, touching
from wardarchive.officials.tokens import LOWER, Tokens

_CAPTION_LENGTH = 45
_LONGEST_DEED = 10
_LONGEST_LEAD = 16
"""Tokens between a verb and the colon that opens the speech: `nói với lớp trẻ: “…”`."""
_BEFORE_SPEECH = frozenset((":", ",", "rằng", "là", "-", "thêm", "rõ"))
_CONJUNCTIONS = frozenset((",", ";", "-", "còn", "và", "nhưng", "trong", "khi"))
_AFTER_SPEECH = frozenset((",", "-", ".", "theo", "?", "!"))


@dataclass(slots=True)
class Clause:
    """A statement in tokens: [start, end) with its subject and its verb inside."""

    person: Person | None
    form: SpeakerForm
    verb: str
    act: bool
    start: int
    end: int
    subject_start: int
    verb_end: int
    confidence: float
    direct: bool = False

    def end_before(self, tokens: Tokens, at: int) -> None:
        """Leave what begins at `at` to the next speaker, with the comma or conjunction before it."""
        end = min(self.end, at)
        while end > self.verb_end and tokens.key[end - 1] in _CONJUNCTIONS:
            end -= 1
        self.end = end

    def widen(self, tokens: Tokens, quotes: Sequence[Quotation]) -> None:
        """Take in whole any speech that the clause begins, ends or continues in."""
        for quote in touching(quotes, self.start, self.end):
            if not quote.speech or quote.end < self.start or quote.start > self.end:
                continue
            after = self.verb_end <= quote.start and (
                _only(tokens, self.verb_end, quote.start, _BEFORE_SPEECH)
                or (_follows_colon(tokens, quote) and quote.start - self.verb_end < _LONGEST_LEAD)
            )
            before = quote.end <= self.subject_start and (
                _only(tokens, quote.end, self.subject_start, _AFTER_SPEECH)
                or (quote.start == self.start and _opens_subject(tokens, quote.end, self.subject_start))
            )
            cut = quote.start < self.end < quote.end or quote.start < self.start < quote.end
            if not (after or before or cut):
                continue
            self.direct = self.direct or after or before or _follows_colon(tokens, quote)
            self.start = min(self.start, quote.start)
            if quote.end > self.end:
                self.end = quote.end + (tokens.key[quote.end] in (".", "!", "?"))


def _only(tokens: Tokens, start: int, end: int, allowed: frozenset[str]) -> bool:
    return end - start <= 3 and all(tokens.key[at] in allowed for at in range(start, end))


def _opens_subject(tokens: Tokens, start: int, end: int) -> bool:
    """Between a quotation and its speaker: `“…”. Đó là chia sẻ của`, or `“…”, chỉ tay ra đường, `."""
    if tokens.key[end - 1] in ("của", "được"):
        return True
    deed = tokens.key[start] == "," and tokens.key[end - 1] == "," and end - start <= _LONGEST_DEED
    return deed and all(tokens.shape[at] == LOWER for at in range(start + 1, end - 1))


def _follows_colon(tokens: Tokens, quote: Quotation) -> bool:
    return tokens.key[quote.start - 1] == ":"


def as_statement(passage: Passage, clause: Clause) -> Statement:
    """The clause with offsets into the block as published."""
    tokens = passage.tokens
    start, end = tokens.start[clause.start], tokens.end[clause.end - 1]
    return Statement(
        speaker=clause.person.name if clause.person else None,
        verb=clause.verb,
        kind=_kind(passage, clause),
        speaker_form=clause.form,
        text=tokens.text[start:end],
        block=passage.block,
        start=start,
        end=end,
        confidence=clause.confidence,
    )


def _kind(passage: Passage, clause: Clause) -> StatementKind:
    if passage.kind == "caption" or (clause.form != "headline" and _looks_like_caption(passage)):
        return "caption"
    if clause.direct:
        return "direct"
    return "act" if clause.act else "indirect"


def _looks_like_caption(passage: Passage) -> bool:
    """A short paragraph of one sentence without a full stop: plain text does not tell captions apart."""
    if passage.kind != "paragraph" or passage.text.islower() or passage.text.isupper():
        return False
    return stands_alone(passage, ("”", '"'))


def stands_alone(passage: Passage, closing: Sequence[str] = ()) -> bool:
    """Whether a passage is one short sentence that no mark closes, of these or `closing`."""
    tokens = passage.tokens
    if passage.block < 0 or not 0 < len(tokens) <= _CAPTION_LENGTH:
        return False
    closed = tokens.key[len(tokens) - 1] in (".", "!", "?", ":", ";", "...", *closing)
    return not closed and len(passage.sentences()) == 1
