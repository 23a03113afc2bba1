"""Who said what: statements of an article, read sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from wardarchive.model import SpeakerForm, Statement
from wardarchive.officials.attributions import Sentence, attribute, inside_dialogue
from wardarchive.officials.chains import links
from wardarchive.officials.clauses import Clause, as_statement, stands_alone
from wardarchive.officials.dialogues import Interview
from wardarchive.officials.namings import Naming
from wardarchive.officials.passages import Passage
from wardarchive.officials.people import People, Person
from wardarchive.officials.predicates import Predicate, PredicateFinder
from wardarchive.officials.quotations import Quotation, holding, quotations, touching
from wardarchive.officials.speakers import Focus, suits
from wardarchive.officials.subjects import Subject, opens_clause, subjects_of
from wardarchive.officials.tokens import LOWER, Tokens
from wardarchive.officials.verbs import CONNECTIVES, DIRECTED, NO_REPORT, NOUN_MAKERS, TOLD, VERBS

SURE = 0.9
"""Statements of this confidence or more are shown without a mark of doubt."""

_CONFIDENCE: dict[SpeakerForm, float] = {"named": 0.95, "role": 0.9, "anaphor": 0.8, "headline": 0.9}
_UNATTRIBUTED = 0.4
_ELIDED = 0.6
_PURE_QUOTE = 0.6
_PLAIN_REPORTS = frozenset(("cho biết", "cho hay", "cho rằng", "khẳng định", "nói", "thông tin", "chia sẻ"))
_FREE_OPENINGS = frozenset(
    ("đề nghị", "yêu cầu", "kiến nghị", "mong muốn", "nhấn mạnh", "ghi nhận", "biểu dương")
)
_COPULAS = frozenset(("là", "hiện", "làm", "từng"))
_GIVEN_ONLY = 0.7
_BEHIND_A_NOUN = 0.85
"""`công ty của … đại diện bà A cho biết`: the words before a name may make it somebody else's."""
_LONGEST_PARENTHESIS = 20
_LONGEST_WAY = 6
_LONGEST_TAG = 24
_LONGEST_LEAD_IN = 14
"""Tokens of a line such as `Bác Tư lắc đầu:`; longer ones announce lists."""


