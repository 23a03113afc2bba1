"""The list of commitments, as it is asked for and printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wardarchive.errors import UsageError
from wardarchive.jobs.person_lookup import find_person
from wardarchive.jobs.proof_json import proof_json
from wardarchive.jobs.searching import ward_values
from wardarchive.store.commitment_rows import CommitmentFilter, CommitmentRecord
from wardarchive.store.store import Store


def commitment_filter(
    store: Store,
    *,
    ward: Sequence[str] = (),
    official: str | None = None,
    due_from: str | None = None,
    due_to: str | None = None,
    dated: bool = True,
) -> CommitmentFilter:
    """What was asked; names become codes and keys. Raises `UsageError` for what means nothing."""
    return CommitmentFilter(
        wards=ward_values(ward),
        official=find_person(store, official) if official else None,
        due_from=_day(due_from),
        due_to=_day(due_to),
        dated=dated,
    )


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date", "write it like 2020-12-31") from error


def commitment_json(one: CommitmentRecord) -> dict[str, Any]:
    """One commitment with its proof, for programs."""
    said = one.commitment
    return {
        "speaker": said.speaker,
        "official": one.official_key,
        "obliged": said.obliged,
        "deadline": said.deadline,
        "due": said.due.isoformat() if said.due else None,
        "text": said.text,
        **proof_json(one),
    }
