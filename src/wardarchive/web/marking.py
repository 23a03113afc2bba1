"""An article's blocks cut into runs, so that officials and statements can be shown where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wardarchive.model import Article, Reading

TITLE = -1
"""The block number of the title."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `name` where it names a person."""

    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that the same statements cover; `statements` and `begins` are their numbers, from 0."""

    pieces: tuple[Piece, ...]
    statements: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block of the body, whole."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def lines(self) -> tuple[tuple[Run, ...], ...]:
        """The items of a list, the rows of a table."""
        return split(self.runs, "\n")

    @property
    def rows(self) -> tuple[tuple[tuple[Run, ...], ...], ...]:
        """The cells of each row of a table."""
        return tuple(split(line, " | ") for line in self.lines)


def split(runs: tuple[Run, ...], separator: str) -> tuple[tuple[Run, ...], ...]:
    """The runs cut at every `separator` of their pieces, which itself is dropped; marks are kept.

    >>> [["".join(p.text for p in run.pieces) for run in part] for part in
    ...  split((Run((Piece("a | b"), Piece("c", "N"))), Run((Piece("d | e"),), (0,), (0,))), " | ")]
    [['a'], ['bc', 'd'], ['e']]
    """
    parts: list[list[Run]] = [[]]
    for run in runs:
        begins = run.begins
        pieces: list[Piece] = []
        for piece in run.pieces:
            first, *rest = piece.text.split(separator)
            pieces.append(Piece(first, piece.name))
            for text in rest:
                parts[-1].append(Run(tuple(pieces), run.statements, begins))
                parts.append([])
                pieces, begins = [Piece(text, piece.name)], ()
        parts[-1].append(Run(tuple(pieces), run.statements, begins))
    return tuple(tuple(part) for part in parts)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    value: int | str


def _fitting(spans: Sequence[_Span], length: int) -> list[_Span]:
    return sorted(
        (s for s in spans if 0 <= s.start < s.end <= length), key=lambda s: (s.start, -s.end, str(s.value))
    )


def _disjoint(spans: Sequence[_Span]) -> list[_Span]:
    kept: list[_Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _pieces(text: str, start: int, end: int, names: Sequence[_Span]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for span in names:
        low, high = max(span.start, start), min(span.end, end)
        if low >= high:
            continue
        if low > at:
            pieces.append(Piece(text[at:low]))
        pieces.append(Piece(text[low:high], str(span.value)))
        at = high
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)


def _runs(text: str, names: Sequence[_Span], said: Sequence[_Span]) -> tuple[Run, ...]:
    names = _disjoint(_fitting(names, len(text)))
    said = _fitting(said, len(text))
    cuts = sorted({0, len(text), *(s.start for s in said), *(s.end for s in said)})
    return tuple(
        Run(
            pieces=_pieces(text, start, end, names),
            statements=tuple(int(s.value) for s in said if s.start <= start and end <= s.end),
            begins=tuple(int(s.value) for s in said if s.start == start),
        )
        for start, end in pairwise(cuts)
    )


def marked(article: Article, reading: Reading) -> tuple[tuple[Run, ...], tuple[MarkedBlock, ...]]:
    """(the title's runs, the body's blocks); joined, the runs of a block are its text unchanged.

    Offsets that do not fit the text are left out; of two names that overlap the first is marked.
    """
    names: dict[int, list[_Span]] = {}
    said: dict[int, list[_Span]] = {}
    for person in reading.officials:
        for mention in person.mentions:
            names.setdefault(mention.block, []).append(_Span(mention.start, mention.end, person.name))
    for number, statement in enumerate(reading.statements):
        said.setdefault(statement.block, []).append(_Span(statement.start, statement.end, number))
    title = _runs(article.title, names.get(TITLE, ()), said.get(TITLE, ()))
    body = tuple(
        MarkedBlock(block.kind, _runs(block.text, names.get(i, ()), said.get(i, ())))
        for i, block in enumerate(article.body)
    )
    return title, body
