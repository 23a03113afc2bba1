"""Places where somebody is named: title + name, role + name, name + role, and bare names."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.officials.appositions import ALIASES, Apposition, rest_end, role_behind
from wardarchive.officials.name_lexicon import (
    COMMON_SURNAMES,
    FAMOUS,
    GIVEN_IN_CAPS,
    NOT_IN_NAMES,
    PLACES,
    SURNAMES,
)
from wardarchive.officials.name_splitter import NameSplitter
from wardarchive.officials.names import (
    is_capitalised,
    is_foreign,
    is_nickname,
    is_place,
    name_key,
    plausible,
    royal_prefix,
    run_end,
    sure,
)
from wardarchive.officials.offices import BODIES, OFFICES
from wardarchive.officials.passages import Passage
from wardarchive.officials.places import PLACE_WORDS
from wardarchive.officials.role_spans import RoleReader
from wardarchive.officials.role_states import RoleSpan
from wardarchive.officials.titles import TITLES, Title
from wardarchive.officials.tokens import BREAK, CAP, LOWER, MARK, NUMBER, UPPER, Tokens
from wardarchive.officials.unit_keys import NameKey
from wardarchive.officials.verbs import AUXILIARIES, CONNECTIVES, NO_REPORT, VERBS, opens_predicate


@dataclass(slots=True)
class Naming:
    """One naming: the name's tokens [start, end) inside its phrase [outer_start, outer_end)."""

    passage: Passage
    start: int
    end: int
    outer_start: int
    outer_end: int
    pattern: str
    key: NameKey
    titles: tuple[Title, ...] = ()
    role: str | None = None
    lay: bool = False
    """The role is no public office."""
    before: bool = False
    """The role stands before the name."""
    alias_of: NameKey | None = None
    """The other name of the same person, given straight before: `ông Ba Lúa, tên thật …`."""
    calling: str | None = None
    """The title that says what the person is, as published: ``Luật sư``."""
    listed: bool = False
    """Shares the calling of the name before it: `cử tri A, B phản ánh`."""
    plural: bool = False
    """`các đồng chí` stands before this name or one it is listed with."""


@dataclass(slots=True)
class _Lead:
    """What stands straight before the token being read."""

    start: int = -1
    end: int = -1
    titles: tuple[Title, ...] = ()
    role: RoleSpan | None = None
    calling: str | None = None


