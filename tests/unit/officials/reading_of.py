"""Short ways to read a few lines of text in tests."""

from __future__ import annotations

from wardarchive.model import Block, Reading, Statement
from wardarchive.officials.reading import read_officials


def read(*lines: str, title: str = "") -> Reading:
    """The reading of paragraphs; a line that opens with ``[caption] `` or ``[list] `` is one."""
    blocks = []
    for line in lines:
        if line.startswith("[caption] "):
            blocks.append(Block("caption", line.removeprefix("[caption] ")))
        elif line.startswith("[list] "):
            blocks.append(Block("list", line.removeprefix("[list] ")))
        else:
            blocks.append(Block("paragraph", line))
    return read_officials(title, blocks, ward_names=frozenset({"Sài Đồng", "Hạ Đình"}))


def people(*lines: str, title: str = "") -> dict[str, str | None]:
    """Name → role."""
    return {official.name: official.role for official in read(*lines, title=title).officials}


def said(*lines: str, title: str = "") -> list[tuple[str | None, str, str, str]]:
    """(speaker, verb, kind, form) of each statement."""
    return [(s.speaker, s.verb, s.kind, s.speaker_form) for s in read(*lines, title=title).statements]


def only(*lines: str) -> Statement:
    """The one statement of a text."""
    statements = read(*lines).statements
    assert len(statements) == 1, statements
    return statements[0]
