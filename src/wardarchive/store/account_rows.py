"""Accounts of the archivist's desk, their sessions, and sign-ins that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import RowMapping, delete, func, insert, select, update

from wardarchive.store.tables import accounts, failed_sign_ins, sessions
from wardarchive.store.transactions import Transactions, to_moment, to_text

Role = Literal["viewer", "editor", "admin"]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    id: int
    name: str
    role: Role
    password: str
    """As `jobs.passwords` wrote it; never the password itself."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that began and was not ended."""

    account: Account
    began_at: datetime
    seen_at: datetime


def _account(row: RowMapping) -> Account:
    return Account(
        row["id"], row["name"], cast(Role, row["role"]), row["password"], to_moment(row["created_at"])
    )


class AccountRows(Transactions):
    """Rows of the tables accounts, sessions and failed_sign_ins."""

    def add_account(self, name: str, role: Role, password: str, now: datetime) -> Account | None:
        """A new account; None where the name is taken."""
        with self._write() as connection:
            if connection.execute(select(accounts.c.id).where(accounts.c.name == name)).first():
                return None
            at = to_text(now)
            connection.execute(
                insert(accounts).values(
                    name=name, role=role, password=password, created_at=at, changed_at=at
                )
            )
            row = connection.execute(select(accounts).where(accounts.c.name == name)).mappings().one()
        return _account(row)

    def accounts(self) -> list[Account]:
        """All accounts, by name."""
        with self._read() as connection:
            return [
                _account(row)
                for row in connection.execute(select(accounts).order_by(accounts.c.name)).mappings()
            ]

    def account(self, name: str) -> Account | None:
        """The account of that name."""
        with self._read() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).mappings().first()
        return _account(row) if row else None

    def change_account(
        self, account_id: int, now: datetime, *, role: Role | None = None, password: str | None = None
    ) -> None:
        """Give an account another role or password; all its sessions end with that."""
        values = {"role": role, "password": password, "changed_at": to_text(now)}
        with self._write() as connection:
            connection.execute(
                update(accounts)
                .where(accounts.c.id == account_id)
                .values(**{k: v for k, v in values.items() if v is not None})
            )
            connection.execute(delete(sessions).where(sessions.c.account_id == account_id))

    def remove_account(self, account_id: int) -> None:
        """Remove an account with its sessions; the log keeps its name."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.account_id == account_id))
            connection.execute(delete(accounts).where(accounts.c.id == account_id))

    # -- sessions -----------------------------------------------------------------------------------

    def begin_session(self, token: str, account_id: int, now: datetime) -> None:
        """Begin a session; `token` is a digest, what the browser holds is not kept."""
        at = to_text(now)
        with self._write() as connection:
            connection.execute(
                insert(sessions).values(token=token, account_id=account_id, began_at=at, seen_at=at)
            )

    def session(self, token: str) -> SessionRow | None:
        """The session of a token's digest."""
        query = (
            select(accounts, sessions.c.began_at, sessions.c.seen_at)
            .join(sessions, sessions.c.account_id == accounts.c.id)
            .where(sessions.c.token == token)
        )
        with self._read() as connection:
            row = connection.execute(query).mappings().first()
        return (
            SessionRow(_account(row), to_moment(row["began_at"]), to_moment(row["seen_at"]))
            if row
            else None
        )

    def see_session(self, token: str, now: datetime) -> None:
        """Remember that a session is in use."""
        with self._write() as connection:
            connection.execute(
                update(sessions).where(sessions.c.token == token).values(seen_at=to_text(now))
            )

    def end_session(self, token: str) -> None:
        """End a session; one that is not there is ended already."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.token == token))

    def end_old_sessions(self, began_before: datetime, seen_before: datetime) -> None:
        """Remove what nobody can use any more."""
        with self._write() as connection:
            connection.execute(
                delete(sessions).where(
                    (sessions.c.began_at < to_text(began_before))
                    | (sessions.c.seen_at < to_text(seen_before))
                )
            )

    # -- sign-ins that failed -------------------------------------------------------------------------

    def note_failed_sign_in(self, account: str, address: str, now: datetime, forget: datetime) -> None:
        """Count a failure, and drop those from before `forget`."""
        with self._write() as connection:
            connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.at < to_text(forget)))
            connection.execute(
                insert(failed_sign_ins).values(at=to_text(now), account=account, address=address)
            )

    def failed_sign_ins(
        self, since: datetime, *, account: str | None = None, address: str | None = None
    ) -> int:
        """How many failed since a moment, for an account, from an address, or both."""
        query = (
            select(func.count()).select_from(failed_sign_ins).where(failed_sign_ins.c.at >= to_text(since))
        )
        if account is not None:
            query = query.where(failed_sign_ins.c.account == account)
        if address is not None:
            query = query.where(failed_sign_ins.c.address == address)
        with self._read() as connection:
            return int(connection.execute(query).scalar_one())
