"""The archive's database, as one class over SQLAlchemy Core."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from wardarchive.store.account_rows import AccountRows
from wardarchive.store.article_rows import ArticleRows
from wardarchive.store.audit_rows import AuditRows
from wardarchive.store.capture_rows import CaptureRows
from wardarchive.store.carrying import Carrying
from wardarchive.store.commitment_rows import CommitmentRows
from wardarchive.store.connection import open_engine, translated
from wardarchive.store.decision_rows import DecisionRows
from wardarchive.store.desk_rows import DeskRows
from wardarchive.store.frontier_rows import FrontierRows
from wardarchive.store.health_rows import HealthRows
from wardarchive.store.key_rows import KeyRows
from wardarchive.store.layout_rows import LayoutRows
from wardarchive.store.migrations import migrate
from wardarchive.store.official_rows import OfficialRows
from wardarchive.store.person_reads import PersonReads
from wardarchive.store.person_rows import PersonRows
from wardarchive.store.portal_rows import PortalRows
from wardarchive.store.reread_rows import RereadRows
from wardarchive.store.restore_rows import RestoreRows
from wardarchive.store.revisit_rows import RevisitRows
from wardarchive.store.role_rows import RoleRows
from wardarchive.store.schedule_rows import ScheduleRows
from wardarchive.store.scope_rows import ScopeRows
from wardarchive.store.shown import open_shown_engine
from wardarchive.store.statement_rows import StatementRows
from wardarchive.store.walk_rows import WalkRows
from wardarchive.store.withholding_rows import WithholdingRows


class Store(
    PortalRows,
    CaptureRows,
    FrontierRows,
    ArticleRows,
    OfficialRows,
    PersonRows,
    PersonReads,
    StatementRows,
    CommitmentRows,
    DecisionRows,
    RevisitRows,
    RoleRows,
    ScheduleRows,
    ScopeRows,
    HealthRows,
    KeyRows,
    WalkRows,
    RestoreRows,
    RereadRows,
    LayoutRows,
    Carrying,
    AccountRows,
    AuditRows,
    WithholdingRows,
    DeskRows,
):
    """Everything that is known, in SQLite or PostgreSQL by the URL.

    Raises `ArchiveError` and its kinds, never the driver's errors. Safe for use by several threads
    and processes: each call is one transaction, and so are all calls inside `together`.
    """

    @classmethod
    def open(cls, url: str, *, shown_only: bool = False) -> Self:
        """Open the database at a SQLAlchemy URL and bring it to the newest form.

        With `shown_only` whatever is read lacks the articles that are withheld, with all that belongs to
        them; see `store.shown`.
        """
        engine = open_engine(url)
        try:
            with translated():
                migrate(engine)
            return cls(engine, open_shown_engine(url) if shown_only else None)
        except BaseException:
            engine.dispose()
            raise

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()
        self._readers.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
