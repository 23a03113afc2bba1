"""Several processes that serve one archive on one port.

Python runs one thread at a time in a process; a machine with more cores serves more readers with more
processes. They are forked before anything is opened and take connections from one listening socket:
whichever is idle takes the next. Each has the index in its own memory, so one process is the default.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from wardarchive.errors import UsageError, WardarchiveError

_YOUNG = 5.0
"""Seconds: a worker that ends sooner cannot work here at all, and is not begun again."""


@dataclass
class Workers:
    """Processes 0 to `count` - 1; `run(number)` is what each does until SIGTERM."""

    count: int
    run: Callable[[int], None]
    _alive: dict[int, tuple[int, float]] = field(default_factory=dict)
    """Number and time of birth of each process."""
    _stopping: bool = False

    def supervise(self) -> None:
        """Start them, begin those again that die, end all at SIGINT or SIGTERM.

        Raises `WardarchiveError` where one dies as soon as it was born.
        """
        if not hasattr(os, "fork"):
            raise UsageError("several workers need a POSIX system", "serve without --workers")
        read_end, write_end = os.pipe()
        before = {s: signal.signal(s, self._stop) for s in (signal.SIGINT, signal.SIGTERM)}
        try:
            for number in range(self.count):
                self._begin(number, read_end, write_end)
            self._wait(read_end, write_end)
        finally:
            for number_of_signal, handler in before.items():
                signal.signal(number_of_signal, handler)
            os.close(write_end)
            os.close(read_end)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        for process in list(self._alive):
            os.kill(process, signal.SIGTERM)

    def _begin(self, number: int, read_end: int, write_end: int) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if process == 0:
            os.close(write_end)
            self._work(number, read_end)
        self._alive[process] = (number, time.monotonic())

    def _work(self, number: int, read_end: int) -> None:
        """In the new process; never returns."""
        status = 1
        try:
            for signal_number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(signal_number, signal.SIG_DFL)
            watch = threading.Thread(target=_end_with_parent, args=(read_end,), daemon=True)
            watch.start()
            self.run(number)
            status = 0
        except WardarchiveError as error:
            print(f"wardarchive: {error}", file=sys.stderr)  # noqa: T201 - a process of its own
        except BaseException:  # the parent must not go on twice
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _wait(self, read_end: int, write_end: int) -> None:
        while self._alive:
            process, status = os.waitpid(-1, 0)
            if process not in self._alive:
                continue
            number, born = self._alive.pop(process)
            if self._stopping:
                continue
            if time.monotonic() - born < _YOUNG:
                self._stop(signal.SIGTERM, None)
                reason = os.waitstatus_to_exitcode(status)
                raise WardarchiveError(
                    f"a worker ended at once with status {reason}", "serve without --workers to see why"
                )
            self._begin(number, read_end, write_end)


def _end_with_parent(read_end: int) -> None:
    """Wait until the parent is gone, by whatever end: its side of the pipe closes then."""
    os.read(read_end, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def share(listening: socket.socket) -> None:
    """Let several processes accept from one socket: none may wait in it while another takes the reader."""
    listening.setblocking(False)
