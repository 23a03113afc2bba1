"""Role phrases in running text: `Phó Bí thư, Chủ tịch UBND phường Sài Đồng`, and who follows them.

A role is read token by token: an office, then the bodies, units and organisations it belongs to,
then perhaps a comma, a dash or `kiêm` and the next office. Reading stops at the first word that is no
part of a role, or where a person's name begins.
"""

from __future__ import annotations

from wardarchive.officials.name_lexicon import COMMON_SURNAMES, FAMOUS, GIVEN_IN_CAPS, PLACES
from wardarchive.officials.name_splitter import NameSplitter
from wardarchive.officials.names import (
    is_capitalised,
    is_foreign,
    is_foreign_word,
    is_nickname,
    is_place,
    plausible,
    run_end,
    sure,
)
from wardarchive.officials.offices import BODIES, OFFICES, QUALIFIERS, BodyKind, Office
from wardarchive.officials.role_states import HEADS_OF_BODIES, RoleSpan, RoleState
from wardarchive.officials.titles import TITLES
from wardarchive.officials.tokens import BREAK, CAP, LOWER, MARK, NUMBER, UPPER, Tokens
from wardarchive.officials.verbs import VERBS, opens_predicate

_BEGINNINGS = OFFICES.first_keys | QUALIFIERS.first_keys
LONGEST_ROLE = 60
"""Tokens; real roles end within 40."""
_MOST_OFFICES = 6
_LONGEST_BRIDGE = 4
_PRESIDIA = ("ban", "đoàn")
_JOINABLE = ("đại biểu", "cán bộ", "công chức", "viên chức")
"""Weak offices that may follow another office in small letters; `đại diện Đội …` opens another item."""
_FOR_ANOTHER = (
    "ủy quyền của",
    "ủy nhiệm của",
    "thừa lệnh",
    "thay mặt",
    "chỉ đạo của",
    "được sự đồng ý của",
)
_HEADS_OF_STATE = ("tổng thống", "thủ tướng", "ngoại trưởng", "bộ trưởng", "thứ trưởng", "đại sứ")
"""A foreign name of two words may follow these: `Tổng thống Donald Trump`."""
_OPEN = ("đại diện", "nhân viên")
"""Weak offices that go on in any words: `đại diện bà con khu phố 5`."""
_JOINTS = frozenset((",", ";", "-", ":", "kiêm", "và", "/", "&", "("))
_DEPARTMENTS = frozenset(
    ["bộ", "sở", "phòng", "ban", "cục", "vụ", "khoa", "đội", "đoàn", "viện", "trạm", "tổ", "ủy"]
)
_UNIT_WORDS = frozenset(("unit", "number"))


