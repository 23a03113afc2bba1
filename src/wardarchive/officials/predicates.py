"""The reporting verb of a subject: `…, thay mặt Đảng ủy, đã ghi nhận và đề nghị …`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wardarchive.officials.offices import BODIES
from wardarchive.officials.tokens import BREAK, LOWER, MARK, NUMBER, Tokens
from wardarchive.officials.verbs import ASIDES, AUXILIARIES, NO_REPORT, NOUN_MAKERS, PRESENTED, VERBS, Verb

_LONGEST_ASIDE = 24
_LONGEST_DEED = 28
_LONGEST_MANNER = 14
_LONGEST_PARENTHESIS = 24
_WEAK_DOUBT = 0.1
_SEPARATORS = frozenset((",", "-", ")"))
_QUOTES = frozenset(("“", '"'))
_WHERE = frozenset(("ở", "tại", "của", "trong"))
_NO_MANNER = frozenset(
    ["chức", "vụ", "địa", "thoại", "gồm", "có", "là", "làm", "sau", "đây", "như", "của", "các"]
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A reporting verb at tokens [start, end); `doubt` is what its distance takes from confidence."""

    start: int
    end: int
    wording: str
    act: bool = False
    doubt: float = 0.0


class PredicateFinder:
    """Finds how a subject speaks.

    `after_quote`: the subject follows a quotation, so that a verb needs nothing behind it. `is_agent`: it
    follows `do`, so that only the verb straight behind it is its own. `in_apposition`: it
    ends in a role of which more words may be part.
    """

    def __init__(
        self,
        tokens: Tokens,
        limit: int,
        *,
        after_quote: bool = False,
        is_agent: bool = False,
        in_apposition: bool = False,
    ) -> None:
        self._t = tokens
        self._in_apposition = in_apposition
        self._is_agent = is_agent
        self._limit = limit
        self._after_quote = after_quote

    def find(self, at: int) -> Predicate | None:
        """The verb by which a subject that ends at token `at` speaks, before the limit."""
        at = self._skip_marks(at)
        if self._t.shape[at] == NUMBER and self._t.key[at + 1] == "tuổi":
            at = self._skip_marks(at + 2)
        start = at
        for _ in range(8):
            if at >= self._limit:
                break
            predicate = self.verb_at(at)
            if predicate is not None:
                return predicate
            step = self._auxiliary_end(at) or self._aside_end(at)
            if step is None:
                break
            at = step
        deed = None if self._is_agent else self._after_deed(at)
        return self._after_apposition(start) or deed or self._manner(start)

    def verb_at(self, at: int) -> Predicate | None:
        """The reporting verb that begins at token `at`, if it reports anything."""
        found = VERBS.longest(self._t.key, at)
        if found is None or found.value is NO_REPORT or found.end > self._limit:
            return None
        if self._t.key[found.end] == "của":  # `đề nghị của đại biểu` is a noun
            return None
        if found.value.weak and not (self._after_quote or self._says_something(found.end, found.value)):
            return None
        if found.value.kind == "act" and self._t.key[found.end] == "được":  # `vận động được 50 chiếc xe`
            return None
        doubt = _WEAK_DOUBT if found.value.weak and not self._after_quote else 0.0
        act = found.value.kind == "act" or self._act_joined(found.end)
        return Predicate(at, found.end, found.value.wording, act, doubt)

    def _act_joined(self, at: int) -> bool:
        """`tiếp thu và hứa …`: an act coordinated with the verb that ends at `at`."""
        second = VERBS.longest(self._t.key, at + 1) if self._t.key[at] == "và" else None
        return second is not None and second.value.kind == "act" and second.end < self._limit

    def _says_something(self, end: int, verb: Verb) -> bool:
        key = self._t.key
        if key[end] == "của":
            return False
        if verb.presenting:
            at = end + (key[end] in ("các", "những", "một"))
            return PRESENTED.longest(key, end) is not None or PRESENTED.longest(key, at) is not None
        return key[end] not in (".", ";", ")", "")

    def _auxiliary_end(self, at: int) -> int | None:
        found = AUXILIARIES.longest(self._t.key, at)
        return None if found is None else found.end + (self._t.key[found.end] == ",")

    def _past_auxiliaries(self, at: int) -> int:
        """Where the verb begins; `cho` of `cho biết` is none of these."""
        for _ in range(3):
            step = None if VERBS.longest(self._t.key, at) is not None else self._auxiliary_end(at)
            if step is None:
                break
            at = step
        return at

    def _skip_marks(self, at: int) -> int:
        key = self._t.key
        if key[at] == "(":
            closes = range(at + 1, min(at + _LONGEST_PARENTHESIS, len(self._t)))
            at = next((close + 1 for close in closes if key[close] == ")"), at)
        while key[at] in _SEPARATORS:
            at += 1
        return at

    def _aside_end(self, at: int) -> int | None:
        """The end of `thay mặt Đảng ủy, …`: behind its comma, or at the verb that follows without one."""
        t = self._t
        if ASIDES.longest(t.key, at) is None and not self._is_address(at):
            return None
        for end in range(at + 1, min(self._limit, at + _LONGEST_ASIDE)):
            if t.key[end] == ",":
                return end + 1
            if t.shape[end] == MARK and t.key[end] not in ("-", "“", "”", '"', "/"):
                return None
            if end > at + 1 and (self._auxiliary_end(end) or self._is_own_verb(end)):
                return end
        return None

    def _is_address(self, at: int) -> bool:
        """`, thôn Thượng nói …`: where the speaker lives, named without `ở`."""
        body = BODIES.longest(self._t.key, at)
        return body is not None and body.value in ("unit", "number") and self._t.key[at - 1] == ","

    def _after_apposition(self, at: int) -> Predicate | None:
        """`bà Mận, nhà ở đầu ngõ, phản ánh`: the verb behind the comma that closes an apposition."""
        t = self._t
        opened = t.key[at - 1] if t.key[at - 1] in (",", "-") else ","
        if opened != t.key[at - 1] and not self._in_apposition:
            return None
        for close in range(at + 1, min(self._limit, at + _LONGEST_MANNER)):
            if t.key[close] == opened:
                return self._doubted(self.verb_at(self._past_auxiliaries(close + 1)), 0.1)
            if close > at + 1 and self._is_strong_verb(close):
                return self._doubted(self.verb_at(close), 0.15)
            if t.shape[close] in (MARK, BREAK) and t.key[close] not in ("-", "/"):
                return None
        return None

    def _is_own_verb(self, at: int) -> bool:
        longer = BODIES.longest(self._t.key, at - 1)
        if longer is not None and longer.end > at:  # `Học viện Ngoại giao`
            return False
        return self.verb_at(at) is not None and NOUN_MAKERS.ends_at(self._t.key, at) is None

    def _is_strong_verb(self, at: int) -> bool:
        verb = VERBS.longest(self._t.key, at)
        if verb is None or verb.value.weak or self._t.shape[at] != LOWER:
            return False
        return NOUN_MAKERS.ends_at(self._t.key, at) is None

    def _after_deed(self, at: int) -> Predicate | None:
        """`đã trao quà và chúc mừng …`: a reporting verb coordinated with another deed."""
        t = self._t
        if t.shape[at] == MARK:
            return None
        for joint in range(at + 1, min(self._limit, at + _LONGEST_DEED)):
            key = t.key[joint]
            if key == ";" and t.key[joint + 1] == "đồng":
                continue
            if key in (";", ":", "(", "“", '"', "không", "chưa"):
                return None
            if key in ("và", ",", "thời", "vừa", "rồi"):
                start = self._past_auxiliaries(joint + 1)
                verb = VERBS.longest(t.key, start)
                if verb is not None and t.key[verb.end] in (",", "và"):  # `lãnh đạo, chỉ đạo, quản lý`
                    continue
                if verb is not None and (key in ("vừa", "rồi") or not verb.value.weak):
                    return self._doubted(self.verb_at(start), 0.25)
        return None

    def _manner(self, at: int) -> Predicate | None:
        """`rưng rưng: “…”`, `than: …`: words of any kind, but a colon, and best a quotation behind it."""
        t = self._t
        for colon in range(at, min(self._limit, at + _LONGEST_MANNER)):
            if t.key[colon] == ":":
                quoted = t.key[colon + 1] in _QUOTES or t.key[colon + 1] == "-"
                words = [i for i in range(at, colon) if t.shape[i] == LOWER]
                if not words or (not quoted and (colon - at > 4 or len(words) < colon - at)):
                    return None
                if _NO_MANNER & set(t.key[at:colon]) and not quoted:
                    return None
                inner = self._verb_inside(at, colon)
                if inner is not None and quoted:
                    return inner
                first, last = self._manner_start(at, colon)
                wording = ":" if t.key[first] in _WHERE else " ".join(t.key[first:last])
                return Predicate(first, colon, wording, doubt=0.0 if quoted else 0.2)
            if t.shape[colon] == BREAK or t.key[colon] in (".", ";", "“", '"'):
                return None
        return None

    def _verb_inside(self, at: int, end: int) -> Predicate | None:
        """`… cố đô Huế cũng bày tỏ: “…”`: a reporting verb among words that no list has."""
        passed = at
        for start in range(at, end):
            verb = VERBS.longest(self._t.key, start) if start >= passed else None
            if verb is None or verb.end > end:
                continue
            if verb.value is NO_REPORT:  # `bàn giao` holds no `giao`
                passed = verb.end
                continue
            if NOUN_MAKERS.ends_at(self._t.key, start) is None:
                return Predicate(start, verb.end, verb.value.wording, verb.value.kind == "act")
        return None

    def _manner_start(self, at: int, colon: int) -> tuple[int, int]:
        """The words that tell the manner: all if few, else the first behind the last comma."""
        commas = [i + 1 for i in range(at, colon) if self._t.key[i] == ","]
        start = commas[-1] if commas and commas[-1] < colon else at
        while start < colon - 1 and self._auxiliary_end(start) == start + 1:
            start += 1
        return start, min(colon, start + 4)

    @staticmethod
    def _doubted(predicate: Predicate | None, doubt: float) -> Predicate | None:
        if predicate is None:
            return None
        return replace(predicate, doubt=max(doubt, predicate.doubt))
