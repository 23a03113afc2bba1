"""The few marks in which the demo's bodies are written, read into pieces.

Chunks are parted by blank lines. What a chunk is, its first characters tell:

====================  =========================================================
``## text``           a heading
``- a`` / ``+ a``     bulleted / numbered list, one item a line
``| a | b |``         a table, one row a line
``> text``            a quotation set apart
``!file | alt``       an image; a following line ``^ text`` is its caption
``@file | text``      a link to an attachment
``~ text``            a signature, one line of it a line
anything else         a paragraph; line ends are blanks
====================  =========================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal[
    "paragraph", "heading", "list", "numbered", "table", "quote", "image", "attachment", "signature"
]

_LINE_KINDS: dict[str, PieceKind] = {
    "- ": "list",
    "+ ": "numbered",
    "| ": "table",
    "~ ": "signature",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a body.

    `lines` holds the text of a paragraph, heading or quotation (one), the items of a list, the rows of a
    table (cells parted by tabs), the lines of a signature, the caption of an image (or nothing), the
    label of an attachment. `file` is the name in the demo's media, `alt` the text of an image.
    """

    kind: PieceKind
    lines: tuple[str, ...]
    file: str = ""
    alt: str = ""


def read_markup(source: str) -> tuple[Piece, ...]:
    """The pieces of a body, in order.

    >>> [(p.kind, p.lines) for p in read_markup("Một\\nhai.\\n\\n- ba\\n- bốn")]
    [('paragraph', ('Một hai.',)), ('list', ('ba', 'bốn'))]
    """
    return tuple(_piece(chunk) for chunk in _chunks(source))


def _chunks(source: str) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in source.splitlines():
        if line.strip():
            chunk.append(line.strip())
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _piece(chunk: list[str]) -> Piece:
    first = chunk[0]
    kind = _LINE_KINDS.get(first[:2])
    if kind is not None:
        return Piece(kind, tuple(_row(line) if kind == "table" else line[2:].strip() for line in chunk))
    if first.startswith(("!", "@")):
        file, _, label = first[1:].partition("|")
        if first.startswith("@"):
            return Piece("attachment", (label.strip(),), file=file.strip())
        captions = tuple(line[2:].strip() for line in chunk[1:] if line.startswith("^ "))
        return Piece("image", captions, file=file.strip(), alt=label.strip())
    if first.startswith("## "):
        return Piece("heading", (" ".join(chunk)[3:],))
    if first.startswith("> "):
        return Piece("quote", (" ".join(line.removeprefix("> ") for line in chunk),))
    return Piece("paragraph", (" ".join(chunk),))


def _row(line: str) -> str:
    return "\t".join(cell.strip() for cell in line.strip("|").split("|"))
