"""What reading a role knows: how far it has come, and what it has found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wardarchive.officials.offices import Office

HEADS_OF_BODIES = ("trưởng", "phó trưởng", "phó")


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Tokens [start, end) are a role; a name may begin at `name_start`, straight or after a dash."""

    start: int
    end: int
    office: Office
    name_start: int | None = None
    joined: Literal["", "-", ":"] = ""
    has_body: bool = False
    open: bool = False
    """Ends in an organisation or in something that residents do, of which more words may be part."""

    @property
    def standing_alone(self) -> bool:
        """Whether it can stand for a person with no name beside it."""
        held = self.has_body if self.office.name in HEADS_OF_BODIES else not self.office.weak
        return self.name_start is None and not self.office.lay and held


@dataclass(slots=True)
class RoleState:
    """How far a role has been read."""

    end: int
    last: str
    """Kind of what was read last: office, a BodyKind, or name (of a unit or organisation)."""
    offices: int = 1
    has_body: bool = False
    name_start: int | None = None
    joined: Literal["", "-", ":"] = ""

    in_organisation: bool = False

    weak: bool = False
    lay: bool = False
    """Begins with what is no public office: no office is joined to it."""
    firm: bool = False
    """The organisation bears a name of its own: công ty, trường; not sở, phòng."""
    for_another: bool = False
    """Names whom the speaker stands for: `thừa ủy quyền của Chủ tịch UBND thành phố, …`."""
    half_word: bool = False
    """The last token was one capitalised syllable, perhaps the first of a word: `Hồi` of `Hồi sức`."""

    def take(self, end: int, kind: str) -> None:
        self.end = end
        self.half_word = False
        self.in_organisation = kind in ("org", "firm", "compound") or (
            kind == "name" and self.in_organisation
        )
        self.last = kind
        if kind not in ("office", "after"):
            self.has_body = True