class StatementReader:
    """Reads the passages of one article in order, remembering who was spoken of."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._focus = Focus(people)
        self._interview = Interview()
        self._last: tuple[int, Person | None] | None = None
        """Block and speaker of the statement before, as long as nobody else has been named."""
        self._leads_in = False
        """Whether the passage before ends in the colon of its statement: a line of dialogue follows."""

    def read(self, passage: Passage, namings: Sequence[Naming]) -> list[Statement]:
        """The statements of one passage; passages must come in reading order."""
        quotes = tuple(quotations(passage.tokens))
        subjects = subjects_of(passage, list(namings))
        found: list[Clause] = []
        at = 0
        for sentence in _whole_sentences(passage, quotes):
            first = at
            while at < len(subjects) and subjects[at].start < sentence.end:
                at += 1
            inside = subjects[first:at]
            here = self._sentence(passage, sentence, inside)
            self._remember(passage, sentence, here, inside)
            found += here
        answering = None if found else self._interview.answers(passage)
        if answering is not None:
            found.append(_answer(passage, answering))
            self._focus.push(answering)
        short = len(passage.tokens) <= _LONGEST_LEAD_IN and not any(one.act for one in found)
        self._leads_in = bool(found) and short and passage.tokens.key[len(passage.tokens) - 1] == ":"
        self._interview.follow(passage, _announcer(passage, found))
        return [as_statement(passage, one) for one in found]

    def _sentence(self, passage: Passage, sentence: Sentence, subjects: list[Subject]) -> list[Clause]:
        found: list[Clause] = []
        self._learn_roles(passage, sentence, subjects)
        viable = [s for s in subjects if not (_in_speech(sentence, s) or _in_group(s))]
        limits = _limits(sentence, viable)
        for number, subject in enumerate(viable):
            if found and subject.start < found[-1].verb_end:
                continue
            if number and _is_addressed_with(sentence.tokens, viable[number - 1], subject):
                continue
            predicate = attribute(sentence, subject, limits[number], found[-1].verb_end if found else -1)
            if predicate is None:
                continue
            person = self._person(passage, subject, viable[:number][-1:])
            clause = self._clause(passage, sentence, subject, predicate, person)
            if clause is None:
                continue
            if found:
                found[-1].end_before(sentence.tokens, subject.start)
                clause.start = subject.start
            found += self._partners(passage, sentence, viable, number, clause)
            found.append(clause)
        if not found:
            found = self._without_subject(sentence, passage)
        for clause in found:
            clause.widen(sentence.tokens, sentence.quotes)
        return [one for clause in found for one in (clause, *links(sentence, clause))]

    def _learn_roles(self, passage: Passage, sentence: Sentence, subjects: list[Subject]) -> None:
        """`11 năm nay bà là Trưởng khu phố 7`: a role that is told of a pronoun; who presides."""
        for subject in subjects:
            if subject.naming is not None and _presides(sentence.tokens, subject.end):
                self._focus.chair = self._people.of.get(id(subject.naming))
            if subject.form != "anaphor" or sentence.tokens.key[subject.end] not in _COPULAS:
                continue
            at = subject.end + 1 + (sentence.tokens.key[subject.end + 1] == "là")
            role = passage.role_at.get(at)
            person = (
                None if role is None or _in_speech(sentence, subject) else self._person(passage, subject)
            )
            if person is not None and role is not None and role.name_start is None and role.end > at:
                person.learn(passage.wording(role.start, role.end), lay=role.office.lay)

    @staticmethod
    def _clause(
        passage: Passage,
        sentence: Sentence,
        subject: Subject,
        predicate: Predicate,
        person: Person | None,
    ) -> Clause | None:
        if person is None and not _may_stay_unknown(subject, predicate, sentence):
            return None
        confidence = _CONFIDENCE[subject.form] - predicate.doubt
        if not opens_clause(sentence.tokens, subject.start):
            confidence = min(confidence, _BEHIND_A_NOUN)
        if person is None:
            confidence = _UNATTRIBUTED
        elif len(person.key) == 1:
            confidence = min(confidence, _GIVEN_ONLY)
        form: SpeakerForm = subject.form
        headline = predicate.wording == ":" and _is_headline(passage)
        if headline:
            form = "headline"
        return Clause(
            person,
            form,
            predicate.wording,
            predicate.act,
            sentence.start,
            sentence.end,
            subject.start,
            predicate.end,
            round(confidence, 2),
            direct=(predicate.wording == ":" and not headline)
            or _opens_dialogue(passage.tokens, predicate.end)
            or inside_dialogue(sentence, subject),
        )

    def _person(self, passage: Passage, subject: Subject, before: Sequence[Subject] = ()) -> Person | None:
        """Who the subject is; `before`: the possible subject straight before it in the sentence."""
        if subject.naming is not None:
            return self._people.of.get(id(subject.naming)) or self._people.admit(subject.naming)
        if subject.role is not None:
            return self._focus.by_role(passage, subject)
        for other in before:  # `Trao đổi với ông A, ông này cho biết`
            named = None if other.naming is None else self._people.of.get(id(other.naming))
            if named is not None and suits(named, subject.title):
                return named
        return self._focus.by_title(subject.title)

    def _partners(
        self, passage: Passage, sentence: Sentence, viable: list[Subject], number: int, clause: Clause
    ) -> list[Clause]:
        """`ông A và bà B cùng kiến nghị`: the same clause for the one named before."""
        naming = viable[number].naming
        if number == 0 or naming is None or viable[number - 1].naming is None:
            return []
        partner = viable[number - 1]
        between = sentence.tokens.key[partner.end : viable[number].start]
        if between not in (["và"], ["cùng"]) and not (between == [","] and naming.listed):
            return []
        if DIRECTED.ends_at(sentence.tokens.key, partner.start) is not None:
            return []
        person = self._person(passage, partner)
        return [] if person is None else [replace(clause, person=person, subject_start=partner.start)]

    def _without_subject(self, sentence: Sentence, passage: Passage) -> list[Clause]:
        """`Đồng thời, đề nghị …`, or a quotation alone: what follows a statement goes on from it."""
        if self._last is None or self._last[0] not in (passage.block, passage.block - 1):
            return []
        person, tokens, at = self._last[1], sentence.tokens, sentence.start
        led_in = self._leads_in and at == 0 and tokens.key[0] == "-"
        if led_in or (tokens.key[at] in ("“", '"') and _is_all_quote(sentence)):
            return [_words_alone(person, at, sentence.end)]
        for _ in range(3):
            connective = CONNECTIVES.longest(tokens.key, at)
            if connective is None:
                break
            at = connective.end + (tokens.key[connective.end] == ",")
        predicate = PredicateFinder(tokens, sentence.end).verb_at(at)
        if predicate is None or not _opens_freely(predicate, connected=at > sentence.start):
            return []
        return [
            Clause(
                person,
                "anaphor",
                predicate.wording,
                predicate.act,
                sentence.start,
                sentence.end,
                at,
                predicate.end,
                _ELIDED if person is not None else _UNATTRIBUTED,
            )
        ]

    def _remember(
        self, passage: Passage, sentence: Sentence, found: list[Clause], subjects: list[Subject]
    ) -> None:
        people = [self._people.of.get(id(s.naming)) for s in subjects if s.naming is not None]
        if not found and not people and subjects and subjects[0].form == "role":
            people = [self._person(passage, subjects[0])]
        if not found and people and people[0] is not None and all(p is people[0] for p in people):
            self._focus.push(people[0])
        for clause in found:
            if clause.person is not None:
                self._focus.push(clause.person)
                clause.person.speaks = True
        if found:
            self._last = (passage.block, found[-1].person)
        elif people or (self._last is not None and _reports_otherwise(sentence)):
            self._last = None


def _reports_otherwise(sentence: Sentence) -> bool:
    """Whether somebody who is nobody's equal here speaks: `Đại diện công ty cho biết …`."""
    key = sentence.tokens.key
    for at in range(sentence.start + 1, sentence.end):
        verb = VERBS.longest(key, at)
        if (
            verb is not None
            and verb.value.wording in _PLAIN_REPORTS
            and NOUN_MAKERS.ends_at(key, at) is None
        ):
            return True
    return False


