"""Who said what: statements of an article, read sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from wardarchive.model import SpeakerForm, Statement
from wardarchive.officials.clauses import Clause, as_statement
from wardarchive.officials.namings import Naming
from wardarchive.officials.passages import Passage
from wardarchive.officials.people import People, Person
from wardarchive.officials.predicates import Predicate, find_predicate, verb_at
from wardarchive.officials.quotations import Quotation, holding, quotations
from wardarchive.officials.speakers import Focus
from wardarchive.officials.subjects import Subject, has_words, is_addressed, subjects_of
from wardarchive.officials.tokens import Tokens
from wardarchive.officials.verbs import CONNECTIVES

SURE = 0.9
"""Statements of this confidence or more are shown without a mark of doubt."""


class StatementReader:
    """Reads the passages of one article in order, remembering who was spoken of."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._focus = Focus(people)
        self._last: tuple[int, int, Person | None] | None = None

    def read(self, passage: Passage, namings: Sequence[Naming]) -> list[Statement]:
        tokens = passage.tokens
        quotes = quotations(tokens)
        subjects = subjects_of(passage, list(namings))
        found: list[Clause] = []
        for number, (start, end) in enumerate(passage.sentences()):
            inside = [s for s in subjects if start <= s.start < end]
            here = self._sentence(passage, start, end, inside, quotes)
            self._remember(passage, number, here, inside)
            found += here
        return [as_statement(passage, one) for one in found]

    def _sentence(
        self, passage: Passage, start: int, end: int, subjects: list[Subject], quotes: list[Quotation]
    ) -> list[Clause]:
        found: list[Clause] = []
        verb_end = -1
        for subject in subjects:
            if subject.start < verb_end or (
                holding(quotes, subject.start) is not None and holding(quotes, start) is None
            ):
                continue
            one = self._subject(passage, subject, start, end, verb_end)
            if one is None:
                continue
            if found:
                found[-1].end = min(found[-1].end, subject.start)
                one.start = subject.start
            found.append(one)
            verb_end = one.verb_end
        if not found:
            elided = self._elided(passage, start, end)
            found = [elided] if elided else []
        for one in found:
            one.widen(passage.tokens, quotes)
        return found

    def _subject(
        self, passage: Passage, subject: Subject, start: int, end: int, last_verb: int
    ) -> Clause | None:
        tokens = passage.tokens
        according = _according(tokens, subject, start)
        if according is None and (
            is_addressed(tokens, subject) or _reported(tokens, subject.start, last_verb)
        ):
            return None
        predicate: Predicate | None = None
        verb, act = according or "", False
        if according is None:
            predicate = find_predicate(tokens, subject.end, end)
            if predicate is None:
                if not _announces(tokens, subject, start, end):
                    return None
                verb = ":"
            else:
                verb, act = predicate.verb.wording, predicate.verb.kind == "act"
        person = self._person(passage, subject)
        if person is None and subject.form in ("anaphor", "named"):
            return None
        verb_end = predicate.end if predicate else subject.end
        confidence = _confidence(subject.form, person, predicate)
        form: SpeakerForm = "headline" if verb == ":" and passage.block < 0 else subject.form
        return Clause(person, form, verb, act, start, end, subject.start, verb_end, confidence)

    def _person(self, passage: Passage, subject: Subject) -> Person | None:
        if subject.naming is not None:
            person = self._people.of.get(id(subject.naming))
            if person is None and subject.naming.pattern == "bare":
                person = self._people.admit(subject.naming)
            return person
        if subject.role is not None:
            return self._focus.by_role(passage, subject)
        return self._focus.by_title(subject.title)

    def _elided(self, passage: Passage, start: int, end: int) -> Clause | None:
        """`Đồng thời, đề nghị …`: a sentence without subject that follows a statement."""
        last = self._last
        if last is None or last[0] not in (passage.block, passage.block - 1):
            return None
        tokens, at = passage.tokens, start
        for _ in range(3):
            connective = CONNECTIVES.longest(tokens.key, at)
            if connective is None:
                break
            at = connective.end + (tokens.key[connective.end] == ",")
        if tokens.key[at] in ("-", "+"):
            at += 1
        predicate = verb_at(tokens, at, end)
        if predicate is None or predicate.verb.weak:
            return None
        act = predicate.verb.kind == "act"
        return Clause(last[2], "anaphor", predicate.verb.wording, act, start, end, at, predicate.end, 0.6)

    def _remember(
        self, passage: Passage, number: int, found: list[Clause], subjects: list[Subject]
    ) -> None:
        named = [s.naming for s in subjects if s.naming is not None]
        if not found and len(named) == 1:
            person = self._people.of.get(id(named[0]))
            if person is not None:
                self._focus.push(person)
        for one in found:
            if one.person is not None:
                self._focus.push(one.person)
                one.person.speaks = True
        if found:
            self._last = (passage.block, number, found[-1].person)
        elif named:
            self._last = None


def _according(tokens: Tokens, subject: Subject, start: int) -> str | None:
    """`Theo ông A, …` and `Theo chia sẻ của ông A, …`: the verb, or None."""
    before = tokens.key[max(start, subject.start - 4) : subject.start]
    if before[-1:] == ["theo"]:
        return "theo"
    if len(before) >= 3 and before[-1] == "của" and "theo" in before[:-2]:
        noun = " ".join(before[before.index("theo") + 1 : -1])
        if noun in (
            "chia sẻ",
            "đánh giá",
            "nhận định",
            "thông tin",
            "lời",
            "báo cáo",
            "phản ánh",
            "ý kiến",
        ):
            return noun
    return None


def _reported(tokens: Tokens, start: int, last_verb: int) -> bool:
    """Whether a subject is what the verb before it reports: `bà A cho biết, ông B đã …`."""
    if last_verb < 0:
        return False
    between = [k for k in tokens.key[last_verb:start] if k not in (",", ":", "rằng", "là", "“", '"')]
    return not between or tokens.key[start - 1] not in (
        ",",
        ";",
        "còn",
        "và",
        "khi",
        "đồng thời",
        "”",
        '"',
        "-",
    )


def _announces(tokens: Tokens, subject: Subject, start: int, end: int) -> bool:
    """`Ông A: …` at the beginning of a sentence."""
    opening = subject.start == start or (
        subject.start == start + 1 and tokens.key[start] in ("-", "+", "*")
    )
    if not opening or subject.form == "anaphor" or tokens.key[subject.end] != ":":
        return False
    return has_words(tokens, subject.end + 1, end, 4)


def _confidence(form: SpeakerForm, person: Person | None, predicate: Predicate | None) -> float:
    if person is None:
        return 0.4
    value = {"named": 0.95, "role": 0.9, "anaphor": 0.8, "headline": 0.9}[form]
    if predicate is not None and not predicate.near:
        value -= 0.25
    return round(value, 2)
