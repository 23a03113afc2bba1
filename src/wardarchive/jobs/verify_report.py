"""What a verification found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

FaultKind = Literal[
    "file-missing",
    "file-unreadable",
    "file-altered",
    "record-missing",
    "record-damaged",
    "record-without-row",
    "row-differs",
    "version-not-derived",
    "version-altered",
    "people-differ",
    "article-without-version",
    "index-unavailable",
    "index-behind",
    "index-lacks",
    "index-surplus",
]

NEXT_STEPS: dict[FaultKind, str] = {
    "file-missing": "put the file back from a backup",
    "file-unreadable": "check its permissions, or put it back from a backup",
    "file-altered": "put the file back from a backup, or import the original again",
    "record-missing": "put the file back from a backup",
    "record-damaged": "put the file back from a backup",
    "record-without-row": "wardarchive rebuild",
    "row-differs": "wardarchive rebuild",
    "version-not-derived": "wardarchive reparse --diff shows how, --apply mends it",
    "version-altered": "wardarchive rebuild",
    "people-differ": "wardarchive reparse --diff shows how, --apply mends it",
    "article-without-version": "wardarchive rebuild",
    "index-unavailable": "wardarchive index --rebuild",
    "index-behind": "wardarchive index",
    "index-lacks": "wardarchive index --rebuild",
    "index-surplus": "wardarchive index --rebuild",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold."""

    kind: FaultKind
    subject: str
    """The file, record, version or article meant."""
    message: str

    @property
    def next_step(self) -> str:
        return NEXT_STEPS[self.kind]

    def as_json(self) -> dict[str, str]:
        return {
            "kind": self.kind,
            "subject": self.subject,
            "message": self.message,
            "next": self.next_step,
        }

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}: {self.message} — {self.next_step}"


@dataclass(slots=True)
class VerifyReport:
    """Counts of what was looked at; each fault is told at once through `tell`."""

    tell: Callable[[Fault], None]
    counts: Counter[str] = field(default_factory=Counter)
    """files, records, captures, versions, articles, and what could not be checked."""
    other_parsers: Counter[str] = field(default_factory=Counter)
    """Versions that an earlier parser made and the present one reads differently, by that parser."""
    faults: int = 0
    faulty_captures: set[int] = field(default_factory=set)

    def fault(self, kind: FaultKind, subject: str, message: str) -> None:
        """Something does not hold."""
        self.faults += 1
        self.tell(Fault(kind, subject, " ".join(message.split())))

    def as_json(self) -> dict[str, Any]:
        return {"ok": not self.faults, **self.counts, "other_parsers": dict(self.other_parsers)}
