"""Accounts of the archivist's desk: made, changed, signed in."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal, get_args

from wardarchive.errors import UsageError
from wardarchive.jobs.deeds import COMMAND_LINE, Deed
from wardarchive.jobs.passwords import check_password, hash_password, matches
from wardarchive.store.account_rows import Account, Role
from wardarchive.store.audit_rows import AuditEntry
from wardarchive.store.store import Store

ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most powerful: each may do what those before it may."""
IDLE = timedelta(hours=2)
LONGEST_SESSION = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)
"""A session's last use is written down no oftener."""

WINDOW = timedelta(minutes=15)
MOST_TOGETHER = 5
"""Failures of one account from one address in the window, after which more are refused unheard."""
MOST_FROM_ADDRESS = 20
MOST_OF_ACCOUNT = 50
"""Higher than the two others: strangers must not lock an archivist out by guessing from one place."""

_NAME = re.compile(r"[\w][\w.@+-]{1,39}")
Hash = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SignIn:
    """How an attempt went: a token for the browser, or why not."""

    token: str | None = None
    refusal: Literal["wrong", "wait", None] = None


def may(role: Role, needed: Role) -> bool:
    """Whether a role is enough.

    >>> may("admin", "editor"), may("viewer", "editor")
    (True, False)
    """
    return ROLES.index(role) >= ROLES.index(needed)


def account_name(text: str) -> str:
    """The one form of a name. Raises `UsageError` where it cannot be one."""
    name = unicodedata.normalize("NFC", text.strip()).lower()
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{text[:50]!r} cannot be an account's name", "2 to 40 letters, digits and . _ - + @"
        )
    return name


def role_named(text: str) -> Role:
    """The role of that name. Raises `UsageError`."""
    for role in ROLES:
        if role == text:
            return role
    raise UsageError(f"there is no role {text!r}", f"the roles are: {', '.join(ROLES)}")


def add_account(
    store: Store,
    name: str,
    role: Role,
    password: str,
    now: datetime,
    *,
    actor: str = COMMAND_LINE,
    hashed: Hash = hash_password,
) -> Account:
    """A new account. Raises `UsageError` where the name is taken or the password will not do."""
    known = account_name(name)
    added = store.add_account(known, role, hashed(check_password(password)), now)
    if added is None:
        raise UsageError(f"there is an account {known!r} already", "choose another name")
    _log(store, "account-add", known, actor, now, role=role)
    return added


def change_password(
    store: Store,
    account: Account,
    password: str,
    now: datetime,
    *,
    actor: str = COMMAND_LINE,
    hashed: Hash = hash_password,
) -> None:
    """Another password; every session of the account ends."""
    store.change_account(account.id, now, password=hashed(check_password(password)))
    _log(store, "account-password", account.name, actor, now)


def change_role(
    store: Store, account: Account, role: Role, now: datetime, actor: str = COMMAND_LINE
) -> None:
    """Another role; every session of the account ends, so that none keeps rights that were taken."""
    store.change_account(account.id, now, role=role)
    _log(store, "account-role", account.name, actor, now, before=account.role, role=role)


def remove_account(store: Store, account: Account, now: datetime, actor: str = COMMAND_LINE) -> None:
    """No more sign-ins; what the account did stays in the log."""
    store.remove_account(account.id)
    _log(store, "account-remove", account.name, actor, now, role=account.role)


def account_of(store: Store, name: str) -> Account:
    """The account of that name. Raises `UsageError`."""
    found = store.account(account_name(name))
    if found is None:
        raise UsageError(f"there is no account {name!r}", "see: wardarchive account list")
    return found


def sign_in(store: Store, name: str, password: str, address: str, now: datetime) -> SignIn:
    """Try a name and password that came from a network address; a session begins where they fit."""
    known = unicodedata.normalize("NFC", name.strip()).lower()[:80]
    if _too_many(store, known, address, now):
        return SignIn(refusal="wait")
    account = store.account(known)
    fits = matches(password, account.password if account else _nobody())
    if account is None or not fits:
        store.note_failed_sign_in(known, address, now, now - 2 * WINDOW)
        _log(store, "sign-in-refused", known, "", now, address=address)
        return SignIn(refusal="wrong")
    store.end_old_sessions(now - LONGEST_SESSION, now - IDLE)
    _log(store, "sign-in", account.name, account.name, now, address=address)
    return SignIn(token=begin_session(store, account, now))


def knows_password(
    store: Store, account: Account, password: str, address: str, now: datetime
) -> Literal["yes", "wrong", "wait"]:
    """Whether somebody signed in knows the account's password; guesses count as failed sign-ins."""
    if _too_many(store, account.name, address, now):
        return "wait"
    if matches(password, account.password):
        return "yes"
    store.note_failed_sign_in(account.name, address, now, now - 2 * WINDOW)
    return "wrong"


def begin_session(store: Store, account: Account, now: datetime) -> str:
    """A new session; the token that the browser gets is nowhere kept."""
    token = secrets.token_urlsafe(32)
    store.begin_session(digest(token), account.id, now)
    return token


def account_of_session(store: Store, token: str, now: datetime) -> Account | None:
    """Who holds this token; None where the session ended or grew old."""
    found = store.session(digest(token))
    if found is None:
        return None
    if now - found.began_at > LONGEST_SESSION or now - found.seen_at > IDLE:
        store.end_session(digest(token))
        return None
    if now - found.seen_at > _SEEN_EVERY:
        store.see_session(digest(token), now)
    return found.account


def sign_out(store: Store, account: Account, token: str, now: datetime) -> None:
    """End a session."""
    store.end_session(digest(token))
    _log(store, "sign-out", account.name, account.name, now)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _too_many(store: Store, account: str, address: str, now: datetime) -> bool:
    since = now - WINDOW
    return (
        store.failed_sign_ins(since, account=account, address=address) >= MOST_TOGETHER
        or store.failed_sign_ins(since, address=address) >= MOST_FROM_ADDRESS
        or store.failed_sign_ins(since, account=account) >= MOST_OF_ACCOUNT
    )


@cache
def _nobody() -> str:
    """A kept password that nobody has: an unknown name takes as long as a known one."""
    return hash_password(secrets.token_urlsafe(32))


def _log(store: Store, deed: Deed, name: str, actor: str, now: datetime, **details: str) -> None:
    store.log(AuditEntry(now, actor or "–", deed, name, details=details))
