"""Who made each statement after all: as read, by the register of posts, or by an archivist's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wardarchive.jobs.decision_rules import DecisionRules, statement_key
from wardarchive.jobs.posts import post_key
from wardarchive.model import Decision, Post, published_date
from wardarchive.officials.roles import Role, parse_roles
from wardarchive.store.statement_rows import OpenStatement, SettledStatement
from wardarchive.store.store import Store
from wardarchive.text.normalise import key

_BATCH = 2000
_FEWEST_SHARED = 0.7
"""Part of the words of a decided statement that a re-read one must share to be taken for it."""


def settle_statements(store: Store, rules: DecisionRules) -> int:
    """Settle the statements that are new or touched by a decision; returns how many."""
    register = _Register(store)
    done = 0
    while some := store.open_statements(_BATCH):
        store.settle_statements([_settled(one, rules, register, store) for one in some])
        done += len(some)
    return done


def _settled(
    one: OpenStatement, rules: DecisionRules, register: _Register, store: Store
) -> SettledStatement:
    decision = _decision(one, rules)
    if decision is not None and decision.kind == "confirm":
        return SettledStatement(one.id, one.read_key, None, "confirmed")
    if decision is not None:
        return _corrected(one, decision, store)
    if one.speaker is not None:
        return SettledStatement(one.id, one.read_key, None, "read")
    post = register.holder(one)
    if post is None:
        return SettledStatement(one.id, None, None, "none")
    official = post_key(post, store)
    store.register_person(official, post.name, post.role)
    return SettledStatement(one.id, official, post.name, "register")


def _decision(one: OpenStatement, rules: DecisionRules) -> Decision | None:
    """The decision on this statement; after a re-reading its words may have grown or shrunk a little."""
    words = statement_key(one.text)
    exact = rules.statements.get((one.url, words))
    if exact is not None or not rules.statements:
        return exact
    near = [
        decision
        for (url, decided), decision in rules.statements.items()
        if url == one.url and _overlap(decided, words) >= _FEWEST_SHARED
    ]
    return near[0] if len(near) == 1 else None


def _overlap(one: str, other: str) -> float:
    """How much of the longer text the shorter one is, where it is a piece of it; else 0."""
    short, long = sorted((one, other), key=len)
    return len(short) / len(long) if short and f" {short} " in f" {long} " else 0.0


def _corrected(one: OpenStatement, decision: Decision, store: Store) -> SettledStatement:
    if decision.other is None:
        return SettledStatement(one.id, None, "", "archivist")
    profile = store.profile(decision.other)
    if profile is None:  # the person is named nowhere any more: the name stands, without a page
        return SettledStatement(one.id, None, decision.value, "archivist")
    person = store.official(profile.official_key)
    name = person.ref.name if person else decision.value
    return SettledStatement(one.id, profile.official_key, name, "archivist")


class _Register:
    """The register of posts, asked by ward and day."""

    def __init__(self, store: Store) -> None:
        self._by_ward: dict[str, list[tuple[Post, tuple[Role, ...]]]] = {}
        for post in store.posts():
            if post.ward_code:
                self._by_ward.setdefault(post.ward_code, []).append((post, parse_roles(post.role)))

    def holder(self, one: OpenStatement) -> Post | None:
        """The one person who held the role that the statement names, on the day of the article."""
        day = published_date(one.published)
        known = self._by_ward.get(one.ward_code or "", ())
        if day is None or not known or one.speaker_form != "role":
            return None
        asked = spoken_role(one.text, one.verb)
        if not asked:
            return None
        holders = {
            post.name: post
            for post, held in known
            if _held(post, day) and all(any(_fits(want, has) for has in held) for want in asked)
        }
        return next(iter(holders.values())) if len(holders) == 1 else None


def _held(post: Post, day: date) -> bool:
    return (post.from_on is None or post.from_on <= day) and (post.to_on is None or day <= post.to_on)


def _fits(want: Role, has: Role) -> bool:
    return want.qualifiers == () and want.fits(has) and has.qualifiers == ()


def spoken_role(text: str, verb: str) -> Sequence[Role]:
    """The role that stands before the verb of a statement.

    >>> [r.office for r in spoken_role("Đồng chí Bí thư Đảng ủy phường đề nghị các chi bộ họp.", "đề nghị")]
    ['bí thư']
    """
    words = text.split()
    wanted = [key(word) for word in verb.split()]
    keys = [key(word.strip(",.:;“”\"'()")) for word in words]
    for at in range(len(words) - len(wanted) + 1):
        if wanted and keys[at : at + len(wanted)] == wanted:
            return parse_roles(" ".join(words[:at]))
    return ()
