"""A Whoosh codec whose posting lists are arrays: written from NumPy, read by NumPy in one call a term.

Whoosh's own codec pickles blocks of 128 postings and Whoosh reads them posting by posting; that costs
3 µs a posting on both ways. Here a term's postings are one block of three arrays:

    count, positions     two little-endian uint32
    documents            count × uint32, ascending
    frequencies          count × uint32
    positions            positions × uint32, those of the first document first, ascending

Everything else (table of contents, segments, term index, field lengths) is Whoosh's, so that Whoosh's
own searcher reads the same index; the tests hold both to the same answers.
"""

from __future__ import annotations

import struct
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import FieldWriter
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Format
from whoosh.matching import ListMatcher

HEAD = struct.Struct("<II")
ITEM = np.dtype("<u4")


class TermBlock(NamedTuple):
    """One term with its block of postings."""

    key: str
    block: bytes
    documents: int
    total: int
    """Occurrences in all of them."""
    first: int
    last: int


class Postings(NamedTuple):
    """The postings of one term in one segment."""

    documents: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]
    positions: NDArray[np.uint32]


def unpacked(block: bytes) -> Postings:
    """Postings from a block. Raises `ValueError` where the block contradicts itself."""
    if len(block) < HEAD.size:
        raise ValueError("a block of postings is cut off")
    count, places = HEAD.unpack_from(block)
    if len(block) != HEAD.size + ITEM.itemsize * (2 * count + places):
        raise ValueError("a block of postings has the wrong length")
    items = np.frombuffer(block, ITEM, offset=HEAD.size)
    return Postings(items[:count], items[count : 2 * count], items[2 * count :])


class PlaceFormat(Format):  # type: ignore[misc]
    """Whoosh's view of one posting: its positions as uint32."""

    def supports(self, name: str) -> bool:
        return name in ("frequency", "weight", "positions")

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // ITEM.itemsize

    def decode_weight(self, value: bytes) -> float:
        return float(self.decode_frequency(value))

    def decode_positions(self, value: bytes) -> list[int]:
        return [int(place) for place in np.frombuffer(value, ITEM)]


class SyllableField(FieldType):  # type: ignore[misc]
    """Syllable keys with their positions, cut before they come here."""

    indexed = True
    stored = False
    scorable = True
    multitoken_query = "phrase"
    analyzer = None
    unique = False
    vector = None
    column_type = None

    def __init__(self) -> None:
        self.format = PlaceFormat(1.0)


SCHEMA = Schema(title=SyllableField(), body=SyllableField(), id=STORED())


class BlockFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes whole terms at once."""

    def add_block(self, term: TermBlock) -> int:
        """Write one term. Returns the offset of its block."""
        offset = int(self._postfile.tell())
        self._postfile.write(term.block)
        info = W3TermInfo(
            weight=float(term.total),
            df=term.documents,
            minlength=1,
            maxlength=1,
            maxweight=float(term.total),
            minid=term.first,
            maxid=term.last,
        )
        info.set_extent(offset, len(term.block))
        self._tindex.add(self._fieldid.to_bytes(2, "big") + term.key.encode(), info.to_bytes())
        return offset


class BlockCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with posting lists as arrays."""

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        return BlockFieldWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """A matcher for Whoosh's own searcher."""
        offset, _ = terminfo.extent()  # Whoosh reads lengths back as tuples; the block has its own
        count, places = HEAD.unpack(dbfile.get(offset, HEAD.size))
        postings = unpacked(bytes(dbfile.get(offset, HEAD.size + ITEM.itemsize * (2 * count + places))))
        ends = np.cumsum(postings.frequencies)
        values = [
            postings.positions[end - count : end].tobytes()
            for end, count in zip(ends.tolist(), postings.frequencies.tolist(), strict=True)
        ]
        return ListMatcher(
            [int(n) for n in postings.documents],
            [float(n) for n in postings.frequencies],
            values,
            format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )
