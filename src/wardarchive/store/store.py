"""The archive's database, as one class over SQLAlchemy Core."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from wardarchive.store.article_rows import ArticleRows
from wardarchive.store.capture_rows import CaptureRows
from wardarchive.store.carrying import Carrying
from wardarchive.store.commitment_rows import CommitmentRows
from wardarchive.store.connection import open_engine, translated
from wardarchive.store.decision_rows import DecisionRows
from wardarchive.store.migrations import migrate
from wardarchive.store.official_rows import OfficialRows
from wardarchive.store.outage_rows import OutageRows
from wardarchive.store.person_reads import PersonReads
from wardarchive.store.person_rows import PersonRows
from wardarchive.store.portal_rows import PortalRows
from wardarchive.store.reread_rows import RereadRows
from wardarchive.store.restore_rows import RestoreRows
from wardarchive.store.revisit_rows import RevisitRows
from wardarchive.store.role_rows import RoleRows
from wardarchive.store.schedule_rows import ScheduleRows
from wardarchive.store.statement_rows import StatementRows
from wardarchive.store.walk_rows import WalkRows


class Store(
    PortalRows,
    CaptureRows,
    ArticleRows,
    OfficialRows,
    PersonRows,
    PersonReads,
    StatementRows,
    CommitmentRows,
    DecisionRows,
    RevisitRows,
    RoleRows,
    OutageRows,
    ScheduleRows,
    WalkRows,
    RestoreRows,
    RereadRows,
    Carrying,
):
    """Everything that is known, in SQLite or PostgreSQL by the URL.

    Raises `ArchiveError` and its kinds, never the driver's errors. Safe for use by several threads
    and processes: each call is one transaction.
    """

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at a SQLAlchemy URL and bring it to the newest form."""
        engine = open_engine(url)
        with translated():
            migrate(engine)
        return cls(engine)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
