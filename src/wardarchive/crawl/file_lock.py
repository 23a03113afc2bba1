"""Small guarantees of the file system: who writes a file, and that a new name survives a crash."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl


def lock_file(file: BinaryIO) -> bool:
    """Takes the file for this process until it is closed; False where another process has it.

    On Windows only the archive's own lock protects the file.
    """
    if sys.platform != "win32":
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def sync_folder(folder: Path) -> None:
    """Makes new, renamed and removed names in a folder last."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
