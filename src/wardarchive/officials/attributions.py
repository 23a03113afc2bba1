"""The ways in which a text ties words to a speaker: functions from sentence and subject to a predicate.

A new construction is one function more in `CONSTRUCTIONS`; the first that answers wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wardarchive.officials.predicates import Predicate, PredicateFinder
from wardarchive.officials.quotations import Quotation, touching
from wardarchive.officials.subjects import Subject
from wardarchive.officials.tokens import BREAK, LOWER, MARK, NUMBER, Tokens
from wardarchive.officials.verbs import DIRECTED, NO_REPORT, SOURCES, TOLD, VERBS

_PARTICLES = frozenset(
    ("ạ", "tôi", "tui", "mình", "con", "cháu", "nhé", "nghe", "đâu", "chứ", "lắm", "à", "đó", "mà")
)
"""Words of the first person and of address, which items of a list do not have."""
_BEFORE_SOURCE = frozenset(
    (
        "cũng",
        "vẫn",
        "còn",
        "và",
        "mà",
        "nhưng",
        "thì",
        "là",
        "tất cả",
        "song",
        "rằng",
        "bởi",
        "vì",
        "nay",
        "đó",
        "này",
        "tuy",
    )
)
_NO_DEEDS = frozenset(("và", "với", "của", "trong", "là", "được", "bị", "có", "hay", "hoặc", "cùng"))
_UTTERED = frozenset(("đưa", "nêu", "chia", "bày"))
_FEWEST_WORDS = 4
_LONGEST_DEED = 4
_LONGEST_ROLE_REST = 8
_CLOSE = 8
_BEFORE_REPORTED = frozenset((",", ":", "rằng", "là", "“", '"'))
_BULLETS = ("-", "+", "*", "•")
_BEFORE_SUBJECT = frozenset(
    (",", ";", "còn", "và", "khi", "”", '"', "-", "nhưng", "thì", "mà", "đó", "nay", ".")
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens [start, end) of a passage that are read as one sentence; a quotation is never cut."""

    tokens: Tokens
    start: int
    end: int
    quotes: tuple[Quotation, ...] = ()

    def follows_quote(self, at: int, marks: str = ",-.") -> bool:
        """Whether the token `at` stands straight behind a quotation and its comma or dash."""
        while at > self.start and self.tokens.key[at - 1] in marks:
            at -= 1
        return any(quote.end == at and quote.speech for quote in touching(self.quotes, at - 1, at))


Construction = Callable[[Sentence, Subject, int], Predicate | None]


def according_to(sentence: Sentence, subject: Subject, limit: int) -> Predicate | None:
    """`Theo ông A, …`, `Theo chia sẻ của ông A, …`."""
    key = sentence.tokens.key
    at = subject.start
    if at > sentence.start and key[at - 1] == "theo" and _opens_source(sentence, at - 1):
        return Predicate(at - 1, subject.end, "theo")
    for start in range(max(sentence.start, at - 3), at - 1):
        source = SOURCES.longest(key, start + 1) if key[start] == "theo" else None
        if source is not None and source.end == at:
            return Predicate(start, subject.end, " ".join(key[start:at]))
    if at - 2 > sentence.start and key[at - 1] == "của":
        for start in range(max(sentence.start, at - 4), at - 2):
            if key[start] == "theo" and SOURCES.longest(key, start + 1) is not None:
                return Predicate(start, subject.end, " ".join(key[start + 1 : at - 1]))
    return None


def _opens_source(sentence: Sentence, at: int) -> bool:
    """Whether `theo` names a source: in `chở theo chị A` it does not."""
    before = sentence.tokens.key[at - 1]
    return at == sentence.start or sentence.tokens.shape[at - 1] != LOWER or before in _BEFORE_SOURCE


def speech_of(sentence: Sentence, subject: Subject, limit: int) -> Predicate | None:
    """`“…”. Đó là chia sẻ của bà A.`, `Khẳng định trên được ông B đưa ra …`."""
    key, at = sentence.tokens.key, subject.start
    if key[at - 1] not in ("của", "được"):
        return None
    for start in range(max(sentence.start, at - 6), at - 1):
        source = TOLD.longest(key, start)
        if source is None:
            continue
        pointed = key[start - 1] == "là" and key[start - 2] in ("đó", "đây") and source.end == at - 1
        uttered = key[source.end] in ("trên", "này", "đó") and key[subject.end] in _UTTERED
        if pointed or (uttered and source.end == at - 2):
            verb = VERBS.longest(key, start)
            act = verb is not None and verb.value.kind == "act"
            return Predicate(start, source.end, " ".join(key[start : source.end]), act)
    return None


