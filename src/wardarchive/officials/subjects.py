"""Who may be speaking in a sentence: named persons, roles alone, and words that stand for them."""

from __future__ import annotations

from dataclasses import dataclass

from wardarchive.model import SpeakerForm
from wardarchive.officials.lexicon import phrases
from wardarchive.officials.namings import Naming
from wardarchive.officials.passages import Passage
from wardarchive.officials.role_states import RoleSpan
from wardarchive.officials.titles import NO_PRONOUNS, TITLES, Title
from wardarchive.officials.tokens import BREAK, LOWER, MARK, Tokens
from wardarchive.officials.verbs import AUXILIARIES, CONNECTIVES

_BEFORE_PRONOUN = frozenset(
    [
        "theo",
        "và",
        "nhưng",
        "còn",
        "thì",
        "mà",
        "rằng",
        "khi",
        "nghe",
        "do",
        "rồi",
        "vì",
        "nay",
        "này",
        "đó",
        "nên",
        "song",
        "tuy",
    ]
)
_TITLE_BEGINNINGS = TITLES.first_keys
_POINTERS = frozenset(("này", "ấy", "trên"))
"""`vị cán bộ này`: even a weak role means somebody named before."""
_BEFORE_ROLE = frozenset(phrases("verbs", "before a role"))
_PRONOUN_TAILS = frozenset(("này", "ấy", "ta", "trên", "nàng", "chàng"))


@dataclass(frozen=True, slots=True)
class Subject:
    """Tokens [start, end) that name or stand for one person."""

    start: int
    end: int
    form: SpeakerForm
    naming: Naming | None = None
    role: RoleSpan | None = None
    title: Title | None = None


def subjects_of(passage: Passage, namings: list[Naming]) -> list[Subject]:
    """All possible speakers of a passage from left to right; none overlaps another."""
    found = [Subject(n.outer_start, n.outer_end, "named", naming=n) for n in namings]
    taken = [(n.outer_start, n.outer_end) for n in namings]
    for role in passage.roles:
        pointed_at = passage.tokens.key[role.end] in _POINTERS and role.name_start is None
        if (role.standing_alone or pointed_at) and not _overlaps(taken, role.start, role.end):
            start, title = _title_before(passage.tokens, role.start)
            if not opens_clause(passage.tokens, start):
                continue
            if title is None or not title.plural:
                end = role.end + pointed_at
                found.append(Subject(start, end, "role", role=role, title=title))
    found.sort(key=lambda s: s.start)
    spans = [(s.start, s.end) for s in found]
    found += [s for s in _pronouns(passage.tokens) if not _overlaps(spans, s.start, s.end)]
    return sorted(found, key=lambda s: s.start)


def opens_clause(tokens: Tokens, at: int) -> bool:
    """Whether a role here can be a subject: behind a word such as `nắm tay` it is an object."""
    before = at - 1
    return tokens.shape[before] != LOWER or tokens.key[before] in _BEFORE_ROLE


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """`taken` is sorted by start and does not overlap itself."""
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    return low < len(taken) and taken[low][0] < end


def _title_before(tokens: Tokens, start: int) -> tuple[int, Title | None]:
    for length in (3, 2, 1):
        if start >= length:
            title = TITLES.longest(tokens.key, start - length)
            if title is not None and title.end == start:
                return start - length, title.value
    return start, None


def _pronouns(tokens: Tokens) -> list[Subject]:
    found: list[Subject] = []
    passed = 0
    for at in [at for at, key in enumerate(tokens.key) if key in _TITLE_BEGINNINGS]:
        title = TITLES.longest(tokens.key, at) if at >= passed else None
        if title is None:
            continue
        passed = end = title.end
        if not title.value.anaphor or not _may_open(tokens, at, title.end):
            continue
        if tokens.key[end] in _PRONOUN_TAILS:
            end += 1
        if tokens.shape[end] == LOWER or tokens.key[end] in (",", ":"):
            found.append(Subject(at, end, "anaphor", title=title.value))
        passed = end
    return found


def _may_open(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a pronoun here can be a subject: `con trai ông` is somebody else, `cụ thể` nobody."""
    for book in (CONNECTIVES, AUXILIARIES, NO_PRONOUNS):
        longer = book.longest(tokens.key, at)
        if longer is not None and longer.end > end:
            return False
    before = at - 1
    if tokens.shape[before] in (MARK, BREAK):
        return tokens.key[before] != "%"
    return tokens.key[before] in _BEFORE_PRONOUN or CONNECTIVES.ends_at(tokens.key, at) is not None
