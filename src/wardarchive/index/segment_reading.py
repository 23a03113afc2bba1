"""A segment as readers use it: vocabulary, postings, columns and documents. Never changes once written."""

from __future__ import annotations

import io
import os
import struct
import weakref
import zlib
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from wardarchive.errors import IndexUnavailable
from wardarchive.index.columns import array_json, columns_of
from wardarchive.index.document_bytes import document_of
from wardarchive.index.segment_writing import COLUMNS, DOCUMENTS
from wardarchive.index.vocabulary import Vocabulary
from wardarchive.index.whoosh_codec import Postings, unpacked
from wardarchive.index.whoosh_storage import open_inside, read_inside
from wardarchive.model import IndexDocument

POSTINGS = ".pst"
HINT = "wardarchive index --rebuild"


def damaged(what: str) -> IndexUnavailable:
    return IndexUnavailable(f"the search index is damaged: {what}", HINT)


class _File:
    """A file read at offsets by many threads; open as long as somebody reads the segment."""

    def __init__(self, path: Path) -> None:
        self._descriptor = open_inside(path)
        self.size = os.fstat(self._descriptor).st_size
        self._finalizer = weakref.finalize(self, os.close, self._descriptor)

    def read(self, offset: int, length: int) -> bytes:
        data = os.pread(self._descriptor, length, offset)
        if len(data) != length:
            raise damaged("a file is cut off")
        return data


class Segment:
    """One segment, opened. Raises `IndexUnavailable` where its files contradict each other."""

    def __init__(self, folder: Path, name: str, count: int) -> None:
        self.name = name
        try:
            self._postings = _File(folder / (name + POSTINGS))
            self._documents = _File(folder / (name + DOCUMENTS))
            with np.load(io.BytesIO(read_inside(folder / (name + COLUMNS))), allow_pickle=False) as arrays:
                self._read(arrays)
        except FileNotFoundError:
            raise  # a writer may just have replaced the segment: the caller looks again
        except (
            # RuntimeError: a changed byte makes the archive one that zipfile holds for encrypted, or packed
            # by a method that it does not know
            OSError, ValueError, KeyError, TypeError, EOFError, zlib.error, BadZipFile, RuntimeError,
            OverflowError, MemoryError, IndexError, struct.error,
        ) as error:  # fmt: skip
            raise damaged(f"{name} cannot be read") from error
        if len(self.columns) != count or len(self._offsets) != count + 1:
            raise damaged(f"{name} has the wrong number of documents")
        ends = [int((v.offsets + v.lengths).max(initial=0)) for v in self.vocabularies.values()]
        if self._offsets[-1] != self._documents.size or max(ends) != self._postings.size:
            raise damaged(f"a file of {name} has the wrong length")

    def _read(self, arrays: Any) -> None:
        self.columns = columns_of(arrays)
        self.vocabularies = {field: Vocabulary(arrays, field) for field in ("title", "body")}
        self._offsets: list[int] = arrays["documents"].tolist()
        self.spellings: dict[str, Counter[str]] = {}
        for key, spelling, count in array_json(arrays["spellings"]):
            self.spellings.setdefault(key, Counter())[spelling] += count

    def __len__(self) -> int:
        return len(self.columns)

    def postings(self, field: str, term: int) -> Postings:
        """The postings of a term by its number in the vocabulary. Documents are rows of this segment."""
        vocabulary = self.vocabularies[field]
        block = self._postings.read(int(vocabulary.offsets[term]), int(vocabulary.lengths[term]))
        if zlib.crc32(block) != vocabulary.sums[term]:
            raise damaged(f"postings of {self.name}")
        try:
            postings = unpacked(block)
        except ValueError as error:
            raise damaged(f"postings of {self.name}") from error
        if len(postings.documents) and int(postings.documents[-1]) >= len(self):
            raise damaged(f"postings of {self.name}")
        return postings

    def document(self, row: int) -> IndexDocument:
        """One document as it was given to the engine."""
        start, end = self._offsets[row], self._offsets[row + 1]
        try:
            return document_of(self._documents.read(start, end - start))
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise damaged(f"a document of {self.name}") from error
