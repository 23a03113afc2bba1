"""What an archivist should look at: pairs that may be one person, doubtful statements, lost decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wardarchive.jobs.decision_journal import decision_fields
from wardarchive.jobs.decision_rules import slug_of_profile, standing, statement_key
from wardarchive.model import Decision, PersonSummary, ProfileRow, StatementFilter, StatementRecord
from wardarchive.store.store import Store

UNSURE = 0.65
"""Statements below this confidence are looked at first: elided subjects, quotations alone, nobody named."""
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two profiles that may be one person; `merge` accepts it, `separate` refuses it, with these ids."""

    one: ProfileRow
    other: ProfileRow
    one_person: PersonSummary | None
    other_person: PersonSummary | None
    score: float
    reason: str
    """A code; see `REASONS`."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue."""

    total: int
    page: int
    pages: int
    proposals: tuple[Proposal, ...] = ()
    statements: tuple[StatementRecord, ...] = ()


REASONS = {
    "archivist": ("quyết định của người lưu trữ", "an archivist's decision"),
    "same-name-same-unit": ("cùng tên, cùng đơn vị", "the same name in the same unit"),
    "successor-ward": ("cùng tên ở phường kế tục", "the same name in the ward that followed"),
    "promotion": ("cùng tên ở phường và ở cấp trên", "the same name in the ward and above it"),
    "role-not-stated": ("cùng tên, bài không nêu chức vụ", "the same name where no role is stated"),
    "misspelling": ("tên chỉ khác một dấu", "names that differ by one diacritic"),
    "misspelling-letter": ("tên chỉ khác một chữ cái", "names that differ by one letter"),
    "clashing-roles": (
        "cùng tên nhưng chức vụ khó đi cùng nhau",
        "the same name, roles that hardly go together",
    ),
    "overlapping-posts": ("cùng tên, hai chức vụ song song", "the same name, two posts side by side"),
    "ambiguous": ("cùng tên với nhiều người", "the same name as several persons"),
}
"""Codes of reasons in words, Vietnamese and English."""


def reason_words(code: str) -> tuple[str, str]:
    """A reason in words, Vietnamese and English."""
    if code.startswith("ambiguous-"):
        vietnamese, english = reason_words(code.removeprefix("ambiguous-"))
        return f"{vietnamese}, {REASONS['ambiguous'][0]}", f"{english}, {REASONS['ambiguous'][1]}"
    return REASONS.get(code, (code, code))


def proposals(store: Store, *, page: int = 1, size: int = PAGE_SIZE) -> Queue:
    """Pairs of profiles that may be one person, the likeliest first."""
    total, links = store.proposals(offset=(page - 1) * size, limit=size)
    ids = {i for link in links for i in (link.one, link.other)}
    rows = {i: row for i in sorted(ids) if (row := store.profile(i)) is not None}
    keys = sorted({row.official_key for row in rows.values()})
    persons = {p.key: p for p in store.person_summaries(keys=keys, hidden=True)}
    return Queue(
        total,
        page,
        max(1, -(-total // size)),
        proposals=tuple(
            Proposal(
                rows[link.one],
                rows[link.other],
                persons.get(rows[link.one].official_key),
                persons.get(rows[link.other].official_key),
                link.score,
                link.reason,
            )
            for link in links
            if link.one in rows and link.other in rows
        ),
    )


def unsure_statements(
    store: Store, *, page: int = 1, size: int = PAGE_SIZE, wards: Sequence[str] = ()
) -> Queue:
    """Statements of current versions of which the program is unsure and that nobody looked at."""
    wanted = StatementFilter(wards=tuple(wards), below=UNSURE)
    total, found = store.find_statements(wanted, offset=(page - 1) * size, limit=size)
    return Queue(total, page, max(1, -(-total // size)), statements=tuple(found))


def history(store: Store, *, person: str | None = None, url: str | None = None) -> list[Decision]:
    """The log, newest first: all of it, or what concerns a person (by key) or an article."""
    log = store.decisions()[::-1]
    if person is not None:
        members = {p.id for p in store.profiles_of(person)}
        log = [d for d in log if d.one in members or d.other in members]
    if url is not None:
        log = [d for d in log if url in d.urls]
    return log


def lost_decisions(store: Store) -> list[Decision]:
    """Decisions that hold but find nothing: the name or the statement is not read any more."""
    lost = []
    known = {p.id for p in store.profiles()}
    for one in standing(store.decisions()):
        if one.kind in ("attribute", "confirm"):
            said = {statement_key(t) for url in one.urls for t in store.statement_texts(url)}
            words = statement_key(one.text or "")
            if not any(words in other or (other and other in words) for other in said):
                lost.append(one)
        elif one.kind == "split":
            named = {slug_of_profile(i) for i in known}
            if slug_of_profile(one.one or "") not in named:
                lost.append(one)
        elif any(i is not None and i not in known for i in (one.one, one.other)):
            lost.append(one)
    return lost


def decision_json(one: Decision) -> dict[str, Any]:
    """One entry of the log for programs."""
    return {**decision_fields(one), "at": one.at.isoformat(timespec="seconds")}
