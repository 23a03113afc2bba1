"""Who is named in an article, and who said what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StatementKind = Literal["direct", "indirect", "act", "caption"]
SpeakerForm = Literal["named", "role", "anaphor", "headline"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named."""

    block: int
    """Index into the body; -1 for the title."""
    start: int
    end: int
    """Character offsets into that block's text."""
    text: str
    role: str | None = None
    """The role as stated at this place."""
    pattern: str = ""
    """Which rule found it: ``title-name``, ``role-name``, ``name-role`` …"""


@dataclass(frozen=True, slots=True)
class NamedOfficial:
    """A person of one article: the full name, the role stated, and each mention."""

    name: str
    role: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence in which somebody is reported to have said or ordered something."""

    speaker: str | None
    """Full name where it is known; None: unattributed."""
    verb: str
    kind: StatementKind
    speaker_form: SpeakerForm
    text: str
    """The sentence or clause with speaker, verb and what was said, exactly as published."""
    block: int
    start: int
    end: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The officials and statements of one article."""

    officials: tuple[NamedOfficial, ...] = ()
    statements: tuple[Statement, ...] = ()