def _is_addressed_with(tokens: Tokens, before: Subject, subject: Subject) -> bool:
    """`yêu cầu ông A và ông B báo cáo`: B is spoken to like A."""
    if tokens.key[before.end : subject.start] != ["và"]:
        return False
    return DIRECTED.ends_at(tokens.key, before.start) is not None


def _presides(tokens: Tokens, at: int) -> bool:
    while tokens.key[at] in (",", "đã", "cùng", "-"):
        at += 1
    return tokens.key[at] == "chủ" and tokens.key[at + 1] in ("tọa", "trì")


def _is_headline(passage: Passage) -> bool:
    """A heading, or a paragraph of one sentence that no full stop closes: `Chủ tịch phường A: “…”`."""
    return passage.kind == "heading" or (passage.kind == "paragraph" and stands_alone(passage))


def _opens_dialogue(tokens: Tokens, at: int) -> bool:
    """`… đáp: - Có chứ.`, `nói trong tiếng cười: - Tui già rồi.`"""
    for colon in range(at, min(at + _LONGEST_WAY, len(tokens))):
        if tokens.key[colon] == ":":
            return tokens.key[colon + 1] == "-"
        if tokens.shape[colon] != LOWER:
            return False
    return False


def _announcer(passage: Passage, found: list[Clause]) -> Person | None:
    """Who stands before the colon that opens a line: `- Bà A: …`."""
    if not found or found[0].verb != ":" or passage.kind == "heading" or found[0].subject_start > 1:
        return None
    return found[0].person


