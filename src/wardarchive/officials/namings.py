"""Places where somebody is named: title + name, role + name, name + role, and bare names."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.officials.name_lexicon import NOT_IN_NAMES, PLACES, SURNAMES
from wardarchive.officials.names import (
    NameKey,
    NameSplitter,
    is_capitalised,
    is_place,
    name_key,
    plausible,
    run_end,
    sure,
)
from wardarchive.officials.passages import Passage
from wardarchive.officials.places import PLACE_WORDS
from wardarchive.officials.role_spans import RoleReader, RoleSpan
from wardarchive.officials.titles import TITLES, Title
from wardarchive.officials.tokens import LOWER, MARK, NUMBER, UPPER


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


@dataclass(slots=True)
class _Lead:
    """What stands straight before the token being read."""

    start: int = -1
    end: int = -1
    titles: tuple[Title, ...] = ()
    role: RoleSpan | None = None


class NamingScanner:
    """Walks over a passage once, from left to right."""

    def __init__(self, passage: Passage, splitter: NameSplitter) -> None:
        self._p = passage
        self._t = passage.tokens
        self._splitter = splitter
        self._reader = RoleReader(passage.tokens, splitter)
        self.found: list[Naming] = []
        self._lead = _Lead()
        self._group: tuple[RoleSpan, int] | None = None
        self._place_end = -2

    def scan(self) -> list[Naming]:
        at = 0
        while at < len(self._t):
            at = self._title(at) or self._role(at) or self._name(at) or at + 1
        return self.found

    def _title(self, at: int) -> int | None:
        key = self._t.key
        if not TITLES.starts(key[at]):
            return None
        title = TITLES.longest(key, at)
        if title is None or PLACES.longest(key, at) is not None:
            return None
        follows = title.end
        while key[follows] in (",", ":") and title.value.plural:
            follows += 1
        chained = TITLES.longest(key, follows) is not None and follows == title.end
        if not (is_capitalised(self._t, follows) or chained or follows in self._p.role_at):
            return None
        role = self._p.role_at.get(at)
        if role is not None and (role.end > title.end or role.name_start is not None):
            return None
        if self._lead.end == at and self._lead.role is None:
            self._lead.titles = (*self._lead.titles, title.value)
            self._lead.end = follows
        else:
            self._lead = _Lead(at, follows, (title.value,))
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
        return role.name_start if role.name_start is not None else role.end

    def _name(self, at: int) -> int | None:
        t = self._t
        if not is_capitalised(t, at) or at in self._p.role_at:
            return None
        if self._in_place(at):
            self._place_end = run_end(t, at)
            return self._place_end
        lead = self._lead if self._lead.end == at else None
        start = at if lead else self._skip_opening(at)
        if start is None:
            return None
        end = self._clip(start, run_end(t, start))
        naming = self._classify(start, end, lead if start == at else None)
        if naming is None:
            return end
        self._share_role(naming)
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

    def _skip_opening(self, at: int) -> int | None:
        """A sentence's first word is capitalised as well: `Theo Nguyễn Văn A`."""
        t = self._t
        if t.key[at] in NOT_IN_NAMES and t.key[at] not in SURNAMES:
            return at + 1 if is_capitalised(t, at + 1) and at + 1 not in self._p.role_at else None
        return at

    def _clip(self, start: int, end: int) -> int:
        """Roles and titles found inside the run end it."""
        for at in range(start + 1, end):
            if at in self._p.role_at and not self._p.role_at[at].office.lay:
                return at
        return end

    def _classify(self, start: int, end: int, lead: _Lead | None) -> Naming | None:
        t = self._t
        end = self._trim(start, end, lead)
        if end <= start:
            return None
        key = name_key(t, start, end)
        if (
            lead is None
            and (is_place(key) or self._splitter.is_unit(key))
            and not self._splitter.is_known(key)
        ):
            return None
        titles = lead.titles if lead else ()
        role = lead.role if lead else None
        outer_start = lead.start if lead else start
        after = self._role_after(end) if len(key) > 1 else None
        naming = Naming(self._p, start, end, outer_start, end, "", key, titles)
        if role is not None and len(key) > 1 and not (after is not None and role.joined):
            self._take_role(naming, role, before=True)
            naming.pattern = "role-name"
            if after is not None and not after.office.lay and role.office.lay:
                self._take_role(naming, after, before=False)
            elif after is not None:
                naming.outer_end = after.end
        elif after is not None and (titles or plausible(key)):
            self._take_role(naming, after, before=False)
            naming.pattern = "name-role"
        elif titles:
            naming.pattern = "title-name" if len(key) > 1 and plausible(key) else "given"
        elif plausible(key):
            naming.pattern = "bare"
        else:
            return None
        if naming.pattern in ("role-name", "name-role") and not self._acceptable(naming):
            return None
        return naming

    def _acceptable(self, naming: Naming) -> bool:
        """A name beside a role needs a surname, or a title as well."""
        return plausible(naming.key) or bool(naming.titles) or self._splitter.is_known(naming.key)

    def _trim(self, start: int, end: int, lead: _Lead | None) -> int:
        """No name is longer than five syllables; words that are in no name end it."""
        key = self._t.key
        limit = min(end, start + 5)
        for at in range(start + 1, limit):
            if key[at] in NOT_IN_NAMES and not plausible(key[start : at + 1]):
                limit = at
                break
        if lead is None and end - start > 5 and not plausible(key[start:limit]):
            return start
        return limit

    def _take_role(self, naming: Naming, role: RoleSpan, *, before: bool) -> None:
        naming.role = self._p.wording(role.start, role.end)
        naming.lay = role.office.lay
        naming.before = before
        if not before:
            naming.outer_end = role.end
            if self._t.key[role.end] == ")":
                naming.outer_end = role.end + 1

    def _role_after(self, end: int) -> RoleSpan | None:
        """The role that follows a name: `, role`, `- role`, `(role)`, `là role` or, in capitals, `role`."""
        t = self._t
        at = self._skip_age(end)
        joint = at > end
        while t.key[at] in (",", "-", "(", ":") and at - end < 12:
            at, joint = at + 1, True
        for link in (
            ("hiện", "là"),
            ("hiện", "đang", "là"),
            ("giữ", "chức", "vụ"),
            ("giữ", "chức"),
            ("là",),
            ("làm",),
            ("hiện",),
        ):
            if tuple(t.key[at : at + len(link)]) == link:
                at, joint = at + len(link), True
                break
        span = self._p.role_at.get(at)
        if span is None or (span.name_start is not None and span.joined == ""):
            return None
        if not joint and t.shape[at] == LOWER:
            return None
        longer = self._reader.read(at, across_semicolons=True)
        return longer if longer is not None else span

    def _skip_age(self, at: int) -> int:
        """`, 45 tuổi`, `(sinh năm 1975)`, `, SN 1980`: what newspapers put between name and role."""
        t, start = self._t, at
        if t.key[at] in (",", "(", "-"):
            at += 1
        born = at
        while t.key[at] in ("sinh", "năm", "sn") and at - born < 3:
            at += 1
        if t.shape[at] != NUMBER or (at == born and t.key[at + 1] != "tuổi"):
            return start
        at += 2 if t.key[at + 1] == "tuổi" else 1
        return at + 1 if t.key[at] == ")" else at

    def _share_role(self, naming: Naming) -> None:
        """`các đồng chí Phó Chủ tịch: A, B và C`: one role for all that follow."""
        lead = self._lead
        if naming.pattern == "role-name" and lead.role is not None and any(t.plural for t in lead.titles):
            self._group = (lead.role, naming.end)
            return
        if self._group is None:
            return
        role, last = self._group
        between = self._t.key[last : naming.outer_start]
        if naming.role is None and len(naming.key) > 1 and between in ([","], ["và"], [";"], [",", "và"]):
            self._take_role(naming, role, before=True)
            naming.pattern = "list"
            self._group = (role, naming.end)
        else:
            self._group = None


def find_namings(passage: Passage, splitter: NameSplitter) -> list[Naming]:
    """Everything in `passage` that may name a person, in order; bare names are only candidates."""
    return NamingScanner(passage, splitter).scan()


def known_names(passage: Passage) -> set[NameKey]:
    """Full names that are beyond doubt in this passage: title, common surname, nothing behind."""
    t = passage.tokens
    known: set[NameKey] = set()
    for at in range(len(t)):
        if not TITLES.starts(t.key[at]):
            continue
        title = TITLES.longest(t.key, at)
        if title is None or not is_capitalised(t, title.end):
            continue
        end = run_end(t, title.end)
        if (
            sure(t.key[title.end : end])
            and 3 <= end - title.end <= 4
            and t.shape[end] in (MARK, LOWER, UPPER)
        ):
            known.add(name_key(t, title.end, end))
    return known