class NamingScanner:
    """Walks over a passage once, from left to right."""

    def __init__(self, passage: Passage, splitter: NameSplitter) -> None:
        self._p = passage
        self._t = passage.tokens
        self._splitter = splitter
        self._reader = RoleReader(passage.tokens, splitter)
        self.found: list[Naming] = []
        self._lead = _Lead()
        self._called = 0
        """Where the calling of the lead begins."""
        self._group: tuple[RoleSpan, int] | None = None
        self._place_end = -2
        self._free_role: RoleSpan | None = None
        """The last role that no name has claimed yet."""

    def scan(self) -> list[Naming]:
        at, size = 0, len(self._t)
        key, shape, role_at = self._t.key, self._t.shape, self._p.role_at
        while at < size:
            if shape[at] not in (CAP, UPPER) and key[at] not in _TITLE_BEGINNINGS and at not in role_at:
                at += 1
            else:
                at = self._title(at) or self._role(at) or self._name(at) or at + 1
        return self.found

    def _title(self, at: int) -> int | None:
        key = self._t.key
        if not TITLES.starts(key[at]):
            return None
        title = TITLES.longest(key, at)
        place = PLACES.longest(key, at)
        if title is None or (place is not None and place.end > at + 1):
            return None
        if is_capitalised(self._t, at) and PLACE_WORDS.ends_at(key, at) is not None:
            return None  # `huyện Anh Sơn`
        follows = title.end
        while key[follows] in (",", ":") and title.value.plural:
            follows += 1
        chained = TITLES.longest(key, follows) is not None and follows == title.end
        if not (is_capitalised(self._t, follows) or chained or follows in self._p.role_at):
            return None
        if self._lead.end == at and key[at] in SURNAMES and is_capitalised(self._t, at):
            return None  # `bà Ông Thị Lựu`
        role = self._p.role_at.get(at)
        if role is not None and (role.end > title.end or role.name_start is not None):
            return None
        if self._lead.end == at and self._lead.role is None and len(self._lead.titles) < _MOST_TITLES:
            self._lead.titles = (*self._lead.titles, title.value)
            self._lead.end = follows
        else:
            self._lead = _Lead(at, follows, (title.value,))
        if title.value.calling and self._lead.calling is None:
            self._lead.calling, self._called = self._p.wording(at, title.end), at
        elif title.value.calling and self._lead.titles[:-1] and self._lead.titles[-2].calling:
            self._lead.calling = self._p.wording(self._called, title.end)  # `PGS.TS`
        return follows

    def _role(self, at: int) -> int | None:
        role = self._p.role_at.get(at)
        if role is None:
            return None
        if self._lead.end == at:
            start, titles = self._lead.start, self._lead.titles
        else:
            start, titles = at, ()
        lead_end = role.name_start if role.name_start is not None else -1
        self._lead = _Lead(start, lead_end, titles, role)
        opens = self._t.shape[at - 1] in (MARK, BREAK) and role.office.name not in _CROWDS
        self._free_role = role if role.standing_alone or (role.office.lay and opens) else None
        return role.name_start if role.name_start is not None else role.end

    def _name(self, at: int) -> int | None:
        t = self._t
        if not is_capitalised(t, at) or at in self._p.role_at:
            return None
        if t.key[at - 1] == ":" and t.key[at - 2] in ("ảnh", "nguồn", "bài") and self._lead.end != at:
            return run_end(t, at)  # a photographer in mid-text
        if self._in_place(at):
            self._place_end = run_end(t, at)
            return self._place_end
        lead = self._lead if self._lead.end == at else None
        place = PLACES.longest(t.key, at) if lead is None else None
        if place is not None and place.end > at + 1 and place.end == run_end(t, at):
            return place.end  # `(Hai Bà Trưng)`: nobody called bà Trưng
        if lead is None and t.key[at] in NOT_IN_NAMES and t.key[at] not in COMMON_SURNAMES:
            return None  # a sentence's first word is capitalised as well: `Theo Nguyễn Văn A`
        end = self._clip(at, run_end(t, at))
        naming = self._classify(at, end, lead)
        if naming is None:
            return end
        self._free_role = None
        self._share_role(naming)
        if self.found:
            self._tie_to(self.found[-1], naming)
        self.found.append(naming)
        return max(naming.outer_end, end)

    def _in_place(self, at: int) -> bool:
        """Whether the run at `at` names a street, school, ward … or continues a list of such names."""
        key = self._t.key
        if self._lead.end == at:
            return False
        if PLACE_WORDS.ends_at(key, at) is not None:
            return True
        return at - 1 == self._place_end and key[at - 1] in (",", "và", "-")

    def _clip(self, start: int, end: int) -> int:
        """Roles and titles found inside the run end it."""
        for at in range(start + 1, end):
            if at in self._p.role_at and not self._p.role_at[at].office.lay:
                return at
        return end

    def _classify(self, start: int, end: int, lead: _Lead | None) -> Naming | None:
        end = self._trim(start, end, lead)
        key = name_key(self._t, start, end)
        if not key or key in FAMOUS or (len(key) == 1 and self._t.shape[start] == UPPER):
            return None
        if lead is None and self._is_known_place(key):
            return None
        if lead is not None and lead.calling is not None and self._is_exact_place(key):
            return None  # `diễn viên Hàn`, `nhà báo Hồng Kông`
        naming = Naming(self._p, start, end, lead.start if lead else start, end, "", key)
        if lead is not None:
            naming.titles, naming.calling = lead.titles, lead.calling
            naming.plural = any(title.plural for title in lead.titles)
        self._find_pattern(naming, lead)
        if not naming.pattern or (naming.role is not None and not self._acceptable(naming)):
            return None
        return naming

    def _find_pattern(self, naming: Naming, lead: _Lead | None) -> None:
        """Which of the patterns title + name, role + name, name + role … this naming is."""
        key, titles = naming.key, naming.titles
        after = role_behind(self._p, self._reader, naming.end)
        full = len(key) > 1 or "'" in key[0] or "’" in key[0]  # K'Brẽm
        if after is not None and not full and titles and self._is_next_subject(after):
            after = None
        role = lead.role if lead else None
        if lead is not None and role is None and after is None:
            role = self._role_before_comma(lead)
            if role is not None and self._opens_phrase(role.start):
                naming.outer_start = role.start
        if role is not None and full and not (after is not None and role.joined):
            naming.pattern = "role-name"
            self._take_role_before(naming, role)
            self._take_role_behind(naming, after, replace=role.office.lay or role.office.weak)
        elif after is not None and full and (titles or plausible(key) or len(key) == 1):
            naming.pattern = "name-role"
            self._take_role_behind(naming, after)
        elif titles or role is not None or (len(key) == 1 and self._is_lone_given(naming)):
            naming.pattern = "title-name" if full and (len(key) == 1 or plausible(key)) else "given"
            self._take_role_behind(naming, after)
            if role is not None and naming.role is None and not role.office.lay and not role.office.weak:
                self._take_role_before(naming, role)
        elif plausible(key) and not (self._continues(naming.start) or self._has_house_number(naming.start)):
            naming.pattern = "bare"

    @staticmethod
    def _is_exact_place(key: NameKey) -> bool:
        place = PLACES.longest((*key, ""), 0)
        return place is not None and place.end == len(key)

    def _is_known_place(self, key: NameKey) -> bool:
        return (is_place(key) or self._splitter.is_unit(key)) and not self._splitter.is_known(key)

    def _tie_to(self, before: Naming, naming: Naming) -> None:
        """What two names side by side have in common: a role behind both, or the person."""
        between = self._t.key[before.outer_end : naming.outer_start]
        if between == [","] and before.lay and before.before and _is_bare(naming) and sure(naming.key):
            naming.listed, naming.lay, naming.before = True, True, True
            naming.role, naming.pattern = before.role, "list"
        if between in (["và"], [","], ["cùng"], [";"], [";", "và"]):
            naming.plural = naming.plural or before.plural
            if before.plural and before.role is None and naming.role is not None and not naming.before:
                self._share_back(naming)
        elif 1 < len(between) < _LONGEST_ALIAS_LINK and between[0] in (",", "("):
            link = ALIASES.longest(self._t.key, before.outer_end + 1)
            if link is not None and link.end == naming.outer_start:
                naming.alias_of = before.key

    def _share_back(self, naming: Naming) -> None:
        """`các đồng chí A và B được bầu giữ chức Phó Bí thư`."""
        for other in reversed(self.found):
            if not other.plural or other.role is not None:
                return
            other.role, other.lay, other.pattern = naming.role, naming.lay, "list"

    def _opens_phrase(self, at: int) -> bool:
        """Behind `làm Chủ tịch phường, ông A`, the role is an object, no part of the naming."""
        return self._t.shape[at - 1] in (MARK, BREAK) or self._t.key[at - 1] == "theo"

    def _role_before_comma(self, lead: _Lead) -> RoleSpan | None:
        """`Bí thư Đảng ủy xã, ông A`: the role that ends at the comma before the title."""
        role = self._free_role
        if role is not None and self._t.key[role.start - 1] == "của":  # `trợ lý của Tổng thống, ông A`
            return None
        if (
            role is None
            or self._t.key[lead.start - 1] not in (",", "-")
            or rest_end(self._t, role) + 1 != lead.start
        ):
            return None
        self._free_role = None
        return None if any(title.plural for title in lead.titles) else role

    def _is_next_subject(self, after: Apposition) -> bool:
        """`Đồng tình với ông A, Bí thư Đảng ủy phường giao …`: another's role, for no mark closes it."""
        opened = self._t.key[after.start - 1] == ","
        return opened and opens_predicate(self._t, after.close)

    def _is_lone_given(self, naming: Naming) -> bool:
        """`…”, Tùng kể`: a given name alone where a sentence or clause begins."""
        t, start, end = self._t, naming.start, naming.end
        opens = t.shape[start - 1] in (MARK, BREAK) or start == 0
        follows = t.shape[end] == LOWER and t.key[end] not in ("và",)
        if not (opens and follows) or _begins_phrase(t, start):
            return False
        return t.key[start] in GIVEN_IN_CAPS or _reports(t, end)

    def _continues(self, start: int) -> bool:
        """Whether a capitalised word stands straight before: `ĐH Y Phạm Ngọc Thạch`."""
        return is_capitalised(self._t, start - 1) and start - 1 >= 0

    def _has_house_number(self, start: int) -> bool:
        """`dự án Rivera Park, 69 Vũ Trọng Phụng`: a street."""
        t = self._t
        numbered = t.shape[start - 1] == NUMBER and t.key[start - 1].isdigit()
        return numbered and t.key[start - 2] not in ("ngày", "tháng", "năm", "lúc", "bị", "hiệp")

    def _acceptable(self, naming: Naming) -> bool:
        """A name beside a role needs a surname, a title as well, or to be foreign."""
        named = plausible(naming.key) or bool(naming.titles) or self._splitter.is_known(naming.key)
        named = named or (naming.lay and is_nickname(naming.key)) or len(naming.key) == 1
        return named or naming.pattern == "given" or (naming.before and is_foreign(naming.key))

    def _trim(self, start: int, end: int, lead: _Lead | None) -> int:
        """No name is longer than five syllables; words that are in no name end it."""
        key = self._t.key
        royal = royal_prefix(key[start:end])
        limit = min(end, start + 5 + royal)
        for at in range(start + 1, limit):
            if key[at] in NOT_IN_NAMES and not plausible(key[start : at + 1]):
                limit = at
                break
        if lead is None and end - start > 5 + royal and not plausible(key[start:limit]):
            return start
        return limit

    def _take_role_before(self, naming: Naming, role: RoleSpan) -> None:
        naming.role = self._p.wording(role.start, role.end)
        naming.lay = role.office.lay
        naming.before = True

    def _take_role_behind(
        self, naming: Naming, after: Apposition | None, *, replace: bool | None = None
    ) -> None:
        """What stands behind the name is passed over; it is the role where `replace` does not forbid it.

        Behind a role before the name only a public office counts, and only if `replace` is true.
        """
        if after is None:
            return
        naming.outer_end = after.close
        if replace is None or (replace and not after.lay):
            naming.role = self._p.wording(after.start, after.end)
            naming.lay = after.lay
            naming.before = False

    def _is_plural(self, lead: _Lead) -> bool:
        before = self._t.key[lead.start - 1] if lead.start > 0 else ""
        return any(title.plural for title in lead.titles) or before in ("các", "những", "hai", "ba")

    def _share_role(self, naming: Naming) -> None:
        """`các đồng chí Phó Chủ tịch: A, B và C`: one role for all that follow."""
        lead = self._lead
        if naming.pattern == "role-name" and lead.role is not None and self._is_plural(lead):
            self._group = (lead.role, naming.end)
            return
        if self._group is None:
            return
        role, last = self._group
        between = self._t.key[last : naming.outer_start]
        if naming.role is None and len(naming.key) > 1 and between in ([","], ["và"], [";"], [",", "và"]):
            self._take_role_before(naming, role)
            naming.pattern = "list"
            self._group = (role, naming.end)
        else:
            self._group = None


