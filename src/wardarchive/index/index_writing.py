"""Writing an index: updates as new segments, bounded merging, rebuilding beside the old one."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, clean_files

from wardarchive.index.index_folder import POINTER, IndexFolder, State
from wardarchive.index.merging import segments_to_merge
from wardarchive.index.segment_writing import NAME, write_segments
from wardarchive.index.snapshot import Snapshot
from wardarchive.index.snapshots import Snapshots
from wardarchive.index.whoosh_codec import SCHEMA
from wardarchive.index.whoosh_storage import OwnStorage
from wardarchive.model import IndexDocument


class IndexWriting:
    """The writer of an index folder; holds the lock only while it works."""

    def __init__(self, folder: IndexFolder, snapshots: Snapshots, wait: float) -> None:
        self._folder = folder
        self._snapshots = snapshots
        self._wait = wait

    def replace(self, documents: Iterable[IndexDocument]) -> int:
        """Add documents in place of those with their ids; one commit, then bounded merging."""
        with self._folder.writing(self._wait):
            state, snapshot = self._open()
            ids, segments = _written(self._folder.storage(state.folder), documents)
            if ids:
                self._commit(state, snapshot, ids, segments)
                self._merge()
        return len(ids)

    def remove(self, ids: Iterable[int]) -> None:
        gone = list(ids)
        if not gone:
            return
        with self._folder.writing(self._wait):
            if self._folder.state() is None:
                return
            state, snapshot = self._open()
            if len(snapshot.rows_of(gone)):
                self._commit(state, snapshot, gone, [])
                self._merge()

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Write a new folder and point to it. What is in the index now is not even looked at."""
        with self._folder.writing(self._wait):
            if not (self._folder.path / POINTER).exists():
                # A crash below must leave an empty index, not one that lost its pointer.
                self._folder.point_to(self._folder.new_folder())
            folder = self._folder.new_folder()
            storage = self._folder.storage(folder)
            try:
                ids, segments = _written(storage, documents)
                TOC(SCHEMA, segments, 1).write(storage, NAME)
                clean_files(storage, NAME, 1, segments)
            except BaseException:
                shutil.rmtree(self._folder.path / folder, ignore_errors=True)
                raise
            self._folder.point_to(folder)
        return len(ids)

    def _open(self) -> tuple[State, Snapshot]:
        state = self._folder.state()
        if state is None:
            self._folder.point_to(self._folder.new_folder())
            state = self._folder.state() or State("", 0)
        return state, self._snapshots.current()

    def _commit(
        self, state: State, snapshot: Snapshot, gone: Sequence[int], new: Sequence[W3Segment]
    ) -> None:
        """Write a table of contents with `new` added and the ids `gone` taken out of the other segments."""
        segments = self._folder.segments(state)
        for row in snapshot.rows_of(gone).tolist():
            number, own = snapshot.place(row)
            segments[number].delete_document(own)
        kept = [segment for segment in segments if segment.doc_count() > 0]
        self._write_toc(state, [*kept, *new])

    def _write_toc(self, state: State, segments: list[W3Segment]) -> None:
        storage = self._folder.storage(state.folder)
        TOC(SCHEMA, segments, state.toc + 1).write(storage, NAME)
        clean_files(storage, NAME, state.toc + 1, segments)

    def _merge(self) -> None:
        """Write small or mostly deleted segments as one. What was committed can be found meanwhile."""
        state, snapshot = self._open()
        segments = self._folder.segments(state)
        chosen = segments_to_merge([(s.doc_count(), s.doc_count_all()) for s in segments])
        if not chosen:
            return
        storage = self._folder.storage(state.folder)
        _, merged = _written(storage, _live_documents(snapshot, chosen))
        kept = [segment for number, segment in enumerate(segments) if number not in chosen]
        self._write_toc(state, [*kept, *merged])


def _live_documents(snapshot: Snapshot, chosen: Sequence[int]) -> Iterator[IndexDocument]:
    for number in chosen:
        base = snapshot.bases[number]
        for row in range(len(snapshot.segments[number])):
            if snapshot.live[base + row]:
                yield snapshot.segments[number].document(row)


def _written(storage: OwnStorage, documents: Iterable[IndexDocument]) -> tuple[list[int], list[W3Segment]]:
    """The ids and segments of `documents`; of several with one id only the last counts."""
    ids: list[int] = []

    def noted() -> Iterator[IndexDocument]:
        for document in documents:
            ids.append(document.id)
            yield document

    segments = list(write_segments(storage, noted()))
    last = {number: row for row, number in enumerate(ids)}
    base = 0
    for segment in segments:
        for row in range(segment.doc_count_all()):
            if last[ids[base + row]] != base + row:
                segment.delete_document(row)
        base += segment.doc_count_all()
    return ids, segments
