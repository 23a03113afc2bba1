"""Documents made into a segment: Whoosh's files, the documents themselves, and the columns beside them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Segment

from wardarchive.index.columns import ColumnsBuilder, columns_arrays, json_array, npz_bytes
from wardarchive.index.document_bytes import document_bytes
from wardarchive.index.token_arrays import TokenArrays
from wardarchive.index.vocabulary import text_array
from wardarchive.index.whoosh_codec import SCHEMA, BlockCodec, BlockFieldWriter
from wardarchive.index.whoosh_storage import OwnStorage
from wardarchive.model import IndexDocument
from wardarchive.text.syllables import forms, surfaces

NAME = "MAIN"
"""Whoosh's name of the index inside its folder."""
COLUMNS = ".columns.npz"
DOCUMENTS = ".documents"
TOKENS_A_SEGMENT = 6_000_000
"""About 10,000 articles: keeps the arrays of a segment under 300 MB while it is written."""

MANY_TOKENS = 200_000
"""In segments of more tokens, neighbours that were seen once are not kept: they are most of all."""


class SegmentBuilder:
    """Collects documents and writes them as one segment."""

    def __init__(self, storage: OwnStorage) -> None:
        self._storage = storage
        self._segment = BlockCodec().new_segment(storage, NAME)
        self._writer = self._segment.codec().per_document_writer(storage, self._segment)
        self._columns = ColumnsBuilder()
        self._fields = {"title": TokenArrays(), "body": TokenArrays()}
        self._file = storage.create_file(self._segment.make_filename(DOCUMENTS))
        self._offsets = [0]

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def full(self) -> bool:
        return len(self._fields["body"]) >= TOKENS_A_SEGMENT

    def add(self, document: IndexDocument) -> None:
        found = {
            "body": [text for block in document.body for text in surfaces(block)],
            "title": surfaces(document.title),
        }
        self._writer.start_doc(len(self))
        for field, texts in found.items():
            self._fields[field].add(texts)
            self._writer.add_field(field, SCHEMA[field], None, len(texts))
        self._writer.add_field("id", SCHEMA["id"], document.id, 0)
        self._writer.finish_doc()
        data = document_bytes(document)
        self._file.write(data)
        self._offsets.append(self._offsets[-1] + len(data))
        self._columns.add(document, len(found["title"]), len(found["body"]))

    def finish(self) -> W3Segment:
        """Write everything; the segment counts from when a table of contents names it."""
        self._segment.set_doc_count(len(self))
        arrays = columns_arrays(self._columns.build())
        arrays["spellings"] = json_array([row for f in self._fields.values() for row in f.spellings()])
        arrays["documents"] = np.array(self._offsets, np.int64)
        writer = BlockFieldWriter(self._segment.codec(), self._storage, self._segment)
        for field in sorted(self._fields):
            arrays |= self._write_field(writer, field)
        writer.close()
        self._writer.close()
        # A plain dict: a table of contents is read back with no other classes than a segment's own.
        self._segment._fieldlengths = dict(self._segment._fieldlengths)
        self._file.close()
        folder = Path(self._storage.folder)
        (folder / self._segment.make_filename(COLUMNS)).write_bytes(npz_bytes(arrays))
        return self._segment

    def abandon(self) -> None:
        """Close what is open; the next commit removes the files."""
        for part in (self._file, self._writer):
            if not part.is_closed:
                part.close()

    def _write_field(self, writer: BlockFieldWriter, field: str) -> dict[str, NDArray[Any]]:
        """Write a field's postings; returns its vocabulary in the order of the folded keys."""
        writer.start_field(field, SCHEMA[field])
        tokens = self._fields.pop(field)
        rows: list[tuple[str, str, int, int, int, int]] = []
        for term in tokens.blocks():
            place = writer.add_block(term), len(term.block), zlib.crc32(term.block)
            rows.append((forms(term.key)[1], term.key, *place, term.total))
        writer.finish_field()
        rows.sort()
        folded = list(dict.fromkeys(row[0] for row in rows))
        numbers = {text: number for number, text in enumerate(folded)}
        group = np.array([numbers[row[0]] for row in rows], np.int64)
        pairs, pair_counts = tokens.pairs([row[1] for row in rows], 2 if len(tokens) > MANY_TOKENS else 1)
        return {
            f"{field}_pairs": pairs,
            f"{field}_pair_counts": pair_counts,
            f"{field}_totals": np.array([row[5] for row in rows], np.int64),
            f"{field}_keys": text_array([row[1] for row in rows]),
            f"{field}_folded": text_array(folded),
            f"{field}_first": np.searchsorted(group, np.arange(len(folded) + 1)).astype(np.int64),
            f"{field}_offsets": np.array([row[2] for row in rows], np.int64),
            f"{field}_lengths": np.array([row[3] for row in rows], np.int64),
            f"{field}_sums": np.array([row[4] for row in rows], np.int64),
        }


def write_segments(storage: OwnStorage, documents: Iterable[IndexDocument]) -> Iterator[W3Segment]:
    """The documents as segments of bounded size."""
    builder: SegmentBuilder | None = None
    try:
        for document in documents:
            builder = builder or SegmentBuilder(storage)
            builder.add(document)
            if builder.full:
                yield builder.finish()
                builder = None
        if builder is not None:
            yield builder.finish()
            builder = None
    finally:
        if builder is not None:
            builder.abandon()