class RoleReader:
    """Reads one role phrase; a small state machine over the tokens."""

    def __init__(self, tokens: Tokens, splitter: NameSplitter) -> None:
        self._t = tokens
        self._splitter = splitter

    def read(self, start: int, *, across_semicolons: bool = False) -> RoleSpan | None:
        """The role whose first token is `start`, or None."""
        head = self._head(start)
        if head is None or self._t.key[start - 1] in _PRESIDIA:  # `Ban Bí thư`, `Đoàn Chủ tịch` are bodies
            return None
        at, office = head
        whole = BODIES.longest(self._t.key, start)
        if whole is not None and whole.end > at and whole.value == "body":  # `Đại sứ quán`
            return None
        in_organisation = self._t.key[at - 1] in _DEPARTMENTS
        state = RoleState(
            end=at, last="office", in_organisation=in_organisation, lay=office.lay, weak=office.weak
        )
        before = " ".join(self._t.key[max(0, start - 3) : start])
        state.for_another = before.endswith(_FOR_ANOTHER)
        limit = min(len(self._t), start + LONGEST_ROLE)
        while state.end < limit and self._step(state, across_semicolons):
            pass
        if state.name_start is None and (office.lay or state.in_organisation):
            self._bridge(state)
        if office.name in HEADS_OF_BODIES and not state.has_body:
            return None
        is_open = office.lay or state.in_organisation or office.name in _OPEN
        return RoleSpan(start, state.end, office, state.name_start, state.joined, state.has_body, is_open)

    def _bridge(self, state: RoleState) -> None:
        """`Trưởng Ban Tổ chức giải chạy Lê Văn A`: a few unknown words, then a name for certain."""
        t = self._t
        at = state.end
        while at - state.end < _LONGEST_BRIDGE and t.shape[at] == LOWER and not opens_predicate(t, at):
            at += 1
        if at > state.end and is_capitalised(t, at) and sure(t.key[at : run_end(t, at)]):
            state.take(at, "compound")
            state.name_start = at

    def _head(self, at: int) -> tuple[int, Office] | None:
        key = self._t.key
        qualifier = QUALIFIERS.longest(key, at)
        if qualifier is not None:
            inner = self._office(qualifier.end)
            if inner is not None:
                return inner
        return self._office(at)

    def _office(self, at: int) -> tuple[int, Office] | None:
        found = OFFICES.longest(self._t.key, at)
        if found is None:
            return None
        if found.value.capitals and self._t.shape[at] != UPPER:
            return None
        return found.end, found.value

    def _step(self, state: RoleState, across_semicolons: bool) -> bool:
        t, at = self._t, state.end
        mark = t.key[at]
        if mark in _JOINTS and t.shape[at] in (MARK, LOWER):
            return self._joint(state, mark, across_semicolons)
        head = self._head(at)
        if (
            head is not None
            and (t.shape[at] != LOWER or state.last == "joint")
            and not self._is_body_here(at, head[0])
        ):
            return self._next_office(state, head[0])
        if self._begins_name(at):  # `Cử tri Đoàn Văn Hiệp`
            return self._capitals(state)
        body = BODIES.longest(t.key, at)
        if state.last == "office" and t.key[at] == "của":
            return self._owner(state)
        if state.last == "unit" and is_capitalised(t, at) and self._splitter.opens_unit(t, at):
            return self._capitals(state)  # `TP Hội An`: no association called An
        if body is not None and self._body_fits(state, at, body.end, body.value):
            state.take(body.end, body.value)
            if t.key[at - 1] == "ban":
                state.in_organisation = True
            if body.value == "firm":
                state.last, state.firm = "org", True
            return True
        if state.half_word and t.shape[at] == LOWER and not opens_predicate(t, at):
            state.take(at + 1, "compound")
            return True
        if t.shape[at] == NUMBER:
            return self._number(state)
        if is_capitalised(t, at):
            return self._capitals(state)
        return False

    def _owner(self, state: RoleState) -> bool:
        """`người phát ngôn của Bộ Ngoại giao`."""
        owner = BODIES.longest(self._t.key, state.end + 1)
        if owner is None or owner.value in ("after", "compound"):
            return False
        state.take(owner.end, owner.value)
        return True

    def _begins_name(self, at: int) -> bool:
        t = self._t
        if t.key[at] not in COMMON_SURNAMES or not is_capitalised(t, at) or not is_capitalised(t, at + 1):
            return False
        return sure(t.key[at : run_end(t, at)])

    def _is_body_here(self, at: int, head_end: int) -> bool:
        """`Hội Phụ nữ`, `Đoàn Thanh niên`: a body that is longer than the office it begins like."""
        body = BODIES.longest(self._t.key, at)
        return body is not None and body.end >= head_end

    def _next_office(self, state: RoleState, end: int) -> bool:
        if state.offices >= _MOST_OFFICES:
            return False
        state.take(end, "office")
        state.offices += 1
        return True

    def _body_fits(self, state: RoleState, at: int, end: int, kind: BodyKind) -> bool:
        """Whether this body is meant, not a verb or noun that begins like it."""
        t = self._t
        verb = VERBS.longest(t.key, at)
        if end == at + 1 and state.last == "office" and t.shape[at] == CAP and opens_predicate(t, end):
            return t.key[at] not in GIVEN_IN_CAPS  # `đại biểu Trường hỏi`
        if kind == "number" and end == at + 1 and t.shape[at] == t.shape[end] == LOWER == t.shape[at]:
            return opens_predicate(t, end)  # `ấp úng`, `bản thân`: a number or a name would follow
        department = t.key[at - 1] == "ban" or (t.key[at - 1] in _DEPARTMENTS and t.shape[at] != LOWER)
        if verb is not None and verb.end >= end and not department:
            return False
        if state.last in ("unit", "name") and kind in ("body", "compound") and t.shape[at] == LOWER:
            return state.in_organisation
        if kind == "compound" and t.shape[at] == LOWER:
            return state.last in ("org", "compound", "after", "office", "joint") or t.key[at - 2 : at] == [
                "công",
                "tác",
            ]
        if kind == "body" and t.shape[at] == LOWER and end == at + 1 and t.key[at] not in ("nước", "quốc"):
            return state.last in ("office", "org")
        return True

    def _number(self, state: RoleState) -> bool:
        t, at = self._t, state.end
        if state.last == "number" or (state.last == "unit" and t.key[at - 1] != "cấp"):
            state.take(at + 1, "name")
            return True
        if (
            state.last in ("name", "office", "org", "compound")
            and t.key[at - 1].isalpha()
            and len(t.key[at]) <= 3
        ):
            state.take(at + 1, "name")
            return True
        return False

    def _capitals(self, state: RoleState) -> bool:
        t, at = self._t, state.end
        verb = VERBS.longest(t.key, at)
        opens_verb = verb is not None and verb.end > at + 1 and not is_capitalised(t, at + 1)
        if opens_verb and not state.in_organisation:  # `Trung tâm Tư vấn công nghiệp`
            return False
        end = run_end(t, at)
        if self._is_titled(at):
            state.name_start = at
            return False
        if state.last == "office" and tuple(t.key[at:end]) in FAMOUS:
            state.name_start = at
            return False
        wants_name = state.firm and state.last in ("org", "compound")
        person = self._splitter.person_in(
            t,
            at,
            end,
            listed=state.last == "unit",
            after_unit=state.last in _UNIT_WORDS,
            open_name=wants_name,
        )
        if person is None and state.last == "office" and self._is_short_name(at, end, lay=state.lay):
            person = at
        if person is not None:
            if person > at:
                state.take(person, "name")
            state.name_start = person
            return False
        if state.last == "name" and t.shape[at] == CAP and not self._is_place(at, end):
            return False
        state.take(max(end, at + 1), "name")
        state.half_word = end == at + 1
        return True

    def _is_titled(self, at: int) -> bool:
        title = TITLES.longest(self._t.key, at)
        if title is None or PLACES.longest(self._t.key, at) is not None:
            return False
        return is_capitalised(self._t, title.end) and self._t.key[at] not in ("anh", "em", "bà", "ông")

    def _is_short_name(self, at: int, end: int, *, lay: bool) -> bool:
        """`Thứ trưởng Hà`, `Chủ tịch Quốc Anh`: a name without surname behind an office without body."""
        keys = self._t.key[at:end]
        if self._t.shape[at] == UPPER:
            return False
        if lay and is_nickname(keys):
            return True
        if " ".join(self._t.key[max(0, at - 2) : at]) in _HEADS_OF_STATE and is_foreign(keys):
            return True
        if len(keys) > 2 or self._splitter.is_unit(keys) or is_place(keys) or self._t.shape[at] == UPPER:
            return False
        named = keys[-1] in GIVEN_IN_CAPS or (len(keys) == 1 and (lay or is_foreign_word(keys[0])))
        closed = self._t.shape[end] in (MARK, BREAK) or opens_predicate(self._t, end)
        return named and closed and self._t.key[end] not in ("-", "&")

    def _is_place(self, at: int, end: int) -> bool:
        return self._splitter.is_unit(self._t.key[at:end])

    def _joint(self, state: RoleState, mark: str, across_semicolons: bool) -> bool:
        t, at = self._t, state.end + 1
        head = self._head(at)
        if mark == "(" or (mark == ";" and not across_semicolons):
            return False
        if mark == "," and t.key[at] in ("nay", "hiện") and t.key[at + 1] == "là":
            head = self._head(at + 2)
            return head is not None and self._join_office(state, mark, at, head[0])
        if head is not None and mark != "và" and not self._is_body_here(at, head[0]):
            return self._join_office(state, mark, at, head[0])
        if mark in ("-", ":") and is_capitalised(t, at):
            end = run_end(t, at)
            if plausible(t.key[at:end]) and not self._splitter.is_unit(t.key[at:end]):
                state.name_start, state.joined = at, "-" if mark == "-" else ":"
                return False
        if mark in (":", ";", "kiêm"):
            return False
        if mark == "-" and t.shape[at] == NUMBER == t.shape[state.end - 1]:  # nhiệm kỳ 2021 - 2026
            state.take(at + 1, "name")
            return True
        if mark in ("&", "/") and t.shape[at] == UPPER == t.shape[state.end - 1]:
            state.take(at + 1, "compound")
            return True
        return self._join_body(state, mark, at)

    def _join_office(self, state: RoleState, mark: str, at: int, end: int) -> bool:
        if mark == "," and (state.for_another or (state.weak and not state.has_body)):
            return False  # `Trả lời đại biểu, Phó Chủ tịch …`
        if mark == ":" or state.offices >= _MOST_OFFICES or self._is_other_item(at) or state.lay:
            return False
        if mark == ";":
            inner = self.read(at)
            if inner is None or inner.name_start is not None:
                return False
        state.take(end, "office")
        state.offices += 1
        state.in_organisation = self._t.key[end - 1] in _DEPARTMENTS
        return True

    def _is_other_item(self, at: int) -> bool:
        office = OFFICES.longest(self._t.key, at)
        if office is None or self._t.shape[at] != LOWER:
            return False
        return office.value.lay or (office.value.weak and office.value.name not in _JOINABLE)

    def _join_body(self, state: RoleState, mark: str, at: int) -> bool:
        """`Văn hóa - Thông tin`, `Giáo dục và Đào tạo`, `…, quận Long Biên`."""
        t = self._t
        body = BODIES.longest(t.key, at)
        if body is None:
            return False
        if (
            body.value == "compound"
            and state.last in ("compound", "name", "org", "body")
            and (t.shape[at] != LOWER or state.last == "compound")
        ):
            state.take(body.end, "compound")
            return True
        unit_follows = body.value == "unit" and is_capitalised(t, body.end)
        if mark in (",", "-") and unit_follows and state.last in ("name", "body", "unit", "number"):
            state.take(body.end, "unit")
            return True
        return False


def _inside_name(tokens: Tokens, at: int) -> bool:
    """`khu vực Bình Phó A`: a word of one syllable amid capitalised ones is no office."""
    if not (tokens.shape[at - 1] == CAP and tokens.shape[at] == CAP and is_capitalised(tokens, at + 1)):
        return False
    office = OFFICES.longest(tokens.key, at)
    body = BODIES.longest(tokens.key, at + 1)
    return office is not None and office.end == at + 1 and office.value.weak and body is None


def role_spans(tokens: Tokens, splitter: NameSplitter) -> list[RoleSpan]:
    """All roles of a text from left to right, none inside another."""
    reader = RoleReader(tokens, splitter)
    spans: list[RoleSpan] = []
    end = 0
    for at in [at for at, key in enumerate(tokens.key) if key in _BEGINNINGS]:
        if at < end or _inside_name(tokens, at):
            continue
        span = reader.read(at)
        if span is not None:
            spans.append(span)
            end = max(span.end, at + 1)
    return spans
