"""The log of decisions as a file beside the database, so that a lost database loses none of them.

One JSON object a line, only ever added to. A line is on the disk before its row is in the database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from wardarchive.errors import StorageFull
from wardarchive.model import Decision

JOURNAL = "decisions.jsonl"
"""Its name, in the archive's home."""


def append_journal(path: Path, decision: Decision) -> None:
    """Add one line and wait until the disk has it. Raises `StorageFull`."""
    line = json.dumps(decision_fields(decision), ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(handle, ("\n" * begun + line).encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise StorageFull(
            f"{path} cannot be written ({error.strerror or error})",
            "free some space or mend the permissions; nothing was decided",
        ) from error


def read_journal(path: Path) -> Iterator[Decision]:
    """The decisions of a journal, oldest first; a line that a crash cut off is left out."""
    if not path.is_file():
        return
    for line in path.read_text("utf-8", errors="replace").splitlines():
        try:
            fields = json.loads(line)
            yield _decision(fields)
        except (ValueError, KeyError, TypeError, RecursionError):
            continue


def decision_fields(one: Decision) -> dict[str, Any]:
    """A decision as a line of the journal tells it."""
    return {
        "token": one.token,
        "at": one.at.isoformat(),
        "who": one.who,
        "why": one.why,
        "kind": one.kind,
        "one": one.one,
        "other": one.other,
        "urls": list(one.urls),
        "text": one.text,
        "value": one.value,
    }


def _decision(fields: dict[str, Any]) -> Decision:
    return Decision(
        token=str(fields["token"]),
        at=datetime.fromisoformat(fields["at"]),
        who=str(fields["who"]),
        why=str(fields["why"]),
        kind=fields["kind"],
        one=fields.get("one"),
        other=fields.get("other"),
        urls=tuple(fields.get("urls") or ()),
        text=fields.get("text"),
        value=fields.get("value"),
    )
