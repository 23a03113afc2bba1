"""A crawl or a check that the desk started: it runs in the server, one at a time, whoever looks at it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from wardarchive.errors import ArchiveLocked, WardarchiveError
from wardarchive.jobs.collect import CrawlProgress, collect
from wardarchive.jobs.pausing import schedule_of
from wardarchive.jobs.portal_check import PortalCheck, check_portal
from wardarchive.jobs.portal_crawl import CrawlTools, PortalOutcome
from wardarchive.jobs.scheduler import after_run
from wardarchive.model import Capture, CapturedContent, Portal
from wardarchive.store.store import Store

ReadCapture = Callable[[Capture], CapturedContent]
OpenTools = Callable[[threading.Event], AbstractContextManager[tuple[Store, CrawlTools, ReadCapture]]]
"""Holds the archive for collecting; raises `ArchiveLocked` where another process does."""
_PATIENCE = 20.0
"""Seconds that a start may take: a killed crawl's last file is mended first."""
_ENDING = 60.0


@dataclass(frozen=True, slots=True)
class PortalProgress:
    """One portal of the work."""

    portal: Portal
    fetched: int = 0
    new: int = 0
    url: str = ""
    """Fetched last."""
    outcome: PortalOutcome | None = None
    """None: it is not done."""


@dataclass(frozen=True, slots=True)
class WorkState:
    """The work under way, or the last one."""

    kind: Literal["crawl", "check"]
    by: str
    began_at: datetime
    portals: tuple[PortalProgress, ...]
    stopping: bool = False
    stage: Literal["collecting", "indexing", "done"] = "collecting"
    ended_at: datetime | None = None
    problem: WardarchiveError | None = None
    checks: tuple[PortalCheck, ...] = field(default=())

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


class DeskWork:
    """Starts, watches and stops the work; safe for the threads of a server."""

    def __init__(
        self, open_tools: OpenTools, update_index: Callable[[], object], clock: Callable[[], datetime]
    ) -> None:
        self._open_tools = open_tools
        self._update_index = update_index
        self._clock = clock
        self._lock = threading.Lock()
        self._state: WorkState | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def state(self) -> WorkState | None:
        """What is under way or was last; None where nothing was started since the server began."""
        with self._lock:
            return self._state

    def crawl(self, portals: Sequence[Portal], by: str, *, limit: int | None = None) -> None:
        """Begin a crawl. Raises `ArchiveLocked` where something collects into the archive already."""

        def work(store: Store, tools: CrawlTools, _read: ReadCapture) -> None:
            outcomes = collect(portals, tools, limit=limit, stop=self._stop, report=self._step)
            for outcome in outcomes:
                now = self._clock()
                store.set_schedule(after_run(store, schedule_of(store, outcome.portal), outcome, now), now)
            self._change(lambda state: replace(state, portals=_with_outcomes(state.portals, outcomes)))
            if any(outcome.new or outcome.changed for outcome in outcomes):
                self._change(lambda state: replace(state, stage="indexing"))
                self._update_index()

        self._begin("crawl", portals, by, work)

    def check(self, portal: Portal, by: str) -> None:
        """Begin a check of one portal. Raises `ArchiveLocked`."""

        def work(_store: Store, tools: CrawlTools, read: ReadCapture) -> None:
            found = check_portal(portal, tools, read)
            self._change(lambda state: replace(state, checks=(found,)))
            self._update_index()

        self._begin("check", [portal], by, work)

    def stop(self) -> bool:
        """Ask the work to end after the page under way; False where none is."""
        with self._lock:
            if self._state is None or not self._state.is_running:
                return False
            self._state = replace(self._state, stopping=True)
        self._stop.set()
        return True

    def close(self) -> None:
        """End the work and wait for it: what was fetched is kept."""
        self.stop()
        thread = self._thread
        if thread is not None:
            thread.join(_ENDING)

    def _begin(
        self,
        kind: Literal["crawl", "check"],
        portals: Sequence[Portal],
        by: str,
        work: Callable[[Store, CrawlTools, ReadCapture], None],
    ) -> None:
        with self._lock:
            if self._state is not None and self._state.is_running:
                raise ArchiveLocked("the desk is collecting already", "wait for it to end, or stop it")
            before = self._state
            progress = tuple(PortalProgress(portal) for portal in portals)
            self._state = WorkState(kind, by, self._clock(), progress)
            self._stop = threading.Event()
        held = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(work, held), name=f"desk-{kind}", daemon=True
        )
        self._thread.start()
        held.wait(_PATIENCE)
        with self._lock:
            state = self._state
            if isinstance(state.problem, ArchiveLocked) and not state.is_running:
                self._state = before
                raise state.problem

    def _run(self, work: Callable[[Store, CrawlTools, ReadCapture], None], held: threading.Event) -> None:
        problem: WardarchiveError | None = None
        try:
            with self._open_tools(self._stop) as (store, tools, read):
                held.set()
                work(store, tools, read)
        except WardarchiveError as error:
            problem = error
        except OSError as error:
            problem = WardarchiveError(f"the file system refuses ({error.strerror or error})")
        finally:
            self._change(
                lambda state: replace(state, ended_at=self._clock(), stage="done", problem=problem)
            )
            held.set()

    def _step(self, step: CrawlProgress) -> None:
        def told(state: WorkState) -> WorkState:
            rows = tuple(
                replace(one, fetched=step.fetched, new=step.new, url=step.url)
                if one.portal.id == step.portal.id
                else one
                for one in state.portals
            )
            return replace(state, portals=rows)

        self._change(told)

    def _change(self, change: Callable[[WorkState], WorkState]) -> None:
        with self._lock:
            if self._state is not None:
                self._state = change(self._state)


def _with_outcomes(
    rows: tuple[PortalProgress, ...], outcomes: Sequence[PortalOutcome]
) -> tuple[PortalProgress, ...]:
    by_id = {outcome.portal.id: outcome for outcome in outcomes}
    return tuple(
        replace(row, outcome=found, fetched=found.fetched, new=found.new)
        if (found := by_id.get(row.portal.id))
        else row
        for row in rows
    )
