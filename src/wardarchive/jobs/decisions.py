"""Decisions of archivists: each is an entry of a log that only grows, and takes effect at once.

They are tied to what outlives every re-reading: ids of profiles, addresses of articles, the words of a
statement. What they say is applied whenever persons are settled, so a reparse or a rebuild keeps them.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wardarchive.errors import UsageError
from wardarchive.jobs.decision_journal import append_journal
from wardarchive.jobs.decision_rules import rules_of, slug_of_profile, standing
from wardarchive.jobs.person_lookup import anchor, find_person
from wardarchive.jobs.settle import settle_persons
from wardarchive.model import Decision, DecisionKind, StatementRecord
from wardarchive.store.settling import slug_of
from wardarchive.store.store import Store
from wardarchive.text.normalise import clean

_LONGEST = 1000


@dataclass(frozen=True)
class Archivist:
    """Somebody who decides, with the reason; the index must be brought up to date afterwards.

    Every method raises `UsageError` where the decision means nothing, and returns the entry of the log.
    """

    store: Store
    who: str
    why: str
    at: datetime
    journal: Path | None = None
    """The file that has the log too; see `jobs.decision_journal`."""

    def merge(self, one: str, other: str) -> Decision:
        """Two persons, by key or name, are one."""
        first, second = find_person(self.store, one), find_person(self.store, other)
        if first == second:
            raise UsageError(f"{one} and {other} are one person already", "see: wardarchive official show")
        return self._decide("merge", anchor(self.store, first), anchor(self.store, second))

    def separate(self, one: str, other: str) -> Decision:
        """Two profiles, or the persons of these keys, are not one person: what is proposed is refused,
        what was joined is parted."""
        first, second = self._profile(one), self._profile(other)
        if first == second:
            raise UsageError(
                f"{one} and {other} are one spelling in one unit",
                "name the articles of the other person: wardarchive official split KEY --article URL",
            )
        return self._decide("separate", first, second)

    def split(self, key: str, urls: Sequence[str]) -> Decision:
        """The person whom these articles name is another one of the same name."""
        person = find_person(self.store, key)
        members = {p.id: p.slug for p in self.store.profiles_of(person)}
        named = [
            n
            for n in self.store.namings(sorted(set(members.values())))
            if n.url in urls and n.official_key == person
        ]
        missing = sorted(set(urls) - {n.url for n in named})
        if missing or not named:
            raise UsageError(
                f"{missing[0] if missing else 'no article'} does not name {person}",
                "give addresses of articles as wardarchive official show lists them",
            )
        done = [
            self._decide(
                "split",
                min(i for i, slug in members.items() if slug == one),
                urls=tuple(sorted({n.url for n in named if slug_of(n.name) == one})),
            )
            for one in sorted({slug_of(n.name) for n in named})
        ]
        return done[-1]

    def rename(self, key: str, name: str) -> Decision:
        """The person is shown under another name; every spelling stays findable."""
        given = clean(name)
        if not given or len(given) > 100:
            raise UsageError("a name has 1 to 100 characters", "give the name as it should be written")
        return self._decide("rename", anchor(self.store, find_person(self.store, key)), value=given)

    def hide(self, key: str) -> Decision:
        """The person is shown nowhere as a person; the articles stay as they are."""
        return self._decide("hide", anchor(self.store, find_person(self.store, key)))

    def show(self, key: str) -> Decision:
        """A hidden person is shown again."""
        person = find_person(self.store, key)
        hidden = rules_of(self.store.decisions()).hidden
        members = [p.id for p in self.store.profiles_of(person) if p.id in hidden]
        if not members:
            raise UsageError(f"{person} is not hidden", "see: wardarchive official log")
        done = [self._decide("show", one) for one in members]
        return done[-1]

    def attribute(self, statement_id: int, speaker: str | None) -> Decision:
        """A statement was made by somebody else, or by nobody who is known (None)."""
        said = self._statement(statement_id)
        person = find_person(self.store, speaker) if speaker else None
        known = self.store.official(person) if person else None
        return self._decide(
            "attribute",
            other=anchor(self.store, person) if person else None,
            urls=(said.url,),
            text=said.statement.text,
            value=known.ref.name if known else None,
        )

    def confirm(self, statement_id: int) -> Decision:
        """A statement is attributed rightly."""
        said = self._statement(statement_id)
        if said.attribution == "register":
            return self.attribute(statement_id, said.official_key)
        return self._decide("confirm", urls=(said.url,), text=said.statement.text)

    def undo(self, token: str) -> Decision:
        """An earlier entry holds no more; the log keeps both."""
        entry = next((d for d in self.store.decisions() if d.token == token), None)
        if entry is None:
            raise UsageError(f"the log has no entry {token!r}", "see: wardarchive official log")
        if entry.kind != "undo" and entry not in standing(self.store.decisions()):
            raise UsageError(f"{token} was undone already", "see: wardarchive official log")
        return self._decide("undo", entry.one, entry.other, urls=entry.urls, value=token)

    # -- how it is done ---------------------------------------------------------------------------

    def _profile(self, text: str) -> str:
        return text if self.store.profile(text) else anchor(self.store, find_person(self.store, text))

    def _statement(self, statement_id: int) -> StatementRecord:
        said = self.store.statement(statement_id)
        if said is None:
            raise UsageError(
                f"there is no statement {statement_id}", "find its number with: wardarchive statements"
            )
        return said

    def _decide(
        self,
        kind: DecisionKind,
        one: str | None = None,
        other: str | None = None,
        *,
        urls: tuple[str, ...] = (),
        text: str | None = None,
        value: str | None = None,
    ) -> Decision:
        who, why = clean(self.who), clean(self.why)
        if not who or not why or max(len(who), len(why)) > _LONGEST:
            raise UsageError("a decision needs who decides and why", "give --by NAME and --why REASON")
        decision = Decision(secrets.token_hex(6), self.at, who, why, kind, one, other, urls, text, value)
        if self.journal is not None:
            append_journal(self.journal, decision)
        self.store.add_decisions([decision])
        reopen(self.store, decision)
        settle_persons(self.store)
        return decision


def reopen(store: Store, decision: Decision) -> None:
    """Let everything be settled again that a decision touches."""
    touched = {slug_of_profile(one) for one in (decision.one, decision.other) if one}
    if decision.kind == "undo":
        undone = next((d for d in store.decisions() if d.token == decision.value), None)
        if undone is not None and undone.kind == "undo":
            reopen(store, undone)
    store.unsettle(touched)
    for url in decision.urls:
        store.unsettle_statements(url=url)
