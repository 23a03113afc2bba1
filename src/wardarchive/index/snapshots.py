"""The newest snapshot, opened again when a writer of any process has committed."""

from __future__ import annotations

import threading

from wardarchive.index.index_folder import IndexFolder
from wardarchive.index.snapshot import Snapshot


class Snapshots:
    """Hands the committed state to readers and to the writer, so that both share what is open."""

    def __init__(self, folder: IndexFolder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._known: Snapshot | None = None

    @property
    def opened(self) -> bool:
        """Whether anything was read yet."""
        return self._known is not None

    def current(self) -> Snapshot:
        """The committed state; empty where nothing was ever written."""
        with self._lock:
            self._known = self._folder.snapshot(self._known)
            return self._known or Snapshot(0, [], [])

    def for_reading(self) -> Snapshot:
        """The committed state; while another thread opens a new one, the one before it."""
        known = self._known
        if known is None:
            return self.current()
        if not self._lock.acquire(blocking=False):
            return known
        try:
            found = self._folder.snapshot(known)
            if found is not None and found is not known:
                found.prepare()
            self._known = found
            return found or Snapshot(0, [], [])
        finally:
            self._lock.release()

    def close(self) -> None:
        with self._lock:
            self._known = None