_LONGEST_ALIAS_LINK = 8
_MOST_TITLES = 6
"""In a row, as in `Đồng chí Đại tá, Tiến sĩ A`; without a limit `ông Bà ông Bà …` is quadratic."""
_TITLE_BEGINNINGS = TITLES.first_keys
_CROWDS = frozenset(
    ("bà con", "nhân dân", "cử tri", "người dân", "hội viên", "đoàn viên", "cư dân", "công nhân")
)
"""`Bà con, ông A …`: lay roles that one person seldom holds alone."""


def _is_bare(naming: Naming) -> bool:
    return not naming.titles and naming.role is None


def _begins_phrase(tokens: Tokens, at: int) -> bool:
    """`Đồng chí`, `Thông tin`: a sentence's first word that is no name."""
    books = (TITLES, VERBS, AUXILIARIES, CONNECTIVES, BODIES, OFFICES)
    return any((match := book.longest(tokens.key, at)) is not None and match.end > at + 1 for book in books)


def _reports(tokens: Tokens, at: int) -> bool:
    """Whether a reporting verb stands at `at`, behind a word that is no pronoun: `Lượm khai nhận`."""
    if TITLES.starts(tokens.key[at - 1]):
        return False
    verb = VERBS.longest(tokens.key, at)
    return verb is not None and verb.value is not NO_REPORT


def find_namings(passage: Passage, splitter: NameSplitter) -> list[Naming]:
    """Everything in `passage` that may name a person, in order; bare names are only candidates."""
    return NamingScanner(passage, splitter).scan()