def announced(sentence: Sentence, subject: Subject, limit: int) -> Predicate | None:
    """`Ông A: …` at the beginning of a line or sentence."""
    key = sentence.tokens.key
    opening = subject.start == sentence.start or (
        subject.start == sentence.start + 1 and key[sentence.start] in _BULLETS
    )
    if not opening or subject.form == "anaphor" or key[subject.end] != ":":
        return None
    shapes = sentence.tokens.shape[subject.end + 1 : sentence.end][: _FEWEST_WORDS * 4]
    words = sum(1 for shape in shapes if shape not in (MARK, NUMBER))
    enough = 2 if key[subject.end + 1] in ("“", '"') else _FEWEST_WORDS
    return Predicate(subject.end, subject.end + 1, ":") if words >= enough else None


def subject_and_verb(sentence: Sentence, subject: Subject, limit: int) -> Predicate | None:
    """`Đồng chí A, Bí thư Đảng ủy phường, nhấn mạnh …`, and `“…”, ông A nói`."""
    if DIRECTED.ends_at(sentence.tokens.key, subject.start) is not None:
        return None
    in_dialogue = inside_dialogue(sentence, subject)
    after_quote = in_dialogue or sentence.follows_quote(subject.start)
    is_agent = sentence.tokens.key[subject.start - 1] == "do"
    naming = subject.naming
    finder = PredicateFinder(
        sentence.tokens,
        limit,
        after_quote=after_quote,
        is_agent=is_agent,
        in_apposition=naming is not None and naming.lay and not naming.before,
    )
    found = finder.find(subject.end)
    closed = sentence.tokens.key[subject.start - 1] in (",", "-")
    if found is None and closed and (in_dialogue or sentence.follows_quote(subject.start, ",-")):
        return _deed_behind_quote(sentence.tokens, subject.end, limit)
    return found


def inside_dialogue(sentence: Sentence, subject: Subject) -> bool:
    """`- Mừng lắm chú ạ, cụ Nhàn cười, giờ sáng nào …`: a line of speech, broken off by its speaker."""
    tokens, at = sentence.tokens, sentence.start
    opens = tokens.key[at] == "-" and tokens.shape[at - 1] == BREAK and tokens.key[subject.start - 1] == ","
    if (
        not opens
        or subject.form == "role"
        or (subject.naming is not None and subject.naming.role is not None)
    ):
        return False
    return bool(_PARTICLES & set(tokens.key[at : subject.start])) or tokens.key[subject.start - 2] in (
        "!",
        "?",
    )


def _deed_behind_quote(tokens: Tokens, at: int, limit: int) -> Predicate | None:
    """`“…”, ông A lật sổ.`: whatever the speaker does straight behind his words."""
    while tokens.key[at] in (",", ")"):
        at += 1
    if tokens.shape[at] == NUMBER and tokens.key[at + 1] == "tuổi":
        at += 2
    while tokens.key[at] in (",", ")"):
        at += 1
    for start in range(
        at, min(limit, at + _LONGEST_ROLE_REST)
    ):  # `Trưởng ban tổ chức lễ hội chùa Hương nói`
        verb = VERBS.longest(tokens.key, start)
        if tokens.shape[start] in (MARK, BREAK):
            break
        if verb is not None and verb.value is not NO_REPORT:
            return Predicate(start, verb.end, verb.value.wording, doubt=0.1)
    if tokens.key[at] in _NO_DEEDS:
        return None
    end = at
    while end < min(limit, at + _LONGEST_DEED) and tokens.shape[end] == LOWER:
        end += 1
    return Predicate(at, end, " ".join(tokens.key[at:end]), doubt=0.1) if end > at else None


CONSTRUCTIONS: tuple[Construction, ...] = (according_to, speech_of, announced, subject_and_verb)


def attribute(sentence: Sentence, subject: Subject, limit: int, last_verb: int) -> Predicate | None:
    """How `subject` speaks in `sentence`, or None. `last_verb`: end of the verb of the one before."""
    if _is_reported(sentence.tokens, subject.start, last_verb) or _is_asked(sentence, subject):
        return None
    for construction in CONSTRUCTIONS:
        predicate = construction(sentence, subject, limit)
        if predicate is not None:
            return predicate
    return None


def _is_asked(sentence: Sentence, subject: Subject) -> bool:
    """`- Ông nhìn nhận thế nào …?`: an interviewer's question to the person."""
    asked = sentence.tokens.key[sentence.end - 1] == "?" and not sentence.quotes
    return asked and subject.form == "anaphor"


def _is_reported(tokens: Tokens, start: int, last_verb: int) -> bool:
    """Whether a subject belongs to what the verb before it reports: `bà A cho biết, ông B đã …`."""
    if last_verb < 0:
        return False
    between = tokens.key[last_verb : min(start, last_verb + _CLOSE)]
    only_marks = start - last_verb < _CLOSE and _BEFORE_REPORTED.issuperset(between)
    return only_marks or tokens.key[start - 1] not in _BEFORE_SUBJECT