def _answer(passage: Passage, person: Person) -> Clause:
    """A whole line as one person's words."""
    return _words_alone(person, 1 if passage.tokens.key[0] == "-" else 0, len(passage.tokens))


def _words_alone(person: Person | None, start: int, end: int) -> Clause:
    """Words of somebody who is not named beside them."""
    return Clause(person, "anaphor", "", False, start, end, start, end, _PURE_QUOTE, direct=True)


def _whole_sentences(passage: Passage, quotes: tuple[Quotation, ...]) -> list[Sentence]:
    """The passage's sentences, those that one quotation spans as one."""
    ranges: list[tuple[int, int]] = []
    for start, end in passage.sentences():
        if ranges and (holding(quotes, start) is not None or _tells_whose(passage.tokens, start, end)):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return [Sentence(passage.tokens, a, b, tuple(touching(quotes, a, b - 1))) for a, b in ranges]


def _tells_whose(tokens: Tokens, start: int, end: int) -> bool:
    """`“…”. Đó là chia sẻ của bà A.`: a sentence that says whose the quotation before it was."""
    if not {"”", '"'} & set(tokens.key[max(0, start - 2) : start]):
        return False
    if tokens.key[start] in ("đó", "đây") and tokens.key[start + 1] == "là":
        return TOLD.longest(tokens.key, start + 2) is not None
    if "như" in tokens.key[start:end] and {("như", "vậy"), ("như", "thế")} & set(
        pairwise(tokens.key[start:end])
    ):
        return True
    last = end - 1 if tokens.key[end - 1] in (".", "!") else end
    if end - start <= _LONGEST_TAG and VERBS.ends_at(tokens.key, last) not in (None, NO_REPORT):
        return True  # `“…”. Ông A, nguyên cán bộ, quả quyết.`
    told = TOLD.longest(tokens.key, start)
    return told is not None and tokens.key[told.end : told.end + 2] in (["trên", "được"], ["này", "được"])


def _limits(sentence: Sentence, viable: list[Subject]) -> list[int]:
    """For each subject, where the next one begins who could be speaking himself."""
    limits: list[int] = []
    limit = sentence.end
    for subject in reversed(viable):
        limits.append(limit)
        directed = DIRECTED.ends_at(sentence.tokens.key, subject.start) is not None
        if not directed and not _in_parentheses(sentence.tokens, subject.start):
            limit = min(subject.start, sentence.end)
    return limits[::-1]


def _in_parentheses(tokens: Tokens, at: int) -> bool:
    for before in range(at - 1, max(-1, at - _LONGEST_PARENTHESIS), -1):
        if tokens.key[before] in ("(", ")"):
            return tokens.key[before] == "("
    return False


def _may_stay_unknown(subject: Subject, predicate: Predicate, sentence: Sentence) -> bool:
    """A role, or a pronoun that opens a sentence, is worth reporting though nobody is named.

    Roles that are listed (`đội ngũ già làng, trưởng buôn đều cho rằng …`) are many persons.
    """
    if "đều" in sentence.tokens.key[subject.end : predicate.end]:
        return False
    if subject.form == "anaphor":
        if subject.title is None or subject.title.calling:
            return False
        opens = subject.start == sentence.start and predicate.doubt == 0
        return opens or subject.title.wording in ("đồng chí", "đ/c")
    return subject.form == "role" and subject.role is not None and subject.role.standing_alone


def _in_group(subject: Subject) -> bool:
    """`các đồng chí A, B và C giải đáp …`: what a group says is no single person's."""
    return subject.naming is not None and subject.naming.plural


def _in_speech(sentence: Sentence, subject: Subject) -> bool:
    quote = holding(sentence.quotes, subject.start)
    return quote is not None and quote.speech


def _is_all_quote(sentence: Sentence) -> bool:
    return (
        bool(sentence.quotes) and sentence.quotes[0].speech and sentence.quotes[-1].end >= sentence.end - 1
    )


def _opens_freely(predicate: Predicate, *, connected: bool) -> bool:
    """Whether a sentence may open with this verb and mean the speaker of the one before."""
    return connected or predicate.wording in _FREE_OPENINGS
