"""Numbers of a running server that its processes have in common: counts and times of requests.

A table of floats in shared memory, one row a process: each writes its own, and whoever is asked adds
them up. No file, no lock between processes; a process that dies leaves its row to the one that comes.
"""

from __future__ import annotations

import mmap
import threading
from collections.abc import Sequence

_FLOAT = 8


class Counters:
    """Named numbers that only grow, added up over `processes` rows of shared memory."""

    def __init__(self, names: Sequence[str], processes: int = 1) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._width = len(self._places)
        self._processes = processes
        self._memory = mmap.mmap(-1, max(1, self._width * processes) * _FLOAT)
        self._cells = memoryview(self._memory).cast("d")
        self._row = 0
        self._lock = threading.Lock()

    def take_row(self, number: int) -> None:
        """Write into this row from now on: the process with that number, counted from 0."""
        self._row = number * self._width
        self._lock = threading.Lock()  # another thread may have held the old one at the fork

    def add(self, name: str, amount: float = 1.0) -> None:
        """Add to a number; a name that was not given at the start is no error and is not counted."""
        place = self._places.get(name)
        if place is None:
            return
        with self._lock:
            self._cells[self._row + place] += amount

    def total(self, name: str) -> float:
        """The number, of all processes."""
        place = self._places[name]
        return sum(self._cells[row * self._width + place] for row in range(self._processes))
