"""The folder of an index: generations side by side, a pointer to the one that counts, a lock for writers.

    current            {"format": 2, "folder": "g000003"}, replaced atomically
    g000003/           a Whoosh index; its newest table of contents (`.toc`) is what was committed last
    write.lock

A rebuild fills a new folder and then turns the pointer; an update adds segments to the current folder
and then writes a new table of contents. Whatever else lies in the folder does not count.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, IndexVersionError
from whoosh.index import IndexError as WhooshIndexError

from wardarchive.errors import IndexUnavailable
from wardarchive.index.segment_reading import HINT, Segment, damaged
from wardarchive.index.segment_writing import NAME
from wardarchive.index.snapshot import Snapshot
from wardarchive.index.whoosh_codec import SCHEMA
from wardarchive.index.whoosh_storage import OwnStorage, read_inside

FORMAT = 2
POINTER = "current"
_FOLDER = re.compile(r"g(\d{6,12})")
_TOC = re.compile(rf"_{NAME}_(\d{{1,12}})\.toc")
_STEP = 1_000_000_000
_PAUSE = 0.002
"""Seconds, times the number of the attempt."""
_ATTEMPTS = 20
"""A reader may lose a race against a writer that removes what it replaced; each attempt looks anew."""


@dataclass(frozen=True, slots=True)
class State:
    """Which generation folder counts, and its newest table of contents."""

    folder: str
    toc: int

    @property
    def generation(self) -> int:
        match = _FOLDER.fullmatch(self.folder)
        return (int(match[1]) if match else 0) * _STEP + self.toc


class IndexFolder:
    """Reads and turns the pointer; knows nothing of documents."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def storage(self, folder: str) -> OwnStorage:
        return OwnStorage(self.path / folder)

    def state(self) -> State | None:
        """What is committed; None for an index that was never written."""
        for attempt in range(_ATTEMPTS):
            folder = self._pointer()
            if folder is None:
                if any(self._newest_toc(name) > 0 for name in self._folders()):
                    raise IndexUnavailable("the search index lost its pointer file", HINT)
                return None
            toc = self._newest_toc(folder)
            if toc >= 0:
                return State(folder, toc)
            # A writer may have replaced what the pointer, or the listing of the folder, just showed.
            time.sleep(_PAUSE * attempt)
        raise damaged("its table of contents is missing")

    def _pointer(self) -> str | None:
        try:
            found = json.loads(read_inside(self.path / POINTER, 10_000))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise damaged("its pointer file cannot be read") from error
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise IndexUnavailable("the search index was made by another version", HINT)
        folder = found.get("folder")
        if not isinstance(folder, str) or not _FOLDER.fullmatch(folder):
            raise damaged("its pointer file points nowhere")
        if (self.path / folder).is_symlink():
            raise damaged("its folder is a link")
        return folder

    def _folders(self) -> list[str]:
        try:
            return sorted(p.name for p in self.path.iterdir() if _FOLDER.fullmatch(p.name) and p.is_dir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise IndexUnavailable("the folder of the search index cannot be read", HINT) from error

    def _newest_toc(self, folder: str) -> int:
        try:
            with os.scandir(self.path / folder) as entries:
                matches = [_TOC.fullmatch(entry.name) for entry in entries]
        except FileNotFoundError:
            return -1
        except OSError as error:
            raise damaged("its folder cannot be read") from error
        return max((int(m[1]) for m in matches if m), default=-1)

    def segments(self, state: State) -> list[W3Segment]:
        """The segments of a table of contents, as Whoosh describes them."""
        try:
            toc = TOC.read(self.storage(state.folder), NAME, gen=state.toc, schema=SCHEMA)
        except FileNotFoundError:
            raise
        except IndexVersionError as error:
            raise IndexUnavailable("the search index was made by another version", HINT) from error
        except (
            OSError, ValueError, EOFError, KeyError, TypeError, AttributeError, IndexError, AssertionError,
            ImportError, MemoryError, OverflowError, pickle.UnpicklingError, struct.error, WhooshIndexError,
        ) as error:  # fmt: skip
            raise damaged("its table of contents cannot be read") from error
        segments = toc.segments
        if not isinstance(segments, list) or not all(isinstance(s, W3Segment) for s in segments):
            raise damaged("its table of contents names no segments")
        return segments

    def snapshot(self, known: Snapshot | None) -> Snapshot | None:
        """The committed state, with the segments that `known` has open already; None: never written."""
        for attempt in range(_ATTEMPTS):
            state = self.state()
            if state is None:
                return None
            if known is not None and known.generation == state.generation:
                return known
            try:
                return self._open(state, known)
            except FileNotFoundError as error:
                if attempt == _ATTEMPTS - 1 or self.state() == state:
                    raise damaged("a file is missing") from error
        return None

    def _open(self, state: State, known: Snapshot | None) -> Snapshot:
        # Segments of another generation folder have other random names.
        opened = {segment.name: segment for segment in known.segments} if known else {}
        described = self.segments(state)
        segments = [
            opened.get(s.segment_id())
            or Segment(self.path / state.folder, _safe(s.segment_id()), s.doc_count_all())
            for s in described
        ]
        return Snapshot(state.generation, segments, [sorted(s.deleted_docs()) for s in described])

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Hold the lock of writers; after `wait` seconds raises `IndexUnavailable`."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path / "write.lock", timeout=wait):
                yield
        except Timeout as error:
            raise IndexUnavailable(
                "another process is writing the search index", "try again when it has finished"
            ) from error
        except OSError as error:
            raise IndexUnavailable(
                f"the search index cannot be written: {error.strerror or error}"
            ) from error

    def new_folder(self) -> str:
        """An empty generation folder with an empty table of contents; nothing points to it yet."""
        used = [int(m[1]) for path in self.path.iterdir() if (m := _FOLDER.fullmatch(path.name))]
        folder = f"g{max(used, default=0) + 1:06d}"
        (self.path / folder).mkdir()
        TOC(SCHEMA, [], 0).write(self.storage(folder), NAME)
        return folder

    def point_to(self, folder: str) -> None:
        """Make `folder` the one that counts, and remove the others."""
        temporary = self.path / f"{POINTER}.new"
        temporary.unlink(missing_ok=True)
        with temporary.open("x", encoding="utf-8") as file:
            json.dump({"format": FORMAT, "folder": folder}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path / POINTER)
        for name in self._folders():
            if name != folder and not (self.path / name).is_symlink():
                shutil.rmtree(self.path / name, ignore_errors=True)


def _safe(name: str) -> str:
    if not re.fullmatch(rf"{NAME}_[0-9a-z]{{1,40}}", name):
        raise damaged("its table of contents names a strange file")
    return name
