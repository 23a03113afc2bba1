"""Word lists, kept as text: ``lexicon/*.txt`` with sections of phrases divided by bars."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """All sections of one list, in the order of the file; lines that open with # are comments."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in files(__package__).joinpath("lexicon", f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {section: _phrases(" ".join(lines)) for section, lines in found.items()}


def _phrases(joined: str) -> tuple[str, ...]:
    return tuple(phrase for phrase in (part.strip() for part in joined.split("|")) if phrase)


def phrases(name: str, section: str) -> tuple[str, ...]:
    """The phrases of one section.

    >>> phrases("offices", "qualifiers")[:2]
    ('nguyên', 'cựu')
    """
    return sections(name)[section]
