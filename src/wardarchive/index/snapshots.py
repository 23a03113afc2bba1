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

    def current(self) -> Snapshot:
        """The committed state; empty where nothing was ever written."""
        with self._lock:
            self._known = self._folder.snapshot(self._known)
            return self._known or Snapshot(0, [], [])

    def close(self) -> None:
        with self._lock:
            self._known = None
