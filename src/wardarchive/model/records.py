"""What the store gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from wardarchive.model.articles import Article
from wardarchive.model.officials import Reading


@dataclass(frozen=True, slots=True)
class OfficialRef:
    """A person of the register, as the store, the index and the facets name them."""

    key: str
    """Stable: folded name and unit, ``dang-duc-cuong.00142``."""
    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an article's text, with its evidence."""

    id: int
    article_id: int
    number: int
    capture_id: int | None
    """None where the text came without a capture (JSON Lines)."""
    observed_at: datetime
    parser_version: str
    article: Article
    changes: tuple[str, ...] = ()
    """Classes of what differs from the version before, the gravest first; see `store.changes`."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as the archive has it now: its current version and what was read from it.

    The reading is the one that is shown: with the corrections of archivists, without persons they hide.
    """

    id: int
    ward_code: str | None
    portal_id: int | None
    first_seen_at: datetime
    version: Version
    reading: Reading
    refs: Mapping[str, str]
    """Name as in `reading` → key of the register."""
    persons: Mapping[str, OfficialRef] = field(default_factory=dict)
    """Key → the person as the register has them, under the name that was settled."""
    state: Literal["there", "missing", "gone", "moved"] = "there"
    """missing: answered 404 or 410 once; gone: again on a later day; moved: 301 to `moved_to`."""
    state_at: datetime | None = None
    moved_to: str | None = None

    @property
    def article(self) -> Article:
        return self.version.article
